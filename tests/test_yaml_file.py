from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.errors import ActorError, GraphkitError
from graphkit.yaml_file import read_json, read_yaml

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=8)
VALUES = st.recursive(
    st.none() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT.filter(bool), inner, max_size=3),
    max_leaves=10,
)


def read(folder: Path, text: str | bytes, name: str = "pack.yaml", max_bytes: int = 10_000) -> Any:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return (read_json if name.endswith(".json") else read_yaml)(path, ActorError, max_bytes)


def test_scalars_stay_the_text_that_was_written(tmp_path: Path) -> None:
    source = read(tmp_path, 'a: NO\nb: 2012-06-30\nc: 071\nd: ~\ne:\nf: "null"\ng: 1e3\nh: |\n  two\n  lines\n')
    assert source.value == {
        "a": "NO", "b": "2012-06-30", "c": "071", "d": None, "e": None, "f": "null", "g": "1e3", "h": "two\nlines\n",
    }  # fmt: skip


def test_line_of_keys_and_of_the_deepest_known_part(tmp_path: Path) -> None:
    source = read(tmp_path, "# first\nactors:\n  - id: iran\n\n    aliases: [Iran,\n      Persia]\n  - id: qatar\n")
    assert source.line() == 1
    assert source.line("actors") == 2
    assert source.line("actors", 0, "aliases") == 5
    assert source.line("actors", 0, "aliases", 1) == 6
    assert source.line("actors", 1, "id") == 7
    assert source.line("actors", 1, "name") == 7
    assert source.line("actors", 9, "name") == 2


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: [1, 2", r"pack\.yaml:\d+: no valid YAML"),
        ("a: b: c\n", r"pack\.yaml:1: no valid YAML"),
        ("a: \x00", r"pack\.yaml: no valid YAML: .*; remove that character"),
        ("x: 1\na: 2\na: 3\n", r"pack\.yaml:3: the key 'a' stands twice"),
        ("a: &x 1\n", r"pack\.yaml:1: '&x' is a YAML anchor"),
        ("a: 1\nb: *x\n", r"pack\.yaml:2: '\*x' is a YAML alias"),
        ("a: !!python/object/apply:os.system [ls]\n", r"pack\.yaml:1: '.*os\.system' is a YAML tag"),
        ("a: 1\n---\nb: 2\n", r"pack\.yaml:2: a second YAML document"),
        ("? [a]\n: b\n", r"pack\.yaml:1: a key must be a plain word"),
        ("[" * 5000, r"pack\.yaml:1: nested too deeply"),
        ("- " * 5000, r"pack\.yaml:1: nested too deeply"),
        (b"a: \xff\n", r"pack\.yaml: is not UTF-8 at byte 3; save it as UTF-8"),
        ("a: " + "b" * 20_000, r"pack\.yaml: is 20,003 bytes long, more than 10,000"),
    ],
)
def test_bad_yaml_is_one_error_with_its_place(tmp_path: Path, text: str | bytes, problem: str) -> None:
    with pytest.raises(ActorError, match=problem) as caught:
        read(tmp_path, text)
    assert "\n" not in str(caught.value)


def test_alias_bomb_is_refused_before_it_grows(tmp_path: Path) -> None:
    rows = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    with pytest.raises(ActorError, match="anchor"):
        read(tmp_path, "\n".join(rows))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"a": 1,\n "b" 2}', r"pack\.json:2: no valid JSON"),
        ('{"a": 1, "a": 2}', r"the key 'a' stands twice"),
        ("[" * 100_000, r"nested too deeply"),
    ],
)
def test_bad_json_is_one_error(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ActorError, match=problem):
        read(tmp_path, text, "pack.json", max_bytes=1_000_000)


def test_json_numbers_stay_text_and_bom_is_skipped(tmp_path: Path) -> None:
    assert read(tmp_path, '\ufeff{"from": 2012, "x": null}', "pack.json").value == {"from": "2012", "x": None}


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ActorError, match=r"none\.yaml: cannot be read \(No such file"):
        read_yaml(tmp_path / "none.yaml", ActorError, 10)


@given(VALUES)
@settings(deadline=None, max_examples=60)
def test_what_yaml_and_json_write_is_read_back(tmp_path_factory: pytest.TempPathFactory, value: Any) -> None:
    folder = tmp_path_factory.mktemp("round")
    assert read(folder, yaml.safe_dump(value, allow_unicode=True)).value == value
    assert read(folder, json.dumps(value), "pack.json").value == value


@given(st.text(st.sampled_from("ab:-[]{}#&*!?|>'\",\n\t ~\x00\ud7ff"), max_size=30))
@settings(deadline=None, max_examples=200)
def test_no_text_raises_anything_else(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    try:
        read(tmp_path_factory.mktemp("fuzz"), text)
    except GraphkitError as error:
        assert "pack.yaml" in str(error)
