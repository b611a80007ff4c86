from __future__ import annotations

import json
import os
from dataclasses import replace

import duckdb
import pytest

from graphkit import parts as parts_module
from graphkit.errors import InputError, OutputError
from graphkit.extraction import Extract
from graphkit.model import Document, Skipped
from graphkit.parts import PartOrders, plan_parts, process_part, read_part
from tests.engines.poison import HARMLESS, poisoned

DOCUMENTS = [
    Document("a", HARMLESS, title="One", publisher="The Daily", path="a.txt"),
    Document("b", "Nothing happened.", path="b.txt", extra={"based_on": ["a", "b"]}),
    Document("c", "In 2016 Qatar gave $5 million to Hamas.\n\nIt hosts Khaled Meshaal.", date="2016-10", path="c.txt"),
]


def plan(folder, documents=DOCUMENTS, recipe="recipe"):
    [part] = plan_parts(documents, folder, recipe)
    part.write_source()
    return part


def test_part_holds_what_extraction_finds(extractor, tmp_path):
    part = plan(tmp_path)
    process_part(part.source, part.target, extractor)
    assert read_part(part.target, part.documents) == list(extractor.extract(DOCUMENTS))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([part.source.name, part.target.name])
    rows = duckdb.execute(
        "select document, amount from read_parquet(?) where amount > 0", [str(part.target)]
    ).fetchall()
    assert rows == [("c", 5_000_000.0)]


def test_part_is_the_same_bytes_however_it_is_read(extractor, tmp_path):
    one, other = plan(tmp_path), tmp_path / "other.parquet"
    process_part(one.source, one.target, extractor)
    begun = []
    process_part(one.source, other, extractor, PartOrders(alone=True, begins=begun.append))
    assert begun == [0, 1, 2]
    assert one.target.read_bytes() == other.read_bytes()


def test_part_that_is_there_is_done_and_half_of_one_is_not(extractor, tmp_path):
    part = plan(tmp_path)
    process_part(part.source, part.target, extractor)
    whole, before = part.target.read_bytes(), part.target.stat()
    process_part(part.source, part.target, extractor)
    assert os.path.samestat(part.target.stat(), before)
    part.target.write_bytes(whole[: len(whole) // 2])
    process_part(part.source, part.target, extractor)
    assert part.target.read_bytes() == whole


def test_name_follows_from_documents_and_recipe(tmp_path):
    def name(documents=DOCUMENTS, recipe="recipe"):
        return next(plan_parts(documents, tmp_path, recipe)).target.name

    assert name() == name([replace(document, path="elsewhere") for document in DOCUMENTS])
    others = [
        name(recipe="other"),
        name(DOCUMENTS[:2]),
        name(DOCUMENTS[::-1]),
        name([replace(DOCUMENTS[0], text=f"{HARMLESS} "), *DOCUMENTS[1:]]),
        name([replace(DOCUMENTS[0], publisher="The Weekly"), *DOCUMENTS[1:]]),
    ]
    assert len({name(), *others}) == 6


def test_parts_are_limited_by_documents_and_by_characters(tmp_path, monkeypatch):
    monkeypatch.setattr(parts_module, "PART_DOCUMENTS", 3)
    monkeypatch.setattr(parts_module, "PART_CHARACTERS", 100)
    sizes = [10, 10, 10, 10, 90, 200, 1, 1]
    documents = [Document(str(number), "x" * size) for number, size in enumerate(sizes)]
    planned = [[len(one.text) for one in part.documents] for part in plan_parts(documents, tmp_path, "")]
    assert planned == [[10, 10, 10], [10, 90], [200], [1, 1]]
    assert list(plan_parts([], tmp_path, "")) == []


def test_document_at_which_the_program_fails_is_left_out(extractor, tmp_path):
    bad = Document("bad", "PYTHON ERROR", path="bad.txt")
    part = plan(tmp_path, [DOCUMENTS[0], bad, DOCUMENTS[1], DOCUMENTS[2]])
    process_part(part.source, part.target, poisoned(extractor), PartOrders(left_out={2: "it is in the way"}))
    found = read_part(part.target, part.documents)
    assert [one for one in found if isinstance(one, Skipped)] == [
        Skipped("bad.txt", "document 'bad': the program failed at it (ZeroDivisionError a quarrel with zero)"),
        Skipped("b.txt", "document 'b': it is in the way"),
    ]
    assert [one for one in found if isinstance(one, Extract)] == list(extractor.extract([DOCUMENTS[0], DOCUMENTS[2]]))


def test_any_file_that_graphkit_reads_can_be_a_part(extractor, tmp_path):
    source, target = tmp_path / "news.jsonl", tmp_path / "news.parquet"
    lines = [{"id": "x", "text": HARMLESS, "publisher": "The Daily"}, {"text": ""}]
    source.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    process_part(source, target, extractor)
    query = "select document, publisher, relation, quote from read_parquet(?) order by begin"
    assert duckdb.execute(query, [str(target)]).fetchall() == [
        ("x", "The Daily", "funds", "Iran funds Hamas."),
        ("x", "The Daily", "condemns", "Israel condemned Iran."),
    ]


def test_errors_name_the_file(extractor, tmp_path):
    part = plan(tmp_path)
    with pytest.raises(OutputError, match="no-folder"):
        process_part(part.source, tmp_path / "no-folder" / "a.parquet", extractor)
    process_part(part.source, part.target, extractor)
    with pytest.raises(OutputError, match="is the part of other documents"):
        read_part(part.target, DOCUMENTS[:1])
    part.source.unlink()
    with pytest.raises(InputError, match="must be one that every process and machine sees"):
        process_part(part.source, tmp_path / "b.parquet", extractor)
