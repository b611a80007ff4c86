"""Rules against their own examples: do they match what they must, and nothing that they must not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graphkit.extraction import Extractor
from graphkit.lint.finding import Finding, warning
from graphkit.model import Document, Statement
from graphkit.ontology import Example, ExpectedEdge, Relation, parse_expected_edge

# Fewer examples than these say little of a relation.
MIN_MATCHING, MIN_OTHER = 10, 6
# Examples are read as if they were published on this day, so that "on Monday" has a date.
EXAMPLE_DATE = "2024-05-15"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An example as it was read.

    Attributes:
        statements: those of its own relation.
        others: those of other relations.
        missing: edges that it must give and does not.
        excess: statements of its own relation that it must not give.
        unsaid: statements of other relations, of a sentence that must not match, that it does not name.
    """

    relation: Relation
    example: Example
    statements: tuple[Statement, ...]
    others: tuple[Statement, ...]
    missing: tuple[ExpectedEdge, ...]
    excess: tuple[Statement, ...]
    unsaid: tuple[Statement, ...]


def is_matching(relation: Relation, example: Example, known: Mapping[str, Relation]) -> bool:
    """Return whether an example must give an edge of its relation; edges of others do not make it match."""
    return any(parse_expected_edge(text, known, relation.id).relation == relation.id for text in example.edges)


def run_examples(extractor: Extractor, relations: Iterable[str] = ()) -> list[Outcome]:
    """Return the outcome of every example of the relations (of all, if none is named)."""
    known = extractor.ontology.relations
    chosen = [known[name] for name in relations or sorted(known)]
    examples = [(relation, example) for relation in chosen for example in relation.examples]
    documents = [Document(str(i), example.text, date=EXAMPLE_DATE) for i, (_, example) in enumerate(examples)]
    read = [statements for _, statements in extractor.statements(documents)]
    return [
        _outcome(relation, example, statements, known)
        for (relation, example), statements in zip(examples, read, strict=True)
    ]


def _outcome(
    relation: Relation, example: Example, statements: Iterable[Statement], known: Mapping[str, Relation]
) -> Outcome:
    found = tuple(statements)
    own = tuple(s for s in found if s.relation == relation.id)
    others = tuple(s for s in found if s.relation != relation.id)
    expected = [parse_expected_edge(text, known, relation.id) for text in example.edges]
    unnamed = tuple(s for s in found if not any(_same(s, e, known) for e in expected))
    matches = any(e.relation == relation.id for e in expected)
    return Outcome(
        relation,
        example,
        own,
        others,
        missing=tuple(e for e in expected if not any(_same(s, e, known) for s in found)),
        excess=tuple(s for s in unnamed if s.relation == relation.id),
        unsaid=() if matches else tuple(s for s in unnamed if s.relation != relation.id),
    )


def _same(s: Statement, e: ExpectedEdge, known: Mapping[str, Relation]) -> bool:
    found, wanted = (s.subject_label, s.object_label), (e.subject, e.object)
    if s.relation != e.relation:
        return False
    if found != wanted and not (known[s.relation].symmetric and found == wanted[::-1]):
        return False
    return s.modality == (e.modality or "asserted") and e.status in (None, s.status)


def check_examples(extractor: Extractor, outcomes: Iterable[Outcome]) -> Iterator[Finding]:
    """Yield the examples that fail, those that test nothing, and the relations that have too few."""
    for outcome in outcomes:
        yield from _failures(outcome)
        yield from _crossings(extractor, outcome)
        if not is_matching(outcome.relation, outcome.example, extractor.ontology.relations):
            problem = _untested(extractor, outcome)
            if problem:
                mend = "write a sentence with two actors and a word of a pattern"
                yield Finding(str(outcome.relation.path), outcome.example.line, "error", problem, mend)
    yield from _counts(extractor)


def _failures(outcome: Outcome) -> Iterator[Finding]:
    path, line, text = str(outcome.relation.path), outcome.example.line, outcome.example.text
    for edge in outcome.missing:
        wanted = f"{edge.subject} {edge.relation} {edge.object} ({edge.modality or 'asserted'})"
        mend = f'graphkit explain "{text}" shows why' if '"' not in text else "graphkit explain shows why"
        yield Finding(path, line, "error", f"'{text}' does not give {wanted}", mend)
    for s in outcome.excess:
        mend = "narrow the pattern, or name the edge if it is right"
        yield Finding(path, line, "error", f"'{text}' gives {_edge(s)} ({s.modality}), by {s.rule}", mend)


def _edge(s: Statement) -> str:
    return f"{s.subject_label} {s.relation} {s.object_label}"


def _crossings(extractor: Extractor, outcome: Outcome) -> Iterator[Finding]:
    """Yield what patterns of other relations make of a sentence that must not match, where nobody has said so."""
    for s in outcome.unsaid:
        rule = next((r for r in extractor.ontology.relations[s.relation].rules if r.name == s.rule), None)
        where = f"{extractor.ontology.relations[s.relation].path.name}:{rule.line}" if rule else s.relation
        problem = f"'{outcome.example.text}' must not match, but '{s.rule}' ({where}) reads {_edge(s)} ({s.modality})"
        marks = ", ".join(mark for mark in (s.modality if s.modality != "asserted" else "", s.status) if mark)
        edge = f"{_edge(s)} ({marks})" if marks else _edge(s)
        mend = f"if that is right, write edges: [{edge}]; if not, narrow that pattern"
        yield warning(outcome.relation.path, outcome.example.line, problem, mend)


def _untested(extractor: Extractor, outcome: Outcome) -> str:
    """Return why a sentence that must not match could not have matched anyhow, "" if it could."""
    text = outcome.example.text
    reading = extractor.read(Document("example", text))
    if len({actor for mention in reading.mentions for actor in mention.actors[:1]}) < 2:
        return f"'{text}' names fewer than two actors, so it tests nothing"
    words = set(text.lower().replace("-", " ").replace(",", " ").replace(".", " ").split())
    forms = extractor.forms_of(outcome.relation.id)
    return "" if words & forms else f"'{text}' holds no trigger of the relation, so it tests nothing"


def _counts(extractor: Extractor) -> Iterator[Finding]:
    known = extractor.ontology.relations
    for relation in known.values():
        matching = sum(is_matching(relation, example, known) for example in relation.examples)
        other = len(relation.examples) - matching
        if not relation.abstract and (matching < MIN_MATCHING or other < MIN_OTHER):
            problem = f"{matching} examples that match and {other} that must not"
            mend = f"write at least {MIN_MATCHING} and {MIN_OTHER}, each in another construction"
            yield warning(relation.path, 1, problem, mend)
