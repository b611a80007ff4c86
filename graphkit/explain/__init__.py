"""Why a sentence gives the edges that it gives, and why a pair of actors in it gives none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from graphkit.explain.notes import ClauseNote, MentionNote, PairNote, SentenceNote
from graphkit.explain.reasons import PairReasons
from graphkit.extraction import LONGEST_SENTENCE, Extractor, Reading
from graphkit.find import AnaphorResolver
from graphkit.match import ALL_TYPES, ArgumentReader, Trace
from graphkit.model import Clause, Document, Mention, Sentence, Statement, Token

__all__ = ["ClauseNote", "MentionNote", "PairNote", "SentenceNote", "explain"]


def explain(extractor: Extractor, document: Document) -> list[SentenceNote]:
    """Return what was made of each sentence of a document, in order."""
    reading = extractor.read(document)
    # Also those of which the build knows beforehand that nothing comes of them: they are asked about.
    reading.routed = [place for place in reading.places if extractor.can_hold_edge(reading, place)]
    [(_, parsed)] = list(extractor.parse([reading]))
    resolver = extractor.resolver(reading)
    anaphors = resolver.resolve(parsed)
    statements = extractor.match(reading, parsed, anaphors)
    by_place = {sentence.begin: sentence for sentence in parsed}
    notes = []
    for begin, end in reading.places or [(0, len(document.text))]:
        here = tuple(s for s in statements if s.begin == begin)
        if begin in by_place:
            notes.append(_Parsed(extractor, reading, resolver, anaphors, by_place[begin]).note(here))
        else:
            notes.append(_unread(extractor, reading, (begin, end)))
    return notes


def _unread(extractor: Extractor, reading: Reading, place: tuple[int, int]) -> SentenceNote:
    """Return the note of a sentence that cannot hold an edge."""
    text = reading.document.text
    first, last = reading.between(*place)
    mentions = reading.mentions[first:last]
    names = list(dict.fromkeys(extractor.actors[mention.actors[0]].name for mention in mentions))
    reason = "no word of any rule stands in the sentence"
    if place[1] - place[0] > LONGEST_SENTENCE:
        reason = f"the sentence is longer than {LONGEST_SENTENCE} characters: most likely a table or a list"
    pairs = tuple(PairNote(*pair, "unread", reason) for pair in combinations(names, 2))
    notes = tuple(_mentions(extractor, text, mentions))
    return SentenceNote(_line(text, *place), False, notes, (), (), pairs)


def _line(text: str, begin: int, end: int) -> str:
    return " ".join(text[begin:end].split())


def _mentions(extractor: Extractor, text: str, mentions: Sequence[Mention]) -> Iterator[MentionNote]:
    for mention in mentions:
        names = tuple(extractor.actors[actor].name for actor in mention.actors)
        yield MentionNote(_line(text, mention.begin, mention.end), names, mention.kind)


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A sentence that was parsed, with what is known of its document."""

    extractor: Extractor
    reading: Reading
    resolver: AnaphorResolver
    anaphors: Mapping[int, Sequence[Mention]]
    sentence: Sentence

    def note(self, statements: tuple[Statement, ...]) -> SentenceNote:
        """Return the note of the sentence."""
        extractor, sentence, text = self.extractor, self.sentence, self.reading.document.text
        reader = ArgumentReader(sentence, self.reading.mentions, self.anaphors, extractor.actors)
        traces = list(extractor.matcher.trace(reader))
        first, last = self.reading.between(sentence.begin, sentence.end)
        mentions = self.reading.mentions[first:last]
        open_anaphors = dict(self._open())
        notes = [*_mentions(extractor, text, mentions), *self._resolved(), *self._unresolved(open_anaphors)]
        clauses = tuple(_clause(sentence, clause, traces) for clause in sentence.clauses if clause.roles)
        pairs = [*self._edges(statements), *self._others(reader, traces, statements, mentions)]
        pairs += self._ambiguous(reader, traces, open_anaphors)
        shown = _line(text, sentence.begin, sentence.end)
        return SentenceNote(shown, True, tuple(notes), clauses, statements, tuple(dict.fromkeys(pairs)))

    def _name(self, actor: str) -> str:
        return self.extractor.actors[actor].name

    def _resolved(self) -> Iterator[MentionNote]:
        for token in self.sentence.tokens:
            found = self.anaphors.get(token.begin)
            if found and token.mention < 0:
                yield MentionNote(token.text, tuple(self._name(m.actors[0]) for m in found), found[0].kind)

    def _open(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield the pronouns and descriptions that go back to nobody, with the actors that they could mean."""
        for token in self.sentence.tokens:
            if token.mention < 0 and token.begin not in self.anaphors:
                candidates = self.resolver.candidates(token, self.sentence)
                if candidates is not None:
                    yield token.index, candidates

    def _unresolved(self, open_anaphors: Mapping[int, tuple[str, ...]]) -> Iterator[MentionNote]:
        for index, candidates in open_anaphors.items():
            token = self.sentence.tokens[index]
            kind = "pronoun" if token.kind != "noun" else "description"
            yield MentionNote(token.text, (), kind, self._doubt(token, candidates))

    def _doubt(self, token: Token, candidates: Sequence[str]) -> str:
        names = " or ".join(map(self._name, candidates))
        return f"may be {names}" if len(candidates) > 1 else f"is not certain to be {names}" if names else "is no actor"

    def _edges(self, statements: Sequence[Statement]) -> Iterator[PairNote]:
        for s in statements:
            marks = ", ".join(mark for mark in (s.modality, s.status) if mark)
            said = f"{s.subject_label} {s.relation} {s.object_label} ({marks})"
            yield PairNote(s.subject_label, s.object_label, "edge", said, s.rule)

    def _others(
        self,
        reader: ArgumentReader,
        traces: Sequence[Trace],
        statements: Sequence[Statement],
        mentions: Sequence[Mention],
    ) -> Iterator[PairNote]:
        """Yield the pairs of named actors without an edge."""
        document = self.reading.document
        refusal = self.extractor.matcher.refusal
        reasons = PairReasons(reader, traces, self.extractor.actors, lambda pair: refusal(document, reader, pair))
        back = (m for t in self.sentence.tokens if t.mention < 0 for m in self.anaphors.get(t.begin, ()))
        chosen = {actor for s in statements for actor in (s.subject, s.object)}
        # Of a name with several readings the one that a statement has taken, else the likeliest.
        named = [next((a for a in m.actors if a in chosen), m.actors[0]) for m in (*mentions, *back)]
        apart = {frozenset((s.subject, s.object)) for s in statements}
        # "Doha" may be the city or the state: the two readings of one name are no pair.
        apart |= {frozenset(pair) for m in mentions for pair in combinations(m.actors, 2)}
        for pair in combinations(dict.fromkeys(named), 2):
            if frozenset(pair) not in apart:
                yield reasons.of(*pair)

    def _ambiguous(
        self, reader: ArgumentReader, traces: Sequence[Trace], open_anaphors: Mapping[int, tuple[str, ...]]
    ) -> Iterator[PairNote]:
        """Yield the pairs that a rule would join if it were certain whom a pronoun or description means."""
        for trace in traces:
            if trace.found is None or trace.pairs:
                continue
            slots = (trace.found.subject, trace.found.object)
            for (_, doubtful), (role, tokens) in (slots, slots[::-1]):
                known = [r.actor for token in tokens for r in reader.read(token, role, ALL_TYPES)]
                for index in set(doubtful) & open_anaphors.keys():
                    token, candidates = self.sentence.tokens[index], open_anaphors[index]
                    reason = f"'{token.text}' {self._doubt(token, candidates)}"
                    for one in candidates:
                        for other in known:
                            if one != other:
                                yield PairNote(self._name(one), self._name(other), "antecedent", reason, trace.rule)


def _clause(sentence: Sentence, clause: Clause, traces: Sequence[Trace]) -> ClauseNote:
    tokens = sentence.tokens
    arguments = {role: tuple(tokens[i].text for i in found) for role, found in clause.roles.items()}
    rules = tuple((t.rule, t.failure) for t in traces if t.clause is clause)
    return ClauseNote(tokens[clause.trigger].text, clause.kind, clause.construction, arguments, rules)
