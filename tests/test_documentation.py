"""The documentation names what there is, all of it and nothing else."""

from __future__ import annotations

import re
import shlex

import pytest

from graphkit.cli import main
from graphkit.data import data_folder
from graphkit.export import EXPORTS

ROOT = data_folder("ontology").parent
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
COMMANDS = {name: main.get_command(None, name) for name in main.list_commands(None)}
OPTIONS = {
    name: {option for parameter in command.params for option in parameter.opts if option.startswith("-")}
    for name, command in COMMANDS.items()
}
_FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(#[^)\s]*)?\)")


def text_of(path):
    return path.read_text(encoding="utf-8")


def shown_commands(path):
    """Return the graphkit commands in the page's code blocks, as lists of words."""
    found = []
    for block in _FENCE.findall(text_of(path)):
        for line in block.replace("\\\n", " ").splitlines():
            match = re.match(r"\s*(?:\$ )?(?:\.venv/bin/)?graphkit ([a-z].*)", line)
            if match:
                found.append(shlex.split(match[1], comments=True))
    return found


def test_pages_exist():
    assert [path.name for path in PAGES if not path.is_file()] == []
    assert (ROOT / "docs" / "cli.md") in PAGES


def test_readme_starts_with_the_two_commands():
    blocks = _FENCE.findall(text_of(ROOT / "README.md"))
    assert "make graph" in blocks[0]
    assert "make test" in "".join(blocks[:2])


@pytest.mark.parametrize("name", COMMANDS)
def test_command_and_its_options_are_described(name):
    page = text_of(ROOT / "docs" / "cli.md")
    assert f"graphkit {name}" in page
    assert [option for option in sorted(OPTIONS[name]) if option.startswith("--") and option not in page] == []


def test_shown_commands_exist():
    shown = [(path.name, words) for path in PAGES for words in shown_commands(path)]
    assert shown
    wrong = [
        (page, " ".join(words))
        for page, words in shown
        if words[0] not in COMMANDS
        or any(w.partition("=")[0] not in OPTIONS[words[0]] | {"-h", "--help"} for w in words[1:] if w.startswith("--"))
    ]
    assert wrong == []


def test_formats_are_described():
    page = text_of(ROOT / "docs" / "cli.md")
    assert [name for name in EXPORTS if not re.search(rf"\b{name}\b", page)] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    targets = [match[0] for match in _LINK.findall(text_of(path))]
    assert [target for target in targets if not (path.parent / target).exists()] == []
