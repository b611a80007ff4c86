"""The scores. An edge counts once a document: (document, subject, relation, object), symmetric relations unordered.

Modality, status, attribution and date are scored on statements paired one to one by place; a value where the annotators
gave none is wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphkit.confidence import features
from graphkit.evaluate.calibration import Judged, Reliability, reliability
from graphkit.evaluate.faults import Fault, find_faults
from graphkit.evaluate.gold import Gold, GoldEdge, fold_form
from graphkit.evaluate.keys import Key, Setting, is_same_sentence, pair_of
from graphkit.model import Statement

_KINDS = ("name", "adjective", "description", "pronoun")


@dataclass(frozen=True, slots=True)
class Score:
    """How many were found, how many of these are right, how many there are.

    ``recalled``: of the annotated, how many were found, where that is another number than of the found how many are
    right (an edge may be read from another mention than the annotated one). None: the same number.
    """

    found: int
    predicted: int
    gold: int
    recalled: int | None = None

    @property
    def precision(self) -> float:
        """The share of the predicted that is right, 0 to 1."""
        return self.found / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the annotated that was found, 0 to 1."""
        found = self.found if self.recalled is None else self.recalled
        return found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """All scores.

    Attributes:
        levels: "exact", "with modality" and "pair" (the two actors alone).
        relations, families, modalities: exact scores of each.
        constructions: exact scores by the construction in which an edge was read; what was missed, by the one in which
            the parser sees it.
        mentions: by the kind of mention that is hardest to read.
        actor_types: by the types of the two ends; an edge counts for both.
        documents: exact scores of each document; ``mean_f1`` is the mean of their F1.
        attributes: right and all of the paired statements' modality, status, attribution and date, and the share of
            the statements of right edges that cite an annotated sentence.
        faults: what was missed, is wrong, or has another modality.
        reliability: how well confidence predicts; None with fewer than two documents.
    """

    levels: Mapping[str, Score]
    relations: Mapping[str, Score]
    families: Mapping[str, Score]
    modalities: Mapping[str, Score]
    constructions: Mapping[str, Score]
    mentions: Mapping[str, Score]
    actor_types: Mapping[str, Score]
    documents: Mapping[str, Score]
    mean_f1: float
    attributes: Mapping[str, tuple[int, int]]
    faults: tuple[Fault, ...]
    reliability: Reliability | None


@dataclass(frozen=True, slots=True)
class _Both:
    """What was found and what is annotated, by key; the first of each key stands for it."""

    found: Mapping[Key, Statement]
    gold: Mapping[Key, GoldEdge]
    places: Mapping[Key, int]

    @classmethod
    def of(cls, statements: Iterable[Statement], gold: Gold, setting: Setting) -> _Both:
        found: dict[Key, Statement] = {}
        for statement in statements:
            found.setdefault(setting.key_of(statement, gold), statement)
        annotated: dict[Key, GoldEdge] = {}
        places: dict[Key, int] = {}
        for place, edge in enumerate(gold.edges):
            annotated.setdefault(setting.gold_key(edge), edge)
            places.setdefault(setting.gold_key(edge), place)
        return cls(found, annotated, places)

    def by(self, group: Callable[[Key], Iterable[str]]) -> dict[str, Score]:
        """Return the scores of groups that the key alone decides."""
        return self.apart(lambda key, _: group(key), lambda key, _: group(key))

    def apart(
        self,
        of_statement: Callable[[Key, Statement], Iterable[str]],
        of_edge: Callable[[Key, GoldEdge], Iterable[str]],
    ) -> dict[str, Score]:
        """Return the scores of groups that statement and annotation decide each for itself."""
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for key, statement in self.found.items():
            for name in set(of_statement(key, statement)):
                counts[name].update({"predicted": 1, "found": int(key in self.gold)})
        for key, edge in self.gold.items():
            for name in set(of_edge(key, edge)):
                counts[name].update({"gold": 1, "recalled": int(key in self.found)})
        return {name: _counted(counts[name]) for name in sorted(counts)}


def _counted(n: Mapping[str, int]) -> Score:
    return Score(n["found"], n["predicted"], n["gold"], None if n["found"] == n["recalled"] else n["recalled"])


def score(statements: Iterable[Statement], gold: Gold, setting: Setting) -> Report:
    """Return the scores of statements against an annotated set; other documents' statements are left out."""
    kept = [s for s in statements if s.document in gold.documents]
    both = _Both.of(kept, gold, setting)
    documents = both.by(lambda key: (key[0],))
    means = [documents[name].f1 if name in documents else 0.0 for name in {e.document for e in gold.edges}]
    return Report(
        levels=_levels(kept, gold, setting, both),
        relations=both.by(lambda key: (key[2],)),
        families=both.by(lambda key: (setting.families.get(key[2], key[2]),)),
        modalities=_by_modality(both),
        constructions=_by_construction(both, setting),
        mentions=both.apart(
            lambda _, s: (_hardest((s.subject_kind, s.object_kind)),), lambda _, e: (_hardest(e.kinds),)
        ),
        actor_types=_by_type(both, gold),
        documents=documents,
        mean_f1=sum(means) / len(means) if means else 0.0,
        attributes=_attributes(kept, gold, setting),
        faults=tuple(find_faults(both.found, both.gold, setting)),
        reliability=reliability(judge(kept, gold, setting)),
    )


def judge(statements: Iterable[Statement], gold: Gold, setting: Setting) -> list[Judged]:
    """Return the statements of annotated documents as observations; right is what is annotated with that modality."""
    known = {(setting.gold_key(edge), edge.modality) for edge in gold.edges}
    return [
        Judged(
            s.document,
            features(s, setting.families.get(s.relation, "")),
            (setting.key_of(s, gold), s.modality) in known,
        )
        for s in statements
        if s.document in gold.documents
    ]


def _levels(kept: Sequence[Statement], gold: Gold, setting: Setting, both: _Both) -> dict[str, Score]:
    marked = {(setting.key_of(s, gold), s.modality) for s in kept}
    marked_gold = {(setting.gold_key(e), e.modality) for e in gold.edges}
    pairs, gold_pairs = set(map(pair_of, both.found)), set(map(pair_of, both.gold))
    return {
        "exact": Score(len(both.found.keys() & both.gold.keys()), len(both.found), len(both.gold)),
        "with modality": Score(len(marked & marked_gold), len(marked), len(marked_gold)),
        "pair": Score(len(pairs & gold_pairs), len(pairs), len(gold_pairs)),
    }


def _by_modality(both: _Both) -> dict[str, Score]:
    found = {(key, s.modality) for key, s in both.found.items()}
    gold = {(key, e.modality) for key, e in both.gold.items()}
    result = {}
    for name in sorted({modality for _, modality in (*found, *gold)}):
        mine, theirs = ({key for key, modality in pairs if modality == name} for pairs in (found, gold))
        result[name] = Score(len(mine & theirs), len(mine), len(theirs))
    return result


def _by_construction(both: _Both, setting: Setting) -> dict[str, Score]:
    def annotated(key: Key, _: GoldEdge) -> Iterable[str]:
        if key in both.found:
            return (both.found[key].construction,)
        name = setting.constructions.get(both.places[key], "")
        return (name,) if name else ()

    return both.apart(lambda _, s: (s.construction,), annotated)


def _hardest(kinds: Sequence[str]) -> str:
    return max(kinds, key=lambda kind: _KINDS.index(kind) if kind in _KINDS else 0)


def _by_type(both: _Both, gold: Gold) -> dict[str, Score]:
    def of_edge(key: Key, _: GoldEdge) -> Iterable[str]:
        return [gold.types[end] for end in (key[1], key[3]) if end in gold.types]

    def of_statement(key: Key, s: Statement) -> Iterable[str]:
        return of_edge(key, both.gold[key]) if key in both.gold else (s.subject_type, s.object_type)

    return both.apart(of_statement, of_edge)


def _attributes(kept: Sequence[Statement], gold: Gold, setting: Setting) -> dict[str, tuple[int, int]]:
    free: defaultdict[Key, list[Statement]] = defaultdict(list)
    for statement in kept:
        free[setting.key_of(statement, gold)].append(statement)
    edges: defaultdict[Key, list[GoldEdge]] = defaultdict(list)
    for edge in gold.edges:
        edges[setting.gold_key(edge)].append(edge)
    right, total = Counter[str](), Counter[str]()
    for key in free.keys() & edges.keys():
        for name, is_right in (*_cited(edges[key], free[key]), *_paired(edges[key], free[key], gold)):
            total[name] += 1
            right[name] += is_right
    return {name: (right[name], total[name]) for name in sorted(total)}


def _cited(annotated: Sequence[GoldEdge], found: Sequence[Statement]) -> list[tuple[str, bool]]:
    return [("citation", any(is_same_sentence(edge, one) for edge in annotated)) for one in found]


def _paired(annotated: Sequence[GoldEdge], found: Sequence[Statement], gold: Gold) -> Iterator[tuple[str, bool]]:
    free = list(found)
    for edge in annotated:
        near = [s for s in free if is_same_sentence(edge, s)]
        if near:
            chosen = min(near, key=lambda s: (s.modality != edge.modality, abs(s.begin - edge.sentence[0]), s.id))
            free.remove(chosen)
            yield from _compared(edge, chosen, gold)


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
