"""Edges by SQL are those that are counted in memory, whatever the statements are."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.assemble import EdgeTally
from graphkit.assemble.tables import EdgeTables, Limits, write_columns
from graphkit.errors import OutputError
from graphkit.model import MODALITIES, STATUSES, Actor
from graphkit.records import statement_id
from tests.factories import ACTORS, RELATIONS, SYMMETRIC, Report, reports

IDS = (*ACTORS, "Zembla", "an 'odd' id", "zürich")
DATES = st.sampled_from((None, "2011", "2012", "2012-02", "2012-02-29", "2012-03", "2012-12-31", "2013-01-01", "199x"))
SPEAKERS = st.sampled_from((None, "freedonia", "sylvania"))


@st.composite
def statements(draw):
    """Statements of a few documents: every modality, status and speaker, dates as they come, publishers or none."""
    found = {}
    names = st.sampled_from(("a", "b", "c/d", "e"))
    publishers = {name: draw(st.sampled_from((None, "", "The Daily", "b", "The Echo"))) for name in "a b c/d e".split()}
    for _ in range(draw(st.integers(1, 14))):
        document = draw(names)
        report = Report(document, publisher=publishers[document], text="." * draw(st.integers(0, 9)))
        values = {
            "modality": draw(st.sampled_from(MODALITIES)),
            "status": draw(st.sampled_from(STATUSES)),
            "attribution": draw(SPEAKERS),
            "attribution_label": draw(st.sampled_from((None, "a former treasurer"))),
            "date_start": draw(DATES),
            "date_end": draw(DATES),
            "subject_label": draw(st.sampled_from(("Zembla", "The Zembla"))),
            "object_type": draw(st.sampled_from(("State", "Place"))),
        }
        subject, object_ = draw(st.sampled_from(IDS)), draw(st.sampled_from(IDS))
        report.say(subject, draw(st.sampled_from(sorted(RELATIONS))), object_, **values)
        found[report.statements[0].id] = report.statements[0]
    return list(found.values())


CLUSTERS = st.sampled_from(({}, {"b": "a"}, {"b": "a", "e": "a"}, {"b": "a", "e": "c/d"}, dict.fromkeys("abe", "a")))


def both(found, clusters, part=1_000_000, memory=None):
    """Return edges and actors as memory and as tables give them; the statements lie in two files."""
    tally = EdgeTally(SYMMETRIC).add_all(found)
    with TemporaryDirectory() as folder:
        files = [Path(folder) / "one's.parquet", Path(folder) / "other.parquet"]
        for number, file in enumerate(files):
            write_columns(file, found[number::2], SYMMETRIC)
        with EdgeTables(files, Path(folder) / "more", SYMMETRIC, Limits(memory, part, threads=1)) as tables:
            given = list(tables.edges(ACTORS, clusters)), tables.actors(ACTORS)
    return (list(tally.edges(ACTORS, clusters)), tally.actors(ACTORS)), given


@settings(deadline=None, max_examples=60)
@given(statements(), CLUSTERS, st.integers(1, 6))
def test_edges_are_those_of_the_tally(found, clusters, part):
    expected, given = both(found, clusters, part)
    assert given == expected


@settings(deadline=None, max_examples=15)
@given(reports())
def test_edges_of_reports_are_those_of_the_tally(found):
    unique = {one.id: one for report in found for one in report.statements}
    expected, given = both(list(unique.values()), {})
    assert given == expected


def test_sources_that_take_a_search():
    """A text that three print, and publishers with texts of their own: no count alone says how many are independent."""
    printed = [("a", "Agency"), ("b", "Daily"), ("c", "Daily"), ("d", "Echo"), ("e", None)]
    found = [Report(name, publisher=who).say("ruritania", "funds", "the-front").statements[0] for name, who in printed]
    expected, given = both(found, {"b": "a", "d": "a"})
    assert given == expected
    assert given[0][0].n_independent == 3
    assert (given[0][0].n_publishers, given[0][0].n_documents) == (4, 5)


def test_a_document_with_two_publishers():
    one = Report("a").say("ruritania", "funds", "the-front").statements[0]
    two = replace(one, publisher="The Echo", begin=90, end=99)
    found = [one, replace(two, id=statement_id(two))]
    expected, given = both(found, {})
    assert given == expected
    assert (given[0][0].n_documents, given[0][0].n_publishers) == (1, 2)


def test_nothing():
    assert both([], {}) == (([], ()), ([], ()))


def test_edges_as_files(tmp_path):
    import pyarrow.parquet

    report = (
        Report("a").say("ruritania", "funds", "the-front", date_start="2012").say("anna-weiss", "meets", "sylvania")
    )
    write_columns(tmp_path / "s.parquet", report.statements, SYMMETRIC)
    with EdgeTables([tmp_path / "s.parquet"], tmp_path / "more", SYMMETRIC, Limits(part=1)) as tables:
        files = tables.write_edges(tmp_path, ACTORS)
    rows = [row for file in files for row in pyarrow.parquet.read_table(file, partitioning=None).to_pylist()]
    edges = EdgeTally(SYMMETRIC).add_all(report.statements).edges(ACTORS)
    assert (len(files), rows) == (2, [edge.record() for edge in edges])


def test_an_actor_that_no_pack_knows_has_the_smallest_label():
    found = [
        Report(name).say("Zembla", "funds", "the-front", subject_label=label).statements[0]
        for name, label in (("a", "Zembla"), ("b", "Kingdom of Zembla"))
    ]
    expected, given = both(found, {})
    assert given == expected
    assert given[1][0] == Actor("Zembla", "Kingdom of Zembla", "Organization")


def test_a_damaged_file_is_an_error(tmp_path):
    write_columns(tmp_path / "s.parquet", Report("a").say("ruritania", "funds", "sylvania").statements, SYMMETRIC)
    (tmp_path / "s.parquet").write_bytes((tmp_path / "s.parquet").read_bytes()[:-9])
    with pytest.raises(OutputError, match="cannot be assembled"):
        EdgeTables([tmp_path / "s.parquet"], tmp_path / "more", SYMMETRIC)


def test_too_little_memory_is_an_error(tmp_path):
    write_columns(tmp_path / "s.parquet", Report("a").say("ruritania", "funds", "sylvania").statements, SYMMETRIC)
    with pytest.raises(OutputError, match="more memory"):
        EdgeTables([tmp_path / "s.parquet"], tmp_path / "more", SYMMETRIC, Limits("1kB"))


def test_a_small_build_does_without_the_database():
    code = "import sys, graphkit.output, graphkit.assemble; sys.exit('duckdb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
