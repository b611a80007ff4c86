"""What the network says is what spaCy's own way of running it says."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.parse import load_pipeline, network

LINKS = ("TAG", "HEAD", "DEP", "SENT_START")
TEXTS = (
    "Iran funds Hamas.",
    "The minister, who had denied that his country armed the rebels, met envoys of both sides in Doha on Monday.",
    "Talks",
    "He said: “We won't stop. They will.”",
)


@cache
def pipeline():
    return load_pipeline()


def read(nlp, texts):
    """Return what a pipeline run by ``annotators`` says of texts, in one batch."""
    docs = [nlp.tokenizer(text) for text in texts]
    for annotate in network.annotators(nlp):
        annotate(docs)
    return docs


def same(docs, others):
    return all(
        np.array_equal(one.to_array(LINKS), other.to_array(LINKS)) and np.array_equal(one.tensor, other.tensor)
        for one, other in zip(docs, others, strict=True)
    )


words = st.sampled_from("Iran funds the Hamas , which was attacked by rebels and of . “ -- 1,200 U.S. denied x".split())


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(words, min_size=1).map(" ".join), min_size=1, max_size=5))
def test_annotations_are_those_of_spacy_to_the_bit(texts):
    assert same(read(pipeline(), texts), list(pipeline().pipe(texts)))


def test_the_default_pipeline_is_of_the_make_that_is_known():
    assert [one.func for one in network.annotators(pipeline())] == [network._encode, network._apply, network._link]


def test_vectors_do_not_hang_on_what_was_read_before(monkeypatch):
    expected = list(pipeline().pipe(TEXTS))
    annotators = network.annotators(pipeline())
    monkeypatch.setattr(network, "KEPT_WORDS", 10)
    for _ in range(3):
        docs = [pipeline().tokenizer(text) for text in TEXTS]
        for annotate in annotators:
            annotate(docs)
        assert same(docs, expected)


def test_documents_without_words_are_left_as_they_are():
    [empty, one] = read(pipeline(), ["", "Iran funds Hamas."])
    assert (len(empty), one[1].tag_) == (0, "VBZ")
    assert not len(read(pipeline(), [""])[0])


@pytest.mark.parametrize("part", ["tok2vec", "parser"])
def test_components_of_another_make_run_as_spacy_runs_them(part):
    nlp = load_pipeline()
    if part == "parser":
        nlp.get_pipe("parser").cfg["beam_width"] = 4
    else:
        nlp.get_pipe("tok2vec").model.layers.append(spacy.util.registry.layers.get("noop.v1")())
    assert same(read(nlp, TEXTS), list(nlp.pipe(TEXTS)))
