"""Every file in samples/ gives what FILE.expected.json lists, and every format has a sample."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import pytest

from graphkit.model import Document
from graphkit.read import read_documents, readers

SAMPLES = Path(__file__).parent / "samples"
ENDING = ".expected.json"
FILES = sorted(path for path in SAMPLES.iterdir() if not path.name.endswith(ENDING))


def described(item: object) -> dict[str, object]:
    values = {name: value for name, value in asdict(item).items() if value not in (None, {}, ()) and name != "sha256"}
    return {"kind": type(item).__name__, **values}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_sample_gives_what_is_expected(file):
    expected = json.loads(Path(f"{file}{ENDING}").read_text(encoding="utf-8"))

    items = list(read_documents([file]))

    assert [described(item) for item in items] == expected
    for item in items:
        if isinstance(item, Document):
            assert item.sha256 == hashlib.sha256(item.text.encode()).hexdigest()


@pytest.mark.parametrize("suffix", sorted(readers()))
def test_every_suffix_has_a_sample_that_gives_a_document(suffix, tmp_path):
    named = [file for file in FILES if file.name.endswith(suffix)]
    if suffix == ".htm":
        page = tmp_path / "page.htm"
        page.write_bytes((SAMPLES / "article.html").read_bytes())
        named = [page]

    assert any(isinstance(item, Document) for item in read_documents(named))


def test_the_folder_gives_the_same_as_its_files():
    one_by_one = [item for file in FILES for item in read_documents([file])]

    together = list(read_documents([SAMPLES]))

    rest = [item for item in together if item.path not in {f"{file.name}{ENDING}" for file in FILES}]
    assert sorted(map(repr, rest)) == sorted(map(repr, one_by_one))
