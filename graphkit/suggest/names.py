"""Names in a text that no pack knows: runs of capitalised words without titles and without the first of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphkit.find.lexicon import DAYS_AND_MONTHS, RANKS, TITLE_HEADS
from graphkit.find.titles import is_title_word
from graphkit.model import Mention
from graphkit.parse.lemmas import is_english, is_no_base_form

# A capitalised word ("Weiss", "al-Shami", "M23", "YPG"), and what may stand between two of them inside a name.
_PART = r"(?:(?:al|el|an|ad|ar|as|ash|at|az|ed|ul)-)?[^\W\d_a-z][\w’']*(?:-[\w’']+)*"
_BETWEEN = r"(?: (?:of the|of|al|el|bin|ibn|bint|abu|de la|de|del|da|dos|van|von|der) | )"
# "407th Air Expeditionary Group", "CTF 50".
_NAME = re.compile(
    rf"(?<![\w@#/.-])(?:\d+(?:st|nd|rd|th) )?{_PART}(?:{_BETWEEN}{_PART}|(?<=[A-Z]{{2}}) \d{{1,3}}\b(?!th))*"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_FEWEST_LETTERS, _MOST_WORDS = 2, 8
# Above this share of capitalised words a sentence is a headline, in which capitals say nothing.
_HEADLINE = 0.75
_CAPITAL_SMALL = frozenset("For In Of To On And With At From By As Over After".split())
_NO_NAMES = DAYS_AND_MONTHS | frozenset(
    "i god internet allah sir madam lord islam islamic muslim muslims christian christians jew jews jewish arab arabs"
    " sunni sunnis shia shiite shiites kurdish kurds eastern western northern southern east west north south covid-19"
    " english arabic persian hebrew cup dollar euro earth ramadan christmas eid".split()
    + "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
# Titles of persons; other words of titles stand before bodies and places as well ("the interior ministry").
_BEFORE_PERSON = (TITLE_HEADS | set(RANKS)) - frozenset("general major staff navy army chief head figure".split())
_ARTICLES = frozenset(("the", "a", "an"))


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A place where a text has a name that no pack knows.

    Attributes:
        begin, end: the name without article, title and possessive.
        owner: id of the known actor that the name begins with ("Hamas Political Bureau"), "" without one.
        titled: whether a title or rank stands before it.
    """

    begin: int
    end: int
    owner: str = ""
    titled: bool = False


def find_unknown_names(text: str, places: Sequence[tuple[int, int]], mentions: Sequence[Mention]) -> list[UnknownName]:
    """Return the unknown names of a text in order; none of them overlaps a known one, but it may begin with one.

    Args:
        text: the document's text.
        places: begin and end of its sentences.
        mentions: where it names known actors, in order.
    """
    found = []
    for begin, end in places:
        if not _is_headline(text[begin:end]):
            found += list(_in_sentence(text, begin, end, [m for m in mentions if begin <= m.begin < end]))
    return found


def _is_headline(sentence: str) -> bool:
    """Return whether a sentence is written like a title, in which capitals say nothing ("Rules For Oil In Ports")."""
    words = re.findall(r"[^\W\d_]+", sentence)
    small = sum(word in _CAPITAL_SMALL for word in words[1:])
    long = [word for word in words if len(word) > 3]
    return small > 1 or (len(long) > 6 and sum(word[0].isupper() for word in long) / len(long) > _HEADLINE)


def _in_sentence(text: str, begin: int, end: int, mentions: Sequence[Mention]) -> Iterator[UnknownName]:
    for match in _NAME.finditer(text, begin, end):
        for start, stop, owner in _outside(match.start(), match.end(), mentions, text):
            name = _trimmed(text, start, stop, start == begin or _opens_quotation(text, start))
            if name is None:
                continue
            if owner and name.begin != start:
                # What was cut off stood between the two ("Iranian President Anna Weiss").
                owner = ""
            first = next((m.begin for m in mentions if owner and m.end <= start and start - m.end == 1), name.begin)
            yield UnknownName(first, name.end, owner, name.titled or _follows_title(text, name.begin))


def _opens_quotation(text: str, start: int) -> bool:
    return text[max(0, start - 1) : start] in ('"', "“", "‘", "(")


def _outside(start: int, stop: int, mentions: Sequence[Mention], text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches of a run that no mention covers, each with the actor whose name it goes on from."""
    owner = ""
    for mention in mentions:
        if _is_inside_word(text, mention):
            continue
        if mention.end <= start or mention.begin >= stop:
            if mention.end + 1 == start and text[mention.end] == " ":
                owner = mention.actors[0]
            continue
        if mention.begin > start:
            yield start, mention.begin, owner
        start = mention.end
        owner = mention.actors[0] if text[start : start + 1] == " " else ""
        start += text[start : start + 1] == " "
    if start < stop:
        yield start, stop, owner


def _is_inside_word(text: str, mention: Mention) -> bool:
    """Return whether a known name is but part of a word ("Counter-Daesh Coalition")."""
    return text[mention.begin - 1 : mention.begin] == "-" if mention.begin else False


def _trimmed(text: str, start: int, stop: int, opens: bool) -> UnknownName | None:
    """Return the name in a run without articles, titles, possessive and the word that a sentence begins with."""
    words = [(start + m.start(), start + m.end(), m[0]) for m in re.finditer(r"\S+", text[start:stop])]
    titled = False
    while words and (length := _to_drop(words, opens)):
        titled = titled or any(_is_head(word) for _, _, word in words[:length])
        # After an article or a title a capital is that of a name.
        opens = opens and _only_begins(words, opens)
        del words[:length]
    while words and not _begins_name(words[-1][2]):
        words.pop()
    if not words or len(words) > _MOST_WORDS:
        return None
    end = words[-1][0] + len(_POSSESSIVE.sub("", words[-1][2]))
    shown = text[words[0][0] : end]
    if len(words) == 1 and not shown.isupper() and is_english(shown.lower()):
        return None
    letters = sum(character.isalpha() for character in shown)
    if letters < _FEWEST_LETTERS or all(word.lower() in _NO_NAMES or is_title_word(word) for word in shown.split()):
        return None
    return UnknownName(words[0][0], end, "", titled)


def _begins_name(word: str) -> bool:
    return word[:1].isupper() or bool(re.match(r"[a-z]{2,3}-[A-Z]", word)) or word[:1].isdigit()


def _to_drop(words: Sequence[tuple[int, int, str]], opens: bool) -> int:
    """Return how many words at the begin are no part of the name: an article, a title, the first of a sentence."""
    first = words[0][2]
    if first.lower() in _ARTICLES or not _begins_name(first) or _only_begins(words, opens):
        return 1
    length = next((i for i, (_, _, word) in enumerate(words) if not is_title_word(word)), len(words))
    # "Prime Minister Anna Weiss", but not "Political Bureau".
    return length if any(_is_head(word) for _, _, word in words[:length]) else 0


def _is_head(word: str) -> bool:
    return word.lower() in TITLE_HEADS or word.lower() in RANKS


def _only_begins(words: Sequence[tuple[int, int, str]], opens: bool) -> bool:
    """Return whether a word has its capital only because a sentence begins with it.

    Before another capital that must be plain: "Officials Omar ..." but not "Anna Weiss", though an anna is a coin.
    """
    low = words[0][2].lower()
    if not opens or words[0][2].isupper():
        return False
    return is_english(low) if len(words) == 1 else is_no_base_form(low)


def _follows_title(text: str, begin: int) -> bool:
    """Return whether a title stands before a place ("foreign minister Anna Weiss")."""
    before = text[max(0, begin - 30) : begin].lower().split()
    return bool(before) and text[begin - 1 : begin] == " " and before[-1] in _BEFORE_PERSON
