"""Files of other machines: fsspec's own file systems stand for them."""

from __future__ import annotations

import gzip
import sys

import fsspec
import pyarrow as pa
import pytest
from pyarrow import parquet

from graphkit.errors import InputError
from graphkit.model import Document, Skipped
from graphkit.read import read_documents
from tests.read.archives import Archive, page

TEXT = "Iran funds Hamas."


@pytest.fixture
def bucket(tmp_path):
    """Documents in memory, of formats that are read from begin to end and of one that is sought in."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    parquet.write_table(pa.table({"text": [TEXT], "publisher": ["The Daily"]}), tmp_path / "t.parquet")
    files = {
        "news/a.txt": TEXT.encode(),
        "news/2014/b.jsonl.gz": gzip.compress(b'{"text": "Qatar hosts Hamas."}\n'),
        "news/2014/c.warc.gz": Archive().answer(page(TEXT)).data,
        "news/d.parquet": (tmp_path / "t.parquet").read_bytes(),
        "news/.hidden/e.txt": b"Nothing.",
        "news/f.png": b"\x89PNG",
    }
    for name, data in files.items():
        system.pipe(f"/bucket/{name}", data)
    yield "memory://bucket/news"
    system.store.clear()


def test_folder_of_another_machine(bucket):
    items = list(read_documents([bucket]))
    documents = [item for item in items if isinstance(item, Document)]
    assert [(one.id, one.path) for one in documents] == [
        ("2014/b:1", "2014/b.jsonl.gz"), ("2014/c:1", "2014/c.warc.gz"), ("a", "a.txt"), ("d:1", "d.parquet"),
    ]  # fmt: skip
    assert [item.path for item in items if isinstance(item, Skipped)] == ["f.png"]


def test_one_file_and_several_addresses(bucket, tmp_path):
    (tmp_path / "z.txt").write_text(TEXT)
    address = (tmp_path / "z.txt").as_uri()
    found = list(read_documents([address, f"{bucket}/a.txt", f"{bucket}/a.txt"]))
    assert [(one.id, one.text) for one in found] == [("a", TEXT), ("z", TEXT)]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        (
            "memory://bucket/nothing",
            "memory://bucket/nothing: no such file or folder, or an empty one; check the address",
        ),
        ("gopher9://a/b", "gopher9://a/b: cannot be reached (Protocol not known: gopher9); check the address"),
        ("s3://bucket/news", "s3://bucket/news: Install s3fs to access S3; install that with pip"),
    ],
)
def test_what_cannot_be_reached_is_an_error(address, message, monkeypatch):
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(InputError) as caught:
        read_documents([address])
    assert str(caught.value) == message


def test_without_fsspec_the_mend_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(InputError, match=r'memory://a: needs fsspec, .*pip install "graphkit\[remote\]"'):
        read_documents(["memory://a"])


def test_file_that_goes_away_is_left_out(bucket):
    documents = read_documents([bucket])
    fsspec.filesystem("memory").rm("/bucket/news/a.txt")
    [skipped] = [item for item in documents if item.path == "a.txt"]
    assert skipped.reason.startswith("cannot be read: ")
