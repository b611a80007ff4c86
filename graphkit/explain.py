"""Why a sentence gives the edges that it gives, and why a pair of actors in it gives none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from graphkit.extraction import Extractor, Reading
from graphkit.match import ArgumentReader, Trace
from graphkit.model import Clause, Document, Mention, Sentence, Statement


@dataclass(frozen=True, slots=True)
class MentionNote:
    """A mention as read: its words, the names of the actors that it can be, its kind and what it goes back to."""

    text: str
    actors: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class ClauseNote:
    """A clause with its arguments in words, and what each rule made of it (rule, "" or the condition that failed)."""

    trigger: str
    kind: str
    construction: str
    arguments: Mapping[str, tuple[str, ...]]
    rules: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PairNote:
    """Two actors of a sentence without an edge, and the first condition that failed."""

    subject: str
    object: str
    reason: str


@dataclass(frozen=True, slots=True)
class SentenceNote:
    """All there is to say of a sentence."""

    text: str
    parsed: bool
    mentions: tuple[MentionNote, ...]
    clauses: tuple[ClauseNote, ...]
    statements: tuple[Statement, ...]
    pairs: tuple[PairNote, ...]


def explain(extractor: Extractor, document: Document) -> list[SentenceNote]:
    """Return what was made of each sentence of a document, in order."""
    reading = extractor.read(document)
    [(_, parsed)] = list(extractor.parse([reading]))
    anaphors = extractor.resolve(reading, parsed)
    statements = extractor.match(reading, parsed, anaphors)
    by_place = {sentence.begin: sentence for sentence in parsed}
    read = _Read(extractor, reading, anaphors)
    notes = []
    for begin, end in reading.places or [(0, len(document.text))]:
        sentence = by_place.get(begin)
        here = tuple(s for s in statements if s.begin == begin)
        notes.append(_note(read, (begin, end), sentence, here))
    return notes


@dataclass(frozen=True, slots=True)
class _Read:
    """A document as it was read."""

    extractor: Extractor
    reading: Reading
    anaphors: Mapping[int, Sequence[Mention]]


def _note(
    read: _Read, place: tuple[int, int], sentence: Sentence | None, statements: tuple[Statement, ...]
) -> SentenceNote:
    extractor, reading, anaphors = read.extractor, read.reading, read.anaphors
    text = reading.document.text
    first, last = reading.between(*place)
    mentions = list(_mentions(extractor, text, reading.mentions[first:last]))
    traces: list[Trace] = []
    clauses: tuple[ClauseNote, ...] = ()
    if sentence is not None:
        reader = ArgumentReader(sentence, reading.mentions, anaphors, extractor.actors)
        traces = list(extractor.matcher.trace(reader))
        clauses = tuple(_clause(sentence, clause, traces) for clause in sentence.clauses if clause.roles)
        mentions += _anaphors(extractor, text, sentence, anaphors)
    names = list(dict.fromkeys(name for mention in mentions for name in mention.actors[:1]))
    joined = {frozenset((s.subject_label, s.object_label)) for s in statements}
    apart = [pair for pair in combinations(names, 2) if frozenset(pair) not in joined]
    pairs = tuple(PairNote(*pair, _reason(extractor, sentence, traces, set(pair))) for pair in apart)
    shown = " ".join(text[place[0] : place[1]].split())
    return SentenceNote(shown, sentence is not None, tuple(mentions), clauses, statements, pairs)


def _mentions(extractor: Extractor, text: str, mentions: Sequence[Mention]) -> Iterator[MentionNote]:
    for mention in mentions:
        names = tuple(extractor.actors[actor].name for actor in mention.actors)
        yield MentionNote(" ".join(text[mention.begin : mention.end].split()), names, mention.kind)


def _anaphors(
    extractor: Extractor, text: str, sentence: Sentence, anaphors: Mapping[int, Sequence[Mention]]
) -> Iterator[MentionNote]:
    for token in sentence.tokens:
        found = anaphors.get(token.begin)
        if found and token.mention < 0:
            names = tuple(extractor.actors[m.actors[0]].name for m in found)
            yield MentionNote(text[token.begin : token.end], names, found[0].kind)


def _clause(sentence: Sentence, clause: Clause, traces: Sequence[Trace]) -> ClauseNote:
    tokens = sentence.tokens
    arguments = {role: tuple(tokens[i].text for i in found) for role, found in clause.roles.items()}
    rules = tuple((t.rule, t.failure) for t in traces if t.clause is clause)
    return ClauseNote(tokens[clause.trigger].text, clause.kind, clause.construction, arguments, rules)


def _reason(extractor: Extractor, sentence: Sentence | None, traces: Sequence[Trace], names: set[str]) -> str:
    if sentence is None:
        return "no word of any rule stands in the sentence"
    if not traces:
        return "no rule is triggered by any of its clauses"
    for trace in traces:
        found = {extractor.actors[r.actor].name for pair in trace.pairs for r in (pair.subject, pair.object)}
        if trace.failure and names <= found:
            return f"{trace.failure} ({trace.rule})"
    failed = max((trace for trace in traces if trace.failure), key=_how_far, default=None)
    if failed:
        return f"{failed.failure} ({failed.rule})"
    return "the rules that fired join other actors"


def _how_far(trace: Trace) -> int:
    """Return how much of a rule was met before it failed: the nearest miss says most."""
    if trace.pairs:
        return 3
    if trace.failure.startswith("an argument"):
        return 2
    return 1 if trace.failure.startswith(("no subject", "no object")) else 0
