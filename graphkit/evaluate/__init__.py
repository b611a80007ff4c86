"""Extracted statements against annotated ones: precision, recall and F1."""

from __future__ import annotations

from graphkit.evaluate.gold import Gold, GoldEdge, load_gold
from graphkit.evaluate.scores import Report, Score, score

__all__ = ["Gold", "GoldEdge", "Report", "Score", "load_gold", "score"]
