"""Whatever happens to the processes that read, the graph is that of an undisturbed build, less what is skipped."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from graphkit import engines, parts
from graphkit.engines import Limits, Processes, Running, prepare_setup
from graphkit.errors import OutputError
from graphkit.folder import parts_folder
from graphkit.pipeline import BuildOptions, add, build
from tests.engines.news import write_texts
from tests.engines.poison import HARMLESS, poisoned
from tests.test_pipeline import contents, differing


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(parts, "PART_DOCUMENTS", 6)


def built(extractor, source, out, **running):
    report = build(extractor, [str(source)], out, BuildOptions(running=Running(**running)))
    return report, contents(out)


def children_of(process):
    """Return the numbers of the processes that this one started and that still run."""
    found = Path(f"/proc/{process}/task").glob("*/children")
    return sorted(int(child) for file in found for child in file.read_text().split())


def gone(processes, seconds=10):
    """Wait until none of the processes runs; return those that still do."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        left = [process for process in processes if is_running(process)]
        if not left:
            return []
        time.sleep(0.05)
    return left


def is_running(process):
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_processes_give_what_one_gives(extractor, source, expected, tmp_path):
    # Other tests' clusters leave Python's own process that watches over shared resources.
    before = children_of(os.getpid())
    report, found = built(extractor, source, tmp_path / "out", workers=3)
    assert differing(expected, found) == []
    assert (report.n_read, report.skipped) == (40, [])
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert children_of(os.getpid()) == before


def test_poison_costs_its_document_and_nothing_else(extractor, source, tmp_path, monkeypatch):
    """One aborts, one never ends, one wants 2 GB, at one the program fails; one kills its process the first time."""
    harms = {3: "CRASH", 8: "ENDLESS LOOP", 14: "MUCH MEMORY", 21: "PYTHON ERROR", 30: "KILL ONCE"}
    bad = write_texts(tmp_path / "news.jsonl", harms)
    limits = Limits(seconds=2, megabytes=1_500)
    once = poisoned(extractor, tmp_path / "killed")
    report, found = built(once, bad, tmp_path / "out", workers=2, limits=limits)
    assert [(one.path, one.reason) for one in report.skipped] == [
        ("news.jsonl", "document 'd03': the process that read it ended"),
        ("news.jsonl", "document 'd08': took longer than 2 seconds"),
        ("news.jsonl", "document 'd14': needs more memory than a process may take"),
        ("news.jsonl", "document 'd21': the program failed at it (ZeroDivisionError a quarrel with zero)"),
    ]
    assert (tmp_path / "killed").exists()
    lines = bad.read_text(encoding="utf-8").splitlines(keepends=True)
    bad.write_text("".join(line for number, line in enumerate(lines) if number not in (3, 8, 14, 21)), encoding="utf-8")
    build(extractor, [str(bad)], tmp_path / "clean", BuildOptions(running=Running(workers=0)))
    counts = json.loads(found["build.json"])["counts"]
    assert counts.pop("skipped") == 4
    without = contents(tmp_path / "clean")
    assert differing(without, found) == ["build.json", "skipped.jsonl"]
    assert {**counts, "skipped": 0} == json.loads(without["build.json"])["counts"]


def test_processes_that_are_killed_cost_time_only(extractor, source, expected, tmp_path, monkeypatch):
    seen: list[Processes] = []
    monkeypatch.setattr(engines, "Processes", lambda *given: seen.append(Processes(*given)) or seen[0])
    done, killed = threading.Event(), []

    def kill():
        while not done.wait(0.9) and len(killed) < 4:
            for process in seen[0].pids[:1] if seen else ():
                os.kill(process, signal.SIGKILL)
                killed.append(process)

    thread = threading.Thread(target=kill)
    thread.start()
    report, found = built(extractor, source, tmp_path / "out", workers=2)
    done.set()
    thread.join()
    assert killed
    assert differing(expected, found) == []
    assert report.skipped == []


def test_parts_that_are_kept_are_not_read_again_and_damaged_ones_are(extractor, source, expected, tmp_path):
    kept = tmp_path / "parts"
    built(extractor, source, tmp_path / "one", workers=1, parts=kept)
    found = sorted(kept.iterdir())
    assert {path.suffix for path in found} == {".parquet"}
    whole = [path.read_bytes() for path in found]
    found[0].write_bytes(whole[0][:-100])
    found[1].write_bytes(whole[1][:60] + b"\0" * 8 + whole[1][68:])
    found[2].write_bytes(b"")
    found[3].unlink()
    (kept / f".{found[3].name}.123").write_bytes(whole[3][:100])
    before = [path.stat().st_mtime_ns for path in found[4:]]
    _, again = built(extractor, source, tmp_path / "two", workers=1, parts=kept)
    assert differing(expected, again) == []
    assert [path.read_bytes() for path in found] == whole
    assert [path.stat().st_mtime_ns for path in found[4:]] == before


def test_added_documents_are_read_by_processes_too(extractor, source, expected, tmp_path):
    lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
    first, rest = tmp_path / "news.jsonl", tmp_path / "more.jsonl"
    first.write_text("".join(lines[:10]), encoding="utf-8")
    rest.write_text("".join(lines[10:]), encoding="utf-8")
    build(extractor, [str(first)], tmp_path / "out")
    report = add(extractor, tmp_path / "out", [str(rest)], running=Running(workers=1))
    assert (report.n_read, report.n_kept) == (30, 10)
    assert (tmp_path / "out" / "statements.jsonl").read_bytes() == expected["statements.jsonl"]


def test_full_disk_ends_the_build_and_its_processes(extractor, source, tmp_path):
    """The system refuses to write more than so many bytes into a file, as a full disk would: here into a part."""
    before = children_of(os.getpid())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (12_000, hard))
    try:
        with pytest.raises(OutputError, match=r"parquet.*cannot be written.*free some space"):
            built(extractor, source, tmp_path / "out", workers=2)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert children_of(os.getpid()) == before
    assert not (tmp_path / "out").exists()


def test_model_that_is_missing_is_an_error_of_one_line(extractor, source, tmp_path):
    other = type(extractor)(extractor.ontology, extractor.actors)
    Processes(prepare_setup(other, Limits()), 1, Limits()).close()
    other.model_name = "no-such-model"
    with pytest.raises(Exception, match="no spaCy pipeline"):
        built(other, source, tmp_path / "out", workers=1)


def test_processes_of_another_version_are_refused(extractor, source, tmp_path, monkeypatch):
    monkeypatch.setattr(engines.processes, "reading_machine", lambda model: "another")
    with pytest.raises(Exception, match="install the same versions everywhere"):
        built(extractor, source, tmp_path / "out", workers=1)


def test_process_that_never_gets_ready_is_no_fault_of_documents(extractor, source, tmp_path):
    with pytest.raises(Exception, match="end before they have read any; allow them more memory"):
        built(extractor, source, tmp_path / "out", workers=1, limits=Limits(megabytes=60))


HARMFUL = """
import sys
from pathlib import Path
from graphkit import parts, pipeline
from graphkit.actors import load_actors
from graphkit.cli import main
from graphkit.extraction import Extractor
from graphkit.ontology import load_ontology
from tests.engines.poison import poisoned

parts.PART_DOCUMENTS = 6
world = Extractor(load_ontology(), load_actors([Path(sys.argv[1])], builtin=False))
pipeline.make_extractor = lambda *given: poisoned(world)
main(["build", sys.argv[2], "-o", "out", "--workers", "2"])
"""


class Command:
    """The command at work in a process of its own; what it reads may be harmful."""

    def __init__(self, folder, source, pack):
        given = [sys.executable, "-c", HARMFUL, str(pack), str(source)]
        around = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        self.process = subprocess.Popen(
            given,
            cwd=folder,
            env=around,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.parts = parts_folder(folder / "out")

    def children(self, done=0):
        """Return the processes that it has started, once they are there and so many parts are done."""
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            found = children_of(self.process.pid)
            if len(found) == 2 and len(list(self.parts.glob("[!.]*.parquet"))) >= done:
                return found
            time.sleep(0.02)
        raise AssertionError(self.process.communicate())


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_no_process_stays_behind(extractor, source, expected, pack, tmp_path, end):
    """Also not one that never ends; and the next build goes on where this one was."""
    bad = write_texts(tmp_path / "news.jsonl", {39: "ENDLESS LOOP"})
    harmful = Command(tmp_path, bad, pack)
    children = harmful.children(done=2)
    os.killpg(harmful.process.pid, end)
    _, errors = harmful.process.communicate(timeout=30)
    assert harmful.process.returncode != 0
    assert gone(children) == []
    assert "Traceback" not in errors
    assert not (tmp_path / "out").exists()
    kept = harmful.parts.rename(tmp_path / "kept")
    left = {path: path.stat().st_mtime_ns for path in kept.glob("[!.]*.parquet")}
    assert len(left) >= 2
    if end == signal.SIGKILL:
        _, found = built(extractor, source, tmp_path / "out", workers=1, parts=kept)
        assert {path: path.stat().st_mtime_ns for path in left} == left
        assert differing(expected, found) == []


def test_two_builds_into_one_folder(extractor, source, expected, pack, tmp_path):
    first = Command(tmp_path, source, pack)
    first.children()
    with pytest.raises(OutputError, match=f"is being built by process {first.process.pid}"):
        built(extractor, source, tmp_path / "out", workers=1)
    _, errors = first.process.communicate(timeout=120)
    assert (first.process.returncode, errors) == (0, "")
    assert differing(expected, contents(tmp_path / "out")) == []
    assert not parts_folder(tmp_path / "out").exists()


def test_little_text_needs_no_process(extractor, source, tmp_path, monkeypatch):
    monkeypatch.setattr(engines, "Processes", None)
    report, _ = built(extractor, source, tmp_path / "out")
    assert report.n_read == 40


def test_much_text_is_read_by_all_cores(monkeypatch):
    monkeypatch.setattr(engines.os, "sched_getaffinity", lambda process: {0, 1, 2})
    texts = [engines.Document(str(number), HARMLESS * 100) for number in range(1_000)]
    rest = iter(texts)
    begun = engines._until_much(rest)
    assert 0 < len(begun) < 1_000
    assert [*begun, *rest] == texts
    assert engines._enough_workers(begun, Running()) == 3
    assert engines._enough_workers(begun, Running(workers=0)) == 0
    assert engines._enough_workers([], Running(limits=Limits(seconds=1))) == 1
    monkeypatch.setattr(engines.os, "sched_getaffinity", lambda process: {0})
    assert engines._enough_workers(begun, Running()) == 0
