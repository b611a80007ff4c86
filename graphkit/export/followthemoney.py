"""FollowTheMoney entities, one JSON object a line, for Aleph, OpenAleph and OpenSanctions' tools.

Actors, the documents that are cited, and a link for each statement. A link has a schema of its own (Membership,
Directorship, Control) only where its statement and its edge are asserted; all else is an ``UnknownLink``. Each has its
standing as ``status`` and in its ``role``, the sentence as ``description`` and the document as ``proof``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from graphkit.export.columns import worded_label
from graphkit.export.source import ExportSource
from graphkit.model import Actor, Document, Statement, content_id
from graphkit.partial_dates import precision
from graphkit.records import as_line, voice_of

NAME = "followthemoney"
SUFFIX = ".ftm.json"
ABOUT = "FollowTheMoney entities: actors, documents, and a link a statement"

# A place is no legal entity there, and a state acts as a public body.
_ACTORS = {
    "Person": "Person",
    "State": "PublicBody",
    "GovernmentBody": "PublicBody",
    "Organization": "Organization",
    "ArmedGroup": "Organization",
    "Coalition": "Organization",
    "Place": "Address",
}
_ORGANIZATIONS = frozenset({"PublicBody", "Organization"})
_LEGAL = _ORGANIZATIONS | {"Person"}
# Schemas that can carry a status and a role: names of both ends, and what may stand there.
_LINKS: Mapping[str, tuple[str, frozenset[str], str, frozenset[str]]] = {
    "Membership": ("member", _LEGAL, "organization", _ORGANIZATIONS),
    "Directorship": ("director", _LEGAL, "organization", _ORGANIZATIONS),
    "Control": ("controller", _LEGAL, "controlled", _LEGAL),
}


def write(source: ExportSource, path: Path) -> None:
    """Write one entity a line: actors, documents with statements, statements."""
    with path.open("wb") as file:
        file.writelines(as_line(entity) for entity in _entities(source))


def _entities(source: ExportSource) -> Iterator[dict[str, Any]]:
    cited = {statement.document for statement in source.view.statements}
    yield from map(_actor, source.view.actors)
    yield from (_document(document) for document in source.view.documents if document.id in cited)
    standings = {edge.id: edge.standing for edge in source.view.edges}
    edge_of = source.edge_of()
    for statement in source.view.statements:
        yield _link(source, statement, standings[edge_of(statement)])


def _entity(kind: str, id_: str, schema: str, properties: Mapping[str, str | None]) -> dict[str, Any]:
    known = {name: [value] for name, value in properties.items() if value and value.strip()}
    return {"id": _id(kind, id_), "schema": schema, "properties": known}


def _id(kind: str, id_: str) -> str:
    return f"graphkit-{kind}-{content_id(id_)}"


def _actor(actor: Actor) -> dict[str, Any]:
    schema = _ACTORS.get(actor.type, "LegalEntity")
    properties = {"name": actor.name, "wikidataId": actor.wikidata}
    entity = _entity("actor", actor.id, schema, properties | ({"full": actor.name} if schema == "Address" else {}))
    aliases = sorted({alias.text for alias in actor.aliases if alias.text.strip() and alias.text != actor.name})
    if aliases:
        entity["properties"]["alias"] = aliases
    return entity


def _document(document: Document) -> dict[str, Any]:
    title = document.title or document.id
    properties = {"title": title, "author": document.author, "publisher": document.publisher}
    dates = {"publishedAt": _date(document.date), "sourceUrl": _web(document.url)}
    return _entity("document", document.id, "Article", properties | dates)


def _link(source: ExportSource, one: Statement, edge_standing: str) -> dict[str, Any]:
    info, standing = source.info(one.relation), voice_of(one)
    ends = (_ACTORS.get(one.subject_type, "LegalEntity"), _ACTORS.get(one.object_type, "LegalEntity"))
    schema, subject, object_ = "UnknownLink", "subject", "object"
    if standing == edge_standing == "asserted":
        schema, subject, object_ = _own_schema(info.mappings.get("followthemoney", ()), ends)
    properties = {
        subject: _id("actor", one.subject),
        object_: _id("actor", one.object),
        "role": worded_label(info.label, standing),
        "status": standing if standing == edge_standing else f"{standing}; as a whole {edge_standing}",
        "startDate": _date(one.date_start),
        "endDate": _date(one.date_end),
        "date": _date(one.published),
        "description": one.quote,
        "summary": f"said by {one.attribution_label}" if one.attribution_label else None,
        "recordId": one.id,
        "proof": _id("document", one.document),
        "publisher": one.publisher,
        "sourceUrl": _web(one.url),
    }
    return _entity("statement", one.id, schema, properties)


def _own_schema(names: tuple[str, ...], ends: tuple[str, str]) -> tuple[str, str, str]:
    for name in names:
        if name in _LINKS:
            subject, subjects, object_, objects = _LINKS[name]
            if ends[0] in subjects and ends[1] in objects:
                return name, subject, object_
    return "UnknownLink", "subject", "object"


def _date(date: str | None) -> str | None:
    return date if date and precision(date) else None


def _web(url: str | None) -> str | None:
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return (
        url if parts.scheme in ("http", "https") and parts.netloc and not set(url or "") & set(' \n\r\t<>"') else None
    )
