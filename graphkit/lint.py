"""Checking of rules by their own examples: do they match what they must, and nothing that they must not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from graphkit.extraction import Extractor
from graphkit.model import Document, Statement
from graphkit.ontology import Example, ExpectedEdge, Relation, parse_expected_edge

# Fewer examples than these say little of a relation.
MIN_MATCHING, MIN_OTHER = 6, 4
# Examples are read as if they were published on this day, so that "on Monday" has a date.
EXAMPLE_DATE = "2024-05-15"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend in a relation file. ``level`` is "error" (an example fails) or "warning"."""

    path: str
    line: int
    level: str
    problem: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.level}: {self.problem}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An example as it was read: statements of its relation, those expected and missing, those in excess."""

    relation: Relation
    example: Example
    statements: tuple[Statement, ...]
    missing: tuple[ExpectedEdge, ...]
    excess: tuple[Statement, ...]


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
    own = tuple(s for s in statements if s.relation == relation.id)
    expected = [parse_expected_edge(text, known, relation.id) for text in example.edges]
    missing = tuple(e for e in expected if not any(_same(s, e, relation.symmetric) for s in own))
    excess = tuple(s for s in own if not any(_same(s, e, relation.symmetric) for e in expected))
    return Outcome(relation, example, own, missing, excess)


def _same(s: Statement, e: ExpectedEdge, symmetric: bool) -> bool:
    found, wanted = (s.subject_label, s.object_label), (e.subject, e.object)
    if found != wanted and not (symmetric and found == wanted[::-1]):
        return False
    return s.modality == (e.modality or "asserted") and e.status in (None, s.status)


def lint(extractor: Extractor) -> list[Finding]:
    """Return everything to mend in the rules, sorted by file and line."""
    outcomes = run_examples(extractor)
    findings = [
        *_examples(extractor, outcomes),
        *_unused(extractor, outcomes),
        *_counts(extractor),
        *_shadowed(extractor),
    ]
    return sorted(findings, key=lambda f: (f.path, f.line, f.level, f.problem))


def _examples(extractor: Extractor, outcomes: Iterable[Outcome]) -> Iterator[Finding]:
    for outcome in outcomes:
        path, line = str(outcome.relation.path), outcome.example.line
        for edge in outcome.missing:
            wanted = f"{edge.subject} {edge.relation} {edge.object} ({edge.modality or 'asserted'})"
            yield Finding(path, line, "error", f"'{outcome.example.text}' does not give {wanted}")
        for s in outcome.excess:
            found = f"{s.subject_label} {s.relation} {s.object_label} ({s.modality}), by {s.rule}"
            yield Finding(path, line, "error", f"'{outcome.example.text}' gives {found}")
        if not outcome.example.edges:
            problem = _untested(extractor, outcome)
            if problem:
                yield Finding(path, line, "error", f"'{outcome.example.text}' {problem}")


def _untested(extractor: Extractor, outcome: Outcome) -> str:
    """Return why a sentence that must not match could not have matched anyhow, "" if it could."""
    reading = extractor.read(Document("example", outcome.example.text))
    if len({actor for mention in reading.mentions for actor in mention.actors[:1]}) < 2:
        return "names fewer than two actors, so it tests nothing"
    words = set(outcome.example.text.lower().replace("-", " ").replace(",", " ").replace(".", " ").split())
    forms = extractor.forms_of(outcome.relation.id)
    return "" if words & forms else "holds no trigger of the relation, so it tests nothing"


def _unused(extractor: Extractor, outcomes: Iterable[Outcome]) -> Iterator[Finding]:
    used = {s.rule for outcome in outcomes for s in outcome.statements}
    for relation in extractor.ontology.relations.values():
        for rule in relation.rules:
            if rule.name not in used:
                text = f"no example exercises '{rule.pattern.text}'"
                yield Finding(str(relation.path), rule.line, "warning", text)


def _counts(extractor: Extractor) -> Iterator[Finding]:
    for relation in extractor.ontology.relations.values():
        matching = sum(bool(example.edges) for example in relation.examples)
        other = len(relation.examples) - matching
        if not relation.abstract and (matching < MIN_MATCHING or other < MIN_OTHER):
            text = f"{matching} examples that match and {other} that must not; at least {MIN_MATCHING} and {MIN_OTHER}"
            yield Finding(str(relation.path), 1, "warning", text)


def _shadowed(extractor: Extractor) -> Iterator[Finding]:
    """Yield the patterns of one relation that another pattern of it makes needless: same elements, fewer triggers."""
    for relation in extractor.ontology.relations.values():
        for one, other in combinations(relation.rules, 2):
            same = (one.pattern.kind, one.pattern.particle, one.pattern.elements, one.status, one.modality) == (
                other.pattern.kind, other.pattern.particle, other.pattern.elements, other.status, other.modality
            )  # fmt: skip
            shared = sorted(one.pattern.triggers & other.pattern.triggers)
            if same and shared and one.subject == other.subject and one.object == other.object:
                text = f"'{other.pattern.text}' repeats {', '.join(shared[:4])} of line {one.line}"
                yield Finding(str(relation.path), other.line, "warning", text)
