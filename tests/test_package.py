"""The wheel: what it holds, and that it works where there is no checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

import graphkit
from graphkit.data import data_folder

ROOT = data_folder("ontology").parent


def run(*command, **options):
    around = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, env=around, timeout=300, **options
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    done = run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", folder, ROOT)
    assert done.returncode == 0, done.stderr
    [path] = folder.glob("*.whl")
    return path


def files_of(*folders):
    return {
        path.relative_to(ROOT).as_posix() for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()
    }


def test_wheel_holds_rules_actors_and_reports(wheel):
    assert wheel.name == f"graphkit-{graphkit.__version__}-py3-none-any.whl"
    archive = zipfile.ZipFile(wheel)
    names = set(archive.namelist())
    data = {name.removeprefix("graphkit/_data/") for name in names if name.startswith("graphkit/_data/")}
    assert data == files_of("ontology", "seeds")
    assert [name for name in data if archive.read(f"graphkit/_data/{name}") != (ROOT / name).read_bytes()] == []
    assert {name for name in files_of("graphkit") if "__pycache__" not in name} <= names
    assert not [name for name in names if name.startswith(("tests", "bench", "output"))]
    licences = {name.rpartition("/")[2] for name in names if "/licenses/" in name}
    assert licences == {"LICENSE", "NOTICES.md"}


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The command of a new environment that holds the wheel and sees the libraries of this one."""
    folder = tmp_path_factory.mktemp("environment")
    assert run(sys.executable, "-m", "venv", "--without-pip", folder).returncode == 0
    python = folder / "bin" / "python"
    done = run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel)
    assert done.returncode == 0, done.stderr
    inside = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").stdout.strip())
    # A folder named in a .pth file comes after the environment's own packages, and its .pth files are not read: the
    # checkout, if it is installed there for development, stays out.
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (inside / "libraries.pth").write_text("".join(f"{path}\n" for path in sorted(libraries)), encoding="utf-8")
    return folder / "bin" / "graphkit"


def test_installed_command_builds_elsewhere(installed, tmp_path):
    (tmp_path / "report.txt").write_text("Hamas is bankrolled by Tehran, a former treasurer said.", encoding="utf-8")
    where = run(installed.with_name("python"), "-c", "import graphkit; print(graphkit.__file__)", cwd=tmp_path)
    assert Path(where.stdout.strip()).is_relative_to(installed.parent.parent)
    done = run(installed, "build", "report.txt", "-o", "out", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    [statement] = map(json.loads, (tmp_path / "out" / "statements.jsonl").read_text(encoding="utf-8").splitlines())
    assert (statement["subject"], statement["relation"], statement["object"]) == ("iran", "funds", "hamas")
    assert run(installed, "verify", "out", cwd=tmp_path).returncode == 0
