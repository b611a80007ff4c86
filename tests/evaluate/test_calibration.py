from __future__ import annotations

import math

import pytest

from graphkit.confidence import FEATURES, Confidence
from graphkit.errors import OntologyError
from graphkit.evaluate import confidence_yaml, fit_confidence
from graphkit.evaluate.calibration import BINS, Judged, left_out, reliability
from graphkit.ontology import load_ontology
from tests.factories import Report


def judged(document, right, **values):
    return Judged(document, dict.fromkeys(FEATURES, "usual") | values, right)


def some(document, right, wrong, **values):
    return [judged(document, True, **values)] * right + [judged(document, False, **values)] * wrong


def probability(model, **values):
    features = dict.fromkeys(FEATURES, "usual") | values
    odds = model.base + sum(model.effects[name].get(features[name], 0.0) for name in FEATURES)
    return 1 / (1 + math.exp(-odds))


def test_share_of_right_ones_is_learnt():
    model = fit_confidence(some("a", 80, 20))
    assert probability(model) == pytest.approx(0.8, abs=0.01)
    assert (model.statements, model.documents) == (100, 1)


def test_many_observations_move_a_construction_and_few_do_not():
    model = fit_confidence(
        [*some("a", 180, 20), *some("a", 60, 60, construction="often"), *some("a", 0, 1, construction="once")]
    )
    assert probability(model, construction="often") < 0.62
    assert 0.6 < probability(model, construction="once") < probability(model)
    assert probability(model, construction="never seen") < 0.95


def test_construction_has_more_room_than_a_relation():
    data = [*some("a", 90, 10), *some("a", 5, 5, construction="odd"), *some("a", 5, 5, relation="odd")]
    model = fit_confidence(data)
    assert probability(model, construction="odd") < probability(model, relation="odd") - 0.05


def test_relation_is_drawn_to_its_family():
    data = [*some("a", 90, 10), *some("a", 30, 30, family="bad", relation="one")]
    model = fit_confidence(data)
    assert probability(model, family="bad", relation="unseen") < probability(model, relation="unseen") - 0.02


def test_all_right_is_not_certain():
    assert 0.8 < probability(fit_confidence(some("a", 10, 0))) < 1


def test_informative_features_predict_better_than_the_base_rate():
    data = [one for document in "abcdef" for one in (*some(document, 9, 1), *some(document, 2, 8, construction="hard"))]
    found = reliability(data)
    assert (found.documents, found.statements) == (6, 120)
    assert found.log_loss < found.base_log_loss - 0.1
    assert found.brier < found.base_brier - 0.05
    assert sum(one.count for one in found.bins) == 120
    assert all(one.low in BINS and 0 <= one.right <= 1 for one in found.bins)


def test_a_document_does_not_predict_itself():
    """In each document another construction fails; no other document knows of it."""
    data = [one for d in "abcd" for one in (*some(d, 9, 0), *some(d, 0, 3, construction=d))]
    wrong = [p for p, right in left_out(data) if not right]
    assert len(wrong) == 12
    assert min(wrong) > 0.5


def test_one_document_cannot_be_left_out():
    assert reliability(some("a", 3, 1)) is None


def test_file_of_effects_is_read_again(tmp_path):
    model = fit_confidence([*some("a", 8, 2), *some("b", 2, 3, construction="light verb", mention="pronoun")])
    (tmp_path / "confidence.yaml").write_text(confidence_yaml(model), encoding="utf-8")
    assert load_ontology([tmp_path]).confidence == model


def test_confidence_of_a_statement(tmp_path):
    [statement] = (
        Report("a").say("ruritania", "funds", "the-front", modality="alleged", construction="active").statements
    )
    model = Confidence(
        1.0, {"family": {"support": 0.5}, "relation": {"funds": -0.2}, "modality": {"alleged": -1.3}}, 9, 2
    )
    assert model.of(statement, "support") == 0.5
    assert model.of(statement, "another") == round(1 / (1 + math.exp(0.5)), 3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("base: 1\nstatements: 3\ndocuments: 1\neffects: {weather: {fine: 1}}\n", "'weather' is no feature"),
        ("base: much\nstatements: 3\ndocuments: 1\neffects: {}\n", "base"),
        ("base: .inf\nstatements: 3\ndocuments: 1\neffects: {}\n", "base"),
        ("statements: 3\ndocuments: 1\neffects: {}\n", "base"),
    ],
)
def test_broken_file_is_named(tmp_path, text, message):
    (tmp_path / "confidence.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError, match=r"confidence\.yaml") as error:
        load_ontology([tmp_path])
    assert message in str(error.value)


def test_every_statement_of_a_build_has_a_confidence(builtin):
    from tests.world import text_of

    [(_, found)] = builtin.statements([text_of("Iran funds Hamas. Qatar reportedly hosts Hamas.")])
    assert len(found) == 2
    assert all(0 < s.confidence < 1 for s in found)


def test_shipped_file_holds_numbers_and_terms_only(builtin):
    sure, relations = builtin.ontology.confidence, builtin.ontology.relations
    assert set(sure.effects["relation"]) <= set(relations)
    assert set(sure.effects["family"]) <= {relation.family for relation in relations.values()}
    assert sure.documents > 20


def test_effects_change_the_fingerprint_of_the_rules(tmp_path):
    (tmp_path / "confidence.yaml").write_text("base: 1\nstatements: 3\ndocuments: 1\neffects: {}\n", encoding="utf-8")
    assert load_ontology([tmp_path]).fingerprint() != load_ontology().fingerprint()
