"""What rules find in a clause: pairs of actors, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass, field

from graphkit.match.arguments import Reading
from graphkit.match.frames import Fit
from graphkit.match.rules import Candidate
from graphkit.model import Clause


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors that a rule found in a clause, the role of the object, and the words that the rule asked for.

    ``implied``: one of the actors is understood from what the text said before.
    """

    subject: Reading
    object: Reading
    clause: Clause
    candidate: Candidate
    role: str
    matched: tuple[int, ...] = ()
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Half:
    """A noun with one of its two actors: who is known, in which slot, and the names of where it was."""

    clause: Clause
    candidate: Candidate
    slot: str
    known: tuple[Reading, ...]
    places: tuple[str, ...]


@dataclass(slots=True)
class Trace:
    """What happened to a clause, for ``explain``: the rule, and what failed ("" when a statement came of it).

    ``found`` are the words that fill the slots, None when the rule did not get so far.
    """

    clause: Clause
    rule: str
    failure: str
    pairs: list[Pair] = field(default_factory=list)
    half: Half | None = None
    candidate: Candidate | None = None
    found: Fit | None = None
