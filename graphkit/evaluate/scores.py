"""The scores. An edge counts once a document: (document, subject, relation, object), symmetric relations unordered.

Modality, status, attribution and date are scored on statements paired one to one by place; a value where the annotators
gave none is wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphkit.evaluate.gold import Gold, GoldEdge, fold_form
from graphkit.model import Statement

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How many were found, how many of these are right, how many there are."""

    found: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of the predicted that is right, 0 to 1."""
        return self.found / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the annotated that was found, 0 to 1."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Wrong:
    """A missed or wrong edge with the sentence it is about and, for a wrong one, the rule."""

    edge: Key
    sentence: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All scores.

    Attributes:
        levels: "exact", "with modality" and "pair" (the two actors alone).
        relations, families, modalities: exact scores of each.
        constructions: right and all edges by the construction in which they were read.
        attributes: right and all of the paired statements' modality, status, attribution and date.
        missed, wrong: the errors.
    """

    levels: Mapping[str, Score]
    relations: Mapping[str, Score]
    families: Mapping[str, Score]
    modalities: Mapping[str, Score]
    constructions: Mapping[str, tuple[int, int]]
    attributes: Mapping[str, tuple[int, int]]
    missed: tuple[Wrong, ...]
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """A statement or annotation with its ends by the annotators' names."""

    document: str
    subject: str
    relation: str
    object: str
    modality: str

    def key(self, symmetric: frozenset[str]) -> Key:
        ends = (self.subject, self.object)
        if self.relation in symmetric:
            ends = (min(ends), max(ends))
        return (self.document, ends[0], self.relation, ends[1])


def score(
    statements: Iterable[Statement], gold: Gold, symmetric: frozenset[str], families: Mapping[str, str]
) -> Report:
    """Return the scores of statements against an annotated set; other documents' statements are left out.

    Args:
        symmetric: relations whose ends are alike.
        families: relation -> family.
    """
    kept = [s for s in statements if s.document in gold.documents]
    predicted = [(_item(s, gold), s) for s in kept]
    annotated = [(_Item(e.document, e.subject, e.relation, e.object, e.modality), e) for e in gold.edges]
    keys_p: dict[Key, Statement] = {}
    for item, statement in predicted:
        keys_p.setdefault(item.key(symmetric), statement)
    keys_g: dict[Key, GoldEdge] = {}
    for item, edge in annotated:
        keys_g.setdefault(item.key(symmetric), edge)
    levels = {
        "exact": _score(set(keys_p), set(keys_g)),
        "with modality": _score(
            {(*i.key(symmetric), i.modality) for i, _ in predicted},
            {(*i.key(symmetric), i.modality) for i, _ in annotated},
        ),
        "pair": _score({_pair(key) for key in keys_p}, {_pair(key) for key in keys_g}),
    }
    return Report(
        levels,
        _grouped(keys_p, keys_g, lambda key: key[2]),
        _grouped(keys_p, keys_g, lambda key: families.get(key[2], key[2])),
        _by_modality(keys_p, keys_g),
        _constructions(keys_p, keys_g),
        _attributes(predicted, annotated, symmetric, gold),
        tuple(Wrong(key, "", "") for key in sorted(set(keys_g) - set(keys_p))),
        tuple(Wrong(key, keys_p[key].quote, keys_p[key].rule) for key in sorted(set(keys_p) - set(keys_g))),
    )


def _item(s: Statement, gold: Gold) -> _Item:
    subject, obj = gold.name_of(s.subject_label, s.subject), gold.name_of(s.object_label, s.object)
    return _Item(s.document, subject, s.relation, obj, s.modality)


def _pair(key: Key) -> Key:
    return (key[0], *sorted((key[1], key[3])))


def _score(predicted: set[Key], gold: set[Key]) -> Score:
    return Score(len(predicted & gold), len(predicted), len(gold))


def _grouped(p: Mapping[Key, object], g: Mapping[Key, object], group: Callable[[Key], str]) -> dict[str, Score]:
    groups = sorted({group(key) for key in (*p, *g)})
    return {
        name: _score({key for key in p if group(key) == name}, {key for key in g if group(key) == name})
        for name in groups
    }


def _by_modality(p: Mapping[Key, Statement], g: Mapping[Key, GoldEdge]) -> dict[str, Score]:
    marked_p = {(*key, s.modality) for key, s in p.items()}
    marked_g = {(*key, e.modality) for key, e in g.items()}
    names = sorted({key[-1] for key in (*marked_p, *marked_g)})
    return {
        name: _score({key for key in marked_p if key[-1] == name}, {key for key in marked_g if key[-1] == name})
        for name in names
    }


def _constructions(p: Mapping[Key, Statement], g: Mapping[Key, GoldEdge]) -> dict[str, tuple[int, int]]:
    right, total = Counter[str](), Counter[str]()
    for key, statement in p.items():
        total[statement.construction] += 1
        right[statement.construction] += key in g
    return {name: (right[name], total[name]) for name in sorted(total)}


def _attributes(
    predicted: Sequence[tuple[_Item, Statement]],
    annotated: Sequence[tuple[_Item, GoldEdge]],
    symmetric: frozenset[str],
    gold: Gold,
) -> dict[str, tuple[int, int]]:
    free: dict[Key, list[Statement]] = defaultdict(list)
    for item, statement in predicted:
        free[item.key(symmetric)].append(statement)
    right, total = Counter[str](), Counter[str]()
    for item, edge in annotated:
        near = [s for s in free.get(item.key(symmetric), ()) if _same_sentence(edge, s)]
        if not near:
            continue
        chosen = min(near, key=lambda s: (s.modality != edge.modality, abs(s.begin - edge.sentence[0]), s.id))
        free[item.key(symmetric)].remove(chosen)
        for name, is_right in _compared(edge, chosen, gold):
            total[name] += 1
            right[name] += is_right
    return {name: (right[name], total[name]) for name in sorted(total)}


def _same_sentence(edge: GoldEdge, s: Statement) -> bool:
    """Return whether the statement's sentence holds the annotated trigger and is not much longer than the annotated."""
    length = edge.sentence[1] - edge.sentence[0]
    return s.begin < edge.trigger[1] and s.end > edge.trigger[0] and s.end - s.begin <= 1.6 * length + 40


def _compared(edge: GoldEdge, s: Statement, gold: Gold) -> Iterable[tuple[str, bool]]:
    yield "modality", edge.modality == s.modality
    if edge.modality != "asserted" or s.modality != "asserted":
        yield "modality marked", edge.modality == s.modality
    yield "status", edge.status == s.status
    speaker = fold_form(gold.name_of(s.attribution_label, s.attribution))
    if edge.attribution or speaker:
        yield "attribution", fold_form(edge.attribution) == speaker
    date = s.date_start or ""
    if edge.date or date:
        yield "date", edge.date == date
