"""A report as plain values for JSON."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from graphkit.evaluate.scores import Report, Score


def report_record(report: Report) -> dict[str, Any]:
    """Return all of a report: scores with their rates (4 digits), shares as right and all, faults and reliability."""
    return {field.name: _plain(getattr(report, field.name)) for field in fields(report)}


def _plain(value: Any) -> Any:
    if isinstance(value, Score):
        return _rates(value)
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, tuple) and value and isinstance(value[0], int):
        right, total = value
        return {"right": right, "all": total, "share": round(right / total, 4)}
    if isinstance(value, tuple):
        return [asdict(one) for one in value]
    return None if value is None else asdict(value)


def _rates(score: Score) -> dict[str, Any]:
    rates = {name: round(getattr(score, name), 4) for name in ("precision", "recall", "f1")}
    recalled = score.found if score.recalled is None else score.recalled
    return rates | {"found": score.found, "predicted": score.predicted, "recalled": recalled, "annotated": score.gold}
