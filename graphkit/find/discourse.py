"""What a document has spoken of so far: mentions by place, subjects, and what pronouns went back to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graphkit.model import Actor, Mention

# How many sentences back an anaphor may reach.
WINDOW = 3
_FULL_NAME = re.compile(r"\b[A-Z][a-z]+(?:[ -](?:al-|el-|bin |ibn )?[A-Z][a-z]+)+\b")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an anaphor can mean: types of actor, the gender of a person, and whether it may mean several."""

    types: frozenset[str]
    gender: str | None = None
    plural: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place that names an actor, by name or (``mention.begin`` elsewhere) by a pronoun resolved before."""

    begin: int
    end: int
    actor: str
    mention: Mention
    subject: bool


class Discourse:
    """The mentions of a document, and how recent and prominent each is.

    Args:
        mentions: by name, in order.
        actors: the gazetteer by id.
        sentences: begin and end of all sentences, parsed or not.
        text: the document's text.
    """

    def __init__(
        self,
        mentions: Sequence[Mention],
        actors: Mapping[str, Actor],
        sentences: Sequence[tuple[int, int]],
        text: str,
    ) -> None:
        self.mentions = mentions
        self.actors = actors
        self.text = text
        self.subjects: set[int] = set()
        self.resolved: dict[int, tuple[Mention, ...]] = {}
        self._begins = [mention.begin for mention in mentions]
        self._ends = [end for _, end in sentences]
        self._counts = Counter(mention.actors[0] for mention in mentions)
        self._pronouns: list[tuple[int, int, bool]] = []
        self._groups: list[tuple[int, tuple[Mention, ...]]] = []

    def note(self, begin: int, end: int, found: tuple[Mention, ...], subject: bool) -> None:
        """Remember what an anaphor goes back to, so that later ones can go back to it."""
        self.resolved[begin] = found
        insort(self._pronouns, (begin, end, subject))

    def note_group(self, mentions: Sequence[Mention]) -> None:
        """Remember a subject of several actors, which "they" can go back to."""
        self._groups.append((mentions[0].begin, tuple(mentions)))

    def group_before(self, place: int) -> tuple[Mention, ...]:
        """Return the actors of the last subject of several in this sentence or the one before; () without one."""
        here = bisect_right(self._ends, place)
        near = [(begin, group) for begin, group in self._groups if group[-1].end <= place]
        begin, group = max(near, key=lambda one: one[0], default=(0, ()))
        return group if group and here - bisect_right(self._ends, begin) <= 1 else ()

    def fitting(self, mention: Mention, wanted: Wanted) -> str | None:
        """Return the first actor of a mention that is wanted, or None."""
        return next((actor for actor in mention.actors if self._fits(actor, wanted)), None)

    def acting(self, mention: Mention, wanted: Wanted) -> str | None:
        """Return the actor that does something: the government, not the capital that it is called after."""
        movers = replace(wanted, types=wanted.types - {"Place"})
        return self.fitting(mention, movers) or self.fitting(mention, wanted)

    def _fits(self, actor: str, wanted: Wanted) -> bool:
        known = self.actors[actor]
        return known.type in wanted.types and (wanted.gender is None or known.gender in (None, wanted.gender))

    def count(self, actor: str) -> int:
        """Return how often the document names an actor."""
        return self._counts[actor]

    def before(self, place: int, wanted: Wanted) -> list[list[Place]]:
        """Return the fitting places before an offset: those of its own sentence, of the one before, and so on."""
        here = bisect_right(self._ends, place)
        found: list[list[Place]] = [[] for _ in range(WINDOW + 1)]
        for one in (*self._named_before(place, here, wanted), *self._pronouns_before(place, here, wanted)):
            found[here - bisect_right(self._ends, one.begin)].append(one)
        return found

    def _named_before(self, place: int, here: int, wanted: Wanted) -> list[Place]:
        found = []
        for index in range(bisect_left(self._begins, place) - 1, -1, -1):
            mention = self.mentions[index]
            if here - bisect_right(self._ends, mention.begin) > WINDOW:
                break
            subject = index in self.subjects
            actor = self.acting(mention, wanted) if subject else self.fitting(mention, wanted)
            if actor is not None and mention.end <= place and (mention.kind != "adjective" or self._acts(mention)):
                found.append(Place(mention.begin, mention.end, actor, mention, subject))
        return found

    def _pronouns_before(self, place: int, here: int, wanted: Wanted) -> list[Place]:
        found = []
        for begin, end, subject in reversed(self._pronouns[: bisect_left(self._pronouns, (place,))]):
            if here - bisect_right(self._ends, begin) > WINDOW:
                break
            for mention in self.resolved[begin]:
                actor = self.fitting(mention, wanted)
                if actor is not None:
                    found.append(Place(begin, end, actor, mention, subject))
        return found

    def _acts(self, mention: Mention) -> bool:
        """Return whether an adjective stands alone for its people ("the Sylvanians"), and so can be gone back to."""
        before = self.text[max(0, mention.begin - 4) : mention.begin].lower()
        return before == "the " and self.text[mention.begin : mention.end].endswith("s")

    def mention_before(self, place: int) -> Mention | None:
        """Return the last mention by name that ends before an offset."""
        index = bisect_left(self._begins, place) - 1
        return self.mentions[index] if index >= 0 and self.mentions[index].end <= place else None

    def unknown_person_between(self, begin: int, end: int) -> bool:
        """Return whether a full name that no pack knows stands between two offsets."""
        for match in _FULL_NAME.finditer(self.text, begin, end):
            after = bisect_left(self._begins, match.start())
            inside = after < len(self.mentions) and self.mentions[after].begin < match.end()
            if not inside and not (after and self.mentions[after - 1].end > match.start()):
                return True
        return False


def choose(near: Sequence[Place]) -> Place | None:
    """Return the one place that is meant among those of a sentence: the only actor, or the only subject."""
    if len({place.actor for place in near}) == 1:
        return near[0]
    subjects = [place for place in near if place.subject]
    return subjects[0] if len({place.actor for place in subjects}) == 1 else None


def antecedent(place: Place, kind: str) -> Mention:
    """Return the mention that an anaphor is read as: one actor, at the place of its name."""
    return Mention((place.actor,), place.mention.begin, place.mention.end, kind)
