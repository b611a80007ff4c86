"""Events as a table for conflict research: one row a statement, with its PLOVER and CAMEO codes.

``plover`` and ``cameo`` are filled only where the document itself asserts what happened and no other denies it, so that
counting them counts no allegation, plan or denial; ``said_plover`` and ``said_cameo`` hold the codes of what is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graphkit.export.csv_text import spreadsheet_cell, write_csv
from graphkit.export.source import ExportSource
from graphkit.model import Statement
from graphkit.partial_dates import precision
from graphkit.records import voice_of

NAME = "events"
SUFFIX = ".csv"
ABOUT = "a table of events for conflict research: dates, actors, PLOVER and CAMEO codes, sentences"

HEAD = (
    *("event_id", "date", "date_precision", "date_basis", "date_end"),
    *("source_actor", "source_name", "source_type", "target_actor", "target_name", "target_type"),
    *("relation", "family", "standing", "edge_standing", "modality", "status", "said_by"),
    *("plover", "cameo", "said_plover", "said_cameo", "amount", "currency", "sentence"),
    *("document", "begin", "end", "title", "publisher", "published", "url", "rule"),
)
_SEVERAL = " | "


def write(source: ExportSource, path: Path) -> None:
    """Write one row a statement, in the order of ``statements.jsonl``."""
    rows = _rows(source)
    write_csv(path, HEAD, (map(spreadsheet_cell, row) for row in rows))


def _rows(source: ExportSource) -> Iterator[tuple[object, ...]]:
    standings = {edge.id: edge.standing for edge in source.view.edges}
    edge_of = source.edge_of()
    for one in source.view.statements:
        info, standing, edge = source.info(one.relation), voice_of(one), standings[edge_of(one)]
        said = tuple(_SEVERAL.join(info.mappings.get(name, ())) for name in ("plover", "cameo"))
        firm = said if standing == edge == "asserted" else ("", "")
        yield (
            *(one.id, *_date(one)),
            *(one.subject, one.subject_label, one.subject_type, one.object, one.object_label, one.object_type),
            *(one.relation, info.family, standing, edge, one.modality, one.status, one.attribution_label),
            *(*firm, *said, one.amount, one.currency, one.quote),
            *(one.document, one.begin, one.end, one.title, one.publisher, one.published, one.url, one.rule),
        )


def _date(statement: Statement) -> tuple[str, str, str, str | None]:
    """Return date, precision, basis and end: what the sentence says, else the date of the document, named as that."""
    for basis, date in (("text", statement.date_start or statement.date_end), ("published", statement.published)):
        if date and precision(date):
            return date, precision(date), basis, statement.date_end if basis == "text" else None
    return "", "", "", None
