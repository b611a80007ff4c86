"""The gazetteer: one Aho-Corasick pass over the text for all names, aliases and adjectives of all actors."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import ahocorasick_rs

from graphkit.find.folding import fold, fold_name
from graphkit.find.lexicon import COMMON_WORDS
from graphkit.model import Actor

# Names of this many characters or fewer are read only as they are written ("US", "IS", "Mali").
SHORT_NAME = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to write one or several actors. ``kind`` is name, metonym, adjective or demonym."""

    written: str
    actor: str
    kind: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where entries match whole words in fitting letters; ``entries`` are of one folded form."""

    begin: int
    end: int
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class Gazetteer:
    """All entries, ready to be looked for.

    Attributes:
        actors: the actors by id.
        entries: the entries by folded form.
    """

    actors: Mapping[str, Actor]
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    _forms: list[str] = field(default_factory=list)
    _automaton: ahocorasick_rs.AhoCorasick | None = None

    @classmethod
    def of(cls, actors: Mapping[str, Actor]) -> Gazetteer:
        """Return the gazetteer of these actors."""
        gazetteer = cls(actors)
        for actor in actors.values():
            for entry in _entries(actor):
                known = gazetteer.entries.setdefault(fold_name(entry.written), [])
                if entry not in known:
                    known.append(entry)
        gazetteer._forms = sorted(gazetteer.entries)
        if gazetteer._forms:
            gazetteer._automaton = ahocorasick_rs.AhoCorasick(gazetteer._forms)
        return gazetteer

    def scan(self, text: str) -> list[Hit]:
        """Return the matches in order of their place; of two that overlap, the longer one."""
        if self._automaton is None:
            return []
        folded = fold(text)
        # Most matches lie inside other words, the more so the more names there are.
        matches = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        found = [match for match in matches if _is_whole_word(folded, match[1], match[2])]
        begins: list[int] = []
        hits: list[Hit] = []
        for number, begin, end in sorted(found, key=lambda match: (match[1] - match[2], match[1])):
            place = bisect_left(begins, begin)
            free = (place == 0 or hits[place - 1].end <= begin) and (place == len(hits) or end <= hits[place].begin)
            if not free:
                continue
            written = text[begin:end]
            entries = tuple(e for e in self.entries[self._forms[number]] if fits(e.written, written, e.kind))
            if entries:
                begins.insert(place, begin)
                hits.insert(place, Hit(begin, end, entries))
        return hits


def _entries(actor: Actor) -> Iterable[Entry]:
    yield Entry(actor.name, actor.id, "name")
    for alias in actor.aliases:
        yield Entry(alias.text, actor.id, alias.kind)
    for adjective in actor.adjectives:
        yield Entry(adjective, actor.id, "adjective")
    for demonym in actor.demonyms:
        yield Entry(demonym, actor.id, "demonym")


def _is_whole_word(folded: str, begin: int, end: int) -> bool:
    if begin and folded[begin - 1].isalnum() and folded[begin].isalnum():
        return False
    after = folded[end : end + 3]
    if after[:1].isalnum() and folded[end - 1].isalnum():
        return False
    # "Modi's" is Modi, "Modi'in" is a town.
    return not (after[:1] == "'" and after[1:2].isalpha() and (after[1:2] != "s" or after[2:3].isalpha()))


def fits(entry: str, written: str, kind: str = "name") -> bool:
    """Return whether the letters as written can be this entry.

    A capital of the entry must be a capital in the text. Names of several words may be written with fewer capitals as
    long as one is left ("Iraqi security forces"); names of one word in lower case only when they are long and no
    English word ("hamas").
    """
    if entry == written:
        return True
    capitals = sum(character.isupper() for character in entry)
    if capitals == 0:
        return True
    if len(entry) == len(written) and all(w.isupper() for e, w in zip(entry, written, strict=True) if e.isupper()):
        return not (written.isupper() and len(entry) <= SHORT_NAME)
    first = next((i for i, character in enumerate(entry) if character.isalpha()), 0)
    if " " in entry or "-" in entry:
        return any(character.isupper() for character in written) and (
            len(entry) > 2 * SHORT_NAME or written[first : first + 1].isupper()
        )
    return kind == "name" and len(entry) > SHORT_NAME and written.islower() and entry.lower() not in COMMON_WORDS
