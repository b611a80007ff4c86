from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.serve.negotiation import ROW_TYPES, TRIPLE_TYPES, AcceptError, choose, parse_accept


@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("TEXT/CSV", "csv"),
        ("text/csv;charset=utf-8", "csv"),
        ("text/*", "csv"),
        ("text/*;q=0.5, application/sparql-results+xml;q=0.9", "xml"),
        ("text/csv;q=0.2, text/tab-separated-values;q=0.4", "tsv"),
        ("application/json;q=0, */*", "json"),
        ("application/sparql-results+json;q=0, application/json;q=0, */*", "xml"),
        ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "xml"),
        (', text/csv ;\tq=1.000 ; level="1,2;3",', "csv"),
        ("text/turtle, application/rdf+xml", None),
        ("text/csv;q=0", None),
        ("text/csv;q=0.", None),
    ],
)
def test_what_is_wanted_most_is_chosen(accept, format_):
    chosen = choose(accept, ROW_TYPES)
    assert (chosen and chosen[1]) == format_


def test_type_of_the_answer_is_the_one_that_was_asked_for():
    assert choose("application/json", ROW_TYPES) == ("application/json", "json")
    assert choose("application/json", TRIPLE_TYPES) == ("application/json", "jsonld")


@pytest.mark.parametrize(
    "accept",
    ["text", "text/", "/csv", "*/csv", "text/csv text/html", "text/csv;q=2", "text/csv;q=high", "text/csv;;q", "\x00"],
)
def test_what_is_no_media_range_is_named(accept):
    with pytest.raises(AcceptError, match="is no"):
        choose(accept, ROW_TYPES)


@given(st.text(alphabet='ab/*;,=q.019" \\\t') | st.text())
def test_any_header_is_read_or_refused(header):
    try:
        ranges = parse_accept(header)
    except AcceptError:
        return
    assert all(0 <= one.weight <= 1 for one in ranges)
    choose(header, ROW_TYPES)


def test_endless_header_is_refused():
    with pytest.raises(AcceptError, match="more than 4000 characters"):
        parse_accept("text/csv," * 1000)
