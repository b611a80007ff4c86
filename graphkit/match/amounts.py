"""Sums of money: value, currency and period, with their scale ("$1.3bn a year")."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SYMBOLS = {"$": "USD", "US$": "USD", "USD": "USD", "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "¥": "JPY",
            "₪": "ILS", "NIS": "ILS", "A$": "AUD", "C$": "CAD", "₽": "RUB", "₹": "INR"}  # fmt: skip
_NAMES = {
    "dollar": "USD", "us dollar": "USD", "u.s. dollar": "USD", "euro": "EUR", "pound": "GBP", "shekel": "ILS",
    "riyal": "SAR", "dirham": "AED", "lira": "TRY", "ruble": "RUB", "rouble": "RUB", "yen": "JPY", "yuan": "CNY",
    "rupee": "INR", "rial": "IRR", "franc": "CHF",
}  # fmt: skip
_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9,
           "trillion": 1e12, "tn": 1e12}  # fmt: skip
_SCALE = r"(?:thousand|million|billion|trillion|mn|bn|tn|[kmb])"
_AMOUNT = re.compile(
    rf"""(?<![\w.])(?:
      (?P<symbol>US\$|A\$|C\$|USD\s|EUR\s|GBP\s|NIS\s|[$€£¥₪₽₹])\s?(?P<v1>\d[\d,]*(?:\.\d+)?)[\s-]?(?P<s1>{_SCALE})?
    | (?P<v2>\d[\d,]*(?:\.\d+)?)[\s-]?(?P<s2>{_SCALE})?\s(?P<name>(?:U\.?S\.?\s)?(?:dollar|euro|pound|shekel|riyal
      |dirham|lira|ruble|rouble|yen|yuan|rupee|rial|franc))s?
    )(?![\w])(?P<period>[\s-]+(?:(?:a|per|each|every)\s(?:year|month|week|day)|annually|yearly|monthly|weekly|annual))?""",
    re.VERBOSE,
)
_PERIODS = {"year": "year", "annual": "year", "month": "month", "week": "week", "day": "day"}
_BEFORE = re.compile(r"\b(annual|yearly|monthly|weekly)\s+(?:\w+\s+){0,2}$")


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money. ``value`` in units of ``currency`` (ISO 4217); ``period``: year, month, week, day or None."""

    begin: int
    end: int
    value: float | int
    currency: str
    period: str | None


def find_amounts(text: str, begin: int, end: int) -> list[Amount]:
    """Return the sums of money between two offsets."""
    found = []
    for match in _AMOUNT.finditer(text, begin, end):
        number = float((match["v1"] or match["v2"]).replace(",", ""))
        scale = (match["s1"] or match["s2"] or "").lower()
        value = round(number * _SCALES.get(scale, 1), 2)
        if match["symbol"]:
            currency = _SYMBOLS[match["symbol"].strip()]
        else:
            name = " ".join(match["name"].lower().split())
            currency = _NAMES.get(name, "USD")
        period = _period(match["period"] or "", text[max(begin, match.start() - 30) : match.start()])
        found.append(Amount(match.start(), match.end(), int(value) if value == int(value) else value, currency, period))
    return found


def _period(after: str, before: str) -> str | None:
    for word, period in _PERIODS.items():
        if word in after:
            return period
    earlier = _BEFORE.search(before)
    return {"annual": "year", "yearly": "year", "monthly": "month", "weekly": "week"}[earlier[1]] if earlier else None
