from __future__ import annotations

import csv

from hypothesis import given, settings

from graphkit.export import EXPORTS, ExportSource
from graphkit.export.csv_tables import EDGE_HEAD as COLUMNS
from tests.factories import RELATIONS, Report, graph_of, reports, small_reports


def read(found, path):
    EXPORTS["csv"].write(ExportSource(graph_of(found), RELATIONS), path)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_rows_hold_what_gephi_wants(tmp_path):
    rows = {row["Kind"]: row for row in read(small_reports(), tmp_path / "edges.csv")}
    assert tuple(rows["funds"]) == COLUMNS
    assert (rows["funds"]["Source"], rows["funds"]["Target"], rows["funds"]["Type"]) == (
        "ruritania",
        "the-front",
        "Directed",
    )
    assert (rows["funds"]["Weight"], rows["funds"]["Label"], rows["funds"]["n_asserted"]) == ("2", "funds", "2")
    assert rows["meets"]["Type"] == "Undirected"
    assert (rows["condemns"]["first_date"], rows["condemns"]["symmetric"]) == ("", "false")


def test_text_that_a_spreadsheet_would_run_is_kept_from_running(tmp_path):
    report = Report("a", url='@SUM("x")').say("ruritania", "funds", "the-front", lead='=HYPERLINK("http://x";"y") ')
    (row,) = read([report], tmp_path / "edges.csv")
    assert row["top_quote"].startswith("'=HYPERLINK(")
    assert row["urls"] == '\'@SUM("x")'


@settings(deadline=None, max_examples=40)
@given(reports())
def test_any_text_comes_back(tmp_path_factory, found):
    rows = read(found, tmp_path_factory.mktemp("csv") / "edges.csv")
    source = ExportSource(graph_of(found), RELATIONS)
    assert [row["Id"] for row in rows] == [edge.id for edge in source.view.edges]
    for row in rows:
        quote = source.notes[row["Id"]].top_quote
        assert row["top_quote"] in (quote, f"'{quote}")
