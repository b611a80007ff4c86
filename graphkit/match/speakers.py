"""Who says a statement: the chain of speakers around its clause, outermost first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphkit.match.arguments import ArgumentReader, Reading
from graphkit.match.quotations import Quotation
from graphkit.model import Actor, Mention, Token

SPEAKER_TYPES = frozenset(("Person", "State", "GovernmentBody", "Organization", "ArmedGroup", "Coalition"))
# Words that say nothing of who speaks.
_NO_LABEL = frozenset("i we you it there this that they he she who which one".split())
# What speaks for the actor that it is named after: "a Defense Ministry statement", "the news site Al-Monitor".
_SPEAKS_FOR = frozenset(
    "agency announcement broadcaster communique daily document email letter magazine media memo ministry"
    " network news newspaper office official outlet paper post press publication radio release report service"
    " site source spokesman spokesperson spokeswoman statement station study survey television tweet web"
    " website".split()
)
# Unnamed speakers that are worth quoting: persons, and what persons wrote.
_SOURCES = _SPEAKS_FOR | frozenset(
    "activist adviser advisor aide ally analyst ambassador army author authority body captain cleric"
    " colleague commander commission committee court critic defector delegate diplomat doctor eyewitness"
    " expert family fighter general government group historian insider investigator journalist judge lawmaker"
    " lawyer leader leadership member militant military minister monitor negotiator observer officer opponent"
    " organisation organization panel parliament party police politician president professor prosecutor rebel"
    " relative reporter representative researcher resident scholar secretary senator soldier speaker survivor"
    " treasurer victim villager volunteer watchdog witness worker".split()
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker: the id when it is a known actor, its name or the words of the text, and the place of the words."""

    actor: str | None
    label: str
    begin: int
    end: int


def speakers_in_sentence(
    reader: ArgumentReader,
    governors: Sequence[tuple[int, str]],
    actors: Mapping[str, Actor],
    text: str,
    sources: dict[str, Speaker],
) -> list[Speaker]:
    """Return the speakers that the governing words of a clause have, in the order of ``governors``.

    Args:
        reader: the sentence.
        governors: the words whose subjects speak, and how.
        actors: the gazetteer.
        text: the document's text.
        sources: what the document has named so far as speaking for an actor ("a ministry statement"), by its noun, so
            that "the statement" speaks for the same; added to.
    """
    found = []
    for governor, how in governors:
        for token in _speaker_tokens(reader, governor, how):
            speaker = _with_source(reader, token, _speaker(reader, token, actors, text), sources)
            if speaker:
                found.append(speaker)
                break
    return found


def _with_source(
    reader: ArgumentReader, token: int, speaker: Speaker | None, sources: dict[str, Speaker]
) -> Speaker | None:
    """Return the speaker, "the statement" as the actor whose statement was named before."""
    noun = reader.tree.tokens[token]
    if speaker is None or noun.lemma not in _SPEAKS_FOR:
        return speaker
    if speaker.actor:
        sources[noun.lemma] = speaker
        return speaker
    before = sources.get(noun.lemma)
    if before is None or speaker.label.lower() not in (f"the {noun.lemma}", f"this {noun.lemma}"):
        return speaker
    return Speaker(before.actor, before.label, speaker.begin, speaker.end)


def _speaker_tokens(reader: ArgumentReader, governor: int, how: str) -> list[int]:
    tree = reader.tree
    token = tree.tokens[governor]
    if how == "according":
        inner = tree.prepositions(governor).get("to", [])
        direct = [h for p in tree.children(governor, "preposition") for h in tree.children(p, "prepositional-object")]
        return direct or list(inner)
    if token.kind == "noun":
        return [h for h in tree.holders(governor) if tree.tokens[h].mention >= 0]
    if tree.is_passive(governor):
        return list(tree.prepositions(governor).get("by", []))
    return tree.subjects(governor)


def _speaker(reader: ArgumentReader, token: int, actors: Mapping[str, Actor], text: str) -> Speaker | None:
    noun = reader.tree.tokens[token]
    readings: list[Reading] = reader.read(token, "agent", SPEAKER_TYPES)
    if not readings and noun.lemma in _SPEAKS_FOR:
        readings = _named_after(reader, token)
    if readings:
        one = readings[0]
        return Speaker(one.actor, actors[one.actor].name, one.begin, one.end)
    if noun.lemma in _NO_LABEL or not (noun.lemma in _SOURCES or _is_unknown_name(noun)):
        return None
    begin, end = reader.phrase(token)
    return Speaker(None, " ".join(text[begin:end].split()), begin, end)


def _named_after(reader: ArgumentReader, token: int) -> list[Reading]:
    tree = reader.tree
    names = [c for c in tree.all_children(token) if tree.tokens[c].mention >= 0]
    names += [n for role in ("of", "by", "from") for n in tree.prepositions(token).get(role, ())]
    return [reading for name in names for reading in reader.read(name, "agent", SPEAKER_TYPES)]


def _is_unknown_name(noun: Token) -> bool:
    """Return whether the word is a name that no pack knows."""
    return noun.kind == "noun" and noun.text[:1].isupper() and noun.form == "singular"


def quotation_speaker(quotation: Quotation, meant: Mention | None, actors: Mapping[str, Actor], text: str) -> Speaker:
    """Return the speaker of a direct quotation; ``meant`` is who that is, if the words name a known actor."""
    if meant is not None:
        actor = meant.actors[0]
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
