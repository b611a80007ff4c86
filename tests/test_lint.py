from __future__ import annotations

import pytest

from graphkit.extraction import Extractor
from graphkit.lint import lint, run_examples
from graphkit.lint.word_sets import check_words
from graphkit.ontology import load_ontology

HEADER = """\
id: greets
about: Says hello to.
label: greets
inverse: greeted by
family: engagement
subject: [State, ArmedGroup, Person]
object: [State, ArmedGroup, Person]
"""
GREETS = (
    HEADER
    + """\
patterns:
  - "{subject} greet {object}"
  - "{subject} wave|nod at {object}"
examples:
  - {text: Iran greeted Hamas., edges: [Iran greets Hamas]}
  - {text: Hamas was greeted by Iran., edges: [Iran greets Hamas]}
  - {text: "Iran, which had greeted Hamas before, left.", edges: [Iran greets Hamas]}
  - {text: Iran will greet Hamas., edges: [Iran greets Hamas (planned)]}
  - {text: Iran did not greet Hamas., edges: [Iran greets Hamas (denied)]}
  - {text: Iran waved at Hamas., edges: [Iran greets Hamas]}
  - {text: Iran nodded at Hamas., edges: [Iran greets Hamas]}
  - {text: Iran has greeted Hamas., edges: [Iran greets Hamas]}
  - {text: Iran reportedly greeted Hamas., edges: [Iran greets Hamas (alleged)]}
  - {text: Iran greeted Hamas and Qatar., edges: [Iran greets Hamas, Iran greets Qatar]}
  - {text: Iran asked Qatar to greet friends., edges: []}
  - {text: Iran greeted friends of Hamas., edges: []}
  - {text: Iran and Hamas greeted the morning., edges: []}
  - {text: Iran nodded off beside Hamas., edges: []}
  - {text: "Iran, which greeted Egypt, funds Hamas.", edges: [Iran greets Egypt, Iran funds Hamas]}
  - {text: Iran waved flags of Hamas., edges: []}
  - {text: "Iran, which funds Hamas, greeted nobody.", edges: [Iran funds Hamas]}
  - {text: Should Iran greet Hamas?, edges: []}
"""
)


FUNDS = (
    HEADER.replace("greets", "funds")
    + """\
patterns: ["{subject} fund {object}"]
examples: [{text: Iran funds Hamas., edges: [Iran funds Hamas]}]
"""
)


@pytest.fixture
def findings(tmp_path, actors, extractor):
    """What lint finds in one relation file, as (line, level, problem)."""

    def read(text, file="greets.yaml", **others):
        folder = tmp_path / "rules" / "relations"
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in {"greets": text, "funds": FUNDS, **others}.items():
            (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
        other = Extractor(load_ontology([tmp_path / "rules"], builtin=False), actors)
        other.__dict__["parser"] = extractor.parser
        found = [finding for finding in lint(other) if finding.path.endswith(f"/rules/relations/{file}")]
        assert found == sorted(found, key=lambda f: (f.path, f.line, f.level, f.problem))
        assert all(str(one).startswith(f"{one.path}:{one.line}: ") and str(one).endswith(one.mend) for one in found)
        assert all(one.mend for one in found)
        return [(finding.line, finding.level, finding.problem) for finding in found]

    return read


def line_of(text, part):
    return text[: text.index(part)].count("\n") + 1


def test_sound_relation_has_no_finding(findings):
    assert findings(GREETS) == []


def test_example_that_gives_nothing(findings):
    text = GREETS.replace("Iran waved at Hamas.", "Iran shouted at Hamas.")
    assert findings(text) == [
        (line_of(text, "shouted"), "error", "'Iran shouted at Hamas.' does not give Iran greets Hamas (asserted)")
    ]


def test_example_that_gives_too_much(findings):
    text = GREETS.replace("Should Iran greet Hamas?", "Iran greeted Hamas warmly.")
    [(line, level, problem)] = findings(text)
    assert (line, level) == (line_of(text, "warmly"), "error")
    assert problem == (
        "'Iran greeted Hamas warmly.' gives Iran greets Hamas (asserted), by greets: {subject} greet {object}"
    )


def test_example_with_another_modality(findings):
    text = GREETS.replace("Hamas (planned)", "Hamas (possible)")
    assert [(level, problem) for _, level, problem in findings(text)] == [
        ("error", "'Iran will greet Hamas.' does not give Iran greets Hamas (possible)"),
        ("error", "'Iran will greet Hamas.' gives Iran greets Hamas (planned), by greets: {subject} greet {object}"),
    ]


@pytest.mark.parametrize(
    ("example", "problem"),
    [
        ("Iran greeted friends.", "names fewer than two actors, so it tests nothing"),
        ("Iran ignored Hamas.", "holds no trigger of the relation, so it tests nothing"),
    ],
)
def test_must_not_example_that_cannot_match(findings, example, problem):
    text = GREETS.replace("Should Iran greet Hamas?", example)
    assert findings(text) == [(line_of(text, example), "error", f"'{example}' {problem}")]


def with_pattern(pattern):
    """Return the relation with one more pattern after its first two."""
    return GREETS.replace('nod at {object}"', f'nod at {{object}}"\n  - {pattern}')


def test_edge_of_another_relation_is_tested_too(findings):
    text = GREETS.replace("[Iran funds Hamas]", "[Iran arms Hamas]")
    [*_, (line, level, problem)] = [
        one for one in findings(text, arms=FUNDS.replace("fund", "arm")) if one[1] == "error"
    ]
    assert (line, level) == (line_of(text, "greeted nobody"), "error")
    assert problem == "'Iran, which funds Hamas, greeted nobody.' does not give Iran arms Hamas (asserted)"


def test_pattern_that_fires_on_a_must_not_example_of_another_relation(findings):
    text = GREETS.replace(
        "Iran waved flags of Hamas., edges: []", '"Iran waved, and Iran reportedly funds Hamas.", edges: []'
    )
    [(line, level, problem)] = findings(text)
    assert (line, level) == (line_of(text, "waved, and"), "warning")
    assert "must not match, but 'funds: {subject} fund" in problem
    assert "(funds.yaml:" in problem
    assert problem.endswith("reads Iran funds Hamas (alleged)")


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        (
            '"{subject} wave|bow at {object}"',
            "'{subject} wave|nod at {object}' of line 10 shadows '{subject} wave|bow at {object}' where it says wave",
        ),
        (
            '"{subject} greet {object} with kiss"',
            "'{subject} greet {object}' of line 9 shadows '{subject} greet {object} with kiss'",
        ),
        (
            '{pattern: "{subject} greet {object} at gate", subject: [State]}',
            "'{subject} greet {object}' of line 9 shadows '{subject} greet {object} at gate'",
        ),
    ],
)
def test_pattern_that_another_shadows(findings, pattern, problem):
    assert (11, "warning", problem) in findings(with_pattern(pattern))


@pytest.mark.parametrize(
    "pattern",
    [
        '{pattern: "{subject} greet {object} with kiss", status: started}',
        '{pattern: "{subject} greet {object} with kiss", modality: alleged}',
        '{pattern: "{subject} greet {object} with kiss", swap: true}',
        '"{subject} wave flag at {object}"',
        '"{subject} greet off {object}"',
        '"{subject} greet to visit {object}"',
    ],
)
def test_pattern_that_says_more_is_not_shadowed(findings, pattern):
    assert not [problem for _, _, problem in findings(with_pattern(pattern)) if " shadows " in problem]


def test_pattern_without_an_example_gets_a_sentence_for_one(findings):
    [(line, level, problem)] = findings(with_pattern('"{subject} salute {object}"'))
    assert (line, level, problem) == (11, "warning", "no example exercises '{subject} salute {object}'")


@pytest.mark.parametrize(
    ("pattern", "word"),
    [('"{subject} greeted {object}"', "greeted"), ('"{subject}\'s greetings to {object}"', "greetings")],
)
def test_word_that_can_never_match(findings, pattern, word):
    problems = [problem for _, _, problem in findings(with_pattern(pattern))]
    assert f"'{word}' in {pattern.replace(chr(34), chr(39))} can never match: it is no base form" in problems


def test_pattern_that_seems_never_to_match(findings):
    [(line, level, problem)] = findings(with_pattern('"{subject} yodel {object} fishes"'))
    assert (line, level) == (11, "warning")
    assert problem.startswith("'{subject} yodel {object} fishes' seems never to match: not even '")


def test_two_relations_that_read_the_same_words(findings):
    salutes = (
        GREETS.replace("greets", "salutes").replace("nod at", "bow at").replace("{subject} greet ", "{subject} hail ")
    )
    [found] = [problem for _, _, problem in findings(GREETS, salutes=salutes) if "both read" in problem]
    assert found == (
        "'{subject} wave|nod at {object}' and '{subject} wave|bow at {object}' of salutes (salutes.yaml:10)"
        " both read wave"
    )


def test_parent_and_child_may_read_the_same_words(findings):
    salutes = GREETS.replace("id: greets", "id: salutes").replace("greets ", "salutes ")
    salutes = salutes.replace("family: engagement", "family: engagement\nparent: greets")
    assert not [problem for _, _, problem in findings(GREETS, salutes=salutes) if "both read" in problem]


def test_word_sets(tmp_path, actors):
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "words.yaml").write_text("GIFTS: [rose, cake]\nSWEETS: [cake]\nSTONES: [pebble]\n", encoding="utf-8")
    (folder / "greets.yaml").write_text(
        HEADER + 'patterns: ["{subject} greet {object} with GIFTS|SWEETS"]\n', encoding="utf-8"
    )
    found = check_words(load_ontology([folder], builtin=False))
    assert [(finding.line, finding.problem) for finding in found] == [
        (3, "no pattern uses STONES"),
        (2, "GIFTS holds every word of SWEETS"),
    ]


def test_too_few_examples(findings):
    text = GREETS[: GREETS.index("  - {text: Iran and Hamas")]
    assert findings(text) == [(1, "warning", "10 examples that match and 2 that must not")]


def test_examples_of_one_relation(extractor):
    outcomes = run_examples(extractor, ["funds"])
    assert {outcome.relation.id for outcome in outcomes} == {"funds"}
    assert len(outcomes) == len(extractor.ontology.relations["funds"].examples)
    with pytest.raises(KeyError):
        run_examples(extractor, ["yodels"])
