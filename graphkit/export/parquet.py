"""Tables as Parquet, for DuckDB, pandas, Polars and Spark: texts exactly as they are, lists as lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from graphkit.export.options import TABLE
from graphkit.export.records_table import TABLES, table_records
from graphkit.export.source import ExportSource

NAME = "parquet"
SUFFIX = ".parquet"
ABOUT = "a table of edges, actors or statements for DuckDB, pandas and Polars"
OPTIONS = (TABLE,)

_ROWS = 10_000


def write(source: ExportSource, path: Path) -> None:
    """Write a table in groups of rows, so that a large one needs little memory."""
    import pyarrow
    import pyarrow.parquet

    table = source.option(TABLE)
    schema = _schema(table)
    with pyarrow.parquet.ParquetWriter(path, schema) as writer:
        for rows in _batches(table_records(source, table)):
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))


def _batches(records: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    remaining = iter(records)
    while rows := list(islice(remaining, _ROWS)):
        yield rows


def _schema(table: str) -> Any:
    import pyarrow

    kinds = {
        "string": pyarrow.string(),
        "int": pyarrow.int64(),
        "double": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "strings": pyarrow.list_(pyarrow.string()),
    }
    return pyarrow.schema([(name, kinds[kind]) for name, kind in TABLES[table]])
