"""The same parts on a Dask cluster: whatever is lost of it, the graph is that of an undisturbed build."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from graphkit import parts
from graphkit.engines import Limits, Running, cluster
from graphkit.engines.cluster import Cluster
from graphkit.errors import GraphkitError
from graphkit.pipeline import BuildOptions, build
from tests.engines.news import write_texts
from tests.engines.poison import poisoned
from tests.engines.test_processes import children_of, gone
from tests.test_pipeline import contents, differing


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(parts, "PART_DOCUMENTS", 4)


def built(extractor, source, out, **running):
    report = build(extractor, [str(source)], out, BuildOptions(running=Running(engine="dask", **running)))
    return report, contents(out)


def test_local_cluster_gives_the_same_though_workers_are_killed(extractor, source, expected, tmp_path):
    """Each worker has a process that reads, which must go with it."""
    done, killed = threading.Event(), []

    def kill():
        while not done.wait(0.2) and len(killed) < 4:
            workers = [worker for worker in children_of(os.getpid()) if children_of(worker)]
            if workers and list(tmp_path.glob(".out.parts/[!.]*.parquet")):
                killed.extend([workers[0], *children_of(workers[0])])
                os.kill(workers[0], signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    report, found = built(extractor, source, tmp_path / "out", workers=2)
    done.set()
    thread.join()
    assert differing(expected, found) == []
    assert (report.n_read, report.skipped) == (40, [])
    assert killed
    assert gone(killed) == []


class Dask:
    """A scheduler and a worker of their own, at one address, as a cluster has them."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.folder = folder
        self.processes = []
        self.start()

    def start(self):
        common = {"cwd": self.folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        common["env"] = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", str(self.port), "--no-dashboard"]
        worker = [
            sys.executable,
            "-m",
            "distributed.cli.dask_worker",
            self.address,
            "--nthreads",
            "1",
            "--no-dashboard",
        ]
        self.processes = [
            subprocess.Popen([*dask, "--host", "127.0.0.1"], **common),
            subprocess.Popen([*worker, "--death-timeout", "60"], **common),
        ]

    def stop(self):
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.wait()


@pytest.fixture
def dask(tmp_path):
    found = Dask(tmp_path)
    yield found
    found.stop()


def test_scheduler_that_goes_away_and_comes_back(extractor, source, expected, tmp_path, dask):
    bad = write_texts(tmp_path / "news.jsonl", {30: "CRASH"})
    kept, restarted = tmp_path / "parts", threading.Event()

    def restart():
        while not list(kept.glob("[!.]*.parquet")):
            time.sleep(0.1)
        dask.stop()
        dask.start()
        restarted.set()

    thread = threading.Thread(target=restart)
    thread.start()
    report, found = built(poisoned(extractor), bad, tmp_path / "out", scheduler=dask.address, parts=kept)
    thread.join()
    assert restarted.is_set()
    assert [one.reason for one in report.skipped] == ["document 'd30': the process that read it ended"]
    assert report.n_read == 39
    clean = [line for line in bad.read_text(encoding="utf-8").splitlines(keepends=True) if "CRASH" not in line]
    bad.write_text("".join(clean), encoding="utf-8")
    build(extractor, [str(bad)], tmp_path / "clean", BuildOptions(running=Running(workers=0)))
    assert differing(contents(tmp_path / "clean"), found) == ["build.json", "skipped.jsonl"]


def test_scheduler_that_is_not_there(extractor, monkeypatch):
    monkeypatch.setattr(cluster, "ANSWER_SECONDS", 1)
    with pytest.raises(GraphkitError, match=r"tcp://127\.0\.0\.1:9: scheduler: does not answer; give --scheduler"):
        Cluster(extractor, 1, Limits(), "tcp://127.0.0.1:9")


def test_without_dask_the_extra_is_named(extractor, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(GraphkitError, match=r"engine dask: needs Dask; pip install 'graphkit\[dask\]'"):
        Cluster(extractor, 1, Limits())
