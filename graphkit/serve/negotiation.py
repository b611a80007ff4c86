"""Content negotiation: which of several media types a client would rather have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE = re.compile(rf"({_WORD})(?:/({_WORD}))?")
_PARAMETER = re.compile(rf"({_WORD})\s*=\s*({_WORD}|\"(?:[^\"\\]|\\.)*\")")
_WEIGHT = re.compile(r"(?:0?(?:\.[0-9]*)?|1(?:\.0*)?)")
_PARTS = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*"?)+')
_PIECES = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*"?)+')
MAX_CHARACTERS = 4000

ROW_TYPES = (
    ("application/sparql-results+json", "json"),
    ("application/json", "json"),
    ("application/sparql-results+xml", "xml"),
    ("application/xml", "xml"),
    ("text/csv", "csv"),
    ("text/tab-separated-values", "tsv"),
)
TRIPLE_TYPES = (
    ("text/turtle", "turtle"),
    ("application/n-triples", "ntriples"),
    ("application/ld+json", "jsonld"),
    ("application/rdf+xml", "rdfxml"),
    ("application/json", "jsonld"),
    ("application/xml", "rdfxml"),
)
PAGE_TYPES = (("text/html", "html"), ("application/xhtml+xml", "html"), *TRIPLE_TYPES[:4])


class AcceptError(ValueError):
    """An Accept header cannot be read."""


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One part of an Accept header, such as ``text/*;q=0.5``."""

    type: str
    subtype: str
    weight: float

    def fits(self, media_type: str) -> int:
        """Return how exactly the range names a type: 3 wholly, 2 by its first half, 1 as anything, 0 not."""
        if (self.type, self.subtype) == ("*", "*"):
            return 1
        first, _, second = media_type.partition("/")
        if self.type != first:
            return 0
        return 2 if self.subtype == "*" else 3 * (self.subtype == second)


def choose(accept: str | None, offered: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """Return the media type that a client would rather have, with its format; None if it takes none.

    Of types that are wanted alike the first one that is offered is taken. Without a header anything is right.

    Args:
        accept: the Accept header.
        offered: media types with their formats.

    Raises:
        AcceptError: if the header cannot be read.
    """
    ranges = parse_accept(accept or "")
    if not ranges:
        return offered[0]
    weights = [_weight(media_type, ranges) for media_type, _ in offered]
    best = max(weights)
    return offered[weights.index(best)] if best > 0 else None


def parse_accept(header: str) -> list[MediaRange]:
    """Return the parts of an Accept header.

    What old clients send and everybody takes is taken: ``*`` for ``*/*``, weights such as ``.2``, empty parts.

    Raises:
        AcceptError: naming the part that cannot be read.
    """
    if len(header) > MAX_CHARACTERS:
        raise AcceptError(f"it has more than {MAX_CHARACTERS} characters")
    parts = (part.strip() for part in _PARTS.findall(header))
    return [_parse_range(part) for part in parts if part]


def _parse_range(part: str) -> MediaRange:
    pieces = [piece.strip() for piece in _PIECES.findall(part)]
    name = _RANGE.fullmatch(pieces[0]) if pieces else None
    if not name or (name[2] is None and name[1] != "*") or (name[1] == "*" and name[2] not in (None, "*")):
        raise AcceptError(f"{part[:80]!r} is no media range")
    weight = 1.0
    for piece in filter(None, pieces[1:]):
        parameter = _PARAMETER.fullmatch(piece)
        if not parameter:
            raise AcceptError(f"{piece[:80]!r} is no parameter of a media range")
        if parameter[1].lower() == "q":
            if not _WEIGHT.fullmatch(parameter[2]):
                raise AcceptError(f"{piece[:80]!r} is no weight from 0 to 1")
            weight = float(parameter[2].rstrip(".") or 0)
    return MediaRange(name[1].lower(), (name[2] or "*").lower(), weight)


def _weight(media_type: str, ranges: Sequence[MediaRange]) -> float:
    """Return the weight of the range that names the type most exactly, 0 if none does."""
    fits, weight = max((some.fits(media_type), some.weight) for some in ranges)
    return weight if fits else 0.0
