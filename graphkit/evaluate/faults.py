"""What was missed and what is wrong, each with its sentence, the rule, and what stands on the other side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graphkit.evaluate.gold import GoldEdge
from graphkit.evaluate.keys import Key, Setting, is_same_sentence, pair_of
from graphkit.model import Statement


@dataclass(frozen=True, slots=True)
class Fault:
    """A difference between what was found and what is annotated.

    Attributes:
        kind: "wrong" (found, not annotated), "missed" (annotated, not found) or "modality" (found with another one).
        document, subject, relation, object, modality: the edge, as found or, when missed, as annotated.
        sentence: the words that it is about, "" when the text is not at hand.
        rule: the rule that fired, "" for what was missed.
        reason: what the other side has instead.
    """

    kind: str
    document: str
    subject: str
    relation: str
    object: str
    modality: str
    sentence: str
    rule: str
    reason: str


def find_faults(found: Mapping[Key, Statement], annotated: Mapping[Key, GoldEdge], setting: Setting) -> Iterator[Fault]:
    """Yield the wrong, then the missed, then those with another modality, each in the order of their keys."""
    theirs, mine = _by_pair(annotated), _by_pair(found)
    for key in sorted(found.keys() - annotated.keys()):
        statement = found[key]
        reason = _why_wrong(key, statement, annotated, theirs[pair_of(key)])
        yield Fault("wrong", *key, statement.modality, _line(statement.quote), statement.rule, reason)
    for key in sorted(annotated.keys() - found.keys()):
        edge = annotated[key]
        sentence = setting.texts.get(edge.document, "")[edge.sentence[0] : edge.sentence[1]]
        others = [f"{other[1]} {other[2]} {other[3]}" for other in mine[pair_of(key)]]
        reason = f"found: {'; '.join(others)}" if others else "nothing was found between the two"
        yield Fault("missed", *key, edge.modality, _line(sentence), "", reason)
    for key in sorted(found.keys() & annotated.keys()):
        statement, edge = found[key], annotated[key]
        if statement.modality != edge.modality:
            reason = f"annotated as {edge.modality}"
            yield Fault("modality", *key, statement.modality, _line(statement.quote), statement.rule, reason)


def _line(text: str) -> str:
    return " ".join(text.split())


def _by_pair(keys: Iterable[Key]) -> defaultdict[tuple[str, ...], list[Key]]:
    pairs: defaultdict[tuple[str, ...], list[Key]] = defaultdict(list)
    for key in sorted(keys):
        pairs[pair_of(key)].append(key)
    return pairs


def _why_wrong(key: Key, statement: Statement, annotated: Mapping[Key, GoldEdge], same_pair: Iterable[Key]) -> str:
    document, subject, relation, object_ = key
    if (document, object_, relation, subject) in annotated:
        return "annotated with the ends exchanged"
    others = sorted({other[2] for other in same_pair})
    if others:
        return f"annotated between the two: {', '.join(others)}"
    near = [
        f"{edge.subject} {edge.relation} {edge.object}"
        for edge in annotated.values()
        if edge.document == document and edge.relation == relation and {edge.subject, edge.object} & {subject, object_}
        and is_same_sentence(edge, statement)
    ]  # fmt: skip
    return f"annotated there: {'; '.join(near)}" if near else "nothing is annotated between the two"
