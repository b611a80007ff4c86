"""Direct quotations and who speaks them, over as many sentences as they run."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphkit.model import Mention

# Some close with a plain mark what they opened with a typographic one; read on, the next paragraphs were quoted too.
_QUOTE = re.compile(r"“[^“”]{8,3000}?(?:”|\"(?=[\s,.;:!?)])|$|(?=\n\s*\n?\s*“))|(?<!\w)\"[^\"\n]{8,3000}?(?:\"|(?=\n))")
_SPEAK = (
    r"(?:said|says|told|adds?|added|stated|states|wrote|writes|announced|explained|declared|noted|insisted|argued"
    r"|warned|claimed|tweeted|remarked|continued|stressed|emphasi[sz]ed|concluded|commented|replied|boasted|recalled"
    r"|asserted|according to)"
)
_AFTER = re.compile(rf"\s*,?\s*(?:-|—|–)?\s*(?P<verb>{_SPEAK})\b[.,]?\s+(?P<who>[^.;\n\"“]{{0,120}})", re.IGNORECASE)
_AFTER_WHO = re.compile(
    rf"\s*,?\s*(?P<who>[^.;\n\"“]{{1,90}}?)\s+(?:has\s+|have\s+|had\s+)?(?P<verb>{_SPEAK})\b", re.IGNORECASE
)
_BEFORE = re.compile(rf"\b(?P<verb>{_SPEAK})\b[^.\n\"“”]{{0,60}}[,:]?\s*$", re.IGNORECASE)
# A longer word before the full stop, since "Gen." and "U.S." end no sentence.
_SENTENCE_END = re.compile(r"\w{4,}[.!?][\"”]?\s+|[\"”]\s")
_PRONOUN = re.compile(r"^(?:he|she)\b", re.IGNORECASE)
_PRONOUN_LAST = re.compile(r"(?:^|\b(?:and|but|as)\s)(?:he|she)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: its place with the marks, the mention of its speaker (-1: no known actor), the speaker's words."""

    begin: int
    end: int
    mention: int = -1
    label_begin: int = -1
    label_end: int = -1

    def meant(self, mentions: Sequence[Mention], anaphors: Mapping[int, Sequence[Mention]]) -> Mention | None:
        """Return the mention that the speaker's words are, or that they ("the secretary") go back to."""
        if self.mention >= 0:
            return mentions[self.mention]
        found = [anaphors[place] for place in range(self.label_begin, self.label_end) if place in anaphors]
        return found[0][0] if len(found) == 1 and len(found[0]) == 1 else None


@dataclass(frozen=True, slots=True)
class _Text:
    """A document's text with its mentions in order, for each whether it names a person, and the indices of those."""

    text: str
    mentions: Sequence[Mention]
    is_person: Sequence[bool]
    persons: Sequence[int]

    def first_from(self, place: int) -> int:
        """Return the index of the first mention that begins at or behind an offset."""
        return bisect_left(self.mentions, place, key=_begin)


def _begin(one: Mention | Quotation) -> int:
    return one.begin


def quotation_around(quotations: Sequence[Quotation], place: int) -> Quotation | None:
    """Return the quotation that an offset lies in, of those of a text in order, which do not overlap."""
    index = bisect_right(quotations, place, key=_begin) - 1
    return quotations[index] if index >= 0 and place < quotations[index].end else None


def find_quotations(text: str, mentions: Sequence[Mention], is_person: Sequence[bool]) -> list[Quotation]:
    """Return the quotations whose speaker the text names, in order.

    Args:
        text: the document's text.
        mentions: the document's mentions.
        is_person: for each mention whether it names a person.
    """
    source = _Text(text, mentions, is_person, [index for index, person in enumerate(is_person) if person])
    found: list[Quotation] = []
    for match in _QUOTE.finditer(text):
        begin, end = match.span()
        speaker = _speaker(source, begin, end)
        if speaker is None and found and _goes_on(text, found[-1], begin):
            last = found[-1]
            speaker = (last.mention, last.label_begin, last.label_end)
        if speaker is not None:
            found.append(Quotation(begin, end, *speaker))
    return found


def _goes_on(text: str, last: Quotation, begin: int) -> bool:
    """Return whether only the attribution of the last quotation, or a paragraph break, lies between."""
    between = text[last.end : begin]
    return len(between) < 160 and between.count(".") <= 1 and between.count("\n") <= 2


def _speaker(source: _Text, begin: int, end: int) -> tuple[int, int, int] | None:
    text = source.text
    inside = text[begin:end].rstrip('"” ')
    if inside[-1:] != "." or text[end : end + 2].strip().startswith(","):
        # After a full stop inside the marks a new sentence begins, which may be about somebody else.
        for pattern in (_AFTER, _AFTER_WHO):
            after = pattern.match(text, end, min(len(text), end + 220))
            if after:
                return _who(source, after.start("who"), after.end("who"))
    line = max(text.rfind("\n", 0, begin) + 1, begin - 240)
    before = _BEFORE.search(text, line, begin)
    if not before:
        return None
    ends = [match.end() for match in _SENTENCE_END.finditer(text, line, before.start("verb"))]
    return _who(source, ends[-1] if ends else line, before.start("verb"))


def _who(source: _Text, begin: int, end: int) -> tuple[int, int, int] | None:
    words = source.text[begin:end].strip()
    if _PRONOUN.match(words) or _PRONOUN_LAST.search(words):
        return _person_before(source, begin)
    inside = range(source.first_from(begin), source.first_from(end))
    if not inside:
        return (-1, begin, end) if 3 < len(words) < 80 else None
    persons = [i for i in inside if source.is_person[i]]
    one = persons[0] if persons else inside[0]
    return one, source.mentions[one].begin, source.mentions[one].end


def _person_before(source: _Text, place: int) -> tuple[int, int, int] | None:
    before = bisect_left(source.persons, source.first_from(place)) - 1
    if before < 0:
        return None
    index = source.persons[before]
    return index, source.mentions[index].begin, source.mentions[index].end
