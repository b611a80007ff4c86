from __future__ import annotations

from graphkit.parse import repairs
from graphkit.pipeline import document_of


def parsed(extractor, texts):
    readings = [extractor.read(document_of(text)) for text in texts]
    return [[sentence.tokens for sentence in sentences] for _, sentences in extractor.parse(readings)]


def test_links_at_the_repairs_leave_out_nothing_that_they_mend(builtin, monkeypatch):
    relations = builtin.ontology.relations.values()
    texts = [example.text for relation in relations for example in relation.examples][::4]
    as_built = parsed(builtin, texts)
    everywhere = tuple((mend, repairs._ANY) for mend, _ in repairs._REPAIRS)
    monkeypatch.setattr(repairs, "_REPAIRS", everywhere)
    assert as_built == parsed(builtin, texts)
    monkeypatch.setattr(repairs, "_REPAIRS", ())
    assert as_built != parsed(builtin, texts)
