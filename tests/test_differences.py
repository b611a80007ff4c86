from __future__ import annotations

import pytest

from graphkit.differences import compare_graphs
from graphkit.errors import OutputError
from graphkit.output import BuildContext, write_output
from tests.factories import ACTORS, ONTOLOGY, RELATIONS, Report, graph_of, small_reports

CONTEXT = BuildContext(ACTORS, RELATIONS, ONTOLOGY)


def written(folder, reports):
    write_output(folder, graph_of(reports), CONTEXT)
    return folder


def test_a_graph_does_not_differ_from_itself(tmp_path):
    one = written(tmp_path / "one", small_reports())
    assert compare_graphs(one, one) == []
    # Another document that says what others said moves no edge.
    again = Report("d").say("ruritania", "funds", "the-front")
    assert compare_graphs(one, written(tmp_path / "two", [*small_reports(), again])) == []


def test_edges_come_go_and_change_with_their_sentences(tmp_path):
    first, second, third = small_reports()
    old = written(tmp_path / "old", [first, second])
    denial = Report("d").say("freedonia", "meets", "ruritania", modality="denied", lead="It is untrue that ")
    new = written(tmp_path / "new", [second, third, denial])
    changes = compare_graphs(old, new)
    assert [(c.kind, c.edge.subject, c.edge.relation, c.edge.object) for c in changes] == [
        ("came", "freedonia", "condemns", "the-front"),
        ("came", "freedonia", "supports", "the-front"),
        ("changed", "freedonia", "meets", "ruritania"),
        ("changed", "sylvania", "attacks", "port-vell"),
    ]
    met, attacked = changes[2], changes[3]
    assert (met.old.standing, met.new.standing) == ("asserted", "contested")
    assert [s.quote for s in met.gone] == ["Freedonia meets Ruritania."]
    assert [s.quote for s in met.added] == ["It is untrue that Freedonia meets Ruritania."]
    assert (attacked.old.standing, attacked.new.standing) == ("contested", "denied")
    assert ([s.document for s in attacked.gone], attacked.added) == (["a/first"], ())
    back = compare_graphs(new, old)
    assert [c.kind for c in back] == ["changed", "changed", "went", "went"] or [c.kind for c in back] == [
        "went", "went", "changed", "changed",
    ]  # fmt: skip
    record = changes[2].record()
    assert (record["change"], record["old_standing"], record["new_standing"]) == ("changed", "asserted", "contested")
    assert record["added"][0]["document"] == "d"
    assert changes[0].record()["old_standing"] is None


def test_both_folders_must_be_graphs(tmp_path):
    one = written(tmp_path / "one", small_reports())
    with pytest.raises(OutputError, match="nowhere: no such folder"):
        compare_graphs(one, tmp_path / "nowhere")
    with pytest.raises(OutputError, match="is no graphkit output"):
        compare_graphs(tmp_path, one)
