"""Each example of each relation as a case: `pytest tests/test_examples.py -k funds`."""

from __future__ import annotations

import pytest

from graphkit.lint import MIN_MATCHING, MIN_OTHER, is_matching, lint, run_examples
from graphkit.ontology import load_ontology

RELATIONS = [relation for relation in load_ontology().relations.values() if not relation.abstract]
EXAMPLES = [(relation.id, example.line) for relation in RELATIONS for example in relation.examples]


@pytest.fixture(scope="session")
def outcomes(builtin):
    """The outcome of every example, by relation and line."""
    return {(outcome.relation.id, outcome.example.line): outcome for outcome in run_examples(builtin)}


@pytest.mark.parametrize(("relation", "line"), EXAMPLES, ids=[f"{relation}:{line}" for relation, line in EXAMPLES])
def test_example(outcomes, relation, line):
    outcome = outcomes[relation, line]
    missing = [f"{e.subject} {e.relation} {e.object} ({e.modality or 'asserted'})" for e in outcome.missing]
    excess = [f"{s.subject_label} {s.relation} {s.object_label} ({s.modality}) by {s.rule}" for s in outcome.excess]
    assert (missing, excess) == ([], []), outcome.example.text


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.id)
def test_relation_has_examples_of_both_kinds(relation):
    known = {one.id: one for one in RELATIONS}
    matching = sum(is_matching(relation, example, known) for example in relation.examples)
    assert matching >= MIN_MATCHING
    assert len(relation.examples) - matching >= MIN_OTHER


def test_built_in_rules_have_no_error(builtin):
    assert [str(finding) for finding in lint(builtin) if finding.level == "error"] == []
