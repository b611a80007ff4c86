from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.actors import actors_fingerprint, load_actors
from graphkit.errors import ActorError
from graphkit.model import ACTOR_TYPES, Actor, Alias, Office

PACK = """\
# states
actors:
  - id: iran
    name: Iran
    type: State
    aliases: [Islamic Republic of Iran, {text: Tehran, kind: metonym}]
    adjectives: [Iranian]
    demonyms: [Iranians]
    wikidata: Q794
    part_of: null
    offices:
      - {title: president, holder: ebrahim-raisi, from: 2021-08-03, to: 2024-05-19}
      - {title: foreign minister, holder: ebrahim-raisi, from: "2012"}

  - id: ebrahim-raisi
    name: Ebrahim Raisi
    type: Person
    gender: male

  - id: quds-force
    name: Quds Force
    type: GovernmentBody
    part_of: iran
"""


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def load(folder: Path, *packs: str) -> Mapping[str, Actor]:
    paths = [write(folder / f"pack{number}.yaml", text) for number, text in enumerate(packs, 1)]
    return load_actors(paths, builtin=False)


def seeds(folder: Path, monkeypatch: pytest.MonkeyPatch, **files: str) -> None:
    """Put a built-in gazetteer of these files in place of the real one."""
    for name, text in files.items():
        write(folder / "seeds" / "actors" / f"{name}.yaml", text)
    monkeypatch.setattr("graphkit.actors.data_folder", lambda name: folder / name)


def test_actor_holds_what_the_pack_says(tmp_path: Path) -> None:
    actors = load(tmp_path, PACK)
    assert list(actors) == ["ebrahim-raisi", "iran", "quds-force"]
    assert actors["iran"] == Actor(
        id="iran",
        name="Iran",
        type="State",
        aliases=(Alias("Islamic Republic of Iran"), Alias("Tehran", "metonym")),
        adjectives=("Iranian",),
        demonyms=("Iranians",),
        wikidata="Q794",
        offices=(
            Office("president", "ebrahim-raisi", "2021-08-03", "2024-05-19"),
            Office("foreign minister", "ebrahim-raisi", "2012", None),
        ),
    )
    assert actors["ebrahim-raisi"].gender == "male"
    assert actors["quds-force"].part_of == "iran"


def test_yaml_and_json_and_bare_lists_are_the_same(tmp_path: Path) -> None:
    value = yaml.load(PACK, Loader=yaml.BaseLoader)  # noqa: S506 - dates stay text
    del value["actors"][0]["part_of"]
    packs = [
        write(tmp_path / "a.yaml", PACK),
        write(tmp_path / "b.json", json.dumps(value)),
        write(tmp_path / "c.json", json.dumps(value["actors"])),
        write(tmp_path / "d.yaml", yaml.safe_dump(value["actors"])),
    ]
    found = [load_actors([pack], builtin=False) for pack in packs]
    assert found[0] == found[1] == found[2] == found[3]


def test_user_pack_joins_lists_and_replaces_values(tmp_path: Path) -> None:
    more = (
        "actors:\n  - {id: iran, name: Persia, aliases: [Persian state, Islamic Republic of Iran], wikidata: Q1,"
        " offices: [{title: president, holder: someone}]}\n"
        "  - {id: someone, name: Some One, type: Person}\n"
    )
    iran = load(tmp_path, PACK, more)["iran"]
    assert (iran.name, iran.type, iran.wikidata) == ("Persia", "State", "Q1")
    texts = [alias.text for alias in iran.aliases]
    assert texts == ["Islamic Republic of Iran", "Tehran", "Persian state"]
    assert [office.holder for office in iran.offices] == ["ebrahim-raisi", "ebrahim-raisi", "someone"]


def test_built_in_files_are_one_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry may add to an actor of a file that is read after it."""
    adding = "actors:\n  - {id: iran, aliases: [Persia]}\n"
    seeds(tmp_path, monkeypatch, a_bodies=adding, states=PACK)
    user = write(tmp_path / "user.yaml", "actors:\n  - {id: iran, aliases: [Eran]}\n")
    texts = [alias.text for alias in load_actors([user])["iran"].aliases]
    assert texts == ["Islamic Republic of Iran", "Tehran", "Persia", "Eran"]
    assert "iran" not in load_actors([write(tmp_path / "own.yaml", "actors: []\n")], builtin=False)


def test_built_in_actor_is_defined_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeds(tmp_path, monkeypatch, groups="actors:\n  - {id: iran, name: Persia, type: State}\n", states=PACK)
    with pytest.raises(ActorError, match=r"states\.yaml:3: iran: groups\.yaml defines this actor too; remove name"):
        load_actors()


def test_real_gazetteer_loads() -> None:
    for actor in load_actors().values():
        assert actor.name
        assert actor.type in ACTOR_TYPES


FAULTS = [
    ("    name: Iran\n", "", r"pack1\.yaml:3: iran: the actor has no name; give its name, or the id of"),
    ("    name: Iran\n", "    name:\n", r"pack1\.yaml:3: iran: the actor has no name"),
    ("    name: Iran\n", "    name: ''\n", r"pack1\.yaml:4: iran\.name: is empty"),
    ("    type: State\n", "", r"pack1\.yaml:3: iran: the actor has no type"),
    ("type: State", "type: Country", r"pack1\.yaml:5: iran\.type: 'Country' is no actor type; write one of Person, "),
    ("id: iran", "id: Iran", r"pack1\.yaml:3: Iran\.id: 'Iran' does not fit; write an id of a-z"),
    ("  - id: iran\n    name", "  - name", r"pack1\.yaml:3: actors\[0\]\.id: is missing; add an id"),
    ("aliases:", "alias:", r"pack1\.yaml:6: iran\.alias: unknown key; did you mean 'aliases'\?"),
    ("kind: metonym", "kind: nick", r"pack1\.yaml:6: iran\.aliases\[1\]\.kind: 'nick' is no kind of alias"),
    ("[Islamic Republic of Iran,", '["",', r"pack1\.yaml:6: iran\.aliases\[0\]\.text: is empty; write a name"),
    ("[Islamic Republic of Iran,", '["  ",', r"pack1\.yaml:6: iran\.aliases\[0\]\.text: is empty"),
    ("[Islamic Republic of Iran,", '["a\\nb",', r"aliases\[0\]\.text: holds a line break or control character"),
    ("Islamic Republic", "I" * 201, r"pack1\.yaml:6: iran\.aliases\[0\]\.text: is 209 characters long; write at most"),
    (
        "adjectives: [Iranian]",
        "adjectives: Iranian",
        r"pack1\.yaml:7: iran\.adjectives: 'Iranian' does not fit; write a",
    ),
    ("demonyms: [Iranians]", "demonyms: ['']", r"pack1\.yaml:8: iran\.demonyms\[0\]: is empty"),
    ("wikidata: Q794", "wikidata: P794", r"pack1\.yaml:9: iran\.wikidata: 'P794' does not fit; write a Wikidata id"),
    ("wikidata: Q794", "wikidata: Q٧", r"pack1\.yaml:9: iran\.wikidata"),
    (
        "part_of: iran",
        "part_of: irn",
        r"pack1\.yaml:23: quds-force\.part_of: 'irn' is no known actor; did you mean 'ir",
    ),
    ("part_of: iran", "part_of: quds-force", r"goes in a circle \(quds-force > quds-force\)"),
    ("part_of: null", "part_of: quds-force", r"goes in a circle \(iran > quds-force > iran\)"),
    (
        "holder: ebrahim-raisi, from: 20",
        "holder: nobody, from: 20",
        r"pack1\.yaml:12: iran\.offices\[0\]\.holder: 'nobo",
    ),
    ("holder: ebrahim-raisi, from: 20", "holder: quds-force, from: 20", r"'quds-force' is a GovernmentBody; name the"),
    ("from: 2021-08-03", "from: 2021-13-03", r"pack1\.yaml:12: iran\.offices\[0\]\.from: '2021-13-03' is no ISO date"),
    ("from: 2021-08-03", "from: August 2021", r"'August 2021' is no ISO date; write it as 2012, 2012-06 or"),
    (
        "from: 2021-08-03",
        "from: 2025",
        r"pack1\.yaml:12: iran\.offices\[0\]: ends \(2024-05-19\) before it begins \(2025",
    ),
    ("title: president, ", "", r"iran\.offices\[0\]\.title: is missing; add the office in lower case"),
    ("gender: male", "gender: m", r"ebrahim-raisi\.gender: 'm' is no gender; write one of male, female"),
    ("part_of: iran", "gender: male", r"pack1\.yaml:23: quds-force\.gender: a GovernmentBody has no gender"),
    ("gender: male", "offices: [{title: x, holder: iran}]", r"ebrahim-raisi\.offices: offices stand with the state"),
    ("id: quds-force", "id: iran", r"pack1\.yaml:20: iran: the id stands twice in this file \(line 3\); join"),
    ("# states\n", "version: 1\n", r"pack1\.yaml:1: version: unknown key; keep only 'actors'"),
    ("actors:", "people:", r"pack1\.yaml: holds no list of actors; begin it with 'actors:'"),
]


@pytest.mark.parametrize(("old", "new", "message"), FAULTS, ids=[fault[2][:60] for fault in FAULTS])
def test_fault_names_file_line_key_and_mend(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in PACK
    with pytest.raises(ActorError, match=message) as caught:
        load(tmp_path, PACK.replace(old, new, 1))
    assert "\n" not in str(caught.value)
    assert "; " in str(caught.value)


def test_fault_in_json_names_the_key(tmp_path: Path) -> None:
    path = write(tmp_path / "p.json", '{"actors": [{"id": "iran", "name": "Iran", "type": "State", "alias": []}]}')
    with pytest.raises(ActorError, match=r"p\.json: iran\.alias: unknown key; did you mean 'aliases'\?"):
        load_actors([path], builtin=False)


def test_user_pack_may_only_name_known_actors(tmp_path: Path) -> None:
    more = "actors:\n  - {id: unit, name: Unit, type: GovernmentBody, part_of: atlantis}\n"
    with pytest.raises(ActorError, match=r"pack2\.yaml:2: unit\.part_of: 'atlantis' is no known actor"):
        load(tmp_path, PACK, more)


@pytest.mark.parametrize(
    "dates", [("2012", "2012-06"), ("2012-06", "2012"), ("2012-06-30", "2012-06-30"), ("2012-06-30", "2012-06")]
)
def test_dates_of_other_precision_may_overlap(tmp_path: Path, dates: tuple[str, str]) -> None:
    text = PACK.replace("from: 2021-08-03, to: 2024-05-19", f"from: '{dates[0]}', to: '{dates[1]}'")
    office = load(tmp_path, text)["iran"].offices[0]
    assert (office.start, office.end) == dates


def test_alias_like_a_yaml_word_stays_text(tmp_path: Path) -> None:
    aliases = load(tmp_path, PACK.replace("Islamic Republic of Iran", "NO, 313, 1e3, on"))["iran"].aliases
    assert [alias.text for alias in aliases] == ["NO", "313", "1e3", "on", "Tehran"]


def test_fingerprint_is_of_the_content(tmp_path: Path) -> None:
    one = load(tmp_path / "one", PACK)
    value = yaml.load(PACK, Loader=yaml.BaseLoader)  # noqa: S506 - dates stay text
    value["actors"].reverse()
    del value["actors"][-1]["part_of"]
    two = load_actors([write(tmp_path / "two.json", json.dumps(value))], builtin=False)
    assert actors_fingerprint(one) == actors_fingerprint(two)
    assert actors_fingerprint(dict(reversed(one.items()))) == actors_fingerprint(one)
    changed = load(tmp_path / "three", PACK.replace("kind: metonym", "kind: name"))
    assert actors_fingerprint(changed) != actors_fingerprint(one)


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Z")), min_size=1, max_size=12)
ENTRIES = st.fixed_dictionaries(
    {"name": NAMES, "type": st.sampled_from(ACTOR_TYPES), "aliases": st.lists(NAMES, max_size=4)}
)


@given(st.lists(ENTRIES, max_size=5))
@settings(deadline=None, max_examples=40)
def test_every_name_comes_back(tmp_path_factory: pytest.TempPathFactory, entries: list[dict[str, Any]]) -> None:
    entries = [{"id": f"actor-{number}", **entry} for number, entry in enumerate(entries)]
    path = tmp_path_factory.mktemp("pack") / "pack.yaml"
    write(path, yaml.safe_dump({"actors": entries}, allow_unicode=True))
    actors = load_actors([path], builtin=False)
    assert [(a.id, a.name, a.type) for a in actors.values()] == [(e["id"], e["name"], e["type"]) for e in entries]
    for entry in entries:
        texts = [alias.text for alias in actors[entry["id"]].aliases]
        assert texts == list(dict.fromkeys(entry["aliases"]))
