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


def test_unpacked_package_is_found_by_its_outer_folder(tmp_path):
    (tmp_path / "package" / "some_model").mkdir(parents=True)
    load_pipeline().to_disk(tmp_path / "package" / "some_model" / "some_model-1.0")
    assert load_pipeline(str(tmp_path / "package")).pipe_names == ["tok2vec", "tagger", "parser"]
    load_pipeline().to_disk(tmp_path / "package" / "another")
    with pytest.raises(GraphkitError, match="unpack the wheel and give its path"):
        load_pipeline(str(tmp_path / "package"))


@pytest.mark.parametrize(("lang", "parts", "problem"), [
    ("en", [], "has no tagger and no parser"),
    ("en", ["tagger"], "has no parser"),
    ("de", ["tagger", "parser"], "is for the language 'de'"),
])  # fmt: skip
def test_model_that_cannot_serve_is_named(tmp_path, lang, parts, problem):
    import spacy

    pipeline = spacy.blank(lang)
    for part in parts:
        pipeline.add_pipe(part).add_label("NN" if part == "tagger" else "nsubj")
    pipeline.initialize()
    pipeline.to_disk(tmp_path / "model")
    with pytest.raises(GraphkitError, match=problem):
        load_pipeline(str(tmp_path / "model"))


def test_model_for_another_python_is_named(tmp_path, monkeypatch):
    """A package whose code this Python cannot read, as one for a newer Python may be."""
    (tmp_path / "newer_model").mkdir()
    (tmp_path / "newer_model" / "__init__.py").write_text("match = lambda: (yield from :=\n", encoding="utf-8")
    about = tmp_path / "newer_model-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: newer_model\nVersion: 1.0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(GraphkitError, match=r"cannot be loaded with Python 3\.\d+ and spaCy 3\.\d+\.\d+: "):
        load_pipeline("newer_model")


def test_model_of_a_folder_reads_the_same(tmp_path, parser):
    load_pipeline().to_disk(tmp_path / "model")
    other = SpacyParser(load_pipeline(str(tmp_path / "model")), lambda word: "")
    text = "The minister praised Hamas in a speech."
    assert list(other.parse(inputs(text))) == list(parser.parse(inputs(text)))
