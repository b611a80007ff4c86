from __future__ import annotations

import json

import pytest

from graphkit.errors import InputError
from graphkit.evaluate import load_gold
from graphkit.evaluate.gold import fold_form

EDGE = {
    "doc": "a", "subject": "Iran", "relation": "funds", "object": "Hamas", "modality": "asserted", "status": "",
    "attribution": "", "date": "2012", "sentence": [0, 17], "trigger_span": [5, 10], "subject_kind": "name",
    "object_kind": "pronoun", "note": "not read",
}  # fmt: skip
ACTORS = [
    {
        "name": "Iran",
        "type": "State",
        "aliases": ["Tehran", {"text": "the Islamic Republic"}],
        "adjectives": ["Iranian"],
    },
    {"name": "Hamas", "type": "ArmedGroup"},
]


def write_gold(folder, edges=(EDGE,), actors=ACTORS, documents=({"doc": "a"},)):
    folder.mkdir(exist_ok=True)
    (folder / "edges.jsonl").write_text("".join(f"{json.dumps(edge)}\n" for edge in edges), encoding="utf-8")
    (folder / "actors.json").write_text(json.dumps(actors), encoding="utf-8")
    (folder / "docs.json").write_text(json.dumps(list(documents)), encoding="utf-8")
    return folder


def test_annotated_set(tmp_path):
    gold = load_gold(write_gold(tmp_path / "gold"))
    [edge] = gold.edges
    assert (edge.document, edge.subject, edge.relation, edge.object) == ("a", "Iran", "funds", "Hamas")
    assert (edge.sentence, edge.trigger, edge.kinds, edge.date) == ((0, 17), (5, 10), ("name", "pronoun"), "2012")
    assert gold.documents == {"a"}


@pytest.mark.parametrize(
    ("forms", "name"),
    [
        (("Tehran",), "Iran"),
        (("the Islamic Republic",), "Iran"),
        (("Iranian",), "Iran"),
        (("IRAN's",), "Iran"),
        (("nobody", "hamas"), "Hamas"),
        (("nobody", None), "nobody"),
        ((None, ""), ""),
    ],
)
def test_name_by_any_form(tmp_path, forms, name):
    assert load_gold(write_gold(tmp_path / "gold")).name_of(*forms) == name


def test_actors_may_stand_under_a_key(tmp_path):
    gold = load_gold(write_gold(tmp_path / "gold", actors={"actors": ACTORS}))
    assert gold.name_of("Tehran") == "Iran"


@pytest.mark.parametrize(
    ("form", "folded"),
    [("The Islamic Republic", "islamic republic"), ("Erdoğan", "erdogan"), ("al-Qaeda's", "al qaeda"), ("U.S.", "u s")],
)
def test_forms_are_compared_without_accents_articles_and_marks(form, folded):
    assert fold_form(form) == folded


@pytest.mark.parametrize("name", ["edges.jsonl", "actors.json", "docs.json"])
def test_missing_file_is_named(tmp_path, name):
    folder = write_gold(tmp_path / "gold")
    (folder / name).unlink()
    with pytest.raises(InputError, match=f"{name}: cannot be read; --gold names a folder"):
        load_gold(folder)


@pytest.mark.parametrize("line", ["{", '{"doc": "a"}', "[]", '"text"'])
def test_broken_line_is_named(tmp_path, line):
    folder = write_gold(tmp_path / "gold")
    with (folder / "edges.jsonl").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    with pytest.raises(InputError, match=r"edges\.jsonl:3: is no annotated statement"):
        load_gold(folder)


def test_broken_json_is_named(tmp_path):
    folder = write_gold(tmp_path / "gold")
    (folder / "docs.json").write_text("[", encoding="utf-8")
    with pytest.raises(InputError, match=r"docs\.json: is no JSON"):
        load_gold(folder)
