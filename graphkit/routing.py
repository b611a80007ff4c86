"""Which sentences of a document can give a statement; all others need no parser, which is by far the dearest step.

A statement needs two actors, each named in its sentence or meant there by a pronoun or a description; a rule that may
join actors of their types; and the words that this rule cannot do without. Some nouns need one actor only, once the
document has stated something ("Iranian support grew"). Sentences before such a one are parsed with it as far as its
pronouns can go back, for whom those mean hangs on how the sentences before are built.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from graphkit.find import WINDOW, possible_anaphors
from graphkit.parse.lemmas import ADJECTIVE, NOUN, VERB, inflect, lemma

if TYPE_CHECKING:
    from graphkit.extraction import Reading
    from graphkit.match import RuleTable
    from graphkit.model import Actor

Place = tuple[int, int]
_WORD = re.compile(r"[A-Za-z][A-Za-z-]*")
_PLAIN = re.compile(r"[a-z][a-z-]*")
# A possessive has no word of its own: names that stand side by side are enough for it.
_PARTS = {"verbal": (VERB,), "nominal": (NOUN,), "copular": (NOUN, VERB), "compound": ()}


def forms_of(kind: str, word: str) -> frozenset[str]:
    """Return the forms in which the trigger of a kind of pattern can be written, none for a possessive."""
    if kind not in _PARTS:
        return frozenset()
    return frozenset((word,)).union(*(inflect(word, part) for part in _PARTS[kind]))


def words_in(text: str, begin: int = 0, end: int | None = None) -> frozenset[str]:
    """Return the words that sentences are chosen by, in lower case: whole, and the parts of those with a hyphen."""
    found = _WORD.finditer(text, begin, len(text) if end is None else end)
    whole = {match[0].lower() for match in found}
    return frozenset(whole.union(*(word.split("-") for word in whole if "-" in word)))


class _Asks(NamedTuple):
    """What a rule asks of a sentence.

    Attributes:
        subject, object: types of actor.
        words: for each word that the rule cannot do without, the lemmas of which one must be there.
        alone: whether its noun may go back to the document for one of its actors.
    """

    subject: frozenset[str]
    object: frozenset[str]
    words: tuple[frozenset[str], ...]
    alone: bool

    def may_join(self, types: frozenset[str], lemmas: frozenset[str]) -> bool:
        """Return whether the types and lemmas of a sentence with two actors are enough."""
        if self.subject.isdisjoint(types) or self.object.isdisjoint(types):
            return False
        return not any(wanted.isdisjoint(lemmas) for wanted in self.words)

    def may_complete(self, types: frozenset[str]) -> bool:
        """Return whether one actor is enough, the other being taken from what was stated before."""
        return self.alone and not (self.subject | self.object).isdisjoint(types)


class Router:
    """Chooses sentences by the rules.

    Args:
        table: the compiled rules.
        actors: the gazetteer by id.
    """

    def __init__(self, table: RuleTable, actors: Mapping[str, Actor]) -> None:
        self._table = table
        self._actors = actors

    def choose(self, reading: Reading, may_hold: Sequence[Place]) -> tuple[list[Place], frozenset[str]]:
        """Return the sentences to parse, and the triggers that the others may hold as "kind lemma".

        Args:
            reading: the document with its mentions and sentences.
            may_hold: the sentences with a trigger and with two actors or an anaphor, in order.
        """
        number = {place: index for index, place in enumerate(reading.places)}
        kept: list[Place] = []
        # The next sentence that is parsed and holds an anaphor.
        next_anaphor = len(reading.places) + WINDOW
        for place, can_state in reversed(list(self._judged(reading, _in_reach(reading, number, may_hold)))):
            if can_state or next_anaphor - number[place] <= WINDOW:
                kept.append(place)
                if any(possible_anaphors(reading.document.text, *place)):
                    next_anaphor = number[place]
        left_out = (words_in(reading.document.text, *place) for place in set(may_hold) - set(kept))
        triggers = (self._triggers.get(word, ()) for words in left_out for word in words)
        return kept[::-1], frozenset().union(*triggers)

    def _judged(self, reading: Reading, may_hold: Iterable[Place]) -> Iterator[tuple[Place, bool]]:
        """Yield each sentence with whether a statement can come of it."""
        stated = False
        for place in may_hold:
            can_state = self._can_state(reading, place, stated)
            stated = stated or can_state
            yield place, can_state

    def _can_state(self, reading: Reading, place: Place, stated: bool) -> bool:
        text = reading.document.text
        first, last = reading.between(*place)
        named = {actor for mention in reading.mentions[first:last] for actor in mention.actors}
        if len(named) > 1 and reading.is_side_by_side(*place):
            return True
        words = words_in(text, *place)
        asked = [asks for word in words for asks in self._asks.get(word, ())]
        types = frozenset(self._actors[actor].type for actor in named)
        if len(named) > 1 and any(not asks.words and asks.may_join(types, words) for asks in asked):
            # Most sentences of a report, and nothing else need be looked up for them.
            return True
        anaphors = list(possible_anaphors(text, *place))
        types = types.union(*(one.types for one in anaphors))
        is_pair = len(named) + sum(2 if one.plural else 1 for one in anaphors) > 1
        lemmas = words.union(lemma(word, kind) for word in words for kind in (NOUN, VERB, ADJECTIVE))
        return any(
            (is_pair and asks.may_join(types, lemmas)) or (stated and asks.may_complete(types)) for asks in asked
        )

    @cached_property
    def _asks(self) -> Mapping[str, tuple[_Asks, ...]]:
        """What the rules under each form of a trigger ask for."""
        found: dict[str, dict[_Asks, None]] = {}
        for (kind, word), candidates in self._table.items():
            asked = dict.fromkeys(
                _Asks(
                    one.rule.subject,
                    one.rule.object,
                    tuple(wanted for wanted in one.needs if _is_plain(wanted)),
                    kind == "nominal" and not one.relation.symmetric,
                )
                for one in candidates
            )
            for form in forms_of(kind, word):
                found.setdefault(form, {}).update(asked)
        return {form: tuple(asked) for form, asked in found.items()}

    @cached_property
    def _triggers(self) -> Mapping[str, frozenset[str]]:
        """The triggers that each word can be a form of, as "kind lemma"."""
        found: dict[str, set[str]] = {}
        for (kind, word), _ in self._table.items():
            for form in forms_of(kind, word):
                found.setdefault(form, set()).add(f"{kind} {word}")
        return {form: frozenset(triggers) for form, triggers in found.items()}


def _in_reach(reading: Reading, number: Mapping[Place, int], may_hold: Sequence[Place]) -> Iterator[Place]:
    """Yield the sentences that name an actor, or come so soon after one that their anaphors can go back to it.

    What an anaphor has gone back to can be gone back to again; the bearer of a title from anywhere in the document.
    """
    ends = [end for _, end in reading.places]
    naming = {bisect_right(ends, mention.begin) for mention in reading.mentions}
    candidates = {number[place] for place in may_hold}
    last = -WINDOW - 1
    for index in sorted(naming | candidates):
        if index in naming:
            last = index
        if index in candidates and (reading.titles or index - last <= WINDOW):
            last = index
            yield reading.places[index]


def _is_plain(words: frozenset[str]) -> bool:
    """Return whether words can be looked for among those of a text; of several words the last stands by itself too."""
    return all(_PLAIN.fullmatch(word) for word in words if " " not in word)
