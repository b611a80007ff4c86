from __future__ import annotations

import gzip
import io
import json

from graphkit.read import read_documents
from graphkit.read.share import Share


def shares_of(paths, **options):
    share = Share()
    found = [share.value for _ in read_documents(paths, share=share, **options)]
    return found, share.value


def test_share_grows_with_every_file_up_to_one(tmp_path):
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text("x" * 1000)
    (tmp_path / "picture.png").write_bytes(b"x" * 5000)
    found, end = shares_of([tmp_path])
    assert found == [0.25, 0.5, 0.75, 1.0, 1.0]
    assert end == 1.0


def test_share_grows_within_a_file(tmp_path):
    lines = [json.dumps({"text": f"{number} " + "news " * 2000}) + "\n" for number in range(100)]
    (tmp_path / "a.jsonl").write_text("".join(lines))
    found, end = shares_of([tmp_path / "a.jsonl"])
    assert found == sorted(found)
    assert 0.45 < found[50] < 0.75
    assert end == 1.0
    with gzip.open(tmp_path / "b.jsonl.gz", "wt") as file:
        file.writelines(lines)
    found, end = shares_of([tmp_path])
    assert found == sorted(found)
    assert end == 1.0


def test_share_of_standard_input_is_not_known():
    assert shares_of(["-"], stdin=io.BytesIO(b"Some text.")) == ([None], None)
    assert Share().value is None
