"""Statements as a Parquet table: the columns of a part's file, for whoever writes, reads or counts them.

A row is a statement with all fields of ``statements.jsonl``, then its ``standing`` (its modality, with "claimed" apart)
and the id of its ``edge``. DuckDB and Spark can read the files of a folder as one table.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from graphkit.errors import OutputError
from graphkit.model import Statement
from graphkit.records import edge_id, voice_of

_NAMES = tuple(field.name for field in fields(Statement))
_OTHER_KINDS = {"amount": "double", "confidence": "double", "attribution_chain": "strings"}
_OFFSETS = {"begin", "end", *(name for name in _NAMES if name.endswith(("_begin", "_end")))} - {"date_end"}
# Of each column its name and kind; "strings" is a list of texts, "int" a number of 32 bits.
STATEMENT_COLUMNS: tuple[tuple[str, str], ...] = (
    *((name, "int" if name in _OFFSETS else _OTHER_KINDS.get(name, "string")) for name in _NAMES),
    ("standing", "string"),
    ("edge", "string"),
)
_MEND = "remove it and run the command again"


def statement_schema() -> Any:
    """Return the columns as PyArrow has them."""
    import pyarrow

    kinds = {
        "string": pyarrow.string(),
        "int": pyarrow.int32(),
        "double": pyarrow.float64(),
        "strings": pyarrow.list_(pyarrow.string()),
    }
    return pyarrow.schema([(name, kinds[kind]) for name, kind in STATEMENT_COLUMNS])


def write_statement_table(
    path: Path, statements: Sequence[Statement], symmetric: Collection[str], facts: Mapping[str, str]
) -> None:
    """Write statements as a Parquet file; the same statements give the same bytes.

    Args:
        path: of a file that is not there yet.
        statements: in the order of the rows.
        symmetric: the relations whose ends are alike.
        facts: what else the file says, by key; readers of tables pass over it.

    Raises:
        OSError: if the disk is full.
    """
    import pyarrow
    import pyarrow.parquet

    columns: dict[str, list[Any]] = {name: [getattr(one, name) for one in statements] for name in _NAMES}
    columns["amount"] = [None if value is None else float(value) for value in columns["amount"]]
    columns["standing"] = [voice_of(statement) for statement in statements]
    columns["edge"] = [_edge_of(statement, symmetric) for statement in statements]
    table = pyarrow.table(columns, schema=statement_schema()).replace_schema_metadata(facts)
    # Each page has a checksum, so that a damaged file is no other table but an error.
    pyarrow.parquet.write_table(table, path, compression="zstd", write_page_checksum=True)


def read_statement_table(path: Path) -> tuple[list[Statement], dict[str, str]]:
    """Return the statements of a file and what else it says.

    Raises:
        OutputError: if the file is missing, cut off or damaged.
    """
    import pyarrow
    import pyarrow.parquet

    try:
        table = pyarrow.parquet.read_table(path, page_checksum_verification=True, partitioning=None)
        columns = [table.column(name).to_pylist() for name in _NAMES]
        facts = {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
    except (OSError, KeyError, UnicodeDecodeError, pyarrow.ArrowException) as error:
        raise OutputError(f"is damaged ({_line(error)})", path=path, mend=_MEND) from error
    columns[_NAMES.index("amount")] = [_amount(value) for value in columns[_NAMES.index("amount")]]
    chain = _NAMES.index("attribution_chain")
    columns[chain] = [tuple(labels) for labels in columns[chain]]
    return [Statement(*values) for values in zip(*columns, strict=True)], facts


def _edge_of(statement: Statement, symmetric: Collection[str]) -> str:
    ends = (statement.subject, statement.object)
    one, other = sorted(ends) if statement.relation in symmetric else ends
    return edge_id(one, statement.relation, other)


def _amount(value: float | None) -> float | int | None:
    """Return a sum as it is read in texts: a whole number is one."""
    return int(value) if value is not None and value.is_integer() else value


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
