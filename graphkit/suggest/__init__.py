"""Names that stand where rules want actors and that no pack knows: suggestions for a pack, for people to decide on.

Nothing enters a graph from here. The documents of an output folder are read again with every unknown name as if it
were an actor; where a rule then fits, with the name at one end and a known actor or another name at the other, the
name counts.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from graphkit.extraction import Extractor, Reading
from graphkit.find import find_titles
from graphkit.find.folding import fold_name
from graphkit.folder import require_output
from graphkit.match import ALL_TYPES, ArgumentReader, Trace
from graphkit.model import Actor, Document, Mention, Sentence
from graphkit.parse import split_sentences
from graphkit.records import FileGraph
from graphkit.suggest.kinds import evidence, guess, type_of_head
from graphkit.suggest.names import UnknownName, find_unknown_names
from graphkit.suggest.variants import join_variants

_SHOWN = 2
_LONGEST_SHOWN = 240


@dataclass(slots=True)
class Suggestion:
    """A name that no pack knows.

    Attributes:
        name: as it is written most often.
        aliases: other ways in which it is written.
        type: the guess, and ``why`` what says so.
        count: how often it stands at an end of a rule that fits.
        documents: how many documents have it there.
        part_of: id of the known actor that its name begins with, "" without one.
        sentences: some of those that it stands in, the first of each document.
    """

    name: str
    type: str
    why: str
    count: int
    documents: int
    aliases: tuple[str, ...] = ()
    part_of: str = ""
    sentences: tuple[str, ...] = ()


@dataclass(slots=True)
class Sighting:
    """All places of one spelling."""

    name: str
    documents: set[str] = field(default_factory=set)
    count: int = 0
    votes: Counter[str] = field(default_factory=Counter)
    owners: Counter[str] = field(default_factory=Counter)
    sentences: dict[str, str] = field(default_factory=dict)

    def see(
        self, document: Document, sentence: Sentence, place: tuple[UnknownName, frozenset[str]], again: bool
    ) -> None:
        """Take in a place with the types that a rule allows there; ``again``: another rule fitted there before."""
        name, allowed = place
        self.count += not again
        self.documents.add(document.id)
        self.votes += evidence(document.text, (name.begin, name.end), name.titled, allowed)
        self.owners.update([name.owner] if name.owner else [])
        self.sentences.setdefault(document.id, " ".join(document.text[sentence.begin : sentence.end].split()))

    def add(self, other: Sighting) -> None:
        """Take in the places of another spelling of the same name."""
        self.documents |= other.documents
        self.count += other.count
        self.votes += other.votes
        self.owners += other.owners
        self.sentences = {**other.sentences, **self.sentences}


def suggest_actors(extractor: Extractor, documents: Iterable[Document], least: int = 1) -> list[Suggestion]:
    """Return the unknown names that stand where rules want actors, the most frequent first.

    Args:
        extractor: rules, actors and model of the build.
        documents: what was built.
        least: names that stand there less often are left out.
    """
    sightings: dict[str, Sighting] = {}
    texts: dict[str, str] = {}
    for document in documents:
        for name, sighting in _in_document(extractor, document).items():
            sightings.setdefault(name, Sighting(name)).add(sighting)
            texts[document.id] = document.text
    groups = join_variants(sightings, texts)
    found = [_suggestion(group, sightings) for group in groups]
    return sorted((one for one in found if one.count >= least), key=lambda one: (-one.count, one.name))


def _suggestion(names: Sequence[str], sightings: Mapping[str, Sighting]) -> Suggestion:
    whole = Sighting(names[0])
    for name in names:
        whole.add(sightings[name])
    kind, why = guess(names[0], whole.votes)
    owner = whole.owners.most_common(1)[0][0] if whole.owners and kind != "Person" else ""
    sentences = [whole.sentences[document] for document in sorted(whole.sentences)][:_SHOWN]
    return Suggestion(
        names[0], kind, why, whole.count, len(whole.documents), tuple(sorted(names[1:])), owner, tuple(sentences)
    )


def _in_document(extractor: Extractor, document: Document) -> dict[str, Sighting]:
    known = extractor.read(document)
    # A document that names no known actor has not been split.
    known.places = known.places or list(split_sentences(document.text))
    names = find_unknown_names(document.text, known.places, known.mentions)
    if not names:
        return {}
    actors, mentions = _with_names(extractor.actors, known, names)
    reader_of = extractor.with_actors(actors)
    reading = replace(known, mentions=mentions, titles=find_titles(document.text, mentions, actors))
    begins = {name.begin: name for name in names}
    reading.routed = [
        place for place in known.places if _holds(place, begins) and reader_of.can_hold_edge(reading, place)
    ]
    [(_, sentences)] = reader_of.parse([reading])
    anaphors = reader_of.resolve(reading, sentences)
    found: dict[str, Sighting] = {}
    for sentence in sentences:
        reader = ArgumentReader(sentence, mentions, anaphors, actors)
        counted: set[int] = set()
        for trace in reader_of.matcher.trace(reader):
            for begin, types in _at_ends(reader, trace, begins):
                _sighting(found, document, begins[begin]).see(
                    document, sentence, (begins[begin], types), begin in counted
                )
                counted.add(begin)
    return found


def _holds(place: tuple[int, int], begins: Iterable[int]) -> bool:
    return any(place[0] <= begin < place[1] for begin in begins)


def _sighting(found: dict[str, Sighting], document: Document, place: UnknownName) -> Sighting:
    name = " ".join(document.text[place.begin : place.end].split())
    return found.setdefault(name, Sighting(name))


def _with_names(
    known: Mapping[str, Actor], reading: Reading, names: Sequence[UnknownName]
) -> tuple[dict[str, Actor], list[Mention]]:
    """Return the actors and mentions with every unknown name as an actor of its own, of the type that it looks like."""
    actors, added = dict(known), []
    for place in names:
        name = reading.document.text[place.begin : place.end]
        kind = type_of_head(name) or ("Person" if place.titled else "Organization")
        # No id of a pack holds a space.
        actor = f"unknown {kind} {name}"
        actors[actor] = Actor(actor, name, kind)
        added.append(Mention((actor,), place.begin, place.end))
    kept = [m for m in reading.mentions if not any(one.begin < m.end and m.begin < one.end for one in names)]
    return actors, sorted((*kept, *added), key=lambda mention: mention.begin)


def _at_ends(
    reader: ArgumentReader, trace: Trace, names: Mapping[int, UnknownName]
) -> Iterator[tuple[int, frozenset[str]]]:
    """Yield the unknown names in the slots of a rule that fits, where the other slot holds a name or an actor too."""
    if trace.found is None or trace.candidate is None or trace.failure.startswith(("a question", "a condition")):
        return
    rule = trace.candidate.rule
    slots = ((trace.found.subject, rule.subject), (trace.found.object, rule.object))
    for ((role, tokens), types), ((other_role, others), _) in (slots, slots[::-1]):
        ends = {r.begin for token in tokens for r in reader.read(token, role, ALL_TYPES)}
        beyond = {r.begin for token in others for r in reader.read(token, other_role, ALL_TYPES)}
        for begin in sorted(ends & names.keys()):
            if beyond - {begin}:
                yield begin, types


def suggestions_yaml(suggestions: Sequence[Suggestion], taken: Iterable[str]) -> str:
    """Return the suggestions as the text of a pack, with what is known of each in comments.

    Args:
        suggestions: at least one, to make a pack that can be read.
        taken: ids that other actors have already.
    """
    used = set(taken)
    lines = ["# Names that no pack knows. Check each: delete it, or correct name, type and aliases.", "actors:"]
    for one in suggestions:
        ident = _free(_slug(one.name), used)
        times = f"{one.count} {'time' if one.count == 1 else 'times'}"
        where = f"{one.documents} {'document' if one.documents == 1 else 'documents'}"
        lines += [f"  # {times} in {where}; type guessed by {one.why}"]
        lines += [f"  #   {_comment(sentence)}" for sentence in one.sentences]
        lines += [f"  - id: {ident}", f"    name: {_quoted(one.name)}", f"    type: {one.type}"]
        if one.aliases:
            lines.append(f"    aliases: [{', '.join(map(_quoted, one.aliases))}]")
        if one.part_of:
            lines.append(f"    part_of: {one.part_of}")
    return "\n".join(lines) + "\n"


def _slug(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", fold_name(name))) or "actor"


def _free(ident: str, used: set[str]) -> str:
    number, free = 1, ident
    while free in used:
        number += 1
        free = f"{ident}-{number}"
    used.add(free)
    return free


def _comment(sentence: str) -> str:
    """Return a sentence for a comment: one line of printable characters, cut where it is long."""
    plain = "".join(c if c.isprintable() else " " for c in sentence)
    return plain if len(plain) <= _LONGEST_SHOWN else f"{plain[:_LONGEST_SHOWN]} ..."


def _quoted(name: str) -> str:
    """Return a name as YAML reads it: in quotes where its characters could mean something else."""
    if re.fullmatch(r"[^\W\d_][\w .'’-]*[\w.]", name) and name.lower() not in (
        "yes",
        "no",
        "on",
        "off",
        "true",
        "null",
    ):
        return name
    return json.dumps(name, ensure_ascii=False)


def suggest_in_output(extractor: Extractor, directory: Path, least: int, top: int) -> tuple[str, int]:
    """Return the suggestions for an output folder as the text of a pack, and how many they are.

    Raises:
        OutputError: when the folder is none that a build wrote, or is damaged.
    """
    require_output(directory)
    found = suggest_actors(extractor, FileGraph.open(directory).documents, least)[:top]
    return (suggestions_yaml(found, extractor.actors) if found else ""), len(found)
