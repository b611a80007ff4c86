from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from graphkit.data import data_folder
from graphkit.extraction import Extractor
from graphkit.model import Alias, Document
from graphkit.parse import spacy_parser
from graphkit.read import read_documents
from graphkit.recipe import Recipe, reading_code, writing_code
from tests.variants import gazetteers, ontologies

slow = settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def documents():
    found = read_documents([data_folder("seeds") / "documents"])
    return [item for item in found if isinstance(item, Document)]


@pytest.fixture(scope="module")
def extracts(builtin, documents):
    """What the built-in rules and actors find in the bundled reports."""
    return list(builtin.extract(documents))


@pytest.fixture(scope="module")
def mentioned(extracts):
    return sorted({actor for extract in extracts for s in extract.statements for actor in (s.subject, s.object)})


@pytest.fixture(autouse=True, scope="module")
def one_pipeline():
    """The parser's model is loaded once for all extractors."""
    patch = pytest.MonkeyPatch()
    patch.setattr("graphkit.parse.load_pipeline", cache(spacy_parser.load_pipeline))
    yield
    patch.undo()


def unconcerned(builtin, extractor, extracts):
    """Return what is certain not to change when an extractor takes the place of the built-in one."""
    change = Recipe.of(extractor).change_from(Recipe.of(builtin))
    assert not change.everything
    return [one for one in extracts if not change.concerns(one.document, one.triggers, one.words)]


def check(builtin, extractor, extracts):
    """Read what is said to be unconcerned again: nothing is otherwise, also not what the next change is judged by."""
    same = unconcerned(builtin, extractor, extracts)
    event(f"{len(same) * 4 // len(extracts)} quarters of the documents are not concerned")
    again = list(extractor.extract([one.document for one in same]))
    assert [one.document.id for one in again if one not in same] == []
    return len(same)


@slow
@given(st.data())
def test_documents_that_changed_rules_do_not_concern_give_the_same(builtin, extracts, data):
    ontology = data.draw(ontologies(builtin.ontology))
    check(builtin, Extractor(ontology, builtin.actors), extracts)


@slow
@given(st.data())
def test_documents_that_changed_actors_do_not_concern_give_the_same(builtin, extracts, mentioned, data):
    actors = data.draw(gazetteers(dict(builtin.actors), mentioned))
    check(builtin, Extractor(builtin.ontology, actors), extracts)


def test_a_changed_rule_concerns_few_documents(builtin, extracts):
    relations = dict(builtin.ontology.relations)
    relations["blockades"] = replace(relations["blockades"], rules=relations["blockades"].rules[1:])
    extractor = Extractor(replace(builtin.ontology, relations=relations), builtin.actors)
    assert len(extracts) - 8 < len(unconcerned(builtin, extractor, extracts)) < len(extracts)


def test_rules_in_another_order_concern_the_triggers_of_their_relation(builtin):
    relations = dict(builtin.ontology.relations)
    rules = relations["visits"].rules
    relations["visits"] = replace(relations["visits"], rules=(*rules[1:], rules[0]))
    extractor = Extractor(replace(builtin.ontology, relations=relations), builtin.actors)
    change = Recipe.of(extractor).change_from(Recipe.of(builtin))
    assert {"verbal visit", "nominal visit", "verbal tour"} <= change.triggers
    assert "verbal fund" not in change.triggers
    assert not change.words


def test_a_new_alias_concerns_the_documents_that_hold_a_name_of_the_actor(builtin, extracts):
    actors = dict(builtin.actors)
    actors["hezbollah"] = replace(actors["hezbollah"], aliases=(*actors["hezbollah"].aliases, Alias("Qatar")))
    same = unconcerned(builtin, Extractor(builtin.ontology, actors), extracts)
    texts = [one.document.text for one in extracts]
    assert 0 < len(same) <= sum("Hezbollah" not in text and "Qatar" not in text for text in texts)
    assert all("Hezbollah" not in one.document.text and "Qatar" not in one.document.text for one in same)


def test_what_an_actor_is_called_elsewhere_concerns_nothing(builtin):
    actors = dict(builtin.actors)
    actors["iran"] = replace(actors["iran"], wikidata="Q1")
    assert not Recipe.of(Extractor(builtin.ontology, actors)).change_from(Recipe.of(builtin))


def test_another_model_or_program_concerns_everything(builtin, extracts):
    recipe = Recipe.of(builtin)
    for other in (replace(recipe, model="x"), replace(recipe, code="x")):
        change = other.change_from(recipe)
        assert change
        assert all(change.concerns(one.document, (), ()) for one in extracts)
    assert not recipe.change_from(recipe)
    assert not any(recipe.change_from(recipe).concerns(one.document, one.triggers, one.words) for one in extracts)


def test_recipe_outlives_its_record(builtin):
    recipe = Recipe.of(builtin)
    again = Recipe.from_record(json.loads(json.dumps(recipe.record())))
    assert again == recipe
    assert Recipe.of(builtin, again) == recipe


def test_model_in_a_folder_is_known_by_its_files(builtin, tmp_path):
    model = tmp_path / "model"
    model.mkdir()
    (model / "meta.json").write_text("{}")
    extractor = Extractor(builtin.ontology, builtin.actors, str(model))
    before = Recipe.of(extractor)
    (model / "meta.json").write_text('{"version": "2"}')
    assert Recipe.of(extractor, before).change_from(before).everything


def test_code_is_a_hash_of_the_program(tmp_path, monkeypatch):
    import shutil

    from graphkit import recipe

    before = reading_code(), writing_code()
    copy = tmp_path / "graphkit"
    shutil.copytree(recipe._PACKAGE, copy, ignore=shutil.ignore_patterns("_data", "__pycache__"))
    monkeypatch.setattr(recipe, "_PACKAGE", copy)
    assert (reading_code(), writing_code()) == before
    for module, reads, writes in (("match/matcher", True, False), ("store/rdf", False, True), ("model", True, True)):
        file = (copy / module).with_suffix(".py")
        text = file.read_text()
        file.write_text(f"{text}\n# otherwise\n")
        assert (reading_code() != before[0], writing_code() != before[1]) == (reads, writes)
        file.write_text(text)


def test_a_document_gives_the_same_in_any_company(builtin, extracts, documents):
    """Documents are parsed in batches: the parser's numbers must not hang on what else is in one."""
    alone = [next(builtin.extract([document])) for document in documents[:8]]
    assert alone == extracts[:8]
    assert list(builtin.extract(documents[::-1], batch=7)) == extracts[::-1]
