from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from graphkit.query.safety import bind_variables, keywords


def words(query):
    return [word for word, _ in keywords(query)]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?service ?load $insert }",
        "SELECT * { ?s service:load 'SERVICE' }",
        'SELECT * { ?s ?p "a \\" SERVICE" }',
        "SELECT * { ?s ?p '''x ' SERVICE '' LOAD''' }",
        'SELECT * { ?s ?p """x " SERVICE\n "" LOAD""" }',
        "SELECT * { ?s <http://x/SERVICE> ?o } # SERVICE",
        "SELECT * { ?s a:SERVICE ?o ; :SERVICE 'x'@service }",
    ],
)
def test_names_strings_iris_and_comments_hold_no_keywords(query):
    assert not {"SERVICE", "LOAD", "INSERT"} & set(words(query))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x/> {} }",
        "select * { service silent ?x {} }",
        "SELECT * { FILTER(?a < 3) SERVICE <x> {} }",
        "SELECT * { ?s ?p '#' . SERVICE <x> {} }",
        "SELECT * { ?s ?p 'a\\'b' . SERVICE <x> {} }",
        "SELECT * {?a<http://x/#>?b.SERVICE<x>{}}",
        "SELECT * { ?s ?p '' . SERVICE <x> {} . ?s ?p '' }",
        "SELECT * { ?s ?p <a b> SERVICE <x> {} }",
    ],
)
def test_keywords_are_found_wherever_they_stand(query):
    assert "SERVICE" in words(query)


def test_lines_are_counted():
    assert keywords("SELECT *\n\n{ } # a\nLIMIT 1") == [("SELECT", 1), ("LIMIT", 4)]


@pytest.mark.parametrize(
    ("query", "bound"),
    [
        ("SELECT ?a { ?a ?b ?x }", "SELECT ?a { VALUES ?x { <a:b> }  ?a ?b ?x }"),
        ("ASK{?x ?b ?c}", "ASK{ VALUES ?x { <a:b> } ?x ?b ?c}"),
        ("CONSTRUCT { ?x a ?y } WHERE { ?x ?p ?y }", "CONSTRUCT { ?x a ?y } WHERE { VALUES ?x { <a:b> }  ?x ?p ?y }"),
        ("DESCRIBE ?x", "DESCRIBE ?x\nWHERE { VALUES ?x { <a:b> } }"),
        ("SELECT ?a # {\n{ ?x ?b '{' }", "SELECT ?a # {\n{ VALUES ?x { <a:b> }  ?x ?b '{' }"),
    ],
)
def test_values_stand_at_the_head_of_the_outer_pattern(query, bound):
    assert bind_variables(query, {"x": "<a:b>"}) == bound
    assert bind_variables(query, {}) == query


@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?x a ?y }", "SELECT ?x", ""])
def test_query_without_a_place_for_values_is_refused(query):
    with pytest.raises(ValueError, match="values"):
        bind_variables(query, {"x": "<a:b>"})


@given(st.text())
def test_no_value_breaks_out_of_its_place(text):
    value, store = Literal(text), Store()
    store.add(Quad(NamedNode("a:s"), NamedNode("a:p"), value))
    (row,) = store.query(bind_variables("SELECT ?s ?x { ?s ?p ?x }", {"x": str(value)}))
    assert (row["s"], row["x"]) == (NamedNode("a:s"), value)
