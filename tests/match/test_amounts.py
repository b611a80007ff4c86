from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.match.amounts import find_amounts


def amounts(text):
    return [(a.value, a.currency, a.period) for a in find_amounts(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("$30 million", (30_000_000, "USD", None)),
        ("$1.3bn", (1_300_000_000, "USD", None)),
        ("US$5m", (5_000_000, "USD", None)),
        ("$100,000", (100_000, "USD", None)),
        ("$12.50", (12.5, "USD", None)),
        ("USD 20 million", (20_000_000, "USD", None)),
        ("€2 billion", (2_000_000_000, "EUR", None)),
        ("£700,000", (700_000, "GBP", None)),
        ("700 million dollars", (700_000_000, "USD", None)),
        ("700 million U.S. dollars", (700_000_000, "USD", None)),
        ("50,000 euros", (50_000, "EUR", None)),
        ("3 billion riyals", (3_000_000_000, "SAR", None)),
        ("200 million shekels", (200_000_000, "ILS", None)),
        ("$100 million a year", (100_000_000, "USD", "year")),
        ("$100 million annually", (100_000_000, "USD", "year")),
        ("$30 million per month", (30_000_000, "USD", "month")),
        ("$500 every week", (500, "USD", "week")),
        ("an annual sum of $70 million", (70_000_000, "USD", "year")),
        ("monthly payments of $15 million", (15_000_000, "USD", "month")),
        ("a $480-million grant", (480_000_000, "USD", None)),
    ],
)
def test_value_currency_and_period(text, amount):
    assert amounts(f"Qatar gave Hamas {text} in 2018.") == [amount]


@pytest.mark.parametrize("text", ["30 million people", "100 rockets", "in 2018", "$", "dollars", "Resolution 2254"])
def test_number_without_a_currency_is_no_sum(text):
    assert amounts(f"They counted {text} there.") == []


def test_several_sums_in_order():
    assert amounts("Iran gave $30 million, Qatar 20 million euros.") == [
        (30_000_000, "USD", None),
        (20_000_000, "EUR", None),
    ]


@given(st.integers(1, 999_999), st.sampled_from(["thousand", "million", "billion"]))
def test_whole_numbers_stay_whole(number, scale):
    factor = {"thousand": 10**3, "million": 10**6, "billion": 10**9}[scale]
    [(value, _, _)] = amounts(f"It cost ${number:,} {scale}.")
    assert value == number * factor
    assert isinstance(value, int)
