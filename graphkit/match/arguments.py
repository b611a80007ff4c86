"""Which actor an argument names: itself, through a noun that stands for it, or through an anaphor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graphkit.match import lexicon as words
from graphkit.match.judgement import Judgement
from graphkit.match.modality import judge
from graphkit.model import Actor, Clause, Mention, Sentence, Token

_EACH_OTHER = frozenset((("each", "other"), ("one", "another")))


@dataclass(frozen=True, slots=True)
class Reading:
    """An actor as an argument: who, the words that name it, the kind of mention, and the word that it was read from."""

    actor: str
    begin: int
    end: int
    kind: str
    token: int


class ArgumentReader:
    """Reads the arguments of one sentence.

    Args:
        sentence: the parsed sentence.
        mentions: all mentions of the document, by the index that tokens carry.
        anaphors: begin of a pronoun or description -> the mentions that it goes back to, all of them meant.
        actors: the gazetteer.
    """

    def __init__(
        self,
        sentence: Sentence,
        mentions: Sequence[Mention],
        anaphors: Mapping[int, Sequence[Mention]],
        actors: Mapping[str, Actor],
    ) -> None:
        self.sentence = sentence
        self.tree = sentence.tree
        self._mentions = mentions
        self._anaphors = anaphors
        self._actors = actors
        self._known: dict[tuple[int, str, frozenset[str]], list[Reading]] = {}
        self._judged: dict[tuple[int, bool], Judgement] = {}

    def read(self, token: int, role: str, types: frozenset[str]) -> list[Reading]:
        """Return the actors that a word in this role can name, given the types that the rule allows there."""
        key = (token, role, types)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._read(token, role, types, 0)
        return known

    def is_pair(self, index: int) -> bool:
        """Return whether a word is "the two countries" or the like, or holds it after "of"."""
        found = self._anaphors.get(self.sentence.tokens[index].begin, ())
        if len(found) > 1 and found[0].kind == "description":
            return True
        return any(self.is_pair(one) for one in self.tree.prepositions(index).get("of", ()) if one != index)

    def named(self, index: int) -> Sequence[Mention]:
        """Return the mention that a word is, or those that it goes back to."""
        token = self.sentence.tokens[index]
        return [self._mentions[token.mention]] if token.mention >= 0 else self._anaphors.get(token.begin, ())

    def types(self) -> frozenset[str]:
        """Return the types of all actors that words of the sentence can name."""
        tokens = self.sentence.tokens
        named = [self._mentions[token.mention] for token in tokens if token.mention >= 0]
        named += [mention for token in tokens for mention in self._anaphors.get(token.begin, ())]
        return frozenset(self._actors[actor].type for mention in named for actor in mention.actors)

    def judgement(self, clause: Clause, naming: bool = False) -> Judgement:
        """Return how a clause of the sentence is meant; see ``judge``."""
        key = (id(clause), naming)
        if key not in self._judged:
            self._judged[key] = judge(self.tree, clause, naming)
        return self._judged[key]

    def _read(self, index: int, role: str, types: frozenset[str], depth: int) -> list[Reading]:
        token = self.sentence.tokens[index]
        if depth > 6 or self._is_excluded(index, role):
            return []
        if self.is_each_other(index):
            return self._one_another(index, types)
        if token.mention >= 0:
            return self._mention(index, self._mentions[token.mention], role, types)
        anaphors = self._anaphors.get(token.begin)
        if anaphors is not None:
            readings = []
            for mention in anaphors:
                readings += self._mention(index, mention, role, types, (token.begin, token.end))
            return readings
        if token.kind == "verb":
            return []
        places = token.lemma in words.PLACE_NOUNS
        return (
            self._apposed(index, role, types, depth)
            or self._included(index, role, types, depth)
            or (self._looked_through(index, role, types, depth) if places else [])
            or self._stands_for(index, role, types, depth)
            or self._looked_through(index, role, types, depth)
        )

    def is_each_other(self, index: int) -> bool:
        """Return whether a word is in "each other" or "one another", whichever of the two the parser takes for head."""
        around = [token.text.lower() for token in self.sentence.tokens[max(0, index - 1) : index + 2]]
        return any(pair in _EACH_OTHER for pair in pairwise(around))

    def _one_another(self, index: int, types: frozenset[str]) -> list[Reading]:
        """Read "each other" as those who do it: all that the subject of the verb above names."""
        tokens = self.sentence.tokens
        above = index
        while not self.tree.is_verb(above) and tokens[above].parent not in (-1, above):
            above = tokens[above].parent
        first = index if tokens[index].text.lower() in ("each", "one") else index - 1
        span = tokens[first].begin, tokens[first + 1].end
        heads = self.tree.expand_all(self.tree.subjects(above)) if self.tree.is_verb(above) else ()
        named = [reading for head in heads for reading in self.read(head, "agent", types)]
        return [Reading(one.actor, *span, "pronoun", index) for one in named]

    def _is_excluded(self, index: int, role: str) -> bool:
        """Return whether the sentence says that it is not this one ("not Iran but Syria", "neither Chad nor Mali")."""
        said = self._said_with(index)
        first = index
        while self.sentence.tokens[first].link == "conjunct" and self.sentence.tokens[first].parent != first:
            first = self.sentence.tokens[first].parent
        neither = "neither" in said | self._said_with(first)
        return "not" in said or (neither and role not in ("agent", "possessor"))

    def _said_with(self, index: int) -> set[str]:
        around = self.tree.children(index, "negation", "coordination", "determiner")
        return {self.sentence.tokens[one].lemma for one in around}

    def _mention(
        self, index: int, mention: Mention, role: str, types: frozenset[str], span: tuple[int, int] | None = None
    ) -> list[Reading]:
        if mention.kind == "adjective" and span is None and not self._acts_as_people(index):
            return []
        fitting = [actor for actor in mention.actors if self._actors[actor].type in types]
        actor = self._choose(index, mention, fitting, role)
        if actor is None:
            return []
        begin, end = span or (mention.begin, mention.end)
        kind = mention.kind
        return [Reading(actor, begin, end, kind, index)]

    def _acts_as_people(self, index: int) -> bool:
        """Return whether an adjective that heads its phrase is "the Sylvanians", who act, not "120 Sylvanians"."""
        token = self.sentence.tokens[index]
        if token.link in ("adjective", "compound", "possessor", "inside", "conjunct", "number", "determiner"):
            return True
        if any(self.sentence.tokens[c].mention >= 0 for c in self.tree.children(index, "conjunct")):
            # "Russian and Syrian warplanes"
            return True
        articles = [self.sentence.tokens[d].lemma for d in self.tree.children(index, "determiner")]
        return "the" in articles and not self.tree.has(index, "number")

    def _choose(self, index: int, mention: Mention, fitting: Sequence[str], role: str) -> str | None:
        """Return the reading of an ambiguous name: who acts is the government, where something happens the place."""
        if not fitting:
            return None
        place = [actor for actor in fitting if self._actors[actor].type == "Place"]
        other = [actor for actor in fitting if self._actors[actor].type != "Place"]
        ambiguous = any(self._actors[actor].type == "Place" for actor in mention.actors) and len(mention.actors) > 1
        if not ambiguous:
            return fitting[0] if len(other) <= 1 or len(mention.actors) == 1 else self._closest(other, mention)
        if self._is_location(index, role):
            return place[0] if place else None
        return other[0] if other else None

    def _closest(self, fitting: Sequence[str], mention: Mention) -> str | None:
        """Return the only actor that the words can be, a state before its bodies; two equally good ones are none."""
        states = [actor for actor in fitting if self._actors[actor].type == "State"]
        bodies = [actor for actor in fitting if self._actors[actor].type == "GovernmentBody"]
        if len(states) == 1 and len(bodies) == len(fitting) - 1:
            return states[0]
        return fitting[0] if len(fitting) == 1 else None

    def _is_location(self, index: int, role: str) -> bool:
        token = self.sentence.tokens[index]
        while token.link == "conjunct" and token.parent != token.index:
            # "visited Cairo, Amman and Doha": all of them as the first.
            token = self.sentence.tokens[token.parent]
        if role in words.LOCATIVE and role != "at":
            return True
        if token.link == "inside":
            return self.sentence.tokens[token.parent].text.lower() in ("based", "headquartered")
        parent = self.sentence.tokens[token.parent] if token.parent >= 0 else token
        if token.link in ("compound", "adjective") and parent.lemma in words.NAMED_AFTER_PLACES:
            return True
        if parent.kind == "preposition" and parent.parent >= 0:
            return self._is_location_after(parent)
        if token.link == "subject" and parent.lemma == "be" and "under" in self.tree.prepositions(parent.index):
            # "Sanaa is under their control"
            return True
        return role == "patient" and parent.kind == "verb" and parent.lemma in words.MOTION

    def _is_location_after(self, preposition: Token) -> bool:
        preposition = self.sentence.tokens[self.tree.first_preposition(preposition.index)]
        above = self.sentence.tokens[preposition.parent]
        if preposition.lemma == "of" and above.lemma == "out":
            # "operates out of Kabul"
            return True
        if preposition.lemma in words.LOCATIVE:
            return not (preposition.lemma == "at" and above.lemma in words.AIMED)
        if preposition.lemma == "of" and above.lemma in words.PART_OF_PLACE:
            return True
        if preposition.lemma in ("to", "from"):
            return above.lemma in words.MOTION | words.DESTINATION_NOUNS | words.FORCE_NOUNS
        return above.lemma in words.FORCE_NOUNS and preposition.lemma in ("on", "against", "of")

    def _apposed(self, index: int, role: str, types: frozenset[str], depth: int) -> list[Reading]:
        for other in self.tree.children(index, "apposition"):
            if self.sentence.tokens[other].mention >= 0:
                readings = []
                for one in self.tree.expand(other):
                    readings += self._read(one, role, types, depth + 1)
                return readings
        for other in self.tree.apposed_beyond(index):
            if self.sentence.tokens[other].mention >= 0:
                return self._read(other, role, types, depth + 1)
        token = self.sentence.tokens[index]
        # "Hamas, the group" as the parser may turn it round, and "the group Hamas": the noun hangs from the name.
        if (
            token.link in ("apposition", "compound")
            and token.parent >= 0
            and self.sentence.tokens[token.parent].mention >= 0
        ):
            return self._read(token.parent, role, types, depth + 1)
        return []

    def _included(self, index: int, role: str, types: frozenset[str], depth: int) -> list[Reading]:
        around = self.tree.prepositions(index)
        readings: list[Reading] = []
        for word in ("including", "like", "as"):
            if word == "as" and not any(
                self.sentence.tokens[i].lemma == "such" for i in range(index, min(index + 6, len(self.sentence.tokens)))
            ):
                continue
            for head in around.get(word, ()):
                readings += self._read(head, role, types, depth + 1)
        return readings

    def _stands_for(self, index: int, role: str, types: frozenset[str], depth: int) -> list[Reading]:
        """Read "the Iranian government", "officials of Hamas", "Israeli warplanes" as the actor that holds the noun."""
        token = self.sentence.tokens[index]
        noun = token.lemma if token.lemma in words.STANDS_FOR | words.MEMBER_STATES else token.text.lower()
        if self._names_somebody_else(index):
            return []
        if noun not in words.STANDS_FOR | words.MEMBER_STATES or not self._may_stand(noun, token.lemma, role):
            return []
        if token.lemma in words.PROPERTY and self._is_headed(token):
            # "the head of Hamas's finance office" heads the office.
            return []
        holders = self.tree.children(index, "possessor", "compound", "adjective")
        holders = [h for h in holders if self.sentence.tokens[h].mention >= 0 or self._is_pronoun_with_antecedent(h)]
        if any(self.sentence.tokens[c].lemma == "whose" for c in self.tree.children(index, "possessor")):
            holders = self.tree.holders(index)
        if not holders:
            around = self.tree.prepositions(index)
            holders = list(around.get("of") or around.get("from", ()))
        readings: list[Reading] = []
        for holder in holders[-1:] if len(holders) > 1 and self._is_adjective(holders[-1]) else holders:
            for one in self.tree.expand(holder):
                readings += [r for r in self._read(one, "agent", types, depth + 1) if self._can_hold(r, noun)]
        return readings

    def _is_headed(self, token: Token) -> bool:
        preposition = self.sentence.tokens[token.parent]
        return preposition.lemma == "of" and self.sentence.tokens[preposition.parent].lemma in words.HEADS

    def _names_somebody_else(self, index: int) -> bool:
        """Return whether a name that no pack knows stands beside the noun ("Egypt's prime minister, Adel Nader")."""
        apposed = (self.sentence.tokens[a] for a in self.tree.children(index, "apposition"))
        return any(a.mention < 0 and a.text[:1].isupper() for a in apposed)

    def _may_stand(self, noun: str, lemma: str, role: str) -> bool:
        if lemma in words.PROPERTY or noun in words.PROPERTY:
            struck = role in ("patient", "on", "against", "at", "of", "upon", "head", "into")
            return struck or noun in words.WEAPON_AGENTS or lemma in words.WEAPON_AGENTS
        if lemma in words.WEAPON_AGENTS or noun in words.WEAPON_AGENTS:
            return role in ("agent", "by", "from", "possessor", "modifier")
        return True

    def _is_pronoun_with_antecedent(self, index: int) -> bool:
        return self.sentence.tokens[index].begin in self._anaphors

    def _is_adjective(self, index: int) -> bool:
        token = self.sentence.tokens[index]
        return token.mention >= 0 and self._mentions[token.mention].kind == "adjective"

    def _can_hold(self, reading: Reading, noun: str) -> bool:
        kind = self._actors[reading.actor].type
        if kind == "Person":
            return noun in words.FORCES_OF_PERSON
        if noun in words.MEMBER_STATES and noun not in words.STANDS_FOR:
            return kind in ("Coalition", "Organization")
        return kind not in ("State", "Place") or noun not in words.NOT_THE_STATE

    def _looked_through(self, index: int, role: str, types: frozenset[str], depth: int) -> list[Reading]:
        """Read "the city of Mosul", "parts of Aleppo", "dozens of Hamas fighters" as what follows "of"."""
        token = self.sentence.tokens[index]
        if token.lemma not in words.LOOK_THROUGH_OF and token.kind not in ("number", "determiner"):
            return []
        readings: list[Reading] = []
        for head in self.tree.prepositions(index).get("of", ()):
            readings += self._read(head, role, types, depth + 1)
        return readings

    def phrase(self, index: int) -> tuple[int, int]:
        """Return begin and end of the noun phrase around a head, without what follows it in clauses or appositions."""
        tokens, todo = [index], [index]
        links = ("determiner", "adjective", "compound", "number", "possessor", "possessive-mark", "preposition",
                 "prepositional-object")  # fmt: skip
        while todo:
            for child in self.tree.children(todo.pop(), *links):
                if child not in tokens:
                    tokens.append(child)
                    todo.append(child)
        spans = [(self.sentence.tokens[t].begin, self.sentence.tokens[t].end) for t in tokens]
        return min(b for b, _ in spans), max(e for _, e in spans)
