from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from graphkit import iris

any_text = st.text(st.characters(codec=None, exclude_categories=()))


@given(any_text)
def test_every_id_gives_a_valid_iri_and_comes_back(text):
    segment = iris.encode_id(text)
    assert iris.decode_id(segment) == text
    assert NamedNode(iris.actor_iri(text)).value == iris.ACTOR + segment
    assert not set(segment) & set('/?# <>"{}|^`\\')


@pytest.mark.parametrize(
    ("text", "segment"),
    [("iran", "iran"), ("a/b c.md", "a%2Fb%20c.md"), ("..", "%2E%2E"), (".", "%2E"), ("é", "%C3%A9"), ("50%", "50%25")],
)
def test_encoding(text, segment):
    assert iris.encode_id(text) == segment


def test_evidence_is_part_of_its_statement():
    assert iris.evidence_iri("x1") == f"{iris.statement_iri('x1')}#evidence"
    assert iris.document_iri("a/b") == "https://w3id.org/graphkit/document/a%2Fb"
    assert iris.term_iri("funds") == "https://w3id.org/graphkit/ontology#funds"
    assert iris.edge_iri("e") == "https://w3id.org/graphkit/edge/e"
