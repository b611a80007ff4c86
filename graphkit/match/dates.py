"""Dates as the text gives them: ISO in their own precision, relative ones from the document's date, none invented.

Every date library that was tried gave false precision ("in 2012" as a day) or took "October 14" for the coming one,
which is why this small grammar exists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from graphkit.partial_dates import first_day, last_day, precision

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
_DAYS = {name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
            "nine": 9, "ten": 10}  # fmt: skip

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
# A number before one of these is no year.
_COUNTED = "people|fighters|troops|soldiers|rockets|dollars|men|km|miles"
_COUNT = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten)"

_GRAMMAR = re.compile(
    rf"""(?<![\w-])(?:
      (?P<iso>{_YEAR}-\d\d(?:-\d\d)?)
    | (?P<range>(?:between|from)\s+(?P<r1>{_YEAR})\s+(?:and|to|until)\s+(?P<r2>{_YEAR}))
    | (?P<years>(?P<y1>{_YEAR})\s?[-–]\s?(?P<y2>{_YEAR}))
    | (?P<mdy>(?:{_WEEKDAY},?\s+)?(?P<m1>{_MONTH})\s+(?P<d1>{_DAY})(?:\s?[-–]\s?{_DAY})?
        (?:,?\s+(?P<ya>{_YEAR}|last\s+year))?)
    | (?P<dmy>(?:{_WEEKDAY},?\s+)?(?P<d2>{_DAY})\s+(?:of\s+)?(?P<m2>{_MONTH})(?:,?\s+(?P<yb>{_YEAR}|last\s+year))?)
    | (?P<my>(?:early\s+|late\s+|mid-)?(?P<m3>{_MONTH})\s*(?:,\s*|of\s+)?(?P<yc>{_YEAR}))
    | (?P<decade>(?:the\s+)?(?:early\s+|late\s+|mid-)?(?:19|20)\d0s)
    | (?P<year>(?:the\s+end\s+of\s+|early\s+|late\s+|mid-)?(?P<yd>{_YEAR}))(?!\s*(?:{_COUNTED}|-))
    | (?P<weekday>(?:last\s+|this\s+past\s+)?(?P<wd>{_WEEKDAY}))
    | (?P<relative>today|yesterday|tonight|this\s+(?:morning|afternoon|evening))
    | (?P<last>(?:last|this)\s+(?P<unit>week|month|year))
    | (?P<lastmonth>(?:last|this)\s+(?P<lm>{_MONTH})(?!\s+\d))
    | (?P<ago>(?P<n>{_COUNT})\s+(?P<u>day|week|month|year)s?\s+ago)
    | (?P<bare>(?:in|since|until|by)\s+(?P<m4>{_MONTH})(?!\.?,?\s+(?:of\s+)?\d))
    )(?![\w-])""",
    re.VERBOSE | re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince\s+(?:the\s+)?(?:at\s+least\s+)?$", re.IGNORECASE)
# "for the first time since 2011": nothing went on since.
_NOT_SINCE = re.compile(
    r"\b(?:first|only|last|latest|\w{2,}est|more|fewer|less)\b[^,.;]{0,40}\bsince\s+(?:the\s+)?$", re.IGNORECASE
)
_UNTIL = re.compile(r"\b(?:until|till)\s+$", re.IGNORECASE)
_MAY = re.compile(r"^may$")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression in a document.

    Attributes:
        begin, end: its place.
        start, finish: ISO date of the first and last day, month or year meant; None where the text does not say.
        since: True for "since X": the date is the first, what it speaks of goes on.
    """

    begin: int
    end: int
    start: str | None
    finish: str | None
    since: bool = False


def find_dates(text: str, begin: int, end: int, published: str | None) -> list[TimeExpression]:
    """Return the time expressions between two offsets; relative ones need ``published`` (ISO, any precision)."""
    found = []
    for match in _GRAMMAR.finditer(text, begin, end):
        kind = next(name for name in _KINDS if match[name])
        if kind == "year" and match[0].isdigit() and not _is_year(text, match):
            continue
        start, finish = _of_the_calendar(*_KINDS[kind](match, published))
        since = bool(_SINCE.search(text, max(begin, match.start() - 20), match.start()))
        until = bool(_UNTIL.search(text, max(begin, match.start() - 10), match.start()))
        if until:
            start, finish = None, start
        if since and _NOT_SINCE.search(text, max(begin, match.start() - 60), match.start()):
            start = None
        found.append(TimeExpression(match.start(), match.end(), start, None if since else finish, since))
    return found


def _of_the_calendar(start: str | None, finish: str | None) -> tuple[str | None, str | None]:
    """Return the dates, or none of them when one is no date of the calendar or the last comes before the first."""
    known = [date for date in (start, finish) if date is not None]
    if any(not precision(date) for date in known) or (start and finish and last_day(finish) < first_day(start)):
        return None, None
    return start, finish


def _is_year(text: str, match: re.Match[str]) -> bool:
    """A bare number of four digits is a year after a word of time or in brackets, not after "Resolution" or "$"."""
    before = text[max(0, match.start() - 12) : match.start()]
    return bool(
        re.search(r"(?:\b(?:in|since|by|until|from|after|before|during|of|and|to|early|late|the)\s|\()$", before, re.I)
    )


def _iso(match: re.Match[str], published: str | None) -> tuple[str | None, str | None]:
    return match["iso"], match["iso"]


def _range(match: re.Match[str], published: str | None) -> tuple[str | None, str | None]:
    return match["r1"], match["r2"]


def _years(match: re.Match[str], published: str | None) -> tuple[str | None, str | None]:
    return match["y1"], match["y2"]


def _day_of(month: str, day: str, year: str | None, published: str | None) -> str | None:
    m, d = _MONTHS[month.lower().rstrip(".")], int(re.sub(r"\D", "", day))
    if year is None:
        return _nearest_past(m, d, published)
    if not year.isdigit():
        return f"{int(published[:4]) - 1:04}-{m:02}-{d:02}" if published else None
    return f"{int(year):04}-{m:02}-{d:02}"


def _nearest_past(month: int, day: int, published: str | None) -> str | None:
    """Return the day in the document's year, or the year before when it would lie more than a month after it."""
    if not published or len(published) < 7:
        return None
    year = int(published[:4])
    ahead = (month - int(published[5:7])) + (0 if len(published) < 10 else (day - int(published[8:10])) / 31)
    return f"{year - (ahead > 1):04}-{month:02}-{day:02}"


def _mdy(match: re.Match[str], published: str | None) -> tuple[str | None, str | None]:
    value = _day_of(match["m1"], match["d1"], match["ya"], published)
    return value, value


def _dmy(match: re.Match[str], published: str | None) -> tuple[str | None, str | None]:
    value = _day_of(match["m2"], match["d2"], match["yb"], published)
    return value, value


def _my(match: re.Match[str], published: str | None) -> tuple[str | None, str | None]:
    value = f"{match['yc']}-{_MONTHS[match['m3'].lower().rstrip('.')]:02}"
    return value, value


def _decade(match: re.Match[str], published: str | None) -> tuple[str | None, str | None]:
    return None, None


def _year(match: re.Match[str], published: str | None) -> tuple[str | None, str | None]:
    return match["yd"], match["yd"]


def _published_day(published: str | None) -> date | None:
    if not published or len(published) < 10:
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def _weekday(match: re.Match[str], published: str | None) -> tuple[str | None, str | None]:
    day = _published_day(published)
    if day is None:
        return None, None
    back = (day.weekday() - _DAYS[match["wd"].lower()]) % 7
    if match["weekday"].lower().startswith("last") and back == 0:
        back = 7
    value = (day - timedelta(days=back)).isoformat()
    return value, value


def _relative(match: re.Match[str], published: str | None) -> tuple[str | None, str | None]:
    day = _published_day(published)
    if day is None:
        # A month is all that is known of "today" in a document dated by month.
        month = published if published and len(published) == 7 and match["relative"].lower() != "yesterday" else None
        return month, month
    value = (day - timedelta(days=match["relative"].lower() == "yesterday")).isoformat()
    return value, value


def _last(match: re.Match[str], published: str | None) -> tuple[str | None, str | None]:
    unit, back = match["unit"].lower(), match["last"].lower().startswith("last")
    if not published:
        return None, None
    value = None
    if unit == "year":
        value = f"{int(published[:4]) - back:04}"
    elif unit == "month" and len(published) >= 7:
        value = _month_before(published, int(back))
    return value, value


def _month_before(published: str, months: int) -> str:
    count = int(published[:4]) * 12 + int(published[5:7]) - 1 - months
    return f"{count // 12:04}-{count % 12 + 1:02}"


def _lastmonth(match: re.Match[str], published: str | None) -> tuple[str | None, str | None]:
    return _month_without_year(match["lm"], published)


def _bare(match: re.Match[str], published: str | None) -> tuple[str | None, str | None]:
    if _MAY.match(match["m4"]):
        return None, None
    return _month_without_year(match["m4"], published)


def _month_without_year(name: str, published: str | None) -> tuple[str | None, str | None]:
    if not published or len(published) < 7:
        return None, None
    month = _MONTHS[name.lower().rstrip(".")]
    value = f"{int(published[:4]) - (month > int(published[5:7])):04}-{month:02}"
    return value, value


def _ago(match: re.Match[str], published: str | None) -> tuple[str | None, str | None]:
    count = _NUMBERS.get(match["n"].lower()) or int(re.sub(r"\D", "", match["n"]) or 0)
    unit = match["u"].lower()
    value = None
    if published and unit == "year":
        value = f"{int(published[:4]) - count:04}"
    elif published and unit == "month" and len(published) >= 7:
        value = _month_before(published, count)
    elif (day := _published_day(published)) and unit in ("day", "week"):
        back = count * (7 if unit == "week" else 1)
        value = date.fromordinal(day.toordinal() - back).isoformat() if back < day.toordinal() else None
    return value, value


_KINDS = {
    "iso": _iso, "range": _range, "years": _years, "mdy": _mdy, "dmy": _dmy, "my": _my, "decade": _decade,
    "year": _year, "weekday": _weekday, "relative": _relative, "last": _last, "lastmonth": _lastmonth, "ago": _ago,
    "bare": _bare,
}  # fmt: skip
