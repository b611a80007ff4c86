"""The examples in docstrings and on pages, run where ``output`` is the graph of the bundled reports."""

from __future__ import annotations

import doctest
import re

import pytest

import graphkit
from graphkit import loading
from graphkit.data import data_folder

DOCS = data_folder("ontology").parent / "docs"
EXAMPLES = [test for test in doctest.DocTestFinder().find(loading, extraglobs={"graphkit": graphkit}) if test.examples]
BLOCKS = [
    (page.name, block)
    for page in sorted(DOCS.glob("*.md"))
    for block in re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
]


@pytest.fixture
def beside_output(built, tmp_path, monkeypatch):
    (tmp_path / "output").symlink_to(built)
    (tmp_path / "news.jsonl").write_text('{"id": "a", "text": "Iran funds Hamas."}\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_docstring(example, beside_output):
    outcome = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(example)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_what_users_call_has_an_example():
    named = {example.name.rpartition(".")[2] for example in EXAMPLES}
    assert {"to_networkx", "to_rustworkx", "to_pandas", "to_polars", "query", "paths", "evidence"} <= named


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning", "ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize(("page", "block"), BLOCKS, ids=lambda part: part.splitlines()[0])
def test_block_of_a_page_runs(page, block, beside_output, capsys):
    exec(compile(block, page, "exec"), {"__name__": "page"})  # noqa: S102 (our own documentation)
    assert capsys.readouterr().err == ""
