from __future__ import annotations

import pytest

from graphkit.errors import OutputError
from graphkit.store import graph_quads, ontology_of, ontology_quads, open_store, write_store
from tests.factories import ONTOLOGY, RELATIONS, graph_of, small_reports


def test_store_holds_the_quads_that_were_written(tmp_path):
    quads = list(graph_quads(graph_of(small_reports()), RELATIONS, ONTOLOGY))
    write_store(tmp_path / "store", iter(quads))
    store = open_store(tmp_path / "store")
    assert set(store) == set(quads)
    assert ontology_of(store) == list(ontology_quads(ONTOLOGY))


def test_asking_for_who_funds_stays_simple(tmp_path):
    write_store(tmp_path / "store", graph_quads(graph_of(small_reports()), RELATIONS, ONTOLOGY))
    prefixes = {"gk": "https://w3id.org/graphkit/ontology#", "gka": "https://w3id.org/graphkit/actor/"}
    store = open_store(tmp_path / "store")
    rows = store.query("SELECT ?who { ?who gk:funds gka:the-front }", prefixes=prefixes)
    assert [row["who"].value for row in rows] == ["https://w3id.org/graphkit/actor/ruritania"]


def test_store_that_is_missing_or_damaged(tmp_path):
    with pytest.raises(OutputError, match="is missing; run graphkit build again"):
        open_store(tmp_path / "store")
    write_store(tmp_path / "store", [])
    (tmp_path / "store" / "CURRENT").write_text("nothing\n")
    with pytest.raises(OutputError, match=r"^[^\n]*store: cannot be opened \([^\n]*\)[^\n]*$"):
        open_store(tmp_path / "store")
