from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.data import data_folder
from graphkit.errors import OntologyError
from graphkit.model import ACTOR_TYPES, MODALITIES
from graphkit.ontology import ExpectedEdge, Ontology, load_ontology, parse_expected_edge

SUPPORTS = """\
id: supports
about: backs
label: supports
inverse: supported by
family: support
subject: [State, Person]
object: [State, Person, ArmedGroup]
"""
FUNDS = """\
# what money does
id: funds
about: gives money to
label: funds
inverse: funded by
family: support
parent: supports
subject: [State, Person]
object: [ArmedGroup]
mappings: {wikidata: P8324, cameo: ["071", "07"]}
patterns:
  - "{subject} fund {object}"
  - "{subject} give  MONEY to {object}"
  - pattern: "{subject} cut off MONEY to {object}"
    status: ended
    modality: asserted
    subject: [State]
  - {pattern: "{subject} be client of {object}", swap: true}
examples:
  - text: Hamas is bankrolled by Tehran.
    edges: [Iran funds Hamas]
  - text: Iran's rivals fund the opposition.
    edges: []
"""
WORDS = "MONEY: [money, cash, financial aid]\nARMS: [gun]\n"


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def load(folder: Path, **files: str) -> Ontology:
    return load_ontology([write(folder, **{"words": WORDS, "supports": SUPPORTS, **files})], builtin=False)


def test_relation_holds_what_the_file_says(tmp_path: Path) -> None:
    ontology = load(tmp_path, funds=FUNDS)
    assert list(ontology.relations) == ["funds", "supports"]
    funds = ontology.relations["funds"]
    assert (funds.label, funds.inverse, funds.family, funds.parent) == ("funds", "funded by", "support", "supports")
    assert (funds.symmetric, funds.abstract) == (False, False)
    assert funds.subject == {"State", "Person"}
    assert funds.mappings == {"wikidata": ("P8324",), "cameo": ("071", "07")}
    assert funds.path == tmp_path / "funds.yaml"
    assert ontology.words["MONEY"] == {"money", "cash", "financial aid"}
    assert tuple(ontology.actor_types) == ACTOR_TYPES


def test_rules_have_names_ends_marks_and_lines(tmp_path: Path) -> None:
    plain, spaced, ended, swapped = load(tmp_path, funds=FUNDS).relations["funds"].rules
    assert (plain.name, plain.relation, plain.line) == ("funds: {subject} fund {object}", "funds", 12)
    assert (plain.status, plain.modality, plain.swap) == ("", "", False)
    assert spaced.name == "funds: {subject} give MONEY to {object}"
    assert spaced.pattern.elements[1].words == {"money", "cash", "financial aid"}
    assert (ended.status, ended.modality, ended.line) == ("ended", "asserted", 14)
    assert (ended.subject, ended.object) == ({"State"}, {"ArmedGroup"})
    assert swapped.swap is True


def test_examples_have_their_lines(tmp_path: Path) -> None:
    examples = load(tmp_path, funds=FUNDS).relations["funds"].examples
    assert [(example.edges, example.line) for example in examples] == [(("Iran funds Hamas",), 20), ((), 22)]


def test_children_and_ancestors(tmp_path: Path) -> None:
    grants = SUPPORTS.replace("id: supports", "id: grants\nparent: funds")
    ontology = load(tmp_path, funds=FUNDS, grants=grants)
    assert ontology.children("supports") == ("funds",)
    assert ontology.children("grants") == ()
    assert ontology.ancestors("grants") == ("funds", "supports")
    assert ontology.ancestors("supports") == ()
    with pytest.raises(KeyError):
        ontology.ancestors("loves")


def test_user_folder_adds_and_replaces(tmp_path: Path) -> None:
    first = write(tmp_path / "first", words=WORDS, supports=SUPPORTS, funds=FUNDS)
    second = write(tmp_path / "second", words="MONEY: [gold]\n")
    write(second / "relations", supports=SUPPORTS.replace("about: backs", "about: stands by"))
    ontology = load_ontology([first, second], builtin=False)
    assert ontology.relations["supports"].about == "stands by"
    assert ontology.words == {"MONEY": {"gold"}, "ARMS": {"gun"}}
    assert ontology.relations["funds"].rules[1].pattern.elements[1].words == {"gold"}


def test_user_folder_extends_the_built_in_relations(tmp_path: Path) -> None:
    built_in = load_ontology()
    folder = write(tmp_path, lends=FUNDS.replace("id: funds", "id: lends").replace("Iran funds", "Iran lends"))
    ontology = load_ontology([folder])
    assert set(ontology.relations) == {*built_in.relations, "lends"}
    assert ontology.ancestors("lends") == ("supports",)


def test_built_in_tree() -> None:
    """Parents are true implications: words (endorses) and room (hosts) imply no support."""
    relations = load_ontology().relations
    parents = {
        "supports": {"funds", "arms", "trains", "aids"},
        "affiliated_with": {"member_of", "leads", "official_of", "part_of", "proxy_of", "founded"},
        "engages": {"allied_with", "cooperates_with", "meets", "talks_with", "negotiates_with", "mediates"},
        "opposes": {"condemns", "accuses", "threatens", "sanctions", "blockades"},
        "uses_force_against": {"attacks", "fights", "kills", "detains"},
    }
    expected = {child: parent for parent, children in parents.items() for child in children}
    assert {name: relation.parent for name, relation in relations.items() if relation.parent} == {
        name: expected[name] for name in relations if name in expected
    }
    abstract = {name for name, relation in relations.items() if relation.abstract}
    assert abstract == {"affiliated_with", "engages", "uses_force_against"}


@pytest.mark.parametrize("name", ["funds", "hosts"])
def test_model_relations_show_matches_and_must_nots(name: str) -> None:
    examples = load_ontology().relations[name].examples
    assert sum(bool(example.edges) for example in examples) >= 10
    assert sum(not example.edges for example in examples) >= 6


def test_fingerprint_ignores_comments_layout_and_place(tmp_path: Path) -> None:
    one = load(tmp_path / "one", funds=FUNDS)
    other = FUNDS.replace("# what money does\n", "\n\n# other words\n").replace("give  MONEY", "give MONEY")
    other = other.replace("subject: [State, Person]", "subject:\n  - Person\n  - State")
    two = load(tmp_path / "two", funds=other, words=f"# sets\n{WORDS}\nNEW: [word]\n")
    assert one.fingerprint() == two.fingerprint()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("fund {object}", "fund|finance {object}"),
        ("status: ended", "status: started"),
        ("swap: true", "swap: false"),
        ("label: funds", "label: pays"),
        ("object: [ArmedGroup]", "object: [ArmedGroup, State]"),
        ("P8324", "P8325"),
    ],
)
def test_fingerprint_sees_every_change_of_meaning(tmp_path: Path, old: str, new: str) -> None:
    assert FUNDS.count(old) == 1
    one, two = load(tmp_path / "one", funds=FUNDS), load(tmp_path / "two", funds=FUNDS.replace(old, new))
    assert one.fingerprint() != two.fingerprint()


def test_fingerprint_sees_a_changed_word_set(tmp_path: Path) -> None:
    one, two = load(tmp_path / "one", funds=FUNDS), load(tmp_path / "two", funds=FUNDS, words="MONEY: [money]\n")
    assert one.fingerprint() != two.fingerprint()


def test_fingerprint_does_not_hang_on_the_hash_seed(tmp_path: Path) -> None:
    write(tmp_path, words=WORDS, supports=SUPPORTS, funds=FUNDS)
    code = (
        "from pathlib import Path; import sys; from graphkit.ontology import load_ontology;"
        "print(load_ontology([Path(sys.argv[1])], builtin=False).fingerprint())"
    )
    found = set()
    for seed in ("1", "2", "3"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[1])}
        command = [sys.executable, "-c", code, str(tmp_path)]
        found.add(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
    assert len(found) == 1


def test_importing_loads_no_heavy_library() -> None:
    code = "import sys, graphkit.ontology, graphkit.actors; print({'pydantic', 'rdflib', 'spacy'} & set(sys.modules))"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


FAULTS = [
    ("label: funds", "labl: funds", r"funds\.yaml:4: labl: unknown key; did you mean 'label'\?"),
    ("about: gives money to\n", "", r"funds\.yaml:1: about: is missing; add what the relation means"),
    ("inverse: funded by\n", "", r"funds\.yaml:1: inverse: is missing"),
    ("family: support", "family: suport", r"funds\.yaml:6: family: 'suport' is no family; write one of support, "),
    ("parent: supports", "parent: suports", r"funds\.yaml:7: parent: no relation is called 'suports'; did you mean"),
    ("parent: supports", "parent: funds", r"funds\.yaml:7: parent: goes in a circle \(funds > funds\)"),
    ("subject: [State, Person]", "subject: [Stat]", r"funds\.yaml:8: subject\[0\]: 'Stat' is no actor type"),
    ("subject: [State, Person]", "subject: []", r"funds\.yaml:8: subject: no type of actor may be the subject"),
    ("subject: [State, Person]", "subject: State", r"funds\.yaml:8: subject: 'State' does not fit; write a list"),
    ("wikidata: P8324", "wikidata: 8324", r"funds\.yaml:10: mappings\.wikidata\[0\]: '8324' does not fit"),
    ("id: funds", "id: fund", r"funds\.yaml:2: id: the id 'fund' differs from the file's name; call the file fund"),
    ("{subject} fund {object}", "{subjct} fund {object}", r"funds\.yaml:12: patterns\[0\]: '\{subjct\}' is no slot"),
    ("give  MONEY", "give MONY", r"funds\.yaml:13: patterns\[1\]: 'MONY' is no word set"),
    (
        "give  MONEY to {object}",
        "fund {object}",
        r"funds\.yaml:13: patterns\[1\]: the pattern stands twice \(line 12\)",
    ),
    ("status: ended", "status: stopped", r"funds\.yaml:15: patterns\[2\]\.status: 'stopped' is no status; write one "),
    ("modality: asserted", "modality: sure", r"funds\.yaml:16: patterns\[2\]\.modality: 'sure' is no modality"),
    (
        "    subject: [State]",
        "    subject: [Place]",
        r"funds\.yaml:17: patterns\[2\]\.subject: Place cannot be the sub",
    ),
    ("    subject: [State]", "    subject: []", r"funds\.yaml:17: patterns\[2\]\.subject: no type cannot be the sub"),
    ("swap: true", "swop: true", r"funds\.yaml:18: patterns\[3\]\.swop: unknown key; did you mean 'swap'\?"),
    ("swap: true", "swap: perhaps", r"funds\.yaml:18: patterns\[3\]\.swap: 'perhaps' does not fit; write true or"),
    ("edges: [Iran funds Hamas]", "edge: []", r"funds\.yaml:21: examples\[0\]\.edge: unknown key"),
    ("    edges: [Iran funds Hamas]\n", "", r"funds\.yaml:20: examples\[0\]\.edges: is missing"),
    ("Iran funds Hamas", "Iran fnuds Hamas", r"funds\.yaml:21: examples\[0\]\.edges\[0\]: 'Iran fnuds Hamas' names no"),
    ("Iran funds Hamas", "Iran funds Hamas (sure)", r"funds\.yaml:21: .*'\(sure\)' is no modality and status"),
]


@pytest.mark.parametrize(("old", "new", "message"), FAULTS, ids=[fault[2][:60] for fault in FAULTS])
def test_fault_names_file_line_key_and_mend(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert FUNDS.count(old) == 1
    with pytest.raises(OntologyError, match=message) as caught:
        load(tmp_path, funds=FUNDS.replace(old, new))
    assert "\n" not in str(caught.value)
    assert "; " in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no mapping"),
        ("- a\n", "is no mapping"),
        ("id: funds\n" * 2, "stands twice"),
    ],
)
def test_file_that_is_no_relation(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(OntologyError, match=message):
        load(tmp_path, funds=text)


def test_parents_in_a_circle(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"parent: goes in a circle \(funds > supports > funds\)"):
        load(tmp_path, funds=FUNDS, supports=SUPPORTS + "parent: funds\n")


def test_abstract_relation_needs_no_ends_and_takes_no_patterns(tmp_path: Path) -> None:
    abstract = "id: engages\nabout: deals with\nlabel: engages\nfamily: engagement\nabstract: true\n"
    engages = load(tmp_path, engages=abstract).relations["engages"]
    assert (engages.abstract, engages.subject) == (True, frozenset(ACTOR_TYPES))
    with pytest.raises(OntologyError, match=r"engages\.yaml:6: patterns: an abstract relation is never extracted"):
        load(tmp_path, engages=abstract + 'patterns: ["{subject} engage {object}"]\n')


def test_symmetric_relation_has_equal_ends(tmp_path: Path) -> None:
    meets = SUPPORTS.replace("supports", "meets").replace("inverse: supported by\n", "symmetric: true\n")
    with pytest.raises(OntologyError, match=r"meets\.yaml:7: object: both ends of a symmetric relation"):
        load(tmp_path, meets=meets)
    relation = load(tmp_path, meets=meets.replace(", ArmedGroup", "")).relations["meets"]
    assert (relation.symmetric, relation.inverse) == (True, "meets")


@pytest.mark.parametrize("name", ["edge", "denied", "status"])
def test_id_of_a_vocabulary_term_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(OntologyError, match=f"id: '{name}' is a term of the vocabulary"):
        load(tmp_path, **{name: SUPPORTS.replace("id: supports", f"id: {name}")})


def test_two_files_of_one_id_in_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "relations", supports=SUPPORTS)
    with pytest.raises(OntologyError, match=r"/supports\.yaml: .*/relations/supports\.yaml has the same id"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("money: [cash]\n", r"words\.yaml:1: money"),
        ("MONEY: [Cash]\n", r"words\.yaml:1: MONEY\[0\]: 'Cash' is no lemma"),
        ("", r"words\.yaml: is no mapping; write keys and values with colons"),
        ("MONEY: {a: b}\n", r"words\.yaml:1: MONEY"),
    ],
)
def test_bad_word_set(tmp_path: Path, words: str, message: str) -> None:
    with pytest.raises(OntologyError, match=message):
        load(tmp_path, words=words)


def test_user_folder_must_be_one(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"none: no such folder"):
        load_ontology([tmp_path / "none"])
    with pytest.raises(OntologyError, match=r"holds no \.yaml file"):
        load_ontology([tmp_path])
    with pytest.raises(OntologyError, match=r"actor_types\.yaml: actor types cannot be changed"):
        load_ontology([write(tmp_path, actor_types="Person: {}\n")])


def test_large_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"funds\.yaml: is 1,\d{3},\d{3} bytes long"):
        load(tmp_path, funds=FUNDS + "#" * 1_000_000)


@pytest.mark.parametrize(
    ("text", "edge"),
    [
        ("Iran funds Hamas", ExpectedEdge("Iran", "funds", "Hamas")),
        ("Saudi Arabia funds Free Syrian Army", ExpectedEdge("Saudi Arabia", "funds", "Free Syrian Army")),
        ("Iran funds Hamas (denied)", ExpectedEdge("Iran", "funds", "Hamas", "denied")),
        ("Iran funds Hamas (ended)", ExpectedEdge("Iran", "funds", "Hamas", None, "ended")),
        (" Iran  funds Hamas(asserted,ended) ", ExpectedEdge("Iran", "funds", "Hamas", "asserted", "ended")),
        ("Iran part_of Axis of arms", ExpectedEdge("Iran", "part_of", "Axis of arms")),
        ("Children of arms funds Hamas", ExpectedEdge("Children of arms", "funds", "Hamas")),
    ],
)
def test_expected_edge(text: str, edge: ExpectedEdge) -> None:
    assert parse_expected_edge(text, {"funds", "part_of", "arms"}, "funds") == edge


@pytest.mark.parametrize(
    "text",
    ["", "Iran", "funds Hamas", "Iran funds", "Iran funds Hamas funds Syria", "Iran funds Hamas (denied, denied)"],
)
def test_unclear_expected_edge(text: str) -> None:
    with pytest.raises(ValueError, match="write"):
        parse_expected_edge(text, {"funds", "arms"}, "funds")


NAME = st.lists(st.sampled_from(["Iran", "Al", "of", "the", "Front", "al-Qaeda"]), min_size=1, max_size=4).map(" ".join)


@given(NAME, NAME, st.sampled_from([None, *MODALITIES]), st.sampled_from([None, "started", "ended"]))
@settings(deadline=None)
def test_expected_edge_round_trip(subject: str, object_: str, modality: str | None, status: str | None) -> None:
    marks = ", ".join(mark for mark in (modality, status) if mark)
    text = f"{subject} member_of {object_}" + (f" ({marks})" if marks else "")
    expected = ExpectedEdge(subject, "member_of", object_, modality, status)
    assert parse_expected_edge(text, {"funds", "member_of"}) == expected


def test_built_in_files_are_below_the_data_folder() -> None:
    folder = data_folder("ontology") / "relations"
    assert {relation.path.parent for relation in load_ontology().relations.values()} == {folder}
