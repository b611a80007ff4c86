from __future__ import annotations

import pytest

from graphkit.partial_dates import day_before, first_day, last_day, precision


@pytest.mark.parametrize(
    ("date", "kind", "first", "last"),
    [
        ("2012", "year", "2012-01-01", "2012-12-31"),
        ("2012-02", "month", "2012-02-01", "2012-02-29"),
        ("2013-02", "month", "2013-02-01", "2013-02-28"),
        ("2013-04-05", "day", "2013-04-05", "2013-04-05"),
        ("2013-13", "", "2013-13", "2013-13"),
        ("2013-02-30", "", "2013-02-30", "2013-02-30"),
        ("0000", "", "0000", "0000"),
        ("20130405", "", "20130405", "20130405"),
        ("spring", "", "spring", "spring"),
    ],
)
def test_days_of_a_date(date, kind, first, last):
    assert (precision(date), first_day(date), last_day(date)) == (kind, first, last)


def test_day_before():
    assert day_before("2012-03-01") == "2012-02-29"
    assert day_before("0001-01-01") == "0001-01-01"
