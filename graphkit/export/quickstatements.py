"""QuickStatements for Wikidata (version 1): edges that a person has checked, with references.

An edge is written if the file of --reviewed names it, it is asserted and not said to have ended, both actors have a
Wikidata item, and its relation has a Wikidata property that takes an actor; every other one of that file is named with
the reason. References are the addresses of the documents that assert it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit

from graphkit.errors import InputError
from graphkit.export.options import REVIEWED
from graphkit.export.source import ExportSource
from graphkit.model import Actor, Edge, Statement
from graphkit.partial_dates import precision
from graphkit.records import voice_of

NAME = "quickstatements"
SUFFIX = ".tsv"
ABOUT = "QuickStatements for Wikidata: edges that a person has checked, with references"
OPTIONS = (REVIEWED,)

# Properties whose value is an actor: on the item of the subject, or on that of the object ("founded by").
_ON_SUBJECT = frozenset({"P159", "P361", "P463", "P5004"})
_ON_OBJECT = frozenset({"P112", "P157", "P488", "P8001", "P8324", "P859"})
# Wikidata refuses longer texts, and texts with line ends.
_LONGEST = 1500
_ITEM = re.compile(r"Q[1-9][0-9]*")
_PRECISIONS = {"year": ("{}-00-00", 9), "month": ("{}-00", 10), "day": ("{}", 11)}


def write(source: ExportSource, path: Path) -> None:
    """Write a line for each reference of each edge; what is left out is told.

    Raises:
        InputError: naming file and line, if the file of --reviewed cannot be read or names an edge that is not there.
    """
    reviewed = read_reviewed(Path(source.option(REVIEWED)), {edge.id: edge for edge in source.view.edges})
    chosen = {statement for edge in reviewed for statement in edge.statements}
    said = {one.id: one for one in source.view.statements if one.id in chosen}
    actors = {actor.id: actor for actor in source.view.actors}
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        for edge in reviewed:
            statements = [said[one] for one in edge.statements if one in said]
            claim, reason = _claim(source, edge, actors)
            reason = reason or _refusal(edge, statements)
            if reason:
                source.tell(f"left out: {edge.id} ({edge.subject} {edge.relation} {edge.object}): {reason}")
                continue
            file.writelines(f"{claim}\t{reference}\n" for reference in _references(statements))


def read_reviewed(path: Path, edges: Mapping[str, Edge]) -> list[Edge]:
    """Return the edges that a file names: an id a line, the rest of the line and lines that begin with # left aside.

    Raises:
        InputError: naming file and line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("cannot be read", path=path, mend="give a text file with ids of edges") from error
    found: dict[str, Edge] = {}
    for number, line in enumerate(lines, 1):
        name = line.partition("#")[0].split()[:1]
        if name and name[0] not in edges:
            mend = "edges.jsonl lists the ids"
            raise InputError(f"'{name[0]}' is no edge of this graph", path=path, line=number, mend=mend)
        found |= {one: edges[one] for one in name}
    return list(found.values())


def _claim(source: ExportSource, edge: Edge, actors: Mapping[str, Actor]) -> tuple[str, str]:
    """Return the claim, or the reason why there is none."""
    items = {actor: actors[actor].wikidata for actor in (edge.subject, edge.object)}
    for actor, item in items.items():
        if not _ITEM.fullmatch(item or ""):
            return "", f"{actor} has no Wikidata item"
    for name in source.info(edge.relation).mappings.get("wikidata", ()):
        if name in _ON_SUBJECT:
            return f"{items[edge.subject]}\t{name}\t{items[edge.object]}", ""
        if name in _ON_OBJECT:
            return f"{items[edge.object]}\t{name}\t{items[edge.subject]}", ""
    return "", f"{edge.relation} has no Wikidata property that takes an actor"


def _refusal(edge: Edge, statements: list[Statement]) -> str:
    if edge.standing != "asserted":
        return f"it is {edge.standing}"
    if any(one.status == "ended" for one in statements):
        return "a statement says that it ended"
    return "" if any(True for _ in _references(statements)) else "no document that asserts it has an address"


def _references(statements: list[Statement]) -> Iterator[str]:
    """Yield one reference a document: address, date and sentence."""
    seen = set()
    for one in sorted(statements, key=lambda one: (one.document, one.begin)):
        address = _address(one.url)
        if voice_of(one) != "asserted" or not address or address in seen:
            continue
        seen.add(address)
        yield "\t".join(filter(None, (f'S854\t"{address}"', _date(one.published), _quotation(one.quote))))


def _address(url: str | None) -> str:
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return quote((url or "").encode("utf-8", "replace"), safe="%:/?#@!$&'()*+,;=~-._")


def _date(date: str | None) -> str:
    kind = precision(date or "")
    if not kind:
        return ""
    form, number = _PRECISIONS[kind]
    return f"S577\t+{form.format(date)}T00:00:00Z/{number}"


def _quotation(quote_: str) -> str:
    """Return the sentence as a quotation in English, "" when Wikidata would refuse or change it."""
    plain = quote_.isprintable() and quote_ == quote_.strip() and "  " not in quote_
    return f'S1683\ten:"{quote_}"' if plain and '"' not in quote_ and len(quote_) <= _LONGEST else ""
