"""How sure a statement is: the measured share of right ones among those that were read in the same way.

The model is additive. A statement is described by five features; each value of a feature raises or lowers the log odds
of being right by an effect that ``evaluate`` has fitted on annotated documents. A value that was never seen there has
the effect 0, so that only the base rate and the other features speak.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from graphkit.model import Statement

FEATURES = ("family", "relation", "construction", "modality", "mention")
# The mention that is hardest to read decides.
_KINDS = ("name", "adjective", "description", "pronoun")
DIGITS = 3


@dataclass(frozen=True, slots=True)
class Confidence:
    """The fitted model.

    Attributes:
        base: log odds of a statement of which nothing else is known.
        effects: feature -> value -> what it adds to the log odds.
        statements, documents: how many it was fitted on.
    """

    base: float
    effects: Mapping[str, Mapping[str, float]]
    statements: int
    documents: int

    def of(self, statement: Statement, family: str) -> float:
        """Return the probability that a statement is right, 0 to 1, in three digits.

        Args:
            statement: as it was read.
            family: of its relation.
        """
        values = features(statement, family)
        odds = self.base + sum(self.effects.get(name, {}).get(values[name], 0.0) for name in FEATURES)
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), DIGITS)


def features(statement: Statement, family: str) -> dict[str, str]:
    """Return what a statement is judged by: a value for each of ``FEATURES``."""
    kinds = (statement.subject_kind, statement.object_kind)
    mention = max(kinds, key=lambda kind: _KINDS.index(kind) if kind in _KINDS else 0)
    return {
        "family": family,
        "relation": statement.relation,
        "construction": statement.construction,
        "modality": statement.modality,
        "mention": mention,
    }
