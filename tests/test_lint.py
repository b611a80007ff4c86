from __future__ import annotations

import pytest

from graphkit.extraction import Extractor
from graphkit.lint import lint, run_examples
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
  - {text: Iran asked Qatar to greet friends., edges: []}
  - {text: Iran greeted friends of Hamas., edges: []}
  - {text: Iran and Hamas greeted the morning., edges: []}
  - {text: Should Iran greet Hamas?, edges: []}
"""
)


@pytest.fixture
def findings(tmp_path, actors, extractor):
    """What lint finds in one relation file, as (line, level, problem)."""

    def read(text):
        folder = tmp_path / "rules" / "relations"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "greets.yaml").write_text(text, encoding="utf-8")
        other = Extractor(load_ontology([tmp_path / "rules"]), actors)
        other.__dict__["parser"] = extractor.parser
        found = [finding for finding in lint(other) if finding.path.endswith("greets.yaml")]
        assert found == sorted(found, key=lambda f: (f.path, f.line, f.level, f.problem))
        return [(finding.line, finding.level, finding.problem) for finding in found]

    return read


def line_of(text, part):
    return text[: text.index(part)].count("\n") + 1


def test_sound_relation_has_no_finding(findings):
    assert findings(GREETS) == []


def test_example_that_gives_nothing(findings):
    text = GREETS.replace("Iran waved at Hamas.", "Iran shouted at Hamas.")
    [failed, unused] = sorted(findings(text), key=lambda finding: finding[1])
    assert failed == (
        line_of(text, "shouted"),
        "error",
        "'Iran shouted at Hamas.' does not give Iran greets Hamas (asserted)",
    )
    assert unused[1:] == ("warning", "no example exercises '{subject} wave|nod at {object}'")


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


def test_pattern_that_repeats_another(findings):
    text = GREETS.replace('wave|nod at {object}"', 'wave|nod at {object}"\n  - "{subject} wave|bow at {object}"')
    assert (
        line_of(text, "bow"),
        "warning",
        f"'{{subject}} wave|bow at {{object}}' repeats wave of line {line_of(text, 'nod')}",
    ) in findings(text)


def test_too_few_examples(findings):
    text = GREETS[: GREETS.index("  - {text: Iran and Hamas")]
    assert findings(text) == [(1, "warning", "6 examples that match and 2 that must not; at least 6 and 4")]


def test_examples_of_one_relation(extractor):
    outcomes = run_examples(extractor, ["funds"])
    assert {outcome.relation.id for outcome in outcomes} == {"funds"}
    assert len(outcomes) == len(extractor.ontology.relations["funds"].examples)
    with pytest.raises(KeyError):
        run_examples(extractor, ["yodels"])
