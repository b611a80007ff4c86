from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphkit.spool import Spool

blocks = st.dictionaries(st.text(max_size=5), st.lists(st.binary(max_size=9).map(lambda line: line + b"\n")))


@given(blocks)
def test_blocks_come_out_by_key(tmp_path_factory, found):
    folder = tmp_path_factory.mktemp("spool")
    with Spool(folder / "spool") as spool:
        for key, lines in found.items():
            assert key not in spool
            spool.add(key, lines)
            assert key in spool
        places = spool.sort_into(folder / "sorted")
    written = (folder / "sorted").read_bytes()
    assert written == b"".join(b"".join(found[key]) for key in sorted(found))
    assert list(places) == sorted(found)
    assert all(written[begin : begin + size] == b"".join(found[key]) for key, (begin, size) in places.items())
    assert not (folder / "spool").exists()
