from __future__ import annotations

import subprocess
import sys

import pytest

from graphkit import __version__
from graphkit.cli import main
from tests.command import COMMAND, graphkit

COMMANDS = main.list_commands(None)
HEAVY = (
    "spacy",
    "rdflib",
    "pyoxigraph",
    "networkx",
    "numpy",
    "pydantic",
    "trafilatura",
    "pyvis",
    "jinja2",
    "rich",
    "yaml",
)


def imported(*arguments):
    """Return the top-level names of all modules that a run of the command imports."""
    command = [sys.executable, "-X", "importtime", str(COMMAND), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


@pytest.mark.parametrize("arguments", [(), *((name,) for name in COMMANDS)], ids=" ".join)
def test_help_says_something_and_imports_nothing_heavy(arguments):
    done = graphkit(*arguments, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: {' '.join(('graphkit', *arguments))} ")
    names = imported(*arguments, "--help")
    assert "click" in names
    assert names.isdisjoint(HEAVY)


def test_help_lists_every_command():
    lines = graphkit("--help").stdout.split("Commands:")[1].split("\n")
    assert [line.split()[0] for line in lines if line.strip()] == COMMANDS
    assert {"build", "extract", "explain", "query", "lint", "evaluate", "verify", "export"} <= set(COMMANDS)


def test_every_option_is_explained():
    for name in COMMANDS:
        command = main.get_command(None, name)
        assert command.help, name
        assert [p.name for p in command.params if p.param_type_name == "option" and not p.help] == [], name


def test_version():
    assert graphkit("--version").stdout == f"graphkit, version {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["yodel"],
        ["build"],
        ["build", "a.txt"],
        ["extract"],
        ["extract", "Iran funds Hamas.", "--loudly"],
        ["build", "a.txt", "-o", "out", "--max-bytes", "none"],
        ["extract", "Iran funds Hamas.", "--actors", "nowhere.yaml"],
        ["evaluate", "out"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2(arguments, tmp_path):
    done = graphkit(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: graphkit" in done.stderr
    assert list(tmp_path.iterdir()) == []
