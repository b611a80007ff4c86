from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from graphkit import folder as folder_module
from graphkit.errors import OutputError
from graphkit.folder import MARKER, output_errors, read_marker, recover_output, replacing, require_output

WRITER = """
import sys
from pathlib import Path
from graphkit import folder
if sys.argv[2] == "two steps":
    folder._exchange = lambda one, other: False
number = 0
while True:
    number += 1
    with folder.replacing(Path(sys.argv[1])) as draft:
        for part in range(20):
            (draft / f"part-{part}").write_text(f"{number}")
        (draft / "build.json").write_text('{"graphkit": "1", "files": %s, "number": %d}' % (
            ["build.json", *(f"part-{part}" for part in range(20))].__repr__().replace("'", '"'), number))
    print(number, flush=True)
"""


def put(directory, number, extra=()):
    files = [MARKER, "part", *extra]
    with replacing(directory) as draft:
        (draft / "part").write_text(str(number))
        for name in extra:
            (draft / name).write_text("extra")
        (draft / MARKER).write_text(json.dumps({"graphkit": "1", "files": files}))


def siblings(directory):
    return sorted(path.name for path in directory.parent.iterdir() if path != directory)


@pytest.fixture(params=["exchange", "two steps"])
def way(request, monkeypatch):
    """Both ways of putting a folder in place: in one step, and where the system has no such step."""
    if request.param == "two steps":
        monkeypatch.setattr(folder_module, "_exchange", lambda one, other: False)
    return request.param


def test_folder_is_made_and_replaced(tmp_path, way):
    directory = tmp_path / "deep" / "out"
    put(directory, 1, extra=["gone"])
    assert (directory / "part").read_text() == "1"
    put(directory, 2)
    assert (directory / "part").read_text() == "2"
    assert not (directory / "gone").exists()
    assert siblings(directory) == []


def test_empty_folder_is_filled(tmp_path):
    (tmp_path / "out").mkdir()
    put(tmp_path / "out", 1)
    assert (tmp_path / "out" / "part").read_text() == "1"


def test_files_of_others_are_carried_over(tmp_path, way):
    directory = tmp_path / "out"
    put(directory, 1)
    (directory / "notes.txt").write_text("mine")
    (directory / "pictures").mkdir()
    (directory / "pictures" / "a.png").write_text("mine too")
    put(directory, 2)
    assert (directory / "notes.txt").read_text() == "mine"
    assert (directory / "pictures" / "a.png").read_text() == "mine too"
    assert (directory / "part").read_text() == "2"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_former_folder_stays_when_something_goes_wrong(tmp_path, error):
    directory = tmp_path / "out"
    put(directory, 1)
    with pytest.raises(error), replacing(directory) as draft:
        (draft / "half").write_text("half")
        raise error
    assert sorted(path.name for path in directory.iterdir()) == [MARKER, "part"]
    assert siblings(directory) == []


def test_folder_that_is_no_output_is_never_touched(tmp_path):
    directory = tmp_path / "home"
    directory.mkdir()
    (directory / "letter.txt").write_text("dear")
    with pytest.raises(OutputError, match="is not empty and no graphkit output, nothing was touched"):
        put(directory, 1)
    (directory / MARKER).write_text('{"name": "another tool"}')
    with pytest.raises(OutputError, match="no graphkit output"):
        put(directory, 1)
    assert sorted(path.name for path in directory.iterdir()) == [MARKER, "letter.txt"]
    assert siblings(directory) == []


def test_file_in_the_place_is_never_touched(tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="out: is a file; choose a folder"):
        put(tmp_path / "out", 1)
    assert (tmp_path / "out").read_text() == "a file"


def test_folder_below_a_file_is_an_error_of_one_line(tmp_path):
    (tmp_path / "file").write_text("a file")
    with pytest.raises(OutputError, match=r"^[^\n]*file: is a file; choose a folder$"):
        put(tmp_path / "file" / "deep" / "out", 1)


def test_working_folder_cannot_be_replaced(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for place in (tmp_path, tmp_path.parent):
        with pytest.raises(OutputError, match="is the working folder or holds it"):
            put(place, 1)


def test_link_to_a_folder_stays_a_link(tmp_path):
    put(tmp_path / "real", 1)
    (tmp_path / "link").symlink_to("real")
    put(tmp_path / "link", 2)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "part").read_text() == "2"


def _hold(directory, held, done):
    with replacing(directory) as draft:
        held.set()
        done.wait(30)
        (draft / MARKER).write_text('{"graphkit": "1", "files": ["build.json"]}')


def test_second_build_into_one_folder_says_who_holds_it(tmp_path):
    context = multiprocessing.get_context("spawn")
    held, done = context.Event(), context.Event()
    holder = context.Process(target=_hold, args=(tmp_path / "out", held, done))
    holder.start()
    try:
        assert held.wait(30)
        with pytest.raises(OutputError, match=rf"is being built by process {holder.pid}; wait until it is done"):
            put(tmp_path / "out", 2)
        recover_output(tmp_path / "out")
        assert any(name.startswith(".out.tmp-") for name in siblings(tmp_path / "out")), "the draft is left alone"
    finally:
        done.set()
        holder.join(30)
    assert holder.exitcode == 0
    put(tmp_path / "out", 3)
    assert siblings(tmp_path / "out") == []


@pytest.mark.parametrize("steps", ["one step", "two steps"])
def test_kill_at_any_moment_leaves_a_whole_folder(tmp_path, steps):
    directory, last = tmp_path / "out", 0
    for turn in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(directory), steps], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout.readline()
        time.sleep(turn * 0.003)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        number = require_output(directory)["number"]
        parts = {(directory / f"part-{part}").read_text() for part in range(20)}
        assert parts == {str(number)}
        last += number
    assert last > 8, "folders were replaced in between"
    put(directory, "end")
    assert (directory / "part").read_text() == "end"
    assert siblings(directory) == []


def test_former_folder_comes_back_after_a_kill_between_two_steps(tmp_path):
    directory = tmp_path / "out"
    put(directory, 1)
    directory.rename(tmp_path / ".out.old")
    (tmp_path / ".out.tmp-1").mkdir()
    assert require_output(directory)["graphkit"] == "1"
    assert (directory / "part").read_text() == "1"
    assert siblings(directory) == []


def test_files_of_others_survive_a_kill_after_the_exchange(tmp_path):
    directory = tmp_path / "out"
    put(directory, 1)
    shutil.copytree(directory, tmp_path / ".out.tmp-1")
    (tmp_path / ".out.tmp-1" / "notes.txt").write_text("mine")
    recover_output(directory)
    assert (directory / "notes.txt").read_text() == "mine"
    assert siblings(directory) == []


def test_folder_that_is_missing_or_none(tmp_path):
    with pytest.raises(OutputError, match="no such folder; name the folder that graphkit build -o wrote"):
        require_output(tmp_path / "none")
    with pytest.raises(OutputError, match="is no graphkit output"):
        require_output(tmp_path)
    (tmp_path / MARKER).write_text("[1")
    assert read_marker(tmp_path) is None


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_read_only_folder(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be written"):
        put(tmp_path / "out", 1)


def test_error_of_a_library_that_names_no_code_is_one_line(tmp_path):
    with (
        pytest.raises(OutputError, match=r"IO error: No space left on device.*free some space"),
        output_errors(tmp_path),
    ):
        raise OSError("IO error:\nNo space left on device")
