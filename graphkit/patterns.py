"""The pattern grammar: the text of a rule becomes a trigger with the elements that must stand with it.

    pattern  = verbal | nominal | compound | copular | possessive | spoken
    verbal   = slot verb [particle] [argument] [preposition argument]...  ("MONEY of {object} come from {subject}" too)
    nominal  = [slot "'s"] NOUN [preposition argument]...
    compound = slot "-" participle slot
    copular  = slot "be" NOUN-or-adjective-or-participle [preposition argument]...    ("be at war with" is verbal)
    possessive = slot "'s"|"of"|"in"|"under"|"against" slot      two names side by side ("Hamas's Qassam Brigades")
    spoken   = nominal ", {subject} says"         the noun in what the subject is quoted or reported as saying
    slot     = "{subject}" | "{object}"
    argument = slot | WORDSET | lemma|lemma... , "?" after it makes it optional

A pattern speaks of a clause in the active voice by roles ("agent", "patient", "possessor" or a preposition). Which
words of a sentence fill a role is for the parser to say; here is only what a rule asks for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

SLOTS = ("subject", "object")
PARTICLES = frozenset("apart away back down forth off out over together up".split())
PREPOSITIONS = frozenset(
    "about above across after against along alongside among around as at before behind below beside between by during"
    " for from in including inside into like near of on onto out outside over through to toward towards under until"
    " upon via with within without".split()
)
_SLOT = re.compile(r"\{(\w*)\}")
_COMPOUND = re.compile(r"^\{(\w+)\}[- ]([a-z|]+)\s+\{(\w+)\}$")
_SPOKEN = ", {subject} says"
_WORD = re.compile(r"^[A-Za-z][A-Za-z_-]*$")


class PatternError(ValueError):
    """A pattern that the grammar does not allow; the message says which word and what would be right."""


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that must (or may) stand with the trigger.

    Attributes:
        roles: the roles that it may fill: "agent", "patient", "possessor", or prepositions.
        slot: "subject" or "object" when an actor is wanted here, "" for words.
        words: lemmas of which one must head the argument (a slot has none).
        optional: True when the pattern also matches without it.
    """

    roles: tuple[str, ...]
    slot: str = ""
    words: frozenset[str] = frozenset()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed pattern.

    ``kind`` is verbal, nominal, compound, copular or possessive; ``triggers`` are lemmas or, in compounds, participles.
    ``spoken``: the subject is who says the words in which the noun stands.
    """

    text: str
    kind: str
    triggers: frozenset[str]
    particle: str
    elements: tuple[Element, ...]
    spoken: bool = False


def parse_pattern(text: str, words: Mapping[str, frozenset[str]]) -> Pattern:
    """Return the parsed pattern.

    Args:
        text: the pattern as a curator writes it.
        words: the word sets by their upper-case name.

    Raises:
        PatternError: with the word that is wrong and the mend.
    """
    _check_slots(text)
    if text.endswith(_SPOKEN):
        inner = _nominal(text, text.removesuffix(_SPOKEN).replace("'s ", " 's ").split(), words)
        return replace(inner, elements=(*inner.elements, Element(("speaker",), "subject")), spoken=True)
    compound = _COMPOUND.match(text)
    if compound and compound[2] != "be" and (text[len(compound[1]) + 2] == "-"):
        elements = (Element(("modifier",), compound[1]), Element(("head",), compound[3]))
        return Pattern(text, "compound", frozenset(compound[2].split("|")), "", elements)
    parts = text.replace("'s ", " 's ").split()
    if len(parts) < 2:
        raise PatternError("a verb or a noun must stand beside the slots")
    if len(parts) == 3 and parts[1] in ("'s", "of", "in", "under", "against") and parts[0][0] == parts[2][0] == "{":
        holder, held = (parts[0], parts[2]) if parts[1] == "'s" else (parts[2], parts[0])
        pair = (Element(("possessor",), _slot(holder)), Element(("head",), _slot(held)))
        return Pattern(text, "possessive", frozenset((parts[1],)), "", pair)
    if not parts[0].startswith("{") and _is_prepositions(parts[1]):
        return _after_noun(text, parts, words)
    if parts[1] == "'s":
        return _nominal(text, parts, words)
    if len(parts) > 2 and parts[1] == "be" and not _is_prepositions(parts[2]):
        return _copular(text, parts, words)
    return _verbal(text, parts, words)


def _after_noun(text: str, parts: list[str], words: Mapping[str, frozenset[str]]) -> Pattern:
    """Parse what begins with a noun and its preposition; a verb may follow what hangs from the noun."""
    if len(parts) > 3 and not _is_prepositions(parts[3]):
        # "MONEY of {object} come from {subject}"
        return _verbal(text, [parts[0], parts[3], *parts[1:3], *parts[4:]], words)
    return _nominal(text, parts, words)


def _check_slots(text: str) -> None:
    names = _SLOT.findall(text)
    for name in names:
        if name not in SLOTS:
            raise PatternError(f"'{{{name}}}' is no slot; write {{subject}} or {{object}}")
    if sorted(names) != ["object", "subject"]:
        raise PatternError("a pattern names {subject} once and {object} once")


def _verbal(text: str, parts: list[str], words: Mapping[str, frozenset[str]]) -> Pattern:
    triggers = _words(parts[1], words)
    rest, particle = parts[2:], ""
    if rest and rest[0] in PARTICLES and not (rest[0] in PREPOSITIONS and len(rest) == 1):
        particle, rest = rest[0], rest[1:]
    elements = (*_elements(parts[:1], words, "agent"), *_elements(rest, words, "patient"))
    return Pattern(text, "verbal", triggers, particle, elements)


def _nominal(text: str, parts: list[str], words: Mapping[str, frozenset[str]]) -> Pattern:
    first: tuple[Element, ...] = ()
    if parts[0].startswith("{"):
        first, parts = (Element(("possessor",), _slot(parts[0])),), parts[2:]
    if not parts:
        raise PatternError("a noun must follow the possessive slot")
    return Pattern(text, "nominal", _words(parts[0], words), "", (*first, *_elements(parts[1:], words, "")))


def _copular(text: str, parts: list[str], words: Mapping[str, frozenset[str]]) -> Pattern:
    elements = (Element(("agent",), _slot(parts[0])), *_elements(parts[3:], words, ""))
    return Pattern(text, "copular", _words(parts[2], words), "", elements)


def _elements(parts: list[str], words: Mapping[str, frozenset[str]], bare_role: str) -> list[Element]:
    """Return the elements of what follows the trigger; an argument without a preposition gets ``bare_role``."""
    elements: list[Element] = []
    roles: tuple[str, ...] = ()
    for part in parts:
        names = part.split("|")
        if not roles and _is_prepositions(part):
            roles = tuple(names)
            continue
        if not roles and not bare_role:
            raise PatternError(f"'{part}' must follow a preposition; one of {', '.join(sorted(PREPOSITIONS)[:6])} ...")
        optional, part = part.endswith("?"), part.rstrip("?")
        slot = _slot(part) if part.startswith("{") else ""
        elements.append(Element(roles or (bare_role,), slot, frozenset() if slot else _words(part, words), optional))
        # "hold {object} responsible": what follows a bare argument says what it is held to be.
        bare_role = (bare_role or ("patient" if "to" in roles else "")) if roles else "complement"
        roles = ()
    if roles:
        raise PatternError(f"an argument must follow '{'|'.join(roles)}'")
    return elements


def _is_prepositions(part: str) -> bool:
    return set(part.split("|")) <= PREPOSITIONS


def _slot(part: str) -> str:
    match = _SLOT.fullmatch(part.rstrip("?"))
    if not match:
        raise PatternError(f"'{part}' stands where {{subject}} or {{object}} must")
    return match[1]


def _words(part: str, words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for name in part.split("|"):
        if not _WORD.match(name):
            raise PatternError(f"'{name}' is no word; write lemmas in lower case and word sets in capitals")
        if name.isupper() and len(name) > 1:
            if name not in words:
                raise PatternError(f"'{name}' is no word set; add it to words.yaml or write a lemma in lower case")
            found |= words[name]
        else:
            found.add(name.replace("_", " "))
    return frozenset(found)
