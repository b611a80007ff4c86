"""The types that pass between the stages. All are frozen; none knows a file format, a parser or a store.

Offsets are counted in characters (Python ``str``) of the document's text, the end exclusive.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from graphkit.tree import Tree

ACTOR_TYPES = ("Person", "State", "GovernmentBody", "Organization", "ArmedGroup", "Coalition", "Place")
MODALITIES = ("asserted", "alleged", "planned", "possible", "denied")
STATUSES = ("", "started", "ended")
STANDINGS = ("contested", "asserted", "claimed", "alleged", "planned", "possible", "denied")


def content_id(*parts: object) -> str:
    """Return the id of a thing from what it consists of: 16 hexadecimal digits of a BLAKE2b hash.

    64 bits keep the chance of two equal ids among 10 million things below 1 in 300,000.
    """
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Duplicate:
    """What a document has of its own that was left out since another has the same text, publisher and date."""

    id: str
    title: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    path: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """One text with its source.

    Attributes:
        id: unique in a build.
        text: the characters that all offsets count.
        date: ISO date in its own precision ("2012", "2012-10", "2012-10-23") or None.
        path: the source file as a path below the folder that was given, "" for a text without one.
        sha256: hash of ``text`` in UTF-8.
        extra: front matter or JSON keys that graphkit does not know, kept as they are.
        cluster: the smallest id of the documents in a build that are near copies of this one, its own without any;
            None until the documents were compared.
        duplicates: the documents of a build that were left out since they say the same, by id.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    date: str | None = None
    language: str | None = None
    path: str = ""
    sha256: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    cluster: str | None = None
    duplicates: tuple[Duplicate, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that was left out of a build, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the user should know of an input that was read all the same."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Alias:
    """A way to write an actor's name. ``kind`` is "name" or "metonym" (a place that stands for it when it acts)."""

    text: str
    kind: str = "name"


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a state or body with the id of the person who holds it, between two ISO dates (None: open)."""

    title: str
    holder: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """An entry of the gazetteer. ``demonyms`` are its people ("Iranians"), ``adjectives`` its qualities ("Iranian")."""

    id: str
    name: str
    type: str
    aliases: tuple[Alias, ...] = ()
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    wikidata: str | None = None
    part_of: str | None = None
    gender: str | None = None
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """The place where a document names an actor.

    Attributes:
        actors: ids of the actors that these words can name, the likeliest first; the role in the sentence decides.
        kind: "name", "adjective", "description" or "pronoun".
        begin, end: the words that name the actor, without its title.
    """

    actors: tuple[str, ...]
    begin: int
    end: int
    kind: str = "name"


@dataclass(frozen=True, slots=True)
class TitlePhrase:
    """A title with the name that it belongs to ("Qatari Emir Tamim bin Hamad Al Thani"), read as one word by parsers.

    Attributes:
        begin, end: the whole phrase.
        person: index of the person's mention in the document's mentions.
        body: index of the mention of the state or body in the phrase, -1 without one.
        title: lemma of the title's head ("minister").
        title_begin, title_end: the words of the title.
        former: True for "former", "ex-", "late" and the like.
    """

    begin: int
    end: int
    person: int
    body: int
    title: str
    title_begin: int
    title_end: int
    former: bool = False


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word of a parsed sentence, or a whole mention or title phrase, with its place in the tree.

    It is no dataclass: one is made of every word, and a frozen dataclass takes twenty times as long to make.

    Attributes:
        kind: noun, verb, adjective, adverb, pronoun, determiner, preposition, number, punctuation or other.
        form: for verbs: base, present, past, gerund or participle; for nouns: singular or plural; else "".
        parent: index of the governing token, the token's own index at the root; of a word inside a mention or title:
            the token that holds it (links "inside" and "title").
        link: role under the parent, in graphkit's names (see ``parse.links``).
        mention: index in the document's mentions, -1 when the token names no actor.
    """

    index: int
    begin: int
    end: int
    text: str
    lemma: str
    kind: str
    form: str
    parent: int
    link: str
    mention: int = -1


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate with its arguments by role: the form that rules see, whatever the sentence's voice or order.

    Attributes:
        trigger: index of the token that carries the predicate.
        lemma: its lemma; ``kind``: verbal, nominal, copular or compound.
        roles: "agent", "patient", "possessor", "modifier", "head" or a preposition -> indices of head tokens, with
            coordinated arguments listed one by one.
        particle: "off" in "cut off", else "".
        anchor: index of the verb that carries tense and negation (the trigger itself for verbs).
        construction: active, passive, relative, participle, control, nominal, light verb, compound, copular, apposition
            or title.
        former: True when the predicate's noun is called former, late, ousted or the like.
    """

    trigger: int
    lemma: str
    kind: str
    roles: Mapping[str, tuple[int, ...]]
    particle: str = ""
    anchor: int = -1
    construction: str = "active"
    former: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence: its place in the document, tokens in order (words inside mentions after them), clauses.

    ``tree``: the tokens as a tree.
    """

    begin: int
    end: int
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]
    tree: Tree = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Statement:
    """What one sentence says, with its citation: one flat record of ``statements.jsonl``.

    Spans are document offsets. ``attribution`` is the id of the nearest speaker when it is a known actor,
    ``attribution_label`` its name or the words of the text, ``attribution_chain`` the labels of all speakers,
    outermost first. ``subject_kind`` and ``object_kind`` are the kinds of the mentions; ``construction`` is the form in
    which the rule was met (active, passive, relative, nominal, compound, copular, apposition, title ...); "implied"
    when an actor is understood from a sentence before, where its span then is.
    """

    id: str
    subject: str
    subject_label: str
    subject_type: str
    relation: str
    object: str
    object_label: str
    object_type: str
    modality: str
    status: str
    attribution: str | None
    attribution_label: str | None
    attribution_begin: int | None
    attribution_end: int | None
    attribution_chain: tuple[str, ...]
    date_start: str | None
    date_end: str | None
    date_text: str | None
    amount: float | int | None
    currency: str | None
    amount_period: str | None
    document: str
    publisher: str | None
    url: str | None
    title: str | None
    published: str | None
    quote: str
    begin: int
    end: int
    subject_begin: int
    subject_end: int
    object_begin: int
    object_end: int
    trigger_begin: int
    trigger_end: int
    rule: str
    confidence: float | None = None
    subject_kind: str = "name"
    object_kind: str = "name"
    construction: str = ""

    def record(self) -> dict[str, Any]:
        """Return the fields in the order of the contract, tuples as lists."""
        return as_record(self)


@dataclass(frozen=True, slots=True)
class Edge:
    """(subject, relation, object) with the ids of all statements that support or contradict it."""

    id: str
    subject: str
    subject_label: str
    relation: str
    object: str
    object_label: str
    standing: str
    first_date: str | None
    last_date: str | None
    n_statements: int
    n_documents: int
    n_publishers: int
    n_independent: int
    n_asserted: int
    n_claimed: int
    n_alleged: int
    n_planned: int
    n_possible: int
    n_denied: int
    statements: tuple[str, ...]

    def record(self) -> dict[str, Any]:
        """Return the fields in the order of the contract, tuples as lists."""
        return as_record(self)


@dataclass(frozen=True, slots=True)
class Graph:
    """The actors that occur, the edges between them, and the statements and documents behind the edges.

    All four are sorted: actors and documents by id, edges and statements by their place in the contract's files.
    """

    actors: tuple[Actor, ...]
    edges: tuple[Edge, ...]
    statements: tuple[Statement, ...]
    documents: tuple[Document, ...]


def as_record(thing: Any) -> dict[str, Any]:
    """Return a frozen dataclass as a dict in field order, tuples as lists (one level: records are flat)."""
    values = ((f.name, getattr(thing, f.name)) for f in fields(thing))
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}
