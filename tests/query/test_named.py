"""The named queries: their headers, their values, and that two engines answer them alike."""

from __future__ import annotations

import json
import re

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, RdfFormat, parse
from rdflib.plugins.sparql import prepareQuery
from rdflib.util import from_n3

from graphkit.errors import QueryError
from graphkit.iris import PREFIXES
from graphkit.query import Names, QueryProcess, make_request, named_queries, quotes_of, read_named, store_of
from graphkit.query.named import parse_named
from graphkit.query.safety import keywords, put_terms

VALUES = {
    "supporters": [{"of": "Hamas"}, {"of": "hamas", "relation": "funds"}, {"of": "Houthis", "relation": "arms"}],
    "between": [
        {"a": "Iran", "b": "Hamas"},
        {"a": "hamas", "b": "iran", "since": "2012-10", "until": "2019"},
        {"a": "Qatar", "b": "Hamas", "until": "2012"},
        {"a": "Egypt", "b": "Israel", "since": "2014-08-26"},
    ],
    "evidence": [
        {"from": "Iran", "to": "Hamas"},
        {"from": "Iran", "to": "Hamas", "relation": "supports"},
        {"from": "Turkey", "to": "Israel", "relation": "engages"},
        {"from": "Hamas", "to": "Iran", "relation": "talks with"},
        {"from": "Iran", "to": "Hamas", "relation": "talks with"},
    ],
    "corroborated": [{"publishers": "1", "limit": "1000"}, {"publishers": "1", "standing": "alleged", "limit": "1000"}],
    "contested": [{}, {"actor": "Iran"}, {"actor": "Qatar", "limit": "7"}],
    "paths": [{"from": "qatar", "to": "israel"}, {"from": "iran", "to": "israel", "relation": "supports"}],
    "claims": [{"speaker": "Qatar"}, {"speaker": "United States", "limit": "1000"}],
    "newest": [{}, {"documents": "3"}],
    "edge": [{"edge": "b9abac176997295c"}],
}
CASES = [(name, values) for name, some in VALUES.items() for values in some]


@pytest.fixture(scope="module")
def asker(built):
    """A function that answers a query of the bundled graph in JSON."""
    with QueryProcess(store_of(built)) as process:

        def run(text, format_="json", whole=True):
            return process.ask(make_request(text, format_, whole).message(30), 30).body

        yield run


@pytest.fixture(scope="module")
def reference(built):
    """The bundled graph in rdflib's own store: all graphs seen as one, and the default graph alone."""
    whole = rdflib.Dataset(default_union=True)
    default = whole.default_graph
    for quad in parse(path=built / "graph.trig", format=RdfFormat.TRIG):
        graph = default if quad.graph_name == DefaultGraph() else whole.graph(from_n3(str(quad.graph_name)))
        graph.add(tuple(from_n3(str(term)) for term in quad.triple))
    assert len(whole) > len(default) > 1000
    return {True: whole, False: default}


def test_each_named_query_is_tried():
    assert set(VALUES) == set(named_queries())
    assert all(query.about for query in named_queries().values())


def rows_of(body):
    table = json.loads(body)
    return [
        tuple((row[name]["type"][:3], row[name]["value"]) if name in row else None for name in table["head"]["vars"])
        for row in table["results"]["bindings"]
    ]


def same_rows(results):
    kinds = {rdflib.URIRef: "uri", rdflib.Literal: "lit"}
    return [tuple(None if cell is None else (kinds[type(cell)], str(cell)) for cell in row) for row in results]


# rdflib's engine uses names of its own that it means to drop.
@pytest.mark.filterwarnings("ignore:Dataset.:DeprecationWarning")
@pytest.mark.parametrize(("name", "values"), CASES, ids=lambda part: part if isinstance(part, str) else "")
def test_oxigraph_and_rdflib_answer_alike(built, asker, reference, name, values):
    query = named_queries()[name]
    text = query.bound(values, Names(built))
    ours = rows_of(asker(text, "json", query.whole))
    theirs = same_rows(reference[query.whole].query(prepareQuery(text, initNs=PREFIXES)))
    assert ours == theirs
    if query.whole is False:
        # What asks of the default graph alone gives the same where all graphs are seen, only slower.
        assert rows_of(asker(text)) == ours


def test_named_queries_have_answers(built, asker):
    empty = []
    for name, some in VALUES.items():
        query = named_queries()[name]
        if not any(rows_of(asker(query.bound(values, Names(built)), "json", query.whole)) for values in some):
            empty.append(name)
    # The edge is named by its id, which follows from ids of actors and relation, so it stays.
    assert empty == []


def test_time_of_a_statement_is_never_made_more_exact(built, asker):
    query, names = named_queries()["between"], Names(built)

    def dates(**values):
        text = query.bound({"a": "iran", "b": "hamas", **values}, names)
        return [row[0][1] for row in rows_of(asker(text))]

    everything = dates()
    assert everything == sorted(everything)
    assert dates(since="2012", until="2023") == [date for date in everything if "2012" <= date[:4] <= "2023"]
    first = everything[0]
    assert dates(until=first[:4]) == [date for date in everything if date[:4] <= first[:4]]
    assert dates(since=f"{first[:4]}-12-31")[:1] != [first]


def test_every_row_can_carry_its_quotes(built, asker):
    records = (built / "statements.jsonl").read_text(encoding="utf-8").splitlines()
    statements = {f"gks:{record['id']}": record for record in map(json.loads, records)}
    for name, values in CASES:
        query = named_queries()[name]
        table = json.loads(asker(query.bound(values, Names(built)), "json", query.whole))
        relations = Names(built).build["relations"] if query.path else None
        quotes = quotes_of(table, asker, relations)
        assert len(quotes) == len(table["results"]["bindings"])
        assert all(quotes), name
        for quote in (quote for some in quotes for quote in some):
            record = statements[quote.statement]
            assert quote.quote == record["quote"]
            assert (quote.modality, quote.speaker) == (record["modality"], record["attribution_label"])
            assert quote.document == f"gkd:{record['document']}"


def test_quotes_of_a_path_are_those_of_its_edges(built, asker):
    query = named_queries()["paths"]
    table = json.loads(asker(query.bound({"from": "qatar", "to": "israel"}, Names(built)), "json", False))
    records = (built / "statements.jsonl").read_text(encoding="utf-8").splitlines()
    by_id = {f"gks:{record['id']}": record for record in map(json.loads, records)}
    for row, some in zip(
        table["results"]["bindings"], quotes_of(table, asker, Names(built).build["relations"]), strict=True
    ):
        walk = [
            row[name]["value"].rpartition("/")[2].rpartition("#")[2] for name in table["head"]["vars"] if name in row
        ]
        steps = {(walk[n], walk[n + 1], walk[n + 2]) for n in range(0, len(walk) - 2, 2)}
        said = {(r["subject"], r["relation"], r["object"]) for r in (by_id[quote.statement] for quote in some)}
        both = said | {(object_, relation, subject) for subject, relation, object_ in said}
        assert steps <= both


def test_rows_that_name_no_edge_have_no_evidence(asker):
    table = json.loads(asker("SELECT ?who { ?who gk:funds gka:hamas }"))
    with pytest.raises(QueryError, match="no row names an edge or a statement"):
        quotes_of(table, asker)
    with pytest.raises(QueryError, match="only rows have evidence"):
        quotes_of(json.loads(asker("ASK {}")), asker)


# --- values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text", "iri"),
    [
        ("actor", "hamas", "actor/hamas"),
        ("actor", "Hamas", "actor/hamas"),
        ("actor", "HAMAS", "actor/hamas"),
        ("actor", "gka:hamas", "actor/hamas"),
        ("actor", "<https://w3id.org/graphkit/actor/hamas>", "actor/hamas"),
        ("relation", "funds", "ontology#funds"),
        ("relation", "talks with", "ontology#talks_with"),
        ("relation", "gk:supports", "ontology#supports"),
        ("edge", "b9abac176997295c", "edge/b9abac176997295c"),
        ("edge", "gke:b9", "edge/b9"),
        ("document", "a/b c", "document/a%2Fb%20c"),
    ],
)
def test_names_of_things(built, kind, text, iri):
    assert Names(built).iri(kind, text) == f"https://w3id.org/graphkit/{iri}"


@pytest.fixture
def folder(tmp_path):
    """Two actors of one alias, and one whose id is the other's name."""
    actors = [
        {"id": "one", "name": "The Group", "type": "ArmedGroup", "aliases": ["Group", "two"]},
        {"id": "two", "name": "the group", "type": "ArmedGroup", "aliases": ["Group", "Other"]},
    ]
    (tmp_path / "actors.jsonl").write_text("".join(json.dumps(actor) + "\n" for actor in actors), encoding="utf-8")
    (tmp_path / "build.json").write_text('{"graphkit": "0", "relations": {}}', encoding="utf-8")
    return tmp_path


def test_id_goes_before_name_before_alias(folder):
    names = Names(folder)
    assert [names.iri("actor", text).rpartition("/")[2] for text in ("two", "The Group", "the group", "other")] == [
        "two",
        "one",
        "two",
        "two",
    ]


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("actor", "Group", "Group: is the name of several; give an id: one, two"),
        ("actor", "THE GROUP", "THE GROUP: is the name of several; give an id: one, two"),
        ("actor", "The Grup", "The Grup: is not in this graph; did you mean the group"),
        ("actor", "Zzz", "Zzz: is not in this graph; ids and names are in actors.jsonl"),
        ("actor", "gke:b9", "gke:b9: is no actor; actors begin with https://w3id.org/graphkit/actor/"),
    ],
)
def test_names_that_name_nothing_or_too_much(folder, kind, text, message):
    with pytest.raises(QueryError, match=re.escape(message)):
        Names(folder).iri(kind, text)


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("supporters", {}, "supporters: of: is required; give --set of=..., whom they support"),
        ("supporters", {"of": "hamas", "whom": "x"}, "supporters: whom: is no parameter of it; use of, relation"),
        ("between", {"a": "iran", "b": "hamas", "since": "2012-13"}, "between: since: 2012-13: is no date"),
        ("newest", {"documents": "-1"}, "newest: documents: -1: is no whole number"),
        ("newest", {"documents": "1 } #"}, "newest: documents: 1 } #: is no whole number"),
        ("newest", {"documents": "9999999999"}, "newest: documents: 9999999999: is no whole number"),
        ("corroborated", {"standing": "true"}, "corroborated: standing: true: is no standing; use contested"),
        (
            "edge",
            {"edge": "<https://w3id.org/graphkit/edge/%zz>"},
            "edge: edge: https://w3id.org/graphkit/edge/%zz: is no",
        ),
        ("edge", {"edge": "\ud800> } #"}, ""),
    ],
)
def test_wrong_values_are_named(built, asker, name, values, message):
    query = named_queries()[name]
    if message:
        with pytest.raises(QueryError, match=re.escape(message)):
            query.bound(values, Names(built))
    else:
        assert rows_of(asker(query.bound(values, Names(built)))) == []


@given(st.text(), st.text())
def test_no_value_breaks_out_of_its_place(one, other):
    text = "SELECT ?s { ?s rdfs:label $one FILTER(!BOUND(?other) || ?s = ?other) { SELECT ?s { ?s ?p ?other } } }"
    header = "# parameter: one text required | x\n# parameter: other text optional | y\n"
    query = parse_named(header + text, "test", None)
    try:
        bound = query.bound({"one": one, "other": other}, None)
    except QueryError:
        assert any("\ud800" <= character <= "\udfff" for character in one + other)
        return
    expected = ["SELECT", "VALUES", "FILTER", "BOUND", "SELECT", "VALUES"]
    assert [word for word, _ in keywords(bound)] == expected
    assert prepareQuery(bound, initNs=PREFIXES)


def test_terms_stand_only_where_the_variable_does():
    query = 'SELECT ?of { ?of a $of ; ?p \'$of\' , """$of""" , <$of> } # $of\nLIMIT $n'
    assert put_terms(query, {"of": "<a:b>", "n": "5"}) == (
        'SELECT ?of { ?of a <a:b> ; ?p \'$of\' , """$of""" , <$of> } # $of\nLIMIT 5'
    )


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_text_file_adds_a_query(tmp_path):
    text = "# about: x\n# parameter: who actor optional | y\nSELECT ?who { ?who a gk:State }"
    (tmp_path / "states.rq").write_text(text, encoding="utf-8")
    found = named_queries([tmp_path])
    assert found["states"].about == "x"
    assert list(found) == sorted([*named_queries(), "states"])


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("# parameter: of actor | x", "1: is no parameter; write '# parameter: NAME KIND"),
        ("# parameter: of person required | x", "1: is no parameter; write"),
        ("# about: x\n# parameter: for actor required | x", "2: for: is not used; write $for in the query"),
        ("# parameter: of actor optional | x", "1: of: is not used; write ?of in the query"),
    ],
)
def test_wrong_header_is_named_by_file_and_line(tmp_path, header, message):
    path = tmp_path / "wrong.rq"
    path.write_text(f"{header}\nSELECT ?a {{ ?a ?b $of }}", encoding="utf-8")
    with pytest.raises(QueryError, match=re.escape(f"{path}:{message}")):
        read_named(path)


def test_wrong_files_and_folders(tmp_path):
    with pytest.raises(QueryError, match="is no folder"):
        named_queries([tmp_path / "none"])
    (tmp_path / "Two Words.rq").write_text("# parameter: x text required | x\nASK { ?a ?b $x }", encoding="utf-8")
    with pytest.raises(QueryError, match="the name of a query is lower-case"):
        named_queries([tmp_path])
    (tmp_path / "latin.rq").write_bytes(b"ASK { ?a ?b '\xe9' }")
    with pytest.raises(QueryError, match="cannot be read"):
        read_named(tmp_path / "latin.rq")
