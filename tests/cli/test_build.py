from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import time

import pytest

from graphkit.output import FILES
from graphkit.pipeline import build
from tests.command import COMMAND, graphkit
from tests.test_pipeline import contents
from tests.world import PACK


@pytest.fixture(scope="module")
def former(extractor, tmp_path_factory):
    """A folder with two documents, the output of the first, and settings that make builds fast."""
    folder = tmp_path_factory.mktemp("former")
    (folder / "a.txt").write_text("Iran funds Hamas.", encoding="utf-8")
    (folder / "b.txt").write_text("Israel condemned Iran.", encoding="utf-8")
    (folder / "world.yaml").write_text(PACK, encoding="utf-8")
    (folder / "graphkit.toml").write_text('only_actors = true\nactors = ["world.yaml"]\n', encoding="utf-8")
    build(extractor, [str(folder / "a.txt")], folder / "out")
    return folder


@pytest.fixture
def place(former, tmp_path):
    """A copy of it to work in."""
    shutil.copytree(former, tmp_path, dirs_exist_ok=True)
    return tmp_path


def skipped(folder):
    lines = (folder / "skipped.jsonl").read_text(encoding="utf-8").splitlines()
    return {record["path"]: record["reason"] for record in map(json.loads, lines)}


def test_table_of_what_was_found(place):
    done = graphkit("build", "a.txt", "b.txt", "-o", "new", cwd=place)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[1::2][:1] for line in done.stdout.splitlines() if line.startswith("│")] == [
        ["condemns"],
        ["funds"],
    ]
    assert done.stdout.endswith("2 documents, 2 statements, 2 edges, 3 actors, 0 left out\nopen new/graph.html\n")
    assert sorted(path.name for path in (place / "new").iterdir()) == sorted(FILES)


def test_standard_input(tmp_path):
    done = graphkit("build", "-", "-o", tmp_path / "out", input="Iran funds Hamas.")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 documents, 1 statements, 1 edges" in done.stdout


def test_documents_that_are_left_out_are_named_and_exit_with_3(place):
    (place / "in").mkdir()
    hostile = {
        "good.txt": b"Iran funds Hamas.",
        "binary.txt": bytes(range(256)) * 20,
        "nul.txt": b"Iran funds\x00 Hamas.",
        "empty.txt": b"",
        "cut.jsonl.gz": b"\x1f\x8b\x08\x00",
        "broken.jsonl": b'{"id": "x", "text": "Qatar funds Hamas."}\n{"id": \n',
        "bomb.html": b"<html><body>" + b"<div>" * 200_000 + b"Iran funds Hamas.",
        "large.txt": b"Iran funds Hamas. " * 1_000_000,
    }
    for name, content in hostile.items():
        (place / "in" / name).write_bytes(content)
    done = graphkit("build", "in", "-o", "out", "--max-bytes", "15000000", cwd=place)
    assert done.returncode == 3
    reasons = skipped(place / "out")
    assert sorted(reasons) == [
        "binary.txt",
        "bomb.html",
        "broken.jsonl:2",
        "cut.jsonl.gz:1",
        "empty.txt",
        "large.txt",
        "nul.txt",
    ]
    assert all(reasons.values())
    assert sorted(done.stderr.splitlines()) == [f"left out: {path}: {reasons[path]}" for path in sorted(reasons)]
    assert "2 documents, 2 statements" in done.stdout
    assert graphkit("verify", "out", cwd=place).returncode == 0


def test_line_of_ten_megabytes(place):
    (place / "line.txt").write_text("la " * 3_400_000 + ". Iran funds Hamas.", encoding="utf-8")
    done = graphkit("build", "line.txt", "-o", "out", cwd=place)
    assert (done.returncode, done.stderr) == (0, "")
    [statement] = map(json.loads, (place / "out" / "statements.jsonl").read_text(encoding="utf-8").splitlines())
    assert statement["begin"] == 3 * 3_400_000 + 2
    assert graphkit("verify", "out", cwd=place).stdout.endswith(" 0 faults\n")


def test_marks_of_writing_direction_keep_quotes_exact(place):
    text = (
        "\u202eWho?\u202c Iran funds Hamas.\n\u200fIsrael attacked\u200e Hamas.\u2069\nQatar hosts \u2067Hamas\u2069."
    )
    (place / "rtl.txt").write_text(text, encoding="utf-8")
    assert graphkit("build", "rtl.txt", "-o", "out", cwd=place).returncode == 0
    statements = list(map(json.loads, (place / "out" / "statements.jsonl").read_text(encoding="utf-8").splitlines()))
    assert ("iran", "funds", "hamas") in {(s["subject"], s["relation"], s["object"]) for s in statements}
    assert all(s["quote"] == text[s["begin"] : s["end"]] for s in statements)
    assert graphkit("verify", "out", cwd=place).returncode == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("actors:\n  - {id: zembla, name: Z\n  - b", r"pack.yaml:4: no valid YAML: "),
        ("actors:\n  - {id: zembla, colour: red}\n", "pack.yaml:2: zembla.colour: unknown key; write one of id, name"),
        ("actors:\n  - {id: zembla, type: State}\n", "pack.yaml:2: zembla: the actor has no name; give its name"),
        (
            "actors:\n  - {id: zembla, name: Zembla, type: State}\n  - {id: zembla, name: Zembla, type: State}\n",
            "pack.yaml:3: zembla: the id stands twice in this file (line 2); join the two entries",
        ),
    ],
)
def test_broken_pack_is_one_line_with_its_place_and_the_mend(place, text, message):
    before = contents(place / "out")
    (place / "pack.yaml").write_text(text, encoding="utf-8")
    done = graphkit("build", "a.txt", "-o", "out", "--actors", "pack.yaml", cwd=place)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"graphkit: {message}")
    assert done.stderr.count("\n") == 1
    assert contents(place / "out") == before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("parent: engages", "parent: engage"), "parent: no relation is called 'engage'; did you mean 'engages'?"),
        (("about:", "abuot: x\nabout:"), "abuot: unknown key"),
        (("{subject} greet", "{subjekt} greet"), "'{subjekt}' is no slot; write {subject} or {object}"),
        (("greet {object}", "greet GIFTS {object}"), "'GIFTS' is no word set; add it to words.yaml"),
        (("patterns:", "patterns: ["), "no valid YAML"),
    ],
)
def test_broken_relation_is_one_line_with_its_place_and_the_mend(place, change, message):
    text = (
        "id: greets\nabout: Says hello.\nlabel: greets\ninverse: greeted by\nfamily: engagement\nparent: engages\n"
        'subject: [State]\nobject: [State]\npatterns:\n  - "{subject} greet {object}"\n'
    )
    (place / "rules" / "relations").mkdir(parents=True)
    (place / "rules" / "relations" / "greets.yaml").write_text(text.replace(*change), encoding="utf-8")
    done = graphkit("build", "a.txt", "-o", "out", "--ontology", "rules", cwd=place)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("graphkit: rules/relations/greets.yaml:")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_traceback_only_with_debug(place):
    assert "Traceback" not in graphkit("build", "nowhere", "-o", "out", cwd=place).stderr
    done = graphkit("--debug", "build", "nowhere", "-o", "out", cwd=place)
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert "nowhere: no such file or directory" in done.stderr


def test_folder_that_is_no_output_is_never_touched(place):
    (place / "home").mkdir()
    (place / "home" / "letter.txt").write_text("Dear reader")
    done = graphkit("build", "a.txt", "-o", "home", cwd=place)
    assert (done.returncode, done.stdout) == (1, "")
    assert "home: is not empty and no graphkit output, nothing was touched; choose another folder" in done.stderr
    assert [path.read_text() for path in (place / "home").iterdir()] == ["Dear reader"]


def test_place_of_a_file_is_refused(place):
    done = graphkit("build", "a.txt", "-o", "b.txt", cwd=place)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert (place / "b.txt").read_text() == "Israel condemned Iran."


def leftovers(place):
    return [path.name for path in place.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("limit", [100, 30_000, 300_000])
def test_full_disk_leaves_the_former_output(place, limit):
    """The system refuses to write more than so many bytes into a file, as a full disk would."""
    before = contents(place / "out")

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = graphkit("build", "b.txt", "-o", "out", cwd=place, preexec_fn=limited)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "cannot be written" in done.stderr
    assert contents(place / "out") == before
    assert leftovers(place) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_cannot_be_written(place):
    (place / "sealed").mkdir(mode=0o500)
    done = graphkit("build", "a.txt", "-o", "sealed/out", cwd=place)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "choose a folder that can be written" in done.stderr


def started(place):
    """Start a build that waits for standard input, and return it when it has begun to write."""
    command = [str(COMMAND), "build", "-", "-o", "out"]
    process = subprocess.Popen(
        command, cwd=place, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    for _ in range(600):
        if any(name.startswith(".out.tmp") for name in leftovers(place)):
            return process
        time.sleep(0.05)
    process.kill()
    raise AssertionError("the build did not begin")


def test_interrupted_build_leaves_the_former_output(place):
    before = contents(place / "out")
    process = started(place)
    process.send_signal(signal.SIGINT)
    _, messages = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Traceback" not in messages
    assert contents(place / "out") == before
    assert leftovers(place) == []


def test_killed_build_leaves_the_former_output_and_the_next_one_clears_up(place):
    before = contents(place / "out")
    process = started(place)
    process.kill()
    process.communicate(timeout=60)
    assert contents(place / "out") == before
    assert leftovers(place) != []
    assert graphkit("build", "b.txt", "-o", "out", cwd=place).returncode == 0
    assert leftovers(place) == []


def test_second_build_into_a_folder_waits_for_nobody(place):
    process = started(place)
    done = graphkit("build", "b.txt", "-o", "out", cwd=place)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"is being built by process {process.pid}; wait until it is done" in done.stderr
    process.communicate("Qatar funds Hamas.", timeout=120)
    assert process.returncode == 0
    assert "qatar" in (place / "out" / "statements.jsonl").read_text(encoding="utf-8")
