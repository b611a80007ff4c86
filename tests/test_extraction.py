from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.data import data_folder
from graphkit.errors import ActorError, GraphkitError, OntologyError
from graphkit.extraction import LONGEST_SENTENCE, Extractor, make_extractor
from graphkit.lint import EXAMPLE_DATE
from graphkit.model import Document
from graphkit.read import read_documents
from tests.world import short, text_of


def facts(extractor, documents):
    return [[s.record() for s in found] for _, found in extractor.statements(documents)]


def test_routing_loses_nothing(builtin):
    """Sentences that are left unread hold no statement: all examples and the bundled reports read in both ways."""
    everything = Extractor(builtin.ontology, builtin.actors, route=False)
    everything.__dict__["parser"] = builtin.parser
    examples = {e.text for relation in builtin.ontology.relations.values() for e in relation.examples}
    documents = [Document(str(i), text, date=EXAMPLE_DATE) for i, text in enumerate(sorted(examples))]
    documents += [one for one in read_documents([str(data_folder("seeds") / "documents")]) if isinstance(one, Document)]
    routed, read = (sum(len(e.read(d).routed) for d in documents) for e in (builtin, everything))
    assert routed < read
    assert facts(builtin, documents) == facts(everything, documents)


def test_sentences_without_two_actors_or_a_trigger_are_not_parsed(extractor):
    text = "Iran funds Hamas. Nothing happened in Doha. Iran and Qatar yawned in Doha. The sun shone."
    reading = extractor.read(text_of(text))
    assert [text[begin:end] for begin, end in reading.routed] == ["Iran funds Hamas."]
    assert len(reading.places) == 4


def test_endless_sentence_is_not_parsed(extractor):
    text = "Iran funds Hamas and " * (LONGEST_SENTENCE // 20) + "nobody."
    reading = extractor.read(text_of(text))
    assert len(text) > LONGEST_SENTENCE
    assert (len(reading.places), reading.routed) == (1, [])


def test_documents_come_back_in_order_whatever_the_batch(extractor):
    documents = [Document(str(i), f"Iran funds Hamas. Iran paid {i} times.") for i in range(7)]
    one = list(extractor.statements(documents, batch=1))
    assert [document for document, _ in one] == documents
    assert one == list(extractor.statements(documents, batch=3)) == list(extractor.statements(documents))
    assert list(extractor.statements([])) == []


def test_documents_are_read_as_they_are_asked_for(extractor):
    taken = []

    def documents():
        for i in range(100):
            taken.append(i)
            yield Document(str(i), "Iran funds Hamas.")

    next(iter(extractor.statements(documents(), batch=4)))
    assert len(taken) == 4


def test_another_document_changes_nothing(extractor):
    text = "Hamas leader Ismail Haniyeh arrived. He met Egyptian officials, who praised Turkey."
    alone = facts(extractor, [text_of(text)])
    [_, beside, _] = facts(
        extractor, [Document("a", "Khaled Meshaal left."), text_of(text), Document("z", "She met him.")]
    )
    assert [beside] == alone


@settings(max_examples=40)
@given(st.text())
def test_any_text_can_be_read(extractor, text):
    [(document, found)] = extractor.statements([text_of(text)])
    assert document.text == text
    assert found == []


@settings(max_examples=40)
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_around_a_sentence_leaves_its_quote_exact(extractor, before, after):
    text = f"{before}\n\nIran funds Hamas.\n\n{after}"
    [(_, found)] = extractor.statements([text_of(text)])
    assert "Iran funds Hamas" in [short(s).split(" (")[0] for s in found]
    assert all(text[s.begin : s.end] == s.quote for s in found)


def test_own_rules_and_packs_extend_the_built_in_ones(tmp_path):
    pack, rules = tmp_path / "pack.yaml", tmp_path / "rules"
    pack.write_text("actors:\n  - {id: zembla, name: Zembla, type: State}\n  - {id: iran, aliases: [Ariana]}\n")
    (rules / "relations").mkdir(parents=True)
    (rules / "relations" / "greets.yaml").write_text(
        "id: greets\nabout: Says hello to.\nlabel: greets\ninverse: greeted by\nfamily: engagement\n"
        'subject: [State]\nobject: [State]\npatterns: ["{subject} greet {object}"]\n'
    )
    extractor = make_extractor([pack], ontology=[rules])
    [(_, found)] = extractor.statements([text_of("Zembla greeted Ariana. Iran funds Hamas.")])
    assert sorted(map(short, found)) == ["Iran funds Hamas", "Zembla greets Iran"]


def test_only_the_given_packs(pack):
    assert "hamas" in make_extractor([pack], only_packs=True).actors
    assert "france" not in make_extractor([pack], only_packs=True).actors


@pytest.mark.parametrize(("kind", "error"), [("packs", ActorError), ("ontology", OntologyError)])
def test_missing_pack_or_folder_is_named(kind, error):
    with pytest.raises(error, match="nowhere"):
        make_extractor(**{kind: [Path("nowhere")]})


def test_unknown_model_is_named_when_it_is_needed(actors, extractor):
    other = Extractor(extractor.ontology, actors, model="no_such_model")
    with pytest.raises(GraphkitError, match="no_such_model"):
        list(other.statements([text_of("Iran funds Hamas.")]))
