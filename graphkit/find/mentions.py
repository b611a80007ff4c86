"""From hits of the gazetteer to mentions: longer names left alone, surnames read after full names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from graphkit.find.folding import fold, fold_name
from graphkit.find.gazetteer import Entry, Gazetteer, Hit
from graphkit.find.lexicon import DAYS_AND_MONTHS, NAME_HEADS, NAME_HEADS_BEFORE_OF
from graphkit.find.titles import is_title_word
from graphkit.model import Actor, Mention

_NEXT_WORD = re.compile(r"[ \n]([A-Z][\w'-]*)")
_OF_BEFORE = re.compile(r"([A-Z][a-z]+) of (?:the )?$")
_NAME_BEFORE = re.compile(r"(?:^|[\s(\"“])([A-Z][a-z]+(?:-[A-Z][a-z]+)?) $")
# Shorter last words are often given names (Hun Sen, Kim Jong Un) or words of their own (UN, In, He).
SHORTEST_SURNAME = 4


def find_mentions(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """Return the mentions by name, alias, adjective and surname, in order and without overlaps."""
    hits = _with_shared_heads(text, _without_offices(text, gazetteer.scan(text), gazetteer), gazetteer)
    ends = {hit.end for hit in hits}
    named = ("Person", "ArmedGroup")
    hits = [
        hit
        for hit in hits
        if not _inside_longer_name(
            text, hit, gazetteer.actors[hit.entries[0].actor].type in named and hit.begin - 1 not in ends
        )
    ]
    surnames = _surname_hits(text, hits, gazetteer.actors)
    hits = sorted([*hits, *surnames], key=lambda hit: hit.begin)
    return [mention for hit in hits if (mention := _mention(hit, text)) is not None]


def _without_offices(text: str, hits: Sequence[Hit], gazetteer: Gazetteer) -> list[Hit]:
    """Return the hits with an office that is an actor of its own read as a title where it stands before a name."""
    result: list[Hit] = []
    for hit, following in zip_longest(hits, hits[1:]):
        names_person = following is not None and gazetteer.actors[following.entries[0].actor].type == "Person"
        last = text[hit.begin : hit.end].split()[-1]
        apart = following is None or following.begin - hit.end > 1
        if not _is_military_adjective(text, hit, last) and (not names_person or apart or not is_title_word(last)):
            result.append(hit)
            continue
        for inner in gazetteer.scan(text[hit.begin : hit.end - len(last)]):
            result.append(Hit(hit.begin + inner.begin, hit.begin + inner.end, inner.entries))
    return result


# "The French and Royal Navy", "the Chad and Niger armies": words that names joined by "and" share.
_SHARED_HEADS = frozenset("army navy air force armed forces police".split())
_JOINED = re.compile(r",? and |, ")


def _with_shared_heads(text: str, hits: Sequence[Hit], gazetteer: Gazetteer) -> list[Hit]:
    """Return the hits with "French" of "the French and Royal Navy" read as the French Navy, if a pack has one."""
    result = list(hits)
    for last in range(1, len(hits)):
        head = _shared_head(text[hits[last].begin : hits[last].end])
        place = last
        while head and place and _JOINED.fullmatch(text, result[place - 1].end, result[place].begin):
            place -= 1
            hit = result[place]
            written = text[hit.begin : hit.end]
            forms = (fold_name(f"{form} {head}") for form in (written, written.replace(".", "")))
            named = next((gazetteer.entries[form] for form in forms if form in gazetteer.entries), ())
            if not named or not _is_of_state(text, hit):
                break
            result[place] = Hit(hit.begin, hit.end, tuple(named))
    return result


def _shared_head(name: str) -> str:
    """Return "Navy" of "Royal Navy" and "Armed Forces" of "British Armed Forces", else ""."""
    words = name.split()
    head = [word for word in words if word.lower() in _SHARED_HEADS]
    return " ".join(head) if head and head == words[-len(head) :] and len(head) < len(words) else ""


def _is_of_state(text: str, hit: Hit) -> bool:
    """Return whether a hit is an adjective or an abbreviation ("French", "U.S."), which can stand before a noun."""
    return text[hit.begin : hit.end].isupper() or any(entry.kind == "adjective" for entry in hit.entries)


# What is military is the state's: "the Sylvanian military" is the army, "Sylvanian military aid" is Sylvania's.
_MILITARY = frozenset(
    "action activity aid aircraft aggression assistance attack backing base bases build-up buildup campaign chief"
    " cooperation dictator dictatorship equipment exercise exercises government hardware help intervention involvement"
    " junta leader leaders occupation offensive operation operations pact presence regime rule ruler rulers strike"
    " strikes supplies support takeover training vehicles withdrawal".split()
)
_LOWER_WORD = re.compile(r" ([a-z-]+)")


def _is_military_adjective(text: str, hit: Hit, last: str) -> bool:
    after = _LOWER_WORD.match(text, hit.end)
    return last == "military" and after is not None and after[1] in _MILITARY


def _inside_longer_name(text: str, hit: Hit, personal: bool) -> bool:
    """Return whether the hit is part of a name that no pack knows ("Iran Air", "Bank of Qatar", "Kataib Hezbollah").

    ``personal``: it names a person or group, whose name a capitalised word before it would change.
    """
    if text[hit.begin : hit.end].islower():
        return False
    word = _NEXT_WORD.match(text, hit.end)
    if word and word[1].lower() in NAME_HEADS and not _is_headline(text, hit.begin):
        return True
    before = _OF_BEFORE.search(text, max(0, hit.begin - 40), hit.begin)
    if before and before[1].lower() in NAME_HEADS_BEFORE_OF:
        return True
    single = " " not in text[hit.begin : hit.end]
    return single and personal and _other_first_name(text, hit.begin)


# Long words that a title in capitals may leave small.
_SMALL = frozenset("about after against amid before from into over than that upon with".split())


def _is_headline(text: str, place: int) -> bool:
    """Return whether the line around a place is in title case, where capitals say nothing."""
    begin = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    words = text[begin : end if end >= 0 else len(text)].split()
    long_words = [word for word in words if len(word) > 3 and word[0].isalpha() and word not in _SMALL]
    return 3 <= len(words) <= 20 and bool(long_words) and all(word[0].isupper() for word in long_words)


def _mention(hit: Hit, text: str) -> Mention | None:
    entries = hit.entries
    kinds = {entry.kind for entry in entries}
    if kinds == {"demonym"}:
        return _demonym(entries, hit, text)
    kind = "adjective" if kinds <= {"adjective", "demonym"} else "name"
    ranked = sorted(entries, key=lambda entry: (_RANK[entry.kind], entry.actor))
    actors = tuple(dict.fromkeys(entry.actor for entry in ranked))
    return Mention(actors, hit.begin, hit.end, kind)


_RANK = {"name": 0, "metonym": 1, "adjective": 2, "demonym": 3}
_ACTING = re.compile(r"\bthe $|^$", re.IGNORECASE)


def _demonym(entries: Sequence[Entry], hit: Hit, text: str) -> Mention | None:
    """Return "the Sylvanians" as a mention: the people acting as the state; bare "Sylvanians" are private persons."""
    if not text[max(0, hit.begin - 4) : hit.begin].lower().endswith("the "):
        return None
    return Mention(tuple(dict.fromkeys(entry.actor for entry in entries)), hit.begin, hit.end, "adjective")


def _surname_hits(text: str, hits: Sequence[Hit], actors: Mapping[str, Actor]) -> Iterable[Hit]:
    """Yield the places where a person's surname stands alone after the full name."""
    owners = _surnames(hits, actors)
    ends = [hit.end for hit in hits]
    folded = fold(text) if owners else ""
    for name, first in owners.items():
        for match in re.finditer(rf"(?<![\w-])(?:al-)?{re.escape(fold(name))}(?![\w-])", folded):
            begin, end = match.span()
            if not text[begin].isupper() and not folded.startswith("al-", begin):
                continue
            known = [actor for actor, place in first.items() if place <= begin]
            if len(known) == 1 and _is_free(hits, ends, begin, end) and not _other_first_name(text, begin):
                yield Hit(begin, end, (Entry(name, known[0], "name"),))


def _surnames(hits: Sequence[Hit], actors: Mapping[str, Actor]) -> dict[str, dict[str, int]]:
    """Return for each surname the persons who bear it, with the end of the first full name."""
    first: dict[str, dict[str, int]] = {}
    for hit in hits:
        for entry in hit.entries:
            name = surname(entry.written)
            full = " " in entry.written and actors[entry.actor].type == "Person"
            if full and len(name) >= SHORTEST_SURNAME:
                first.setdefault(name, {}).setdefault(entry.actor, hit.end)
    return first


def surname(full_name: str) -> str:
    """Return the last name with its particle bound by a hyphen ("al-Attiyah"), without "Jr." and the like."""
    words = [word for word in full_name.split() if word.rstrip(".") not in ("Jr", "Sr", "II", "III")]
    last = words[-1]
    return last.split("-", 1)[1] if last.lower().startswith(("al-", "el-")) and "-" in last else last


def _is_free(hits: Sequence[Hit], ends: Sequence[int], begin: int, end: int) -> bool:
    after = bisect_right(ends, begin)
    return after == len(hits) or end <= hits[after].begin


def _other_first_name(text: str, begin: int) -> bool:
    """Return whether a capitalised word before the surname makes it another person's ("Mahmoud Carter")."""
    before = _NAME_BEFORE.search(text, max(0, begin - 30), begin)
    if not before:
        return False
    place = before.start(1)
    starts_sentence = place == 0 or text[max(0, place - 2) : place].strip() in ("", ".", "!", "?", '"', "“", ".”")
    if is_title_word(before[1]) or before[1].lower() in DAYS_AND_MONTHS:
        return False
    return not starts_sentence and not _is_headline(text, begin)
