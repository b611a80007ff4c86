"""The documentation names what there is, all of it and nothing else, and what it shows works."""

from __future__ import annotations

import re
import shlex

import pytest

from graphkit.actors import load_actors
from graphkit.cli import main
from graphkit.data import data_folder
from graphkit.export import EXPORTS
from graphkit.query import ask
from tests.world import text_of as document_of

ROOT = data_folder("ontology").parent
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
COMMANDS = {name: main.get_command(None, name) for name in main.list_commands(None)}
OPTIONS = {
    name: {
        option
        for one in (command, *getattr(command, "commands", {}).values())
        for parameter in one.params
        for option in parameter.opts
        if option.startswith("-")
    }
    for name, command in COMMANDS.items()
}
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(#[^)\s]*)?\)")


def text_of(path):
    return path.read_text(encoding="utf-8")


def blocks(path, language=""):
    """Return the page's code blocks, all or those of a language."""
    return [block for kind, block in _FENCE.findall(text_of(path)) if kind == language or not language]


def shown_commands(path):
    """Return the graphkit commands that the page shows for the shell, as lists of words."""
    lines = [line for block in blocks(path, "sh") for line in block.replace("\\\n", " ").splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("graphkit ")]


SHOWN = [(path, words) for path in PAGES if path.is_file() for words in shown_commands(path)]


def test_pages_exist():
    assert [path.name for path in PAGES if not path.is_file()] == []
    assert (ROOT / "docs" / "cli.md") in PAGES


def test_readme_starts_with_the_two_commands():
    first = blocks(ROOT / "README.md")[0]
    assert [line.split("#")[0].strip() for line in first.splitlines()[:2]] == ["make graph", "make test"]


@pytest.mark.parametrize("name", COMMANDS)
def test_command_and_its_options_are_described(name):
    page = text_of(ROOT / "docs" / "cli.md")
    assert f"graphkit {name}" in page
    assert [option for option in sorted(OPTIONS[name]) if option.startswith("--") and option not in page] == []


def test_shown_commands_and_options_exist():
    wrong = [
        (path.name, " ".join(words))
        for path, words in SHOWN
        if words[0] not in COMMANDS
        or any(word not in OPTIONS[words[0]] for word in words[1:] if re.match("--?[a-z]", word))
    ]
    assert wrong == []
    assert {words[0] for _, words in SHOWN} == set(COMMANDS)


@pytest.mark.parametrize(
    "text", sorted({words[1] for _, words in SHOWN if words[0] == "extract" and words[1] != "-" and len(words) == 2})
)
def test_shown_text_gives_a_statement(builtin, text):
    assert [found for _, found in builtin.statements([document_of(text)])] != [[]]


QUERIES = [(path.name, query) for path in PAGES if path.is_file() for query in blocks(path, "sparql")]


@pytest.mark.parametrize(("page", "query"), QUERIES, ids=lambda part: part.splitlines()[0])
def test_shown_query_has_an_answer(built, page, query):
    assert ask(built, query).rows


PACKS = [
    (path.name, block) for path in PAGES if path.is_file() for block in blocks(path, "yaml") if "actors:\n" in block
]


@pytest.mark.parametrize(("page", "pack"), PACKS, ids=lambda part: part.splitlines()[0])
def test_shown_pack_can_be_read(tmp_path, page, pack):
    (tmp_path / "pack.yaml").write_text(pack, encoding="utf-8")
    assert load_actors([tmp_path / "pack.yaml"])


def test_constructions_that_follow_from_a_pattern_do(builtin):
    """The table of docs/relations.md: every sentence in it is read by the one pattern above it."""
    page = text_of(ROOT / "docs" / "relations.md")
    rows = page.split("| form | sentence |\n|---|---|\n")[1].split("\n\n")[0].splitlines()
    sentences = [row.strip("|").split("|")[1].strip() for row in rows]
    found = [
        {(s.relation, s.object_label) for s in found}
        for _, found in builtin.statements([document_of(sentence) for sentence in sentences])
    ]
    lost = [sentence for sentence, edges in zip(sentences, found, strict=True) if ("hosts", "Hamas") not in edges]
    assert sentences
    assert lost == []


def test_formats_are_described():
    page = text_of(ROOT / "docs" / "cli.md")
    assert [name for name in EXPORTS if not re.search(rf"\b{name}\b", page)] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    targets = [match[0] for match in _LINK.findall(text_of(path))]
    assert [target for target in targets if not (path.parent / target).exists()] == []
