from __future__ import annotations

import difflib
import json
import shutil
from pathlib import Path

import pytest

import graphkit
from graphkit.data import data_folder
from graphkit.errors import InputError, OutputError
from graphkit.export import EXPORTS
from graphkit.model import Document
from graphkit.output import FILES
from graphkit.pipeline import build, document_of, verify, write_whole
from graphkit.store import open_store
from tests import golden
from tests.command import graphkit as run

TEXTS = {
    "a.txt": "Iran funds Hamas. Israel condemned Iran.",
    "b.md": "---\npublisher: The Daily\ndate: 2016-10-24\n---\nHamas met Iran on Saturday. Qatar does not fund Hamas.",
    "sub/c.txt": "Iran does not fund Hamas, Ismail Haniyeh said.",
}


def write_texts(folder, texts=TEXTS):
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def contents(folder):
    """Return the bytes of every file: build.json without timings, of the store its sorted quads."""
    found = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    facts = json.loads(found["build.json"])
    del facts["timings"]
    found["build.json"] = json.dumps(facts).encode()
    found["store"] = "\n".join(sorted(map(str, open_store(folder / "store")))).encode()
    return found


def differing(one, other):
    return [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]


def test_bundled_reports_give_the_expected_statements(builtin):
    """After a change that is meant: ``python -m tests.golden``, and read the difference."""
    expected = golden.EXPECTED.read_text(encoding="utf-8").splitlines()
    found = golden.read_seeds(builtin)
    difference = "\n".join(difflib.unified_diff(expected, found, "expected", "found", lineterm="", n=0))
    assert not difference, f"\n{difference}"


def test_same_input_gives_the_same_bytes(built, tmp_path):
    """Another hash seed, another working folder, another place of the input, files named one by one and backwards."""
    source = tmp_path / "elsewhere"
    shutil.copytree(data_folder("seeds") / "documents", source)
    files = sorted(path.name for path in source.iterdir())
    for number, order in enumerate((files, files[::-1]), 1):
        done = run("build", *order, "-o", f"../out{number}", cwd=source, env={"PYTHONHASHSEED": str(number)})
        assert (done.returncode, done.stderr) == (0, "")
    one, other, whole = contents(tmp_path / "out1"), contents(tmp_path / "out2"), contents(built)
    assert differing(one, other) == []
    # How the inputs were named is a fact of the build; nothing else may show it.
    for found in (one, whole):
        facts = json.loads(found["build.json"])
        del facts["inputs"]
        found["build.json"] = json.dumps(facts).encode()
    assert differing(one, whole) == []


def test_folder_holds_exactly_what_a_build_writes(built):
    assert sorted(path.name for path in built.iterdir()) == sorted(FILES)


def test_build_reads_assembles_and_writes(extractor, tmp_path):
    report = build(extractor, [str(write_texts(tmp_path / "in"))], tmp_path / "out")
    assert dict(report.counts) == {
        "documents": 3,
        "documents_with_statements": 3,
        "duplicates": 0,
        "statements": 5,
        "edges": 4,
        "actors": 4,
        "skipped": 0,
    }
    assert (report.skipped, report.notes) == ([], [])
    assert [(relation, found, edges) for relation, found, edges, _ in report.relations] == [
        ("funds", 3, 2),
        ("condemns", 1, 1),
        ("meets", 1, 1),
    ]
    graph = graphkit.load(tmp_path / "out")
    assert [document.id for document in graph.documents] == ["a", "b", "sub/c"]
    [edge] = [edge for edge in graph.edges if (edge.subject, edge.relation, edge.object) == ("iran", "funds", "hamas")]
    assert (edge.standing, edge.n_statements, edge.n_asserted, edge.n_denied) == ("contested", 2, 1, 1)
    assert {s.modality for s in graph.evidence(edge)} == {"asserted", "denied"}
    [met] = [s for s in graph.statements if s.relation == "meets"]
    assert (met.date_start, met.publisher, met.published) == ("2016-10-22", "The Daily", "2016-10-24")


def test_build_is_the_graph_of_exactly_these_documents(extractor, tmp_path):
    source = write_texts(tmp_path / "in")
    build(extractor, [str(source)], tmp_path / "out")
    build(extractor, [str(source / "a.txt")], tmp_path / "out")
    assert [document.id for document in graphkit.load(tmp_path / "out").documents] == ["a"]


def test_documents_that_cannot_be_read_are_named(extractor, tmp_path):
    source = write_texts(tmp_path / "in")
    (source / "empty.txt").write_bytes(b"")
    (source / "old.txt").write_bytes("Iran funds Hamas \x96 again.".encode("latin-1"))
    report = build(extractor, [str(source)], tmp_path / "out")
    assert [skipped.path for skipped in report.skipped] == ["empty.txt"]
    assert [note.path for note in report.notes] == ["old.txt"]
    lines = (tmp_path / "out" / "skipped.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [{"path": "empty.txt", "reason": report.skipped[0].reason}]
    assert report.counts["documents"] == 4


def test_documents_without_a_statement_stand_in_the_graph(extractor, tmp_path):
    report = build(extractor, [str(write_texts(tmp_path / "in", {"a.txt": "Nothing happened."}))], tmp_path / "out")
    assert (report.counts["documents"], report.counts["statements"], report.relations) == (1, 0, [])
    assert verify(tmp_path / "out") == ([], 0, 1)


def test_progress_is_told(extractor, tmp_path):
    told = []
    build(
        extractor,
        [str(write_texts(tmp_path / "in"))],
        tmp_path / "out",
        progress=lambda description, detail=None, share=None: told.append((description, detail)),
    )
    assert ("Reading", "3 documents, 5 statements") in told
    assert ("Writing html", None) in told


def test_wrong_input_or_place_leaves_the_former_output(extractor, tmp_path):
    source = write_texts(tmp_path / "in")
    build(extractor, [str(source)], tmp_path / "out")
    former = contents(tmp_path / "out")
    with pytest.raises(InputError, match="nowhere"):
        build(extractor, [str(tmp_path / "nowhere")], tmp_path / "out")
    with pytest.raises(InputError, match=r"a\.txt.*a\.txt"):
        build(extractor, [str(source / "a.txt"), str(write_texts(tmp_path / "twin") / "a.txt")], tmp_path / "out")
    assert contents(tmp_path / "out") == former
    with pytest.raises(OutputError, match="no graphkit output"):
        build(extractor, [str(source)], source)
    assert sorted(path.name for path in source.iterdir()) == ["a.txt", "b.md", "sub"]


def test_verify_reads_the_sources_again(extractor, tmp_path):
    source = write_texts(tmp_path / "in")
    build(extractor, [str(source)], tmp_path / "out")
    assert verify(tmp_path / "out") == ([], 5, 3)
    (source / "a.txt").write_text("Iran funds Hamas, it is said. Israel condemned Iran.", encoding="utf-8")
    faults, _, _ = verify(tmp_path / "out")
    assert faults == ["documents.jsonl: a: the source has changed since the build"]
    shutil.rmtree(source)
    assert verify(tmp_path / "out") == ([], 5, 0)


def test_every_format_can_be_written_from_a_build(built, tmp_path):
    from graphkit.loading import export_source

    (tmp_path / "reviewed").write_text("# The reports have no addresses, so Wikidata can be given none.\n", "utf-8")
    source = export_source(built, options={"reviewed": str(tmp_path / "reviewed")})
    for name, chosen in EXPORTS.items():
        path = tmp_path / f"graph{chosen.SUFFIX}"
        write_whole(path, lambda target, chosen=chosen: chosen.write(source, target))
        assert path.stat().st_size > (-1 if name == "quickstatements" else 1000), name


def test_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "graph.csv"
    path.write_text("former")

    def fail(target: Path) -> None:
        target.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match=r"graph\.csv: No space left on device"):
        write_whole(path, fail)
    assert path.read_text() == "former"
    assert list(tmp_path.iterdir()) == [path]


def test_text_is_a_document_without_a_source():
    document = document_of("Iran funds Hamas.", "2016")
    assert isinstance(document, Document)
    assert (document.text, document.date, document.path, document.publisher) == ("Iran funds Hamas.", "2016", "", None)


def test_documents_in_other_languages_are_left_out_by_name(extractor, tmp_path):
    french = (
        "L'Iran finance le Hamas, a dit lundi un ancien employé du ministère à Doha, et le Qatar héberge ses chefs. "
        * 2
    )
    (tmp_path / "in").mkdir()
    for name, text in {
        "a.md": french,
        "b.md": f"---\nlanguage: en\n---\n{french}",
        "c.md": "Iran funds Hamas.",
    }.items():
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    report = build(extractor, [str(tmp_path / "in")], tmp_path / "out")
    assert report.counts["documents"] == 2
    [skipped] = report.skipped
    assert (skipped.path, skipped.reason.split(";")[0]) == ("a.md", "document 'a': is in another language (fr)")
