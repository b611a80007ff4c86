"""Titles before names: "Qatari Emir Tamim bin Hamad Al Thani" is one mention of the person, and says an office."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graphkit.find.lexicon import FORMER, RANKS, TITLE_HEADS, TITLE_WORDS
from graphkit.model import Actor, Mention, TitlePhrase

# At most this many characters of a title are looked at before a name.
_REACH = 120
# "Navy Capt. Jeff Davis": words of titles that may be a pack's name for the body as well.
_BRANCHES = frozenset("army corps force guard marines navy police".split())
_WORD = re.compile(r"[\w.'’-]+")
_BREAK = re.compile(r"[,;:!?()\[\]\"“”\n]|\.\s|\s{2,}| - | – ")
_ABBREVIATIONS = re.compile(r"\b(?:" + "|".join(re.escape(r[:-1]) for r in RANKS if r.endswith(".")) + r")\.$", re.I)


def is_title_word(word: str) -> bool:
    """Return whether a word can stand in a title."""
    low = word.lower()
    return low in TITLE_HEADS or low in TITLE_WORDS or low in RANKS or low in FORMER


def find_titles(text: str, mentions: Sequence[Mention], actors: Mapping[str, Actor]) -> list[TitlePhrase]:
    """Return the title phrases that end with a person's name."""
    phrases = []
    for index, mention in enumerate(mentions):
        if mention.kind == "name" and actors[mention.actors[0]].type == "Person":
            end = mention.begin
            while phrase := _title_before(text, index, end, mentions, actors):
                phrases.append(phrase)
                end = phrase.begin
    return phrases


def _title_before(
    text: str, index: int, end: int, mentions: Sequence[Mention], actors: Mapping[str, Actor]
) -> TitlePhrase | None:
    """Return the title that ends where the name, or a title found before, begins ("director Navy Capt. Jeff")."""
    name = mentions[index]
    begin = max(0, end - _REACH)
    words = _words_before(text, begin, end)
    bodies = {m.end: i for i, m in enumerate(mentions[max(0, index - 4) : index], max(0, index - 4))}
    body, start, former = -1, name.begin, False
    heads: list[tuple[int, int, str]] = []
    while words:
        w_begin, w_end, word = words[-1]
        low = word.lower().replace("’", "'")
        at = next((i for e, i in bodies.items() if w_begin < e <= w_end), -1)
        if at >= 0 and body < 0 and _can_be_body(text, mentions[at], actors):
            if w_end - mentions[at].end > 2:
                break
            body, start = at, mentions[at].begin
            words = [w for w in words if w[1] <= start]
            continue
        if (at >= 0 and body >= 0) or not is_title_word(low.removesuffix("'s")):
            break
        if low in ("the", "of", "for", "and") and (not heads or body >= 0):
            break
        if low == "under" and not (heads and heads[-1][2] == "secretary"):
            break
        heads.append((w_begin, w_end, low))
        former = former or low in FORMER
        start = w_begin
        words.pop()
    phrase = _phrase(heads, start)
    return replace(phrase, end=name.end, person=index, body=body, former=former) if phrase else None


def _can_be_body(text: str, mention: Mention, actors: Mapping[str, Actor]) -> bool:
    """Return whether the title can be an office of this actor: not a person, and not an office named as an actor."""
    if actors[mention.actors[0]].type == "Person":
        return False
    words = text[mention.begin : mention.end].lower().split()
    return words[-1] in _BRANCHES or not all(word in TITLE_WORDS or word in TITLE_HEADS for word in words[-2:])


def _words_before(text: str, begin: int, end: int) -> list[tuple[int, int, str]]:
    """Return the words of the unbroken stretch that ends at ``end``."""
    for match in _BREAK.finditer(text, begin, end):
        stop = match.end()
        if not (match[0].startswith(".") and _ABBREVIATIONS.search(text[begin : match.start() + 1])) and not (
            match[0].startswith(".") and match.start() >= 1 and text[match.start() - 1].isupper()
        ):
            begin = stop
    return [(m.start(), m.end(), m[0]) for m in _WORD.finditer(text, begin, end)]


def _phrase(heads: list[tuple[int, int, str]], start: int) -> TitlePhrase | None:
    """Return the title that the words make, without its person and body; None when no word of them is a title."""
    while heads and heads[-1][2] in ("the", "of", "for", "and"):
        heads.pop()
        start = heads[-1][0] if heads else start
    titles = [h for h in heads if _head(h[2])]
    if not titles:
        return None
    head = _main_head(heads)
    title = _head(head[2])
    words = [h for h in heads if h[2] not in FORMER]
    t_begin, t_end = min(h[0] for h in words), max(h[1] for h in words)
    return TitlePhrase(min(start, t_begin), t_end, -1, -1, title, t_begin, t_end)


def _head(word: str) -> str:
    """Return the lemma of a title's head, "" when the word is none."""
    if word in RANKS:
        return RANKS[word]
    return word if word in TITLE_HEADS else ""


def _main_head(heads: list[tuple[int, int, str]]) -> tuple[int, int, str]:
    """Return the head: "Secretary" in "Secretary of State", "director" in "press operations director Navy Capt."."""
    ordered = sorted(heads)
    for position, (_, _, word) in enumerate(ordered):
        if word == "of" and position and _head(ordered[position - 1][2]):
            return ordered[position - 1]
    full = [h for h in ordered if _head(h[2]) and h[2] not in RANKS]
    return full[-1] if full else [h for h in ordered if _head(h[2])][-1]
