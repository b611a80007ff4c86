"""Pronouns and descriptions: which actors of the text around they go back to, and only when that is clear.

An anaphor is resolved when one actor of the fitting kind is left, or one of several is the subject around it. Two that
are equally good are none: no edge is better than a wrong one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphkit.model import Actor, Mention, Sentence, TitlePhrase, Token
from graphkit.tree import Tree

ORGANISED = frozenset(("ArmedGroup", "Organization", "Coalition", "GovernmentBody"))
_HE = {"he": "male", "his": "male", "him": "male", "himself": "male", "she": "female", "her": "female", "hers": "female"}
_IT = frozenset("it its itself".split())
_THEY = frozenset("they their them themselves".split())

# Nouns that can point back with "the", "this" or "that", and the types of actor that they can mean.
DESCRIPTIONS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys("group movement militia organization organisation rebels militants insurgents"
                    " jihadists".split(), frozenset(("ArmedGroup", "Organization"))),
    **dict.fromkeys("party bank agency company charity".split(), frozenset(("Organization",))),
    **dict.fromkeys("country kingdom nation state emirate republic monarchy sultanate regime".split(),
                    frozenset(("State",))),
    **dict.fromkeys("coalition alliance bloc".split(), frozenset(("Coalition", "Organization"))),
    **dict.fromkeys("city town village province region enclave territory island peninsula strip".split(),
                    frozenset(("Place",))),
    **dict.fromkeys("army military ministry agency unit force".split(), frozenset(("GovernmentBody",))),
}  # fmt: skip
# Nouns for persons: only one who bears that title in the text.
PERSON_NOUNS = frozenset(
    "president minister premier chancellor king prince emir sultan leader chief commander general colonel spokesman"
    " spokeswoman secretary ambassador envoy diplomat cleric ayatollah politician official head".split()
)
_PAIR = frozenset("country side leader state nation group man minister president army movement party foe ally unit".split())
_POINTING = frozenset("the this that these those".split())
_WINDOW = 3
_REPORTS = frozenset("report statement document ministry statement news".split())
_FULL_NAME = re.compile(r"\b[A-Z][a-z]+(?:[ -](?:al-|el-|bin |ibn )?[A-Z][a-z]+)+\b")


@dataclass(frozen=True, slots=True)
class _Candidate:
    mention: Mention
    actor: str
    distance: int
    subject: bool


class AnaphorResolver:
    """Resolves the anaphors of one document.

    Args:
        mentions: the document's mentions by name, in order.
        titles: its title phrases.
        actors: the gazetteer by id.
        sentences: begin and end of all sentences of the document, parsed or not.
        text: the document's text.
    """

    def __init__(
        self,
        mentions: Sequence[Mention],
        titles: Sequence[TitlePhrase],
        actors: Mapping[str, Actor],
        sentences: Sequence[tuple[int, int]],
        text: str,
    ) -> None:
        self._text = text
        self._mentions = mentions
        self._begins = [mention.begin for mention in mentions]
        self._titles = {title.person: title for title in titles}
        self._actors = actors
        self._ends = [end for _, end in sentences]
        self._resolved: dict[int, tuple[Mention, ...]] = {}

    def resolve(self, sentences: Iterable[Sentence]) -> Mapping[int, tuple[Mention, ...]]:
        """Return the begin of each resolved anaphor with the mentions that it goes back to (kinds set anew)."""
        subjects: set[int] = set()
        for sentence in sentences:
            tree = Tree(sentence.tokens)
            subjects |= {t.mention for t in sentence.tokens if t.mention >= 0 and t.link in ("subject", "passive-subject")}
            for token in sentence.tokens:
                if token.mention < 0 and token.link not in ("inside", "title"):
                    found = self._one(sentence, tree, token, subjects)
                    if found:
                        self._resolved[token.begin] = found
        return self._resolved

    def _one(self, sentence: Sentence, tree: Tree, token: Token, subjects: set[int]) -> tuple[Mention, ...]:
        low = token.text.lower()
        if low in _HE:
            return self._pronoun(sentence, tree, token, subjects, frozenset(("Person",)), _HE[low])
        if low in _IT:
            if _is_pleonastic(tree, token):
                return ()
            return self._pronoun(sentence, tree, token, subjects, ORGANISED | {"State", "Place"}, None)
        if low in _THEY:
            return self._pronoun(sentence, tree, token, subjects, ORGANISED, None)
        if token.kind == "noun":
            return self._description(sentence, tree, token, subjects)
        return ()

    # --- candidates ---------------------------------------------------------------------------------------------------

    def _candidates(
        self, sentence: Sentence, place: int, types: frozenset[str], subjects: set[int], gender: str | None = None
    ) -> list[_Candidate]:
        """Return the fitting mentions before a place, the nearest sentence first."""
        here = self._sentence_of(place)
        found = []
        for index in range(bisect_left(self._begins, place) - 1, -1, -1):
            mention = self._mentions[index]
            if mention.end > place:
                continue
            distance = here - self._sentence_of(mention.begin)
            if distance > _WINDOW:
                break
            actor = next((a for a in mention.actors if self._fits(a, types, gender)), None)
            if actor is not None and (mention.kind != "adjective" or self._acts(mention)):
                found.append(_Candidate(mention, actor, distance, index in subjects))
        return found

    def _acts(self, mention: Mention) -> bool:
        """Return whether an adjective stands alone for its people ("the Sylvanians"), and so can be gone back to."""
        before = self._text[max(0, mention.begin - 4) : mention.begin].lower()
        return before == "the " and self._text[mention.begin : mention.end].endswith("s")

    def _fits(self, actor: str, types: frozenset[str], gender: str | None) -> bool:
        known = self._actors[actor]
        return known.type in types and (gender is None or known.gender in (None, gender))

    def _sentence_of(self, place: int) -> int:
        return bisect_right(self._ends, place)

    # --- pronouns -----------------------------------------------------------------------------------------------------

    def _pronoun(
        self, sentence: Sentence, tree: Tree, token: Token, subjects: set[int], types: frozenset[str], gender: str | None
    ) -> tuple[Mention, ...]:
        beside = self._beside(tree, token, types, gender)
        if beside:
            return beside
        bound = self._bound(tree, token, types, gender)
        if bound is not None:
            return bound
        found = self._candidates(sentence, token.begin, types, subjects, gender)
        if token.form != "possessive":
            own = {t.mention for t in self._co_arguments(tree, token)}
            found = [c for c in found if self._index_of(c.mention) not in own]
        for distance in range(_WINDOW):
            near = [c for c in found if c.distance == distance]
            chosen = self._choose(near)
            if chosen is not None and "Person" in types and self._unknown_person_between(chosen.mention, token):
                return ()
            if chosen is not None:
                return (_as(chosen, "pronoun"),)
            if near:
                return ()
        return ()

    def _unknown_person_between(self, mention: Mention, token: Token) -> bool:
        """Return whether a name that no pack knows stands nearer than the mention: "he" may well be that person."""
        for match in _FULL_NAME.finditer(self._text, mention.end, token.begin):
            after = bisect_left(self._begins, match.start())
            inside = after < len(self._mentions) and self._mentions[after].begin < match.end()
            before = after > 0 and self._mentions[after - 1].end > match.start()
            if not inside and not before:
                return True
        return False

    def _beside(self, tree: Tree, token: Token, types: frozenset[str], gender: str | None) -> tuple[Mention, ...]:
        """Return the name that the possessive's noun is coordinated with ("the United States and its allies")."""
        before = bisect_left(self._begins, token.begin) - 1
        if before >= 0 and self._text[self._mentions[before].end : token.begin].split() in (["and"], [",", "and"], ["or"]):
            mention = self._mentions[before]
            actor = next((a for a in mention.actors if self._fits(a, types | _plural(token), gender)), None)
            return (_as(_Candidate(mention, actor, 0, False), "pronoun"),) if actor else ()
        noun = tree.tokens[token.parent] if token.form == "possessive" and token.parent >= 0 else token
        if noun.link != "conjunct" or noun.parent < 0 or tree.tokens[noun.parent].mention < 0:
            return ()
        mention = self._mentions[tree.tokens[noun.parent].mention]
        actor = next((a for a in mention.actors if self._fits(a, types, gender)), None)
        return (_as(_Candidate(mention, actor, 0, False), "pronoun"),) if actor else ()

    def _choose(self, near: Sequence[_Candidate]) -> _Candidate | None:
        """Return the candidate of one sentence that is left: the only actor, or the only one that is a subject."""
        if len({c.actor for c in near}) == 1:
            return near[0]
        subjects = [c for c in near if c.subject]
        if len({c.actor for c in subjects}) == 1:
            return subjects[0]
        first = min(near, key=lambda c: c.mention.begin, default=None)
        return first if first is not None and first.subject and len({c.actor for c in subjects}) == 1 else None

    def _bound(
        self, tree: Tree, token: Token, types: frozenset[str], gender: str | None
    ) -> tuple[Mention, ...] | None:
        """Return the subject of its own clause for a possessive, or of the governing clause for a subject pronoun."""
        verb = self._verb_above(tree, token.index)
        if verb < 0:
            return None
        if token.link in ("subject", "passive-subject"):
            above = tree.tokens[verb]
            if above.link not in ("content-clause", "adverbial-clause", "conjunct") or above.parent in (verb, -1):
                return None
            verb = above.parent
            if not tree.is_verb(verb):
                return None
        elif token.form != "possessive":
            return None
        heads = tree.expand_all(tree.subjects(verb))
        if token.form == "possessive" and self._is_after_object(tree, verb, token, types, gender):
            return ()
        found = []
        for head in heads:
            if head == token.index:
                return None
            mention = tree.tokens[head].mention
            if mention >= 0:
                actor = next((a for a in self._mentions[mention].actors if self._fits(a, types | _plural(token), gender)), None)
                if actor is None:
                    return None
                found.append(_as(_Candidate(self._mentions[mention], actor, 0, True), "pronoun"))
            elif tree.tokens[head].begin in self._resolved:
                found.extend(m for m in self._resolved[tree.tokens[head].begin] if self._fits(m.actors[0], types, gender))
        if not found:
            # The subject is somebody whom no pack knows; the pronoun most likely means them.
            unknown = [tree.tokens[h] for h in heads if tree.tokens[h].kind == "noun" and tree.tokens[h].mention < 0]
            same = unknown and ("Person" not in types or unknown[0].text[:1].isupper())
            return () if same and unknown[0].lemma not in _REPORTS else None
        if len(found) > 1 and token.text.lower() not in _THEY:
            return None
        return tuple(found)

    def _is_after_object(
        self, tree: Tree, verb: int, token: Token, types: frozenset[str], gender: str | None
    ) -> bool:
        """Return whether an object stands between verb and possessive that it may mean as well ("help X in its war")."""
        for one in tree.expand_all(tree.children(verb, "object")):
            mention = tree.tokens[one].mention
            if mention >= 0 and tree.tokens[one].index < token.index:
                return any(self._fits(a, types, gender) for a in self._mentions[mention].actors)
        return False

    def _verb_above(self, tree: Tree, index: int) -> int:
        for _ in range(10):
            parent = tree.tokens[index].parent
            if parent < 0 or parent == index:
                return -1
            if tree.is_verb(parent):
                return parent
            index = parent
        return -1

    def _co_arguments(self, tree: Tree, token: Token) -> list[Token]:
        verb = token.parent
        if verb < 0:
            return []
        links = ("subject", "passive-subject", "object", "recipient")
        return [tree.tokens[c] for c in tree.children(verb, *links) if c != token.index]

    def _index_of(self, mention: Mention) -> int:
        return bisect_left(self._begins, mention.begin)

    # --- descriptions -------------------------------------------------------------------------------------------------

    def _description(self, sentence: Sentence, tree: Tree, token: Token, subjects: set[int]) -> tuple[Mention, ...]:
        pointing = [tree.tokens[d].lemma for d in tree.children(token.index, "determiner")]
        if token.lemma in PERSON_NOUNS and token.form == "singular" and not _is_specified(tree, token):
            bodies = self._named_modifiers(tree, token)
            if bodies or set(pointing) & _POINTING:
                return self._person(tree, token, bodies)
            return ()
        if not set(pointing) & _POINTING or _is_specified(tree, token):
            return ()
        numbers = [tree.tokens[n].lemma for n in tree.children(token.index, "number")]
        if "two" in numbers and token.lemma in _PAIR:
            return self._pair(sentence, token, subjects)
        if token.form == "plural" and token.lemma not in DESCRIPTIONS:
            return ()
        types = DESCRIPTIONS.get(token.text.lower()) or DESCRIPTIONS.get(token.lemma)
        if types is None or (token.form == "plural" and token.text.lower() not in DESCRIPTIONS):
            return ()
        found = self._candidates(sentence, token.begin, types, subjects)
        adjectives = self._named_modifiers(tree, token)
        if adjectives:
            found = [c for c in found if self._belongs(c.actor, adjectives)]
        called = [c for c in found if self._is_called(c.mention, token)]
        for distance in range(_WINDOW + 1):
            near = [c for c in called or found if c.distance == distance]
            if near:
                chosen = self._choose(near)
                return (_as(chosen, "description"),) if chosen else ()
        return ()

    def _is_called(self, mention: Mention, token: Token) -> bool:
        """Return whether the mention itself holds the noun ("the Orlov regime ... the regime")."""
        words = self._text[mention.begin : mention.end + len(token.text) + 2].lower().split()
        return token.lemma in words or token.text.lower() in words

    def _named_modifiers(self, tree: Tree, token: Token) -> set[str]:
        children = tree.children(token.index, "adjective", "compound", "possessor")
        return {a for c in children if tree.tokens[c].mention >= 0 for a in self._mentions[tree.tokens[c].mention].actors}

    def _belongs(self, actor: str, owners: set[str]) -> bool:
        """Return whether the actor can be called after one of these ("the Palestinian group")."""
        known = self._actors[actor]
        if actor in owners or known.part_of in owners:
            return True
        groups = {a for m in self._mentions for a in m.actors[:1] if self._actors[a].type == known.type}
        return known.part_of is None and known.type == "ArmedGroup" and len(groups) == 1

    def _person(self, tree: Tree, token: Token, bodies: set[str]) -> tuple[Mention, ...]:
        """Return the one person who bears the title: before in the text, or anywhere when the body is named too."""
        words = {tree.tokens[c].lemma for c in tree.children(token.index, "compound", "adjective")}
        qualifiers = {w for w in words if w in ("prime", "foreign", "defence", "defense", "interior", "vice", "deputy")}
        bearers: dict[str, Mention] = {}
        for index, title in self._titles.items():
            mention = self._mentions[index]
            said = self._text[title.title_begin : title.title_end].lower().split()
            if title.title != token.lemma or not qualifiers <= set(said):
                continue
            if mention.begin >= token.begin and not bodies:
                continue
            body = set(self._mentions[title.body].actors) if title.body >= 0 else set()
            if not bodies or not body or bodies & body:
                bearers[mention.actors[0]] = mention
        if len(bearers) != 1:
            return ()
        actor, mention = next(iter(bearers.items()))
        return (Mention((actor,), mention.begin, mention.end, "description"),)

    def _pair(self, sentence: Sentence, token: Token, subjects: set[int]) -> tuple[Mention, ...]:
        """Return the two actors of "the two countries", when exactly two of the kind were named just before."""
        types = DESCRIPTIONS.get(token.lemma, frozenset(("State", "ArmedGroup", "Organization")))
        if token.lemma in ("leader", "man", "minister", "president"):
            types = frozenset(("Person",))
        elif token.lemma == "side":
            types = ORGANISED | {"State"}
        found = self._candidates(sentence, token.begin, types, subjects)
        for distance in range(_WINDOW):
            near = {c.actor: c for c in found if c.distance <= distance}
            if len(near) == 2:
                ordered = sorted(near.values(), key=lambda c: c.mention.begin)
                return tuple(_as(c, "description") for c in ordered)
            if len(near) > 2:
                return ()
        return ()


def _plural(token: Token) -> frozenset[str]:
    return frozenset(("State", "Person")) if token.text.lower() in _THEY else frozenset()


def _as(candidate: _Candidate, kind: str) -> Mention:
    return Mention((candidate.actor,), candidate.mention.begin, candidate.mention.end, kind)


def _is_pleonastic(tree: Tree, token: Token) -> bool:
    """Return whether "it" stands for nothing ("it is clear that", "it remains to be seen")."""
    if token.link == "expletive":
        return True
    if token.link not in ("subject", "passive-subject") or token.parent < 0:
        return False
    verb = tree.tokens[token.parent]
    if verb.lemma in ("seem", "appear", "remain", "rain", "follow", "happen", "mean") and not tree.has(verb.index, "object"):
        return True
    later = tree.children(verb.index, "content-clause", "open-complement")
    if verb.lemma == "be" and (later or any(tree.has(c, "content-clause", "open-complement") for c in tree.children(verb.index, "complement"))):
        return True
    return tree.is_passive(verb.index) and tree.has(verb.index, "content-clause") and token.link == "passive-subject"


def _is_specified(tree: Tree, token: Token) -> bool:
    """Return whether the description says itself whom it means ("the group that ...", "the leader of Hamas")."""
    if tree.has(token.index, "relative-clause", "apposition"):
        return True
    for preposition in tree.children(token.index, "preposition"):
        if tree.tokens[preposition].lemma in ("of", "called", "named", "such"):
            return True
    return False


_SENTENCE_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|his|her|its|their|him|them|the (?:[\w-]+ ){0,3}?(?:"
    + "|".join(sorted({*DESCRIPTIONS, *PERSON_NOUNS, "countries", "sides", "leaders"}))
    + r")|this (?:[\w-]+ )?(?:group|organization|organisation|movement)|regime)\b",
    re.IGNORECASE,
)


def may_hold_anaphor(text: str, begin: int, end: int) -> bool:
    """Return whether a sentence holds a word that can go back to an actor named before."""
    return _SENTENCE_PRONOUN.search(text, begin, end) is not None
