"""Who says a statement: the chain of speakers around its clause, outermost first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphkit.match.arguments import ArgumentReader, Reading
from graphkit.match.quotations import Quotation
from graphkit.model import Actor, Mention

SPEAKER_TYPES = frozenset(("Person", "State", "GovernmentBody", "Organization", "ArmedGroup", "Coalition"))
# Words that say nothing of who speaks.
_NO_LABEL = frozenset("i we you it there this that they he she who which one".split())
_INSTITUTION = frozenset("spokesman spokeswoman spokesperson ministry statement press report".split())


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker: the id when it is a known actor, its name or the words of the text, and the place of the words."""

    actor: str | None
    label: str
    begin: int
    end: int


def speakers_in_sentence(
    reader: ArgumentReader, governors: Sequence[tuple[int, str]], actors: Mapping[str, Actor], text: str
) -> list[Speaker]:
    """Return the speakers that the governing words of a clause have, in the order of ``governors``."""
    found = []
    for governor, how in governors:
        for token in _speaker_tokens(reader, governor, how):
            speaker = _speaker(reader, token, actors, text)
            if speaker:
                found.append(speaker)
                break
    return found


def _speaker_tokens(reader: ArgumentReader, governor: int, how: str) -> list[int]:
    tree = reader.tree
    token = tree.tokens[governor]
    if how == "according":
        inner = tree.prepositions(governor).get("to", [])
        direct = [h for p in tree.children(governor, "preposition") for h in tree.children(p, "prepositional-object")]
        return direct or list(inner)
    if token.kind == "noun":
        return tree.holders(governor)
    if tree.is_passive(governor):
        return list(tree.prepositions(governor).get("by", []))
    return tree.subjects(governor)


def _speaker(reader: ArgumentReader, token: int, actors: Mapping[str, Actor], text: str) -> Speaker | None:
    readings: list[Reading] = reader.read(token, "agent", SPEAKER_TYPES)
    if readings:
        one = readings[0]
        return Speaker(one.actor, actors[one.actor].name, one.begin, one.end)
    if reader.tree.tokens[token].lemma in _NO_LABEL or reader.tree.tokens[token].kind not in (
        "noun",
        "number",
        "determiner",
    ):
        return None
    begin, end = reader.phrase(token)
    return Speaker(None, " ".join(text[begin:end].split()), begin, end)


def quotation_speaker(
    quotation: Quotation, mentions: Sequence[Mention], actors: Mapping[str, Actor], text: str
) -> Speaker:
    """Return the speaker of a direct quotation."""
    if quotation.mention >= 0:
        actor = mentions[quotation.mention].actors[0]
        return Speaker(actor, actors[actor].name, quotation.label_begin, quotation.label_end)
    begin, end = quotation.label_begin, quotation.label_end
    return Speaker(None, " ".join(text[begin:end].split()).strip(" ,"), begin, end)


def chain(inner: Sequence[Speaker], quoted: Speaker | None) -> tuple[Speaker, ...]:
    """Return all speakers, outermost first, each once; ``inner`` goes from the innermost outwards."""
    ordered = [*([quoted] if quoted else []), *reversed(inner)]
    seen: set[str] = set()
    unique = []
    for speaker in ordered:
        key = speaker.actor or speaker.label
        if key not in seen:
            seen.add(key)
            unique.append(speaker)
    return tuple(unique)
