from __future__ import annotations

import json

import pytest

from tests.command import graphkit
from tests.test_pipeline import contents, differing

TEXTS = {"a.txt": "Iran funds Hamas. Israel condemned Iran.", "b.txt": "Hamas met Iran on Saturday."}


@pytest.fixture(scope="module")
def graph(tmp_path_factory, pack):
    """A folder with documents, and the options of every command that reads some."""
    folder = tmp_path_factory.mktemp("changing")
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    (folder / "c.txt").write_text("Iran does not fund Hamas.")
    (folder / "graphkit.toml").write_text(f'actors = ["{pack}"]\nonly_actors = true\n')
    done = graphkit("build", *TEXTS, "-o", "out", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def test_add_diff_and_remove(graph):
    before = contents(graph / "out")
    assert graphkit("build", *TEXTS, "-o", "former", cwd=graph).returncode == 0
    done = graphkit("add", "out", "c.txt", cwd=graph)
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 documents, 4 statements, 3 edges" in done.stdout
    assert "read: 1 documents; 2 are as they were" in done.stdout

    done = graphkit("diff", "former", "out", cwd=graph)
    assert (done.returncode, done.stderr) == (0, "")
    assert "asserted -> contested" in done.stdout
    assert "Iran does not fund Hamas." in done.stdout
    assert done.stdout.splitlines()[-1] == "0 came, 0 went, 1 changed"
    [line] = graphkit("diff", "former", "out", "--json", cwd=graph).stdout.splitlines()
    assert [s["document"] for s in json.loads(line)["added"]] == ["c"]
    assert graphkit("diff", "out", "out", cwd=graph).stdout == "0 came, 0 went, 0 changed\n"

    done = graphkit("remove", "out", "c", cwd=graph)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 documents removed; 2 documents, 3 statements")
    found = contents(graph / "out")
    assert differing(found, before) == ["build.json"], "only the inputs name what was added for a time"


def test_other_actors_than_those_of_the_build_are_said(graph, pack, tmp_path):
    assert graphkit("build", *TEXTS, "-o", tmp_path / "out", cwd=graph).returncode == 0
    more = tmp_path / "more.yaml"
    more.write_text("actors: [{id: sheba, name: Sheba, type: State, aliases: [Israel]}]")
    done = graphkit("add", tmp_path / "out", "c.txt", "--actors", pack, "--actors", more, cwd=graph)
    assert done.returncode == 0
    assert "note: build.json: the graph was made with other actors; earlier documents" in done.stderr
    # Israel is now the name of two, in the document that was there before, too.
    assert "read: 2 documents; 1 are as they were" in done.stdout
    done = graphkit("add", tmp_path / "out", "c.txt", "--actors", pack, "--actors", more, cwd=graph)
    assert (done.returncode, done.stderr) == (0, "")


def test_wrong_names_are_errors_of_one_line(graph):
    for arguments, problem in (
        (("remove", "out", "d"), "id 'd': the graph has no such document"),
        (("add", "out", "nowhere.txt"), "nowhere.txt"),
        (("add", ".", "a.txt"), "is no graphkit output"),
        (("diff", "out", "nowhere"), "no such folder"),
    ):
        done = graphkit(*arguments, cwd=graph)
        assert done.returncode == 1
        assert problem in done.stderr
        assert done.stderr.count("\n") == 1
    for command in ("add", "remove"):
        assert graphkit(command, "out", cwd=graph).returncode == 2


def test_what_is_left_out_is_exit_code_3(graph):
    (graph / "void.txt").write_text("")
    done = graphkit("add", "out", "void.txt", cwd=graph)
    assert done.returncode == 3
    assert "left out: void.txt: " in done.stderr


def test_damaged_cache_is_said(graph):
    (graph / "out" / "cache" / "state.json").write_text("{")
    done = graphkit("build", *TEXTS, "-o", "out", cwd=graph)
    assert done.returncode == 0
    assert "note: cache: is damaged" in done.stderr
