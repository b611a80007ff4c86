"""Pronouns and descriptions: which actors of the text around they go back to, and only when that is clear.

An anaphor is resolved when one actor of the fitting kind is left, or one of several is the subject around it. Two that
are equally good are none: no edge is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from graphkit.find.descriptions import DESCRIPTIONS, PERSON_NOUNS, points_back, resolve_description
from graphkit.find.discourse import Discourse, Wanted
from graphkit.find.pronouns import PRONOUNS, resolve_pronoun
from graphkit.model import ACTOR_TYPES, Actor, Mention, Sentence, TitlePhrase, Token
from graphkit.tree import Tree

_SUBJECTS = ("subject", "passive-subject")
_ANAPHOR = re.compile(
    r"\b(?:"
    + "|".join(sorted(PRONOUNS))
    + r"|(?:the|this|that|these|those) (?:[\w-]+ ){0,3}?(?:"
    + "|".join(sorted({*DESCRIPTIONS, *PERSON_NOUNS, "countries", "sides", "leaders", "groups", "ministers"}))
    + r"))\b",
    re.IGNORECASE,
)


def may_hold_anaphor(text: str, begin: int, end: int) -> bool:
    """Return whether a sentence holds a word that can go back to an actor named before."""
    return _ANAPHOR.search(text, begin, end) is not None


class PossibleAnaphor(NamedTuple):
    """A word that may go back to an actor: the types of whom it can mean, and whether that can be several."""

    types: frozenset[str]
    plural: bool


_ANYBODY = PossibleAnaphor(frozenset(ACTOR_TYPES), True)
_WORDS: Mapping[str, PossibleAnaphor] = {
    "two": _ANYBODY,
    **{noun: PossibleAnaphor(types, False) for noun, types in DESCRIPTIONS.items()},
    **dict.fromkeys(PERSON_NOUNS, PossibleAnaphor(frozenset(("Person",)), False)),
    **{word: _ANYBODY if one.plural else PossibleAnaphor(one.types, False) for word, one in PRONOUNS.items()},
}
_LETTERS = re.compile(r"[a-z]+")


def possible_anaphors(text: str, begin: int, end: int) -> Iterator[PossibleAnaphor]:
    """Yield every word of a sentence that ``AnaphorResolver`` might read as an actor, rather too many than too few."""
    # Looking up each word takes a fifth of the time that a search for one of so many takes.
    for word in _LETTERS.findall(text[begin:end].lower()):
        if word in _WORDS:
            yield _WORDS[word]


class AnaphorResolver:
    """Resolves the anaphors of one document.

    Args:
        discourse: the document's mentions and sentences.
        titles: its title phrases.
    """

    def __init__(self, discourse: Discourse, titles: Sequence[TitlePhrase]) -> None:
        self._discourse = discourse
        self._titles = {title.person: title for title in titles}

    @classmethod
    def of(
        cls,
        mentions: Sequence[Mention],
        titles: Sequence[TitlePhrase],
        actors: Mapping[str, Actor],
        sentences: Sequence[tuple[int, int]],
        text: str,
    ) -> AnaphorResolver:
        """Return the resolver of a document from what find and parse know of it."""
        return cls(Discourse(mentions, actors, sentences, text), titles)

    def resolve(self, sentences: Iterable[Sentence]) -> Mapping[int, tuple[Mention, ...]]:
        """Return the begin of each resolved anaphor with the mentions that it goes back to, all of them meant."""
        for sentence in sentences:
            tree = sentence.tree
            heads = [token.index for token in sentence.tokens if token.link in _SUBJECTS]
            named = (sentence.tokens[index] for index in tree.expand_all(heads))
            self._discourse.subjects |= {token.mention for token in named if token.mention >= 0}
            self._note_groups(tree, heads)
            for token in sentence.tokens:
                if token.mention >= 0 or token.link in ("inside", "title"):
                    continue
                if token.text.lower() in PRONOUNS:
                    found = resolve_pronoun(self._discourse, tree, token)
                elif token.kind == "noun":
                    found = resolve_description(self._discourse, self._titles, tree, token)
                else:
                    continue
                if found:
                    self._discourse.note(token.begin, token.end, found, token.link in _SUBJECTS)
        return self._discourse.resolved

    def _note_groups(self, tree: Tree, heads: Sequence[int]) -> None:
        for head in heads:
            group = tree.expand(head)
            named = [tree.tokens[one].mention for one in group]
            if len(named) > 1 and all(mention >= 0 for mention in named):
                self._discourse.note_group([self._discourse.mentions[mention] for mention in named])

    def candidates(self, token: Token, sentence: Sentence) -> tuple[str, ...] | None:
        """Return the actors that an anaphor could mean by their kind, in the nearest sentence that names any.

        None: the word is no anaphor.
        """
        word = token.text.lower()
        wanted = PRONOUNS.get(word)
        if wanted is None and word in DESCRIPTIONS and points_back(sentence.tree, token):
            wanted = Wanted(DESCRIPTIONS[word])
        if wanted is None:
            return None
        near = next(filter(None, self._discourse.before(token.begin, wanted)), [])
        return tuple(dict.fromkeys(place.actor for place in sorted(near)))
