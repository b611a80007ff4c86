"""What is compared: statements and annotations as keys of one form, their ends by the annotators' names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphkit.evaluate.gold import Gold, GoldEdge
from graphkit.model import Statement

# Document, subject, relation, object.
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Setting:
    """What scoring must know beside statements and annotations.

    Attributes:
        symmetric: relations whose ends are alike.
        families: relation -> family.
        aliases: id of an actor -> its other names, by which it is found when the annotators call it otherwise.
        texts: id of a document -> its text, for the sentences of what was missed.
        constructions: place of an annotation in the set -> the construction in which its trigger stands.
    """

    symmetric: frozenset[str]
    families: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    constructions: Mapping[int, str] = field(default_factory=dict)

    def key(self, document: str, subject: str, relation: str, object_: str) -> Key:
        """Return the key of an edge; the ends of a symmetric relation are put in order."""
        if relation in self.symmetric:
            subject, object_ = min(subject, object_), max(subject, object_)
        return document, subject, relation, object_

    def key_of(self, statement: Statement, gold: Gold) -> Key:
        """Return the key of a statement."""
        subject = self._name(gold, statement.subject, statement.subject_label)
        object_ = self._name(gold, statement.object, statement.object_label)
        return self.key(statement.document, subject, statement.relation, object_)

    def _name(self, gold: Gold, actor: str, label: str) -> str:
        known = gold.name_if_known(label, actor)
        others = {gold.name_if_known(alias) for alias in self.aliases.get(actor, ())} - {""}
        # Two packs may call one actor differently; an alias decides only where all of them mean the same.
        return known or (others.pop() if len(others) == 1 else label)

    def gold_key(self, edge: GoldEdge) -> Key:
        """Return the key of an annotation."""
        return self.key(edge.document, edge.subject, edge.relation, edge.object)


def pair_of(key: Key) -> tuple[str, ...]:
    """Return the document and the two actors of a key, whatever is between them."""
    return (key[0], *sorted((key[1], key[3])))


def is_same_sentence(edge: GoldEdge, s: Statement) -> bool:
    """Return whether the statement's sentence holds the annotated trigger and is not much longer than the annotated."""
    length = edge.sentence[1] - edge.sentence[0]
    return s.begin < edge.trigger[1] and s.end > edge.trigger[0] and s.end - s.begin <= 1.6 * length + 40
