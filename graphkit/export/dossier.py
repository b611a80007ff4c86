"""A dossier in Markdown: what documents say of an actor, a pair or the whole graph, each sentence with its source.

Edges stand under what may be said of them, asserted first. Sentences are quoted whole; names, titles and sentences are
escaped, so that no text of a document becomes a link, an image or markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit

from graphkit.errors import GraphkitError
from graphkit.export.options import ACTOR, PAIR
from graphkit.export.source import ExportSource
from graphkit.model import Document, Edge, Statement
from graphkit.records import voice_of

NAME = "dossier"
SUFFIX = ".md"
ABOUT = "Markdown: what is said of an actor or a pair, with numbered sources"
OPTIONS = (ACTOR, PAIR)

_SECTIONS = (
    ("asserted", "Asserted", "A document says so in its own voice, and none denies it."),
    ("contested", "Contested", "Asserted or claimed by one statement, denied by another."),
    ("claimed", "Claimed", "Said as a fact only by speakers whom documents quote."),
    ("alleged", "Alleged", "Reported as suspected, believed or accused."),
    ("planned", "Planned", "Announced, offered, ordered or expected."),
    ("possible", "Possible", "Called possible or conditional."),
    ("denied", "Denied", "Said not to be so."),
)
_SPECIAL = re.compile(
    r"[\\`*_{}\[\]|~$^!@]|(?<=:)//|(?<=www)\.|^[ ]*[#+\-=>]|^[ ]*\d+[.)]", re.IGNORECASE | re.MULTILINE
)
_UNPRINTABLE = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(source: ExportSource, path: Path) -> None:
    """Write the dossier.

    Raises:
        GraphkitError: if an actor is not in the graph, or --pair names no two.
    """
    wanted = _wanted(source)
    edges = [edge for edge in source.view.edges if wanted <= {edge.subject, edge.object}]
    chosen = {statement for edge in edges for statement in edge.statements}
    found = {one.id: one for one in source.view.statements if one.id in chosen}
    cited = {one.document for one in found.values()}
    documents = [document for document in source.view.documents if document.id in cited]
    numbers = {document.id: place for place, document in enumerate(documents, 1)}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_head(source, wanted, edges, len(found), len(documents)))
        for standing, title, about in _SECTIONS:
            group = [edge for edge in edges if edge.standing == standing]
            if group:
                file.write(f"\n## {title}\n\n{about}\n")
                file.writelines(_edge(source, edge, found, numbers) for edge in group)
        file.writelines(_sources(documents))


def _wanted(source: ExportSource) -> frozenset[str]:
    """Return the actors that both options ask for together: none, one or two."""
    actor, pair = source.option(ACTOR), source.option(PAIR)
    named = [name.strip() for name in pair.split(",")] if pair else []
    if pair and (len(named) != 2 or len(set(named)) != 2):
        raise GraphkitError(f"'{pair}' is no pair", key="--pair", mend="write two ids of actors, such as iran,hamas")
    if actor and pair:
        raise GraphkitError("cannot stand beside --pair", key="--actor", mend="give one of the two")
    known = {one.id for one in source.view.actors}
    for name in [actor, *named] if actor else named:
        if name not in known:
            raise GraphkitError(f"'{name}' is not in the graph", key="dossier", mend="actors.jsonl lists the ids")
    return frozenset(filter(None, [actor, *named]))


def _head(
    source: ExportSource, wanted: frozenset[str], edges: Sequence[Edge], said: int, documents: int
) -> Iterator[str]:
    names = [escaped(actor.name) for actor in source.view.actors if actor.id in wanted]
    yield f"# {' and '.join(names) or escaped(source.title)}\n\n"
    yield f"{len(edges)} edges, {said} statements, {documents} documents.\n"
    yield "Every sentence is quoted whole; the number after it is that of its source.\n"


def _edge(source: ExportSource, edge: Edge, found: Mapping[str, Statement], numbers: Mapping[str, int]) -> str:
    info = source.info(edge.relation)
    dates = " to ".join(dict.fromkeys(filter(None, (edge.first_date, edge.last_date))))
    standing = "" if edge.standing == "asserted" else f" ({edge.standing})"
    title = f"{escaped(edge.subject_label)} {escaped(info.label)} {escaped(edge.object_label)}{standing}"
    statements = sorted((found[one] for one in edge.statements), key=lambda one: (one.document, one.begin, one.id))
    rows = "".join(_statement(one, numbers) for one in statements)
    return f"\n### {title}\n\n{f'Dates: {escaped(dates)}.' if dates else 'No date is given.'}\n\n{rows}"


def _statement(one: Statement, numbers: Mapping[str, int]) -> str:
    facts = [voice_of(one), one.status, f"said by {escaped(one.attribution_label)}" if one.attribution_label else ""]
    facts += [escaped(one.date_text or ""), _sum(one)]
    place = f"[{numbers[one.document]}], characters {one.begin} to {one.end}"
    # A line that ends with a backslash is broken there and nowhere else.
    words = escaped(one.quote).replace("\n", "\\\n  > ")
    return f"- **{', '.join(filter(None, facts))}** {place}\n\n  > {words}\n\n"


def _sum(one: Statement) -> str:
    if one.amount is None:
        return ""
    period = f" a {one.amount_period}" if one.amount_period else ""
    return escaped(f"{one.amount:,} {one.currency or ''}{period}".strip())


def _sources(documents: Iterable[Document]) -> Iterator[str]:
    yield "\n## Sources\n\n"
    for number, one in enumerate(documents, 1):
        facts = (one.title, one.author, one.publisher, one.date)
        words = ", ".join(escaped(fact) for fact in facts if fact)
        yield f"{number}. {words}{'. ' if words else ''}{_address(one.url)}Document `{_code(one.id)}`.\n"


def _address(url: str | None) -> str:
    """Return the address as a link if it is one of the web, else as text."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return f"{escaped(url)} "
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return f"{escaped(url)} "
    address = quote(url.encode("utf-8", "replace"), safe="%:/?#@!$&'()*+,;=~-._")
    return f"<{address}> "


def _code(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text).replace("`", "'").replace("\n", " ")


def escaped(text: str) -> str:
    """Return a text for Markdown as it is: every character that means something there is escaped.

    Control characters and marks that turn the direction of writing become U+FFFD.
    """
    plain = _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\t", " "))
    marked = _SPECIAL.sub(lambda match: f"{match[0][:-1]}\\{match[0][-1]}", plain)
    return marked.replace("&", "&amp;").replace("<", "&lt;")
