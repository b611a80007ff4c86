from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.match.dates import find_dates

MONDAY = "2016-10-24"


def dates(text, published=MONDAY):
    return [(text[e.begin : e.end], e.start, e.finish) for e in find_dates(text, 0, len(text), published)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        # days, months and years in their own precision
        ("on October 7, 2023", "2023-10-07", "2023-10-07"),
        ("on Oct. 7, 2023", "2023-10-07", "2023-10-07"),
        ("on 7 October 2023", "2023-10-07", "2023-10-07"),
        ("on the 7th of October, 2023", "2023-10-07", "2023-10-07"),
        ("on 2023-10-07", "2023-10-07", "2023-10-07"),
        ("in June 2017", "2017-06", "2017-06"),
        ("in late June 2017", "2017-06", "2017-06"),
        ("in May 2017", "2017-05", "2017-05"),
        ("in 2012", "2012", "2012"),
        ("in early 2012", "2012", "2012"),
        ("(2012)", "2012", "2012"),
        # ranges
        ("from 2012 to 2014", "2012", "2014"),
        ("between 2012 and 2014", "2012", "2014"),
        ("in 2012-2014", "2012", "2014"),
        ("in 2012–2014", "2012", "2014"),
        ("since 2012", "2012", None),
        ("since March 2014", "2014-03", None),
        ("until 2012", None, "2012"),
        # relative to Monday, 24 October 2016
        ("today", "2016-10-24", "2016-10-24"),
        ("yesterday", "2016-10-23", "2016-10-23"),
        ("on Monday", "2016-10-24", "2016-10-24"),
        ("on Saturday", "2016-10-22", "2016-10-22"),
        ("last Monday", "2016-10-17", "2016-10-17"),
        ("on October 14", "2016-10-14", "2016-10-14"),
        ("on 14 October", "2016-10-14", "2016-10-14"),
        ("on December 14", "2015-12-14", "2015-12-14"),
        ("in August", "2016-08", "2016-08"),
        ("in November", "2015-11", "2015-11"),
        ("last month", "2016-09", "2016-09"),
        ("last year", "2015", "2015"),
        ("this year", "2016", "2016"),
        ("two years ago", "2014", "2014"),
        ("three months ago", "2016-07", "2016-07"),
        ("ten days ago", "2016-10-14", "2016-10-14"),
        ("a week ago", "2016-10-17", "2016-10-17"),
    ],
)
def test_date_of_words(text, start, end):
    assert [(first, last) for _, first, last in dates(f"Iran paid Hamas {text}.")] == [(start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "under Resolution 2254",
        "2017 people",
        "some 2,012 rockets",
        "$2012",
        "a March on Cairo",
        "it may rain",
        "the 2254th",
        "number 12",
        "Route 2016",
    ],
)
def test_number_or_word_that_is_no_date(text):
    assert dates(f"They saw {text} there.") == []


@pytest.mark.parametrize(
    ("text", "published", "start"),
    [
        ("last year", None, None),
        ("on Monday", None, None),
        ("on Monday", "2016", None),
        ("on Monday", "2016-10", None),
        ("yesterday", "2016-10", None),
        ("in August", "2016", None),
        ("on October 14", "2016", None),
        ("last month", "2016", None),
        ("two weeks ago", "2016-10", None),
        ("last year", "2016", "2015"),
        ("last month", "2016-01", "2015-12"),
        ("last week", MONDAY, None),
        ("on October 14, 2015", None, "2015-10-14"),
    ],
)
def test_no_more_precision_than_the_text_and_its_date_give(text, published, start):
    assert [first for _, first, _ in dates(f"Iran paid Hamas {text}.", published)] == [start]


def test_since_is_marked_and_open():
    text = "Iran has paid Hamas since 2012."
    [found] = find_dates(text, 0, len(text), None)
    assert (found.since, found.start, found.finish) == (True, "2012", None)
    assert text[found.begin : found.end] == "2012"


def test_only_the_asked_stretch_is_read():
    text = "In 2011 Iran paid. In 2012 it stopped."
    [found] = find_dates(text, 19, len(text), None)
    assert (found.start, text[found.begin : found.end]) == ("2012", "2012")


ISO = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
pieces = st.sampled_from(
    "in on since until from to 2012 2016 1999 October Oct. March May 7 31 31st 12, , - – Monday last this week month"
    " year ago two today yesterday early the of 2016-02 2016-02-29 february".split()
)


@given(
    st.lists(pieces | st.text(max_size=3), max_size=9).map(" ".join),
    st.sampled_from([None, "2016", "2016-03", "2016-02-29"]),
)
def test_dates_are_iso_ordered_and_in_the_text(text, published):
    last = 0
    for expression in find_dates(text, 0, len(text), published):
        assert last <= expression.begin < expression.end <= len(text)
        last = expression.end
        for value in (expression.start, expression.finish):
            assert value is None or ISO.fullmatch(value)


@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.integers(0, 6))
def test_weekday_is_the_last_one_before_the_document(published, day):
    name = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()[day]
    [(_, start, _)] = dates(f"on {name}", published.isoformat())
    found = date.fromisoformat(start)
    assert found.weekday() == day
    assert 0 <= (published - found).days < 7


@pytest.mark.parametrize(
    "text",
    [
        "on 2016-13-41",
        "on 31 February 2016",
        "on February 29, 2015",
        "9999999999 days ago",
        "3000 years ago",
        "100000 months ago",
        "between 2014 and 2012",
        "in the 1980s",
    ],
)
def test_date_that_the_calendar_does_not_hold_is_none(text):
    assert [(e.start, e.finish) for e in find_dates(text, 0, len(text), "2016-10-24")] in ([], [(None, None)])
