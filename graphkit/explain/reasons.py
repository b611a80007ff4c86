"""Why two actors of a sentence have no edge: the clause that comes nearest to joining them, and what fails in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphkit.explain.notes import PairNote
from graphkit.match import ALL_TYPES, ArgumentReader, Trace
from graphkit.model import Actor, Clause

# What says most comes first.
_RANKS = ("sense", "type", "ambiguous", "words", "wrong role")
_PARTICLE = "' after the verb"
_SENSES = ("the verb", "the noun heads", "'")
_WORDS = "no '"
_ROLES = {"agent": "the subject", "patient": "the object", "possessor": "the possessor", "modifier": "the modifier",
          "head": "the head", "complement": "the complement"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an actor stands in a clause: the role, its head word, and whether it is that word or only part of it."""

    role: str
    head: int
    direct: bool


@dataclass(frozen=True, slots=True)
class _Joint:
    """A clause that has two actors, the place of each, and what the rules made of it."""

    clause: Clause
    one: _Place
    other: _Place
    traces: tuple[Trace, ...]

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """How near the clause comes to joining the two: the nearest has the highest rank."""
        apart = self.one.head != self.other.head and self.one.role != self.other.role
        direct = self.one.direct + self.other.direct
        tried = any(not _is_empty(trace) for trace in self.traces)
        return (direct if apart else 0, apart and tried, direct, tried)


def _role(role: str) -> str:
    """Return a role as a reader says it; what is no role of a clause is a preposition."""
    return _ROLES.get(role, f"what follows '{role}'")


def _is_empty(trace: Trace) -> bool:
    """Return whether a rule hangs on words beside a verb that says nothing itself ("be behind ATTACK")."""
    return trace.clause.lemma == "be" and trace.found is None


class PairReasons:
    """Finds the reasons for the pairs of one sentence.

    Args:
        reader: the sentence.
        traces: what the rules made of its clauses.
        actors: the gazetteer by id.
        refusal: returns why a pair that a rule joins is not stated, "" when it is.
    """

    def __init__(
        self,
        reader: ArgumentReader,
        traces: Sequence[Trace],
        actors: Mapping[str, Actor],
        refusal: Callable[..., str],
    ) -> None:
        self._reader = reader
        self._traces = traces
        self._actors = actors
        self._refusal = refusal

    def of(self, one: str, other: str) -> PairNote:
        """Return why two actors (by id) have no edge."""
        names = self._actors[one].name, self._actors[other].name
        joints = list(self._joints(one, other))
        if not joints:
            return PairNote(*names, "no clause", "no verb or noun of the sentence has both")
        joint = max(joints, key=lambda joint: joint.rank)
        for found in (self._stated(joint, {one, other}), self._misplaced(joint, names), self._failed(joint)):
            if found:
                outcome, reason, rule = found
                return PairNote(*names, outcome, reason, rule)
        reason = f"no rule knows '{self._word(joint.clause.trigger)}' ({joint.clause.kind})"
        return PairNote(*names, "no trigger", reason)

    def _word(self, index: int) -> str:
        return self._reader.sentence.tokens[index].text

    def _joints(self, one: str, other: str) -> Iterator[_Joint]:
        for clause in self._reader.sentence.clauses:
            mine, theirs = self._place(clause, one), self._place(clause, other)
            if mine and theirs:
                traces = [trace for trace in self._traces if trace.clause is clause]
                # Of rules that fail alike the plainest says most.
                traces.sort(key=lambda t: len(t.candidate.rule.pattern.elements) if t.candidate else 0)
                yield _Joint(clause, mine, theirs, tuple(traces))

    def _place(self, clause: Clause, actor: str) -> _Place | None:
        inside = None
        for role, heads in clause.roles.items():
            for head in heads:
                if actor in self._meant(head, role):
                    return _Place(role, head, True)
                if inside is None and self._holds(head, actor):
                    inside = _Place(role, head, False)
        return inside

    def _meant(self, head: int, role: str) -> set[str]:
        """Return the actors that a word in a role means, or could mean where nothing decides."""
        read = {reading.actor for reading in self._reader.read(head, role, ALL_TYPES)}
        return read or {actor for mention in self._reader.named(head) for actor in mention.actors}

    def _holds(self, head: int, actor: str) -> bool:
        """Return whether a word's phrase names an actor."""
        todo, seen = [head], {head}
        while todo:
            token = todo.pop()
            if any(actor in mention.actors for mention in self._reader.named(token)):
                return True
            new = [child for child in self._reader.tree.all_children(token) if child not in seen]
            seen.update(new)
            todo.extend(new)
        return False

    def _stated(self, joint: _Joint, actors: set[str]) -> tuple[str, str, str] | None:
        """Return why a rule that joins the two says nothing."""
        for trace in joint.traces:
            pair = next((p for p in trace.pairs if {p.subject.actor, p.object.actor} == actors), None)
            if pair is not None:
                reason = trace.failure or self._refusal(pair)
                if reason:
                    return "not stated", f"'{self._word(trace.clause.trigger)}': {reason}", trace.rule
                return "preferred", "another rule says more of the same words", trace.rule
        return None

    def _misplaced(self, joint: _Joint, names: tuple[str, str]) -> tuple[str, str, str] | None:
        """Return that one of the two is no argument, or that both are the same one."""
        trigger = self._word(joint.clause.trigger)
        rule = joint.traces[0].rule if joint.traces else ""
        for place, name in ((joint.one, names[0]), (joint.other, names[1])):
            if not place.direct:
                what = f"{_role(place.role)} of '{trigger}' is '{self._word(place.head)}'"
                return "wrong role", f"{what}, and {name} only stands with it", rule
        mutual = any(t.candidate is not None and t.candidate.relation.symmetric for t in joint.traces)
        if joint.one.role == joint.other.role and not mutual:
            return "side by side", f"both are {_role(joint.one.role)} of '{trigger}'", rule
        return None

    def _failed(self, joint: _Joint) -> tuple[str, str, str] | None:
        """Return the failure that says most, of the plainest rule that has it."""
        found = [(*self._failure(trace, joint), trace) for trace in joint.traces if not _is_empty(trace)]
        if not found:
            return None
        _, outcome, reason, trace = min(found, key=lambda failure: failure[0])
        return outcome, reason, trace.rule

    def _failure(self, trace: Trace, joint: _Joint) -> tuple[int, str, str]:
        """Return what fails in a rule for the two words of a clause, with how little it says."""
        if trace.found is not None:
            outcome, reason = self._misread(trace, joint)
            return _RANKS.index(outcome), outcome, reason
        if trace.failure.endswith(_PARTICLE):
            return len(_RANKS), "sense", trace.failure
        outcome = "wrong role"
        if trace.failure.startswith(_WORDS):
            outcome = "words"
        elif trace.failure.startswith(_SENSES):
            outcome = "sense"
        return _RANKS.index(outcome) + (outcome == "wrong role"), outcome, trace.failure

    def _misread(self, trace: Trace, joint: _Joint) -> tuple[str, str]:
        """Return why a rule whose slots are filled joins not these two."""
        filled = {token for _, tokens in (trace.found.subject, trace.found.object) for token in tokens}  # type: ignore[union-attr]
        for place in (joint.one, joint.other):
            if place.head not in filled:
                return "wrong role", f"it does not ask for {_role(place.role)} of '{self._word(joint.clause.trigger)}'"
            words = self._reader.named(place.head)
            if words and len(words[0].actors) > 1 and not self._reader.read(place.head, place.role, ALL_TYPES):
                names = " or ".join(self._actors[actor].name for actor in words[0].actors)
                return "ambiguous", f"'{self._word(place.head)}' may be {names}, and nothing decides"
        reason = self._wrong_type(trace)
        return ("type", reason) if reason else ("wrong role", trace.failure)

    def _wrong_type(self, trace: Trace) -> str:
        """Return whose type the rule does not allow, "" when that is not what fails."""
        if trace.found is None or trace.candidate is None:
            return ""
        rule = trace.candidate.rule
        for slot, (role, tokens), types in (
            ("subject", trace.found.subject, rule.subject),
            ("object", trace.found.object, rule.object),
        ):
            readings = [r for token in tokens for r in self._reader.read(token, role, ALL_TYPES)]
            if readings and not any(self._actors[r.actor].type in types for r in readings):
                actor = self._actors[readings[0].actor]
                return f"{actor.name} is a {actor.type}; its {slot} must be {' or '.join(sorted(types))}"
        return ""
