"""What there is to say of a sentence: its mentions, clauses and statements, and what became of each pair of actors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphkit.model import Statement


@dataclass(frozen=True, slots=True)
class MentionNote:
    """A mention as read: its words, the names of the actors that it can be, its kind and what it goes back to.

    ``problem``: why a pronoun or description is nobody, "" where it is somebody.
    """

    text: str
    actors: tuple[str, ...]
    kind: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ClauseNote:
    """A clause with its arguments in words, and what each rule made of it (rule, "" or the condition that failed)."""

    trigger: str
    kind: str
    construction: str
    arguments: Mapping[str, tuple[str, ...]]
    rules: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PairNote:
    """Two actors of a sentence, and the rule that fired or the first condition that failed.

    Attributes:
        outcome: "edge", or what failed: "unread" (the sentence was not parsed), "no clause" (no verb or noun has both),
            "no trigger" (no rule knows the one that has), "wrong role", "side by side", "type" (of an actor),
            "words" (that a rule asks for), "sense" (of the trigger), "ambiguous" (a name), "antecedent" (of a pronoun
            or description), "not stated" (a question, a condition, an exhortation ...), "preferred" (another rule).
        reason: the edge, or what failed, in words.
        rule: the rule that fired or came nearest, "" without one.
    """

    subject: str
    object: str
    outcome: str
    reason: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class SentenceNote:
    """All there is to say of a sentence."""

    text: str
    parsed: bool
    mentions: tuple[MentionNote, ...]
    clauses: tuple[ClauseNote, ...]
    statements: tuple[Statement, ...]
    pairs: tuple[PairNote, ...]
