"""Fitting confidence to annotated documents, and how well it predicts on documents that it has not seen.

There are too few annotated statements for a precision of each rule. So the share of right ones is pooled: a logistic
model with one effect for each value of each feature, all of them drawn towards 0 by a prior. What is rare stays near
the base rate. Constructions and modalities get more room than relations, whose statements come from a document or two
each: what goes wrong there is that document.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from graphkit.confidence import FEATURES, Confidence

# Standard deviation of the effects of a feature in log odds. One of 0.5 takes a base of 90 % to 85 % or 94 %.
WIDTHS = {"family": 0.15, "relation": 0.15, "construction": 0.5, "modality": 0.5, "mention": 0.15}
_STEPS, _DIGITS = 50, 4
BINS = (0.0, 0.8, 0.85, 0.9, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement as an observation: its document, its features, and whether the annotators have it too."""

    document: str
    features: Mapping[str, str]
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The statements whose confidence lies between two bounds: their mean confidence and the share that is right."""

    low: float
    high: float
    count: int
    predicted: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """How well confidence predicts on documents left out in turn, beside the constant base rate of the others.

    Attributes:
        log_loss, brier: mean losses of the model; smaller is better.
        base_log_loss, base_brier: the same of the constant.
        bins: confidence against the share that is right.
    """

    statements: int
    documents: int
    log_loss: float
    base_log_loss: float
    brier: float
    base_brier: float
    bins: tuple[Bin, ...]


def fit_confidence(judged: Sequence[Judged], names: Sequence[str] = FEATURES) -> Confidence:
    """Return the model that the judged statements and the prior make most probable.

    Args:
        judged: at least one statement.
        names: the features to use; none gives the constant base rate.
    """
    import numpy as np

    columns: dict[tuple[str, str], int] = {}
    for one in judged:
        for name in names:
            columns.setdefault((name, one.features[name]), len(columns) + 1)
    matrix = np.zeros((len(judged), len(columns) + 1))
    matrix[:, 0] = 1
    for row, one in enumerate(judged):
        matrix[row, [columns[name, one.features[name]] for name in names]] = 1
    precision = np.array([0.01, *(WIDTHS[name] ** -2 for name, _ in columns)])
    weights = _most_probable(matrix, np.array([float(one.right) for one in judged]), precision)
    effects: dict[str, dict[str, float]] = {name: {} for name in names}
    for (name, value), column in sorted(columns.items()):
        effects[name][value] = _rounded(weights[column])
    return Confidence(_rounded(weights[0]), effects, len(judged), len({one.document for one in judged}))


def _rounded(value: Any) -> float:
    """Return a weight in few digits (never -0.0), so that the last bits of a machine's algebra do not show."""
    return round(float(value), _DIGITS) + 0.0


def _most_probable(matrix: Any, right: Any, precision: Any) -> Any:
    """Return the weights by Newton's method; the prior of the first one, the base, is so wide that it says nothing."""
    import numpy as np

    weights = np.zeros(matrix.shape[1])
    for _ in range(_STEPS):
        expected = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (right - expected) - precision * weights
        curvature = (matrix.T * (expected * (1 - expected))) @ matrix + np.diag(precision)
        step = np.linalg.solve(curvature, gradient)
        weights = weights + step
        if np.abs(step).max() < 1e-10:
            break
    return weights


def left_out(judged: Sequence[Judged], names: Sequence[str] = FEATURES) -> Iterator[tuple[float, bool]]:
    """Yield confidence and truth of each statement, by a model fitted on the other documents only."""
    for document in sorted({one.document for one in judged}):
        others = [one for one in judged if one.document != document]
        if not others:
            continue
        model = fit_confidence(others, names)
        for one in judged:
            if one.document == document:
                yield _probability(model, one.features), one.right


def _probability(model: Confidence, values: Mapping[str, str]) -> float:
    odds = model.base + sum(effects.get(values[name], 0.0) for name, effects in model.effects.items())
    return 1 / (1 + math.exp(-odds))


def reliability(judged: Sequence[Judged]) -> Reliability | None:
    """Return how well confidence predicts on documents left out in turn, None with fewer than two documents."""
    documents = {one.document for one in judged}
    if len(documents) < 2:
        return None
    found, constant = list(left_out(judged)), list(left_out(judged, ()))
    return Reliability(
        len(judged), len(documents),
        _log_loss(found), _log_loss(constant), _brier(found), _brier(constant),
        tuple(_bins(found)),
    )  # fmt: skip


def _log_loss(pairs: Iterable[tuple[float, bool]]) -> float:
    losses = [-math.log(max(p if right else 1 - p, 1e-12)) for p, right in pairs]
    return round(sum(losses) / len(losses), _DIGITS)


def _brier(pairs: Iterable[tuple[float, bool]]) -> float:
    losses = [(p - right) ** 2 for p, right in pairs]
    return round(sum(losses) / len(losses), _DIGITS)


def _bins(pairs: Sequence[tuple[float, bool]]) -> Iterator[Bin]:
    for low, high in pairwise(BINS):
        inside = [(p, right) for p, right in pairs if low <= p < high or (high == BINS[-1] and p == high)]
        if inside:
            count = len(inside)
            yield Bin(low, high, count, sum(p for p, _ in inside) / count, sum(right for _, right in inside) / count)


_HEAD = """\
# How sure a statement is, by the way in which it was read. Written by graphkit evaluate --write-confidence; numbers
# only. The log odds of being right are base plus one effect a feature; what is not listed has none.
"""


def confidence_yaml(model: Confidence) -> str:
    """Return the model as the text of a ``confidence.yaml``."""
    lines = [f"base: {model.base}", f"statements: {model.statements}", f"documents: {model.documents}", "effects:"]
    for name in FEATURES:
        values = model.effects.get(name, {})
        lines.append(f"  {name}:" if values else f"  {name}: {{}}")
        lines += [f'    "{value}": {effect}' for value, effect in sorted(values.items())]
    return _HEAD + "\n".join(lines) + "\n"
