"""SHACL validation: both engines find every planted fault, the same ones, and say what to do."""

from __future__ import annotations

import json

import pyoxigraph
import pytest

from graphkit.errors import GraphkitError, InputError, OutputError
from graphkit.export import EXPORTS
from graphkit.export.vocabulary import ontology_turtle, shapes_turtle
from graphkit.loading import export_source
from graphkit.ontology import load_ontology
from graphkit.validation import ENGINES, check, engines, validate
from graphkit.validation.engines import run_engine
from graphkit.validation.findings import findings_of, short
from tests.command import graphkit
from tests.export.test_vocabulary import FAULTS, GOOD, PREFIXES
from tests.export.test_vocabulary import RELATIONS as RELATION_FILES

CONTROL = chr(27) + "[31m"
MORE_FAULTS = {
    "a text of two lines as a date": ('gk:start "2012"^^xsd:gYear', r'gk:start "a\n\"b\""@en', "gk:start"),
    "two quotes": ('oa:exact "Iran funds Hamas."', 'oa:exact "Iran funds Hamas." , "Iran arms Hamas."', "oa:exact"),
    "untyped evidence": ("a gk:Evidence , oa:TextQuoteSelector", "a oa:TextQuoteSelector", "Evidence"),
}
ALL_FAULTS = FAULTS | MORE_FAULTS


@pytest.fixture(scope="module")
def relation_files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("relations")
    for name, text in RELATION_FILES.items():
        (folder / f"{name}.yaml").write_text(f"id: {name}\nlabel: {name}\nabout: Says so.\n{text}", "utf-8")
    return folder


@pytest.fixture(scope="module")
def ontology(relation_files):
    return load_ontology([relation_files], builtin=False)


def results(engine, ontology, turtle, path):
    triples = {quad.triple for quad in pyoxigraph.parse(PREFIXES + turtle, pyoxigraph.RdfFormat.TURTLE)}
    triples |= {quad.triple for quad in pyoxigraph.parse(ontology_turtle(ontology), pyoxigraph.RdfFormat.TURTLE)}
    with path.open("wb") as file:
        pyoxigraph.serialize(triples, file, pyoxigraph.RdfFormat.N_TRIPLES)
    return run_engine(engine, path, shapes_turtle(ontology))


@pytest.mark.parametrize("engine", ENGINES)
def test_good_graph_has_no_findings(engine, ontology, tmp_path):
    assert results(engine, ontology, GOOD, tmp_path / "data.nt") == []


@pytest.mark.parametrize("fault", sorted(ALL_FAULTS))
def test_engines_agree_on_a_planted_fault(fault, ontology, tmp_path):
    old, new, named = ALL_FAULTS[fault]
    assert GOOD.count(old) == 1
    found = {engine: results(engine, ontology, GOOD.replace(old, new), tmp_path / "data.nt") for engine in ENGINES}
    assert found["pyshacl"] == found["shacl"] != []
    words = [str(finding) for finding in findings_of(found["shacl"], shapes_turtle(ontology))]
    assert any(named in line for line in words), words
    assert all(line.count("; ") and not line.endswith("; ") and "\n" not in line for line in words)
    assert not [line for line in words if "what the shape asks for" in line or "breaks " in line]


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        ("no quote", "gks:1#evidence: oa:exact is missing (gksh:Evidence); add it"),
        ("offsets exchanged", "oa:start"),
        (
            "a day that is not",
            'gks:1: gk:end "2014-02-30"^^xsd:date the date is no year, month or day (gksh:Statement);',
        ),
        ("a standing as modality", "; write one of gk:asserted, gk:alleged, gk:planned, gk:possible, gk:denied"),
        (
            "subject of the wrong type",
            "gke:1: rdf:subject gka:iran the actor is no State or ArmedGroup (gksh:funds); c",
        ),
        ("direct triple of a denial", "(gksh:Direct); remove the direct triple, or add the statement that asserts it"),
    ],
)
def test_findings_say_what_is_wrong_and_what_to_do(fault, line, ontology, tmp_path):
    old, new, _ = ALL_FAULTS[fault]
    found = results("shacl", ontology, GOOD.replace(old, new), tmp_path / "data.nt")
    assert any(line in str(finding) for finding in findings_of(found, shapes_turtle(ontology)))


def test_files_are_read_by_their_suffix_and_checked_together(ontology, tmp_path):
    head, tail = GOOD.split("gkd:a a gk:Document", 1)
    (tmp_path / "one.ttl").write_text(PREFIXES + head, encoding="utf-8")
    (tmp_path / "two.trig").write_text(f"{PREFIXES} gkd:a {{ gkd:a a gk:Document{tail} }}", encoding="utf-8")
    report = validate([tmp_path / "one.ttl", tmp_path / "two.trig"], ontology)
    assert (report.findings, report.statements, report.engine) == ((), 3, "pyshacl")
    alone = validate([tmp_path / "one.ttl"], ontology)
    assert alone.findings


def test_size_decides_the_engine(ontology, tmp_path, monkeypatch):
    (tmp_path / "data.ttl").write_text(PREFIXES + GOOD, encoding="utf-8")
    assert validate([tmp_path / "data.ttl"], ontology).engine == "pyshacl"
    monkeypatch.setattr(check, "SMALL", 10)
    assert validate([tmp_path / "data.ttl"], ontology).engine == "shacl"


def test_missing_engines_are_named(ontology, tmp_path, monkeypatch):
    (tmp_path / "data.ttl").write_text(PREFIXES + GOOD, encoding="utf-8")
    monkeypatch.setattr(check, "is_installed", lambda name: name == "shacl")
    assert validate([tmp_path / "data.ttl"], ontology).engine == "shacl"
    with pytest.raises(
        GraphkitError, match=r"pyshacl: is not installed; install it: pip install 'graphkit\[validate\]'"
    ):
        validate([tmp_path / "data.ttl"], ontology, "pyshacl")
    monkeypatch.setattr(check, "is_installed", lambda name: False)
    with pytest.raises(GraphkitError, match="a SHACL engine is missing"):
        validate([tmp_path / "data.ttl"], ontology)
    assert engines.is_installed("pyshacl")
    assert not engines.is_installed("no_such_engine")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.ttl", "@prefix a: <b:> .\na:b a:c a:d ,, .", r"a\.ttl:2: .*; correct the file"),
        ("a.pdf", "", r"a\.pdf: is no RDF file; name a folder or a file in \.ttl"),
        ("a.jsonld", '{"@context": "https://example.org/context"}', r"a\.jsonld"),
        ("a.nt", "<a> <b> <c> .", r"a\.nt"),
    ],
)
def test_files_that_cannot_be_read(ontology, tmp_path, name, text, message):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        validate([tmp_path / name], ontology)


def test_missing_file_and_foreign_folder(ontology, tmp_path):
    with pytest.raises(InputError, match=r"none\.ttl: No such file"):
        validate([tmp_path / "none.ttl"], ontology)
    with pytest.raises(OutputError, match="is no graphkit output"):
        validate([tmp_path], ontology)


def test_bundled_graph_keeps_the_shapes_by_both_engines(built):
    for engine in ENGINES:
        done = graphkit("validate", built, "--engine", engine)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith(f" statements checked by {engine}, 0 findings\n")


@pytest.mark.parametrize("name", ["jsonld", "nquads", "rdf12", "trig", "turtle"])
def test_every_rdf_export_keeps_the_shapes(built, tmp_path, name):
    path = tmp_path / f"graph{EXPORTS[name].SUFFIX}"
    source = export_source(built)
    EXPORTS[name].write(source, path)
    report = validate([path], load_ontology(), "shacl")
    assert (report.findings, report.statements) == ((), len(list(source.view.statements)))


def test_triple_terms_elsewhere_are_refused(ontology, tmp_path):
    (tmp_path / "a.ttl").write_text("<a:a> <a:b> <<( <a:c> <a:d> <a:e> )>> .", encoding="utf-8")
    with pytest.raises(InputError, match="a:b: is a triple inside a triple; only rdf:reifies may have one"):
        validate([tmp_path / "a.ttl"], ontology)


def test_command_names_faults_of_a_file(built, tmp_path):
    EXPORTS["trig"].write(export_source(built), tmp_path / "graph.trig")
    text = (tmp_path / "graph.trig").read_text(encoding="utf-8")
    spoiled = text.replace("      oa:exact ", f"      oa:exact {json.dumps(CONTROL)} , ", 1).replace(
        "gk:modality gk:", "gk:modality gk:x", 1
    )
    (tmp_path / "graph.trig").write_text(spoiled, encoding="utf-8")
    done = graphkit("validate", tmp_path / "graph.trig", "--engine", "shacl")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert [line for line in lines if "#evidence: oa:exact is there more than once (gksh:Evidence); keep one" in line]
    assert [line for line in lines if "gk:modality" in line and "write one of gk:asserted" in line]
    assert all(line.startswith("fault: ") for line in lines)
    assert CONTROL not in done.stderr
    assert done.stdout.endswith(f"{len(lines)} findings\n")
    as_json = graphkit("validate", tmp_path / "graph.trig", "--engine", "shacl", "--json")
    records = [json.loads(line) for line in as_json.stdout.splitlines()]
    assert (as_json.returncode, as_json.stderr, len(records)) == (1, "", len(lines))
    assert set(records[0]) == {"node", "shape", "path", "value", "problem", "mend"}
    few = graphkit("validate", tmp_path / "graph.trig", "--engine", "shacl", "--most", "1")
    assert few.stderr.count("\n") == 1


def test_folder_of_other_rules_is_told(built, relation_files):
    done = graphkit("validate", built, "--ontology", relation_files, "--engine", "shacl")
    assert done.stderr.startswith(f"{built} was built with other rules; name their folder with --ontology\n")


def test_long_terms_are_cut():
    assert short(f'"{"x" * 500}"') == '"' + "x" * 116 + "..."
    assert short("<https://w3id.org/graphkit/shapes#Edge>") == "gksh:Edge"
    assert short("<urn:a>") == "<urn:a>"
