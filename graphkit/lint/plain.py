"""The plainest sentences that a pattern is meant for, made from its own words."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.extraction import Extractor
from graphkit.model import Document
from graphkit.ontology import Rule
from graphkit.parse.lemmas import NOUN, VERB, inflect, lemma
from graphkit.patterns import PREPOSITIONS, Pattern

_TYPES = ("State", "ArmedGroup", "Person", "Organization", "GovernmentBody", "Coalition", "Place")
_CANDIDATES = 40


class PlainSentences:
    """Makes sentences for patterns with actors that each name one actor only.

    Args:
        extractor: its actors fill the slots.
    """

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        self._names: dict[str, list[str]] = {}

    def of(self, rule: Rule) -> list[str]:
        """Return one sentence or more for a rule, [] when no actor has the types that it allows."""
        subject = self._name(rule.subject, "")
        object_ = self._name(rule.object, subject)
        if not subject or not object_:
            return []
        return list(dict.fromkeys(_sentences(rule.pattern, {"subject": subject, "object": object_})))

    def _name(self, types: frozenset[str], taken: str) -> str:
        for kind in _TYPES:
            if kind in types:
                for name in self._of_type(kind):
                    if name != taken:
                        return name
        return ""

    def _of_type(self, kind: str) -> list[str]:
        """Return two names of a type that are read as one actor and nothing else."""
        if kind not in self._names:
            found: list[str] = []
            actors = [actor for actor in self._extractor.actors.values() if actor.type == kind]
            for actor in actors[:_CANDIDATES]:
                mentions = self._extractor.read(Document("name", actor.name)).mentions
                if len(found) < 2 and [m.actors for m in mentions] == [(actor.id,)] and mentions[0].kind == "name":
                    found.append(actor.name)
            self._names[kind] = found
        return self._names[kind]


def _sentences(pattern: Pattern, names: dict[str, str]) -> Iterator[str]:
    parts = pattern.text.replace("-", " ").split() if pattern.kind == "compound" else pattern.text.split()
    words = _filled(pattern, parts, names)
    text = " ".join(words).replace(" 's", "'s")
    if pattern.kind == "compound":
        yield f"{words[0]}-{words[1]} {' '.join(words[2:])} withdrew."
    elif pattern.kind == "copular":
        yield f"{text.replace(' be ', ' was the ', 1)}."
        yield f"{text.replace(' be ', ' was ', 1)}."
    elif pattern.kind == "verbal":
        yield f"{text}."
    else:
        yield f"{text[0].upper()}{text[1:]} grew."


def _filled(pattern: Pattern, parts: list[str], names: dict[str, str]) -> list[str]:
    """Return the words of a pattern with names in its slots and one word for each choice."""
    lexical = iter(element.words for element in pattern.elements if not element.slot)
    trigger = _inflected(pattern)
    found = []
    for position, part in enumerate(parts):
        if part.startswith("{"):
            slot = part[1 : part.index("}")]
            found.append(names[slot] + part[part.index("}") + 1 :].rstrip("?"))
        elif _is_trigger(pattern, parts, position):
            found.append(trigger)
        elif position and all(word in PREPOSITIONS or word == pattern.particle for word in part.split("|")):
            found.append(part.split("|")[0])
        elif part == "be" and pattern.kind == "copular":
            found.append(part)
        else:
            found.append(min(next(lexical), key=lambda word: (word.count(" "), word)))
    return found


def _is_trigger(pattern: Pattern, parts: list[str], position: int) -> bool:
    if pattern.kind == "possessive":
        return False
    if pattern.kind == "copular":
        return position == 2
    return position == (1 if parts[0].startswith("{") else 0)


def _inflected(pattern: Pattern) -> str:
    """Return the first trigger as it stands in a sentence: a verb in the past, all else as it is."""
    trigger = min(pattern.triggers, key=lambda word: (word.count(" "), word))
    if pattern.kind != "verbal":
        return trigger
    if trigger == "be":
        return "was"
    forms = sorted(form for form in inflect(trigger, VERB) if lemma(form, VERB) == trigger)
    irregular = [f for f in forms if f != trigger and not f.endswith(("ing", "s", "ed"))]
    past = irregular or [f for f in forms if f.endswith("ed")] or forms or [trigger]
    return past[0]


def dead_triggers(pattern: Pattern) -> Iterator[tuple[str, str]]:
    """Yield each trigger that no form of a word can give, with the base form that was meant ("" if unknown)."""
    kind = {"verbal": VERB, "nominal": NOUN}.get(pattern.kind)
    for trigger in sorted(pattern.triggers) if kind else ():
        word = trigger.split()[-1]
        if not any(lemma(form, kind) == word for form in inflect(word, kind)):
            base = lemma(word, kind)
            yield trigger, base if base != word else ""
