from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from graphkit.errors import InputError, OutputError
from graphkit.model import Skipped, Statement
from graphkit.output import FILES, BuildContext, new_output, write_output
from graphkit.records import Lines, RelationInfo, read_lines
from graphkit.store import open_store
from tests.factories import ACTORS, ONTOLOGY, RELATIONS, graph_of, large_reports, pairs, reports, small_reports

CONTRACT = (
    "id subject subject_label subject_type relation object object_label object_type modality status attribution"
    " attribution_label attribution_begin attribution_end attribution_chain date_start date_end date_text amount"
    " currency amount_period document publisher url title published quote begin end subject_begin subject_end"
    " object_begin object_end trigger_begin trigger_end rule confidence subject_kind object_kind construction"
)
CONTEXT = BuildContext(ACTORS, RELATIONS, ONTOLOGY, {"versions": {"parser": "1"}, "inputs": ["a"], "options": {}})


def build(directory, found, skipped=()):
    with new_output(directory, CONTEXT) as draft:
        for document, statements in pairs(found):
            draft.add(document, statements)
        for item in skipped:
            draft.skip(item)
        return draft.finish({"read": 1.5})


def contents(directory):
    """Return the bytes of every file, without timings, and the sorted quads of the store."""
    found = {path.name: path.read_bytes() for path in directory.iterdir() if path.is_file()}
    facts = json.loads(found["build.json"])
    del facts["timings"]
    found["build.json"] = json.dumps(facts).encode()
    found["store"] = b"\n".join(sorted(str(quad).encode() for quad in open_store(directory / "store")))
    return found


def records(directory, name):
    return list(read_lines(directory / name))


def test_folder_holds_every_file_of_the_contract(tmp_path):
    facts = build(tmp_path / "out", small_reports(), [Skipped("b.bin", "is binary"), Skipped("a.txt", "is empty")])
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(FILES)
    statements = records(tmp_path / "out", "statements.jsonl")
    assert " ".join(statements[0]) == CONTRACT
    assert statements[0]["attribution_chain"] == []
    edges = records(tmp_path / "out", "edges.jsonl")
    assert " ".join(edges[0]) == (
        "id subject subject_label relation object object_label standing first_date last_date n_statements n_documents"
        " n_publishers n_independent n_asserted n_claimed n_alleged n_planned n_possible n_denied statements"
    )
    actors = records(tmp_path / "out", "actors.jsonl")
    assert actors[1] == {
        "id": "freedonia", "name": "Freedonia", "type": "State", "aliases": ["Glorium", "Republic of Freedonia"],
        "wikidata": None, "part_of": None, "offices": [], "n_edges": 3,
    }  # fmt: skip
    documents = records(tmp_path / "out", "documents.jsonl")
    assert [record["n_statements"] for record in documents] == [3, 4, 2]
    assert documents[0]["extra"] == {"based_on": "a book"}
    assert records(tmp_path / "out", "skipped.jsonl") == [
        {"path": "a.txt", "reason": "is empty"},
        {"path": "b.bin", "reason": "is binary"},
    ]
    assert json.loads((tmp_path / "out" / "build.json").read_text()) == facts
    assert facts["counts"] == {
        "documents": 3, "documents_with_statements": 3, "duplicates": 0, "statements": 9, "edges": 6, "actors": 6,
        "skipped": 2,
    }  # fmt: skip
    assert (facts["versions"], facts["timings"]["read"]) == ({"parser": "1"}, 1.5)
    assert RelationInfo(**facts["relations"]["meets"]) == RELATIONS["meets"]


@settings(deadline=None, max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(reports())
def test_any_reports_in_any_order_give_the_same_bytes(tmp_path_factory, found):
    folder = tmp_path_factory.mktemp("output")
    build(folder / "one", found)
    build(folder / "two", list(reversed(found)))
    assert contents(folder / "one") == contents(folder / "two")
    read = Lines(folder / "one" / "statements.jsonl", Statement)
    assert tuple(read) == graph_of(found).statements


def test_graph_in_memory_gives_the_same_bytes_as_a_stream(tmp_path):
    build(tmp_path / "stream", small_reports())
    write_output(tmp_path / "graph", graph_of(small_reports()), CONTEXT)
    assert contents(tmp_path / "stream") == contents(tmp_path / "graph")


def test_other_process_with_another_hash_seed_gives_the_same_bytes(tmp_path):
    build(tmp_path / "here", large_reports(20, 30))
    code = (
        "import sys; from pathlib import Path; from tests.test_output import build;"
        " from tests.factories import large_reports; build(Path(sys.argv[1]), large_reports(20, 30))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    root = str(Path(__file__).parents[1])
    command = [sys.executable, "-c", code, str(tmp_path / "there")]
    subprocess.run(command, check=True, env=environment, cwd=root)
    assert contents(tmp_path / "here") == contents(tmp_path / "there")


def test_no_documents_give_an_empty_graph(tmp_path):
    facts = build(tmp_path / "out", [])
    assert facts["counts"]["edges"] == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(FILES)


def test_second_document_with_one_id_is_an_error_and_nothing_is_left(tmp_path):
    with pytest.raises(InputError, match="c: a second document has this id"):
        build(tmp_path / "out", [*small_reports(), small_reports()[2]])
    assert list(tmp_path.iterdir()) == []


def test_draft_that_is_not_finished_is_not_put_in_place(tmp_path):
    build(tmp_path / "out", small_reports())
    before = contents(tmp_path / "out")
    with (
        pytest.raises(OutputError, match="was not finished and is left as it was"),
        new_output(tmp_path / "out", CONTEXT),
    ):
        pass
    assert contents(tmp_path / "out") == before


def test_statements_without_their_document_are_an_error(tmp_path):
    graph = graph_of(small_reports())
    broken = type(graph)(graph.actors, graph.edges, graph.statements, graph.documents[1:])
    with pytest.raises(InputError, match="a/first: statements of a document that the graph lacks"):
        write_output(tmp_path / "out", broken, CONTEXT)


FULL_DISK = """
import resource, sys
from pathlib import Path
from graphkit.errors import OutputError
from tests.factories import large_reports
from tests.test_output import build
found = large_reports(120, 60)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), -1))
try:
    build(Path(sys.argv[1]), found)
except OutputError as error:
    print(error)
else:
    print("written")
"""


@pytest.mark.parametrize("most", [10_000, 60_000, 180_000, 400_000])
def test_full_disk_is_an_error_of_one_line_and_the_former_output_stays(tmp_path, most):
    """A limit on the size of files stands for the full disk; it strikes another file each time."""
    build(tmp_path / "out", small_reports())
    before = contents(tmp_path / "out")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    root = str(Path(__file__).parents[1])
    command = [sys.executable, "-c", FULL_DISK, str(tmp_path / "out"), str(most)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=root)
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1
    assert "cannot be written (File too large); free some space or choose another disk" in done.stdout
    assert contents(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_says_the_same_as_a_document_that_was_left_out_is_left_out_by_name(tmp_path):
    [one, other, *_] = (report.document for report in small_reports())
    twins = [replace(other, id=name, path=f"{name}.txt") for name in ("b", "a")]
    with new_output(tmp_path / "out", BuildContext()) as draft:
        assert [draft.is_there(document) for document in (one, *twins)] == [False, False, True]
        draft.add(one, [])
        assert draft.finish()["counts"]["duplicates"] == 0
    assert records(tmp_path / "out", "skipped.jsonl") == [
        {"path": "a.txt", "reason": "document 'a': it says the same as 'b', which was left out"}
    ]


def test_many_statements_are_assembled_on_disk_to_the_same_files(tmp_path, monkeypatch):
    graph = graph_of(small_reports())
    context = BuildContext(ACTORS, RELATIONS, ONTOLOGY)
    write_output(tmp_path / "few", graph, context)
    monkeypatch.setattr("graphkit.output.MOST_IN_MEMORY", 0)
    write_output(tmp_path / "many", graph, context)
    files = {path.name for path in (tmp_path / "few").iterdir() if path.is_file()} - {"build.json"}
    assert {path.name for path in (tmp_path / "many").iterdir() if path.is_file()} - {"build.json"} == files
    for name in files:
        assert (tmp_path / "few" / name).read_bytes() == (tmp_path / "many" / name).read_bytes(), name
    assert not (tmp_path / "many" / "assembling").exists()
