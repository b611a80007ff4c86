"""Dates in their own precision ("2012", "2012-10", "2012-10-23"): the first and last day that each may mean."""

from __future__ import annotations

import calendar
import datetime
import re

_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def precision(date: str) -> str:
    """Return "year", "month" or "day", or "" when the text is no ISO date of the calendar."""
    try:
        if _YEAR.fullmatch(date):
            datetime.date(int(date), 1, 1)
            return "year"
        if _MONTH.fullmatch(date):
            datetime.date.fromisoformat(f"{date}-01")
            return "month"
        if _DAY.fullmatch(date):
            datetime.date.fromisoformat(date)
            return "day"
    except ValueError:
        return ""
    return ""


def first_day(date: str) -> str:
    """Return the first day that the date may mean ("2012-10" -> "2012-10-01"); no ISO date is returned as it is."""
    return date + {"year": "-01-01", "month": "-01"}.get(precision(date), "")


def last_day(date: str) -> str:
    """Return the last day that the date may mean ("2012-02" -> "2012-02-29"); no ISO date is returned as it is."""
    kind = precision(date)
    if kind == "year":
        return f"{date}-12-31"
    if kind == "month":
        return f"{date}-{calendar.monthrange(int(date[:4]), int(date[5:]))[1]:02d}"
    return date


def day_before(day: str) -> str:
    """Return the day before an ISO day; the first day of the calendar stays as it is."""
    date = datetime.date.fromisoformat(day)
    return day if date == datetime.date.min else (date - datetime.timedelta(days=1)).isoformat()
