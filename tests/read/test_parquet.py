from __future__ import annotations

import datetime
import subprocess
import sys
from decimal import Decimal

import pyarrow as pa
import pytest
from pyarrow import parquet

from graphkit.model import Document, Skipped
from graphkit.read import read_documents


def read(path, **options):
    return list(read_documents([path], **options))


def write(path, columns, **options):
    parquet.write_table(pa.table(columns), path, **options)
    return path


def test_columns_are_the_keys_of_json_lines(tmp_path):
    day = datetime.date(2014, 5, 5)
    columns = {
        "id": ["one", None, "three"],
        "text": ["Iran funds Hamas.\r\nSo it is.", "Qatar hosts Hamas.", None],
        "publisher": pa.array(["The Daily", "The Herald", None]).dictionary_encode(),
        "date": pa.array([day, None, day]),
        "seen": pa.array([1_400_000_000_000_000_123, None, 0], pa.timestamp("ns", "UTC")),
        "tags": [["a", "b"], [], None],
        "price": [Decimal("1.50"), None, None],
        "picture": [b"\x00", b"\x01", None],
    }
    first, second, skipped = read(write(tmp_path / "a.parquet", columns))
    assert (first.id, first.text, first.publisher, first.date) == (
        "one", "Iran funds Hamas.\nSo it is.", "The Daily", "2014-05-05",
    )  # fmt: skip
    assert str(first.extra["seen"]) == "2014-05-13 16:53:20+00:00"
    assert (first.extra["tags"], str(first.extra["price"]), "picture" in first.extra) == (["a", "b"], "1.50", False)
    assert (second.id, second.date) == ("a:2", None)
    assert skipped == Skipped("a.parquet:3", "the row has no text")


def test_times_are_dates(tmp_path):
    times = pa.array([datetime.datetime(2014, 5, 5, 23, 59)], pa.timestamp("ns"))
    [document] = read(write(tmp_path / "a.parquet", {"text": ["Iran funds Hamas."], "date": times}))
    assert document.date == "2014-05-05"


@pytest.mark.parametrize("kind", [pa.large_string(), pa.string_view()])
def test_kinds_of_text(tmp_path, kind):
    [document] = read(write(tmp_path / "a.parquet", {"text": pa.array(["Iran funds Hamas."], kind)}))
    assert document.text == "Iran funds Hamas."


def test_what_is_no_table_of_documents(tmp_path):
    write(tmp_path / "a.parquet", {"body": ["Iran funds Hamas."], "n": [1]})
    write(tmp_path / "b.parquet", {"text": [1, 2]})
    write(tmp_path / "c.parquet", {"text": pa.array([], pa.string())})
    (tmp_path / "d.parquet").write_bytes(b"PAR1 this is none PAR1")
    (tmp_path / "e.parquet").write_bytes(b"")
    found = {item.path: item.reason for item in read(tmp_path)}
    assert found["a.parquet"] == "has no column text; its columns are body, n"
    assert found["b.parquet"] == "its column text holds no strings but int64"
    assert found["c.parquet"] == "is empty"
    assert {found[name].split(":")[0] for name in ("d.parquet", "e.parquet")} == {"is no Parquet file, or cut short"}


def test_cut_and_damaged_files(tmp_path):
    texts = [f"Iran funds Hamas, report {number} said." for number in range(300)]
    path = write(
        tmp_path / "a.parquet", {"text": texts}, row_group_size=100, use_dictionary=False, write_page_checksum=True
    )
    data = path.read_bytes()
    place = parquet.ParquetFile(path).metadata.row_group(1).column(0).data_page_offset
    path.write_bytes(data[:place] + bytes(200) + data[place + 200 :])
    items = read(path)
    documents = [item.id for item in items if isinstance(item, Document)]
    assert documents == [f"a:{number}" for number in (*range(1, 101), *range(201, 301))]
    [skipped] = [item for item in items if isinstance(item, Skipped)]
    assert skipped.path == "a.parquet:101"
    assert skipped.reason.startswith("row group 2 is damaged, its rows are lost: ")
    for end in range(0, len(data), len(data) // 20):
        path.write_bytes(data[:end])
        [skipped] = read(path)
        assert skipped.reason.startswith("is no Parquet file, or cut short")


def test_text_over_the_limit_and_bombs(tmp_path):
    path = write(tmp_path / "a.parquet", {"text": ["x" * 2_000, "é" * 600, "Iran funds Hamas."]})
    first, second, document = read(path, max_bytes=1_000)
    assert {first.reason, second.reason} == {
        "the text of the row is over the limit of 1,000 bytes; raise --max-bytes to read it"
    }
    assert document.text == "Iran funds Hamas."
    write(tmp_path / "b.parquet", {"text": [" " * 30_000_000]}, compression="zstd", use_dictionary=False)
    [skipped] = read(tmp_path / "b.parquet")
    assert skipped == Skipped(
        "b.parquet:1", "row group 1 is damaged, its rows are lost: it expands to more than 600 times its size"
    )


LARGE = """
import re, sys
from pathlib import Path
from graphkit.read import read_documents
rows = sum(1 for _ in read_documents([Path(sys.argv[1])]))
print(rows, int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def test_memory_does_not_grow_with_a_row_group(tmp_path):
    """160 MB of text in one row group; a row group as a whole would take 160 MB more than this."""
    text = "Iran funds Hamas, a clerk said. " * 250
    columns = {"text": [f"{number} {text}" for number in range(20_000)]}
    write(tmp_path / "a.parquet", columns, row_group_size=100_000, use_dictionary=False)
    command = [sys.executable, "-c", LARGE, str(tmp_path / "a.parquet")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows, megabytes = map(int, done.stdout.split())
    assert rows == 20_000
    assert megabytes < 170
