from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb
import pytest
from hypothesis import given

from graphkit.errors import OutputError
from graphkit.statement_table import STATEMENT_COLUMNS, read_statement_table, write_statement_table
from tests.factories import SYMMETRIC, graph_of, reports, small_reports


def statements_of(found):
    return [statement for report in found for statement in report.statements]


def written(path, found):
    write_statement_table(path, statements_of(found), SYMMETRIC, {"note": "Übung"})
    return path


@given(reports())
def test_what_was_written_is_read(found):
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder, "a.parquet"), found)
        assert read_statement_table(path) == (statements_of(found), {"note": "Übung"})


def test_same_statements_give_the_same_bytes_and_the_same_lines(tmp_path):
    one, other = (written(tmp_path / name, small_reports()) for name in ("a", "b"))
    assert one.read_bytes() == other.read_bytes()
    # 100000000, never 100000000.0
    assert [str(s.record()) for s in read_statement_table(one)[0]] == [
        str(s.record()) for s in statements_of(small_reports())
    ]


def test_rows_know_their_edge_and_standing(tmp_path):
    path = written(tmp_path / "a.parquet", small_reports())
    graph = graph_of(small_reports())
    query = "select edge, count(*), count(distinct document) from read_parquet(?) group by edge order by edge"
    found = duckdb.execute(query, [str(path)]).fetchall()
    assert found == sorted((edge.id, edge.n_statements, edge.n_documents) for edge in graph.edges)
    claimed = duckdb.execute("select subject from read_parquet(?) where standing = 'claimed'", [str(path)]).fetchall()
    assert claimed == [("sylvania",)]
    names = duckdb.execute("select * from read_parquet(?)", [str(path)]).description
    assert [name for name, *_ in names] == [name for name, _ in STATEMENT_COLUMNS]


def test_damage_is_seen(tmp_path):
    whole = written(tmp_path / "a.parquet", small_reports()).read_bytes()
    damaged = tmp_path / "b.parquet"
    place = whole.index(b"attacks") if b"attacks" in whole else len(whole) // 4
    for data in (b"", whole[:100], whole[:-1], whole[:place] + b"X" + whole[place + 1 :]):
        damaged.write_bytes(data)
        with pytest.raises(OutputError, match="is damaged"):
            read_statement_table(damaged)
    with pytest.raises(OutputError, match="is damaged"):
        read_statement_table(tmp_path / "none.parquet")
