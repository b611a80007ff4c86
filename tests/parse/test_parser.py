from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.errors import GraphkitError
from graphkit.find import Gazetteer, find_mentions
from graphkit.parse import SentenceInput, SpacyParser, load_pipeline, spacy_parser, split_sentences


@pytest.fixture(scope="module")
def parser(extractor):
    return extractor.parser


def inputs(text, mentions=()):
    return [
        SentenceInput(text, begin, end, tuple((i, m) for i, m in enumerate(mentions) if begin <= m.begin < end), ())
        for begin, end in split_sentences(text)
    ]


def test_tokens_keep_the_text_behind_the_shadow(parser, actors):
    text = "Iran funds Hamas."
    [sentence] = parser.parse(inputs(text, find_mentions(text, Gazetteer.of(actors))))
    assert [(t.text, t.lemma, t.kind, t.link) for t in sentence.tokens] == [
        ("Iran", "iran", "noun", "subject"),
        ("funds", "fund", "verb", "root"),
        ("Hamas", "hamas", "noun", "object"),
        (".", ".", "punctuation", "punctuation"),
    ]
    assert [t.mention for t in sentence.tokens] == [0, -1, 1, -1]


def test_typographic_quotes_are_read_like_plain_ones(parser):
    plain, typographic = 'He said "Iran\'s money came."', "He said “Iran’s money came.”"
    [one], [other] = parser.parse(inputs(plain)), parser.parse(inputs(typographic))
    assert [(t.begin, t.end, t.kind, t.link) for t in one.tokens] == [
        (t.begin, t.end, t.kind, t.link) for t in other.tokens
    ]


def test_batches_do_not_change_what_is_read(parser):
    text = "Iran paid Hamas. Hamas thanked Iran.\n\nThe two leaders met in Doha. Nobody else came."
    found = inputs(text)
    assert list(parser.parse(found, batch=1)) == list(parser.parse(found, batch=64))
    assert [(s.begin, s.end) for s in parser.parse(found)] == list(split_sentences(text))


words = st.sampled_from(
    ["Iran", "funds", "Hamas", ",", "which", "was", "attacked", "by", "the", "US", "and", "“", "”", "\n", "'s"]
)


@settings(max_examples=60)
@given(st.lists(words | st.text(max_size=4)).map(" ".join))
def test_tokens_lie_in_their_sentence_and_form_a_tree(parser, actors, text):
    mentions = find_mentions(text, Gazetteer.of(actors))
    for sentence in parser.parse(inputs(text, mentions)):
        for number, token in enumerate(sentence.tokens):
            assert token.index == number
            assert 0 <= token.parent < len(sentence.tokens)
            assert sentence.begin <= token.begin < token.end <= max(sentence.end, token.end)
            assert token.mention < 0 or mentions[token.mention].begin < token.end
        for clause in sentence.clauses:
            assert all(0 <= i < len(sentence.tokens) for found in clause.roles.values() for i in found)


def test_model_with_other_bytes_is_refused(monkeypatch):
    monkeypatch.setitem(spacy_parser.MODEL_SHA256, "tagger/model", "0" * 64)
    with pytest.raises(GraphkitError, match=r"tagger/model: sha256 is \w{64}, not 0{64}; reinstall en-core-web-sm"):
        load_pipeline()


def test_files_that_run_are_checked():
    pipeline = load_pipeline()
    checked = {name.split("/")[0] for name in spacy_parser.MODEL_SHA256}
    assert set(pipeline.pipe_names) <= checked
    assert set(pipeline.pipe_names) == {"tok2vec", "tagger", "parser"}


def test_unknown_model_is_named(tmp_path):
    with pytest.raises(GraphkitError, match=r"^model no_such_model: .*; install it with pip or give the path"):
        load_pipeline("no_such_model")
    with pytest.raises(GraphkitError, match="install it with pip or give the path"):
        load_pipeline(str(tmp_path))


def test_model_of_a_folder_reads_the_same(tmp_path, parser):
    load_pipeline().to_disk(tmp_path / "model")
    other = SpacyParser(load_pipeline(str(tmp_path / "model")), lambda word: "")
    text = "The minister praised Hamas in a speech."
    assert list(other.parse(inputs(text))) == list(parser.parse(inputs(text)))
