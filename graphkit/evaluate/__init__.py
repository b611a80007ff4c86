"""Extracted statements against annotated ones: precision, recall and F1, the errors, and confidence."""

from __future__ import annotations

from graphkit.evaluate.calibration import Reliability, confidence_yaml, fit_confidence
from graphkit.evaluate.faults import Fault
from graphkit.evaluate.gold import Gold, GoldEdge, load_gold
from graphkit.evaluate.keys import Setting
from graphkit.evaluate.record import report_record
from graphkit.evaluate.scores import Report, Score, judge, score

__all__ = [
    "Fault",
    "Gold",
    "GoldEdge",
    "Reliability",
    "Report",
    "Score",
    "Setting",
    "confidence_yaml",
    "fit_confidence",
    "judge",
    "load_gold",
    "report_record",
    "score",
]
