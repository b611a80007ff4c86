"""Arguments that a noun leaves unsaid because the text has said them ("Iran arms Hamas ... Iranian support grew").

A noun of a relation with one of its two actors takes the other from what the document has stated of the same relation
before, when that is one actor and no other. A member of a coalition does what the coalition does only when the sentence
itself calls it a member.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphkit.match.arguments import ArgumentReader, Reading
from graphkit.match.frames import Fit
from graphkit.match.pairs import Half, Pair
from graphkit.match.rules import Candidate
from graphkit.model import Clause, Statement

_POINTING = frozenset(("the", "this", "these", "that", "those", "such"))
_PLACES = ("in", "near", "at", "inside")


def half_of(reader: ArgumentReader, clause: Clause, candidate: Candidate, found: Fit) -> Half | None:
    """Return what is known of a noun with one of its actors; None when it need not go back to anything."""
    rule = candidate.rule
    if rule.swap or rule.status or rule.modality:
        return None
    slot = "subject" if found.subject[1] else "object"
    role, tokens = found.subject if slot == "subject" else found.object
    if _strikes_others(reader, clause, candidate) or _names_another(reader, clause, tokens):
        return None
    if slot == "object" and not _points_back(reader, clause):
        return None
    types = rule.subject if slot == "subject" else rule.object
    known = tuple(reading for token in tokens for reading in reader.read(token, role, types))
    tokens = tuple(token for name in _PLACES for token in clause.roles.get(name, ()))
    places = [reader.sentence.tokens[token].text for token in tokens if reader.sentence.tokens[token].mention >= 0]
    return Half(clause, candidate, slot, known, tuple(places)) if known else None


def _strikes_others(reader: ArgumentReader, clause: Clause, candidate: Candidate) -> bool:
    """Return whether the sentence says whom the deed hit ("an Israeli air strike killed three girls")."""
    tree, noun = reader.tree, reader.sentence.tokens[clause.trigger]
    if candidate.relation.family != "violence" or noun.link != "subject" or not tree.is_verb(noun.parent):
        return False
    return tree.has(noun.parent, "object")


def _points_back(reader: ArgumentReader, clause: Clause) -> bool:
    tree = reader.tree
    return any(tree.tokens[d].lemma in _POINTING for d in tree.children(clause.trigger, "determiner"))


def _names_another(reader: ArgumentReader, clause: Clause, known: Sequence[int]) -> bool:
    """Return whether something else stands with the noun, so that nothing need be taken from before."""
    around = {one for role, heads in clause.roles.items() if role not in _PLACES for one in heads} - set(known)
    return any(reader.tree.tokens[one].kind in ("noun", "pronoun") for one in around)


class Told:
    """What a document has stated so far."""

    def __init__(self) -> None:
        self._seen: set[object] = set()
        self._others: dict[tuple[str, str, str], dict[str, Statement]] = {}
        self._groups: dict[tuple[int, str], set[str]] = {}

    def add(self, statement: Statement) -> bool:
        """Take a statement; return whether it is new: two verbs of a sentence that say the same make one statement."""
        said = (statement.begin, statement.subject, statement.relation, statement.object, statement.modality)
        if said in self._seen:
            return False
        self._seen.add(said)
        relation = statement.relation
        self._others.setdefault((relation, "subject", statement.subject), {}).setdefault(statement.object, statement)
        self._others.setdefault((relation, "object", statement.object), {}).setdefault(statement.subject, statement)
        if relation == "member_of":
            self._groups.setdefault((statement.begin, statement.subject), set()).add(statement.object)
        return True

    def complete(self, halves: Sequence[Half], sentence: int) -> Iterator[Pair]:
        """Yield the pairs that the halves of a sentence, by its begin, make with what was stated before it."""
        for half in halves:
            for known in half.known:
                before = self._before(half, known.actor, sentence)
                if before and all(place in before.quote for place in half.places):
                    yield from _pair(half, known, before)

    def _before(self, half: Half, actor: str, sentence: int) -> Statement | None:
        """Return the statement that names the only counterpart of an actor, or of the one group it is a member of."""
        groups = self._groups.get((sentence, actor), set()) if half.slot == "subject" else set()
        relation = half.candidate.relation.id
        for one in (actor, *(groups if len(groups) == 1 else ())):
            others = self._others.get((relation, half.slot, one), {})
            if others:
                statement = next(iter(others.values()))
                told = statement.modality == "asserted" and statement.begin != sentence
                return statement if told and len(others) == 1 else None
        return None


def _pair(half: Half, known: Reading, before: Statement) -> Iterator[Pair]:
    rule = half.candidate.rule
    if half.slot == "subject":
        kind, types = before.object_type, rule.object
        other = Reading(before.object, before.object_begin, before.object_end, before.object_kind, -1)
    else:
        kind, types = before.subject_type, rule.subject
        other = Reading(before.subject, before.subject_begin, before.subject_end, before.subject_kind, -1)
    if kind in types and other.actor != known.actor:
        ends = (known, other) if half.slot == "subject" else (other, known)
        yield Pair(*ends, half.clause, half.candidate, "", implied=True)
