from __future__ import annotations

import pytest

from graphkit.actors import load_actors
from graphkit.model import Document
from graphkit.parse import split_sentences
from graphkit.pipeline import build
from graphkit.suggest import Suggestion, suggest_actors, suggestions_yaml
from graphkit.suggest.names import find_unknown_names
from tests.command import graphkit


def suggested(extractor, *texts, least=1):
    documents = [Document(f"d{number}", text) for number, text in enumerate(texts)]
    return {one.name: one for one in suggest_actors(extractor, documents, least)}


def names(extractor, text):
    reading = extractor.read(Document("text", text))
    found = find_unknown_names(text, list(split_sentences(text)), reading.mentions)
    return [text[one.begin : one.end] for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran funds the Sylvan Brigade.", ["Sylvan Brigade"]),
        ("The Sylvan Brigade's men left Doha.", ["Sylvan Brigade"]),
        ("Officials met Anna de la Cruz and Omar al-Shami on Monday.", ["Anna de la Cruz", "Omar al-Shami"]),
        ("Additionally, President Anna Weiss left.", ["Anna Weiss"]),
        ("Men of the 407th Wing and of CTF 50 left.", ["407th Wing", "CTF 50"]),
        ("The Hamas Political Bureau met.", ["Hamas Political Bureau"]),
        ("Iranian President Anna Weiss spoke.", ["Anna Weiss"]),
        ("The Counter-Daesh League met in January.", ["Counter-Daesh League"]),
        ("Officials of the Sylvan Party left. Anna Weiss stayed.", ["Sylvan Party", "Anna Weiss"]),
        ("Iran met Hamas in Doha. Rebels left.", []),
        ("New Rules For Oil Traders In The Port Of Sylva", []),
        ("they saw nobody in may", []),
        ("", []),
    ],
)
def test_unknown_names(extractor, text, expected):
    assert names(extractor, text) == expected


def test_name_at_the_end_of_a_rule_counts_and_another_does_not(extractor):
    found = suggested(
        extractor,
        "Iran funds the Sylvan Brigade. The Sylvan Brigade attacked Israel.",
        "The Sylvan Brigade attacked Israel. The Orlov Prize was given to a poet.",
    )
    assert set(found) == {"Sylvan Brigade"}
    one = found["Sylvan Brigade"]
    assert (one.count, one.documents, one.type, one.why) == (3, 2, "ArmedGroup", "a word of the name")
    assert one.sentences == ("Iran funds the Sylvan Brigade.", "The Sylvan Brigade attacked Israel.")


def test_both_ends_may_be_unknown(extractor):
    assert set(suggested(extractor, "The Sylvan Brigade attacked the Orlov Battalion.")) == {
        "Sylvan Brigade",
        "Orlov Battalion",
    }


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Foreign minister Anna Weiss met Ismail Haniyeh.", "Anna Weiss", "Person"),
        ("Anna Weiss, who met Ismail Haniyeh, left.", "Anna Weiss", "Person"),
        ("Hamas leader Ismail Haniyeh lives in Strelsau.", "Strelsau", "Place"),
        ("Iran funds the Orlov Ministry.", "Orlov Ministry", "GovernmentBody"),
        ("Iran funds the Orlov Foundation.", "Orlov Foundation", "Organization"),
        ("Iran attacked the Orlov Front.", "Orlov Front", "ArmedGroup"),
        ("Iran joined the Orlov Alliance.", "Orlov Alliance", "Coalition"),
    ],
)
def test_guessed_type(extractor, text, name, kind):
    assert suggested(extractor, text)[name].type == kind


def test_variants_are_one_name(extractor):
    found = suggested(
        extractor,
        "President Zora Weiss met Hamas. Weiss praised Iran.",
        "Iran funds the Sylvan People's Front (SPF). Israel attacked the SPF. Egypt praised the SPF.",
        "Iran funds Žółta. Egypt funds Zolta. Israel funds Zolta.",
    )
    assert (found["Zora Weiss"].aliases, found["Zora Weiss"].count) == (("Weiss",), 2)
    [front] = [one for one in found.values() if "SPF" in (one.name, *one.aliases)]
    assert {front.name, *front.aliases} == {"SPF", "Sylvan People's Front"}
    assert (found["Zolta"].aliases, found["Zolta"].count) == (("Žółta",), 3)


def test_surname_of_two_persons_stays_alone(extractor):
    text = "Zora Weiss met Hamas. Piotr Weiss met Iran. Egypt praised Weiss."
    assert {"Weiss", "Zora Weiss", "Piotr Weiss"} <= set(suggested(extractor, text))


def test_part_of_a_known_actor(extractor):
    assert suggested(extractor, "Iran funds the Hamas Welfare Office.")["Hamas Welfare Office"].part_of == "hamas"


def test_rare_names_are_left_out_and_frequent_ones_come_first(extractor):
    text = "Iran funds the Orlov Front. Iran arms the Sylvan Brigade. Israel attacked the Sylvan Brigade."
    assert list(suggested(extractor, text, least=2)) == ["Sylvan Brigade"]
    assert list(suggested(extractor, text)) == ["Sylvan Brigade", "Orlov Front"]


def test_list_is_a_pack_whatever_the_names(tmp_path):
    hostile = ["Sylvan Brigade", "On", "Ж: 'x' # y", 'a "b" \\', "- x", "No", "{a: b}", "407th Wing"]
    found = [
        Suggestion(
            name, "Organization", "a word", 1, 1, aliases=(f"{name} [2]",), sentences=("One\x07\n- id: iran\u2028",)
        )
        for name in hostile
    ]
    (tmp_path / "pack.yaml").write_text(suggestions_yaml(found, ["sylvan-brigade"]), encoding="utf-8")
    pack = load_actors([tmp_path / "pack.yaml"], builtin=False)
    assert sorted(actor.name for actor in pack.values()) == sorted(hostile)
    assert "sylvan-brigade-2" in pack
    assert "iran" not in pack


def test_suggested_pack_gives_the_edge_that_was_missing(extractor, tmp_path, pack):
    source = tmp_path / "a.txt"
    source.write_text("Iran funds the Sylvan Brigade. Egypt praised the Sylvan Brigade.", encoding="utf-8")
    build(extractor, [str(source)], tmp_path / "out")
    before = (tmp_path / "out" / "statements.jsonl").read_bytes()
    actors = ("--only-actors", "--actors", pack)
    done = graphkit("actors", "suggest", tmp_path / "out", *actors, "-o", tmp_path / "more.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert before == (tmp_path / "out" / "statements.jsonl").read_bytes() == b""
    done = graphkit("extract", "Iran funds the Sylvan Brigade.", *actors, "--actors", tmp_path / "more.yaml")
    assert "Sylvan Brigade" in done.stdout
    assert "funds" in done.stdout


def test_no_output_folder_is_named(tmp_path):
    done = graphkit("actors", "suggest", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert str(tmp_path) in done.stderr
