"""Tables of a graph as data frames. pandas and Polars are imported only here, and only when they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphkit.errors import GraphkitError
from graphkit.export.records_table import TABLES, table_records

if TYPE_CHECKING:
    import pandas
    import polars

    from graphkit.export import ExportSource

_MEND = "pip install 'graphkit[tables]'"


def pandas_frame(source: ExportSource, table: str) -> pandas.DataFrame:
    """Return a table as a pandas frame; whole numbers that may be missing are ``Int64``, lists are lists.

    Raises:
        GraphkitError: if pandas is not installed or there is no such table.
    """
    try:
        import pandas
    except ImportError as error:
        raise GraphkitError("needs pandas", key="to_pandas", mend=_MEND) from error
    columns = _columns(table)
    kinds = {"string": "str", "int": "Int64", "double": "float64", "boolean": "bool", "strings": "object"}
    frame = pandas.DataFrame(table_records(source, table), columns=[name for name, _ in columns])
    return frame.astype({name: kinds[kind] for name, kind in columns})


def polars_frame(source: ExportSource, table: str) -> polars.DataFrame:
    """Return a table as a Polars frame.

    Raises:
        GraphkitError: if Polars is not installed or there is no such table.
    """
    try:
        import polars
    except ImportError as error:
        raise GraphkitError("needs Polars", key="to_polars", mend=_MEND) from error
    kinds: dict[str, Any] = {
        "string": polars.String,
        "int": polars.Int64,
        "double": polars.Float64,
        "boolean": polars.Boolean,
        "strings": polars.List(polars.String),
    }
    schema = {name: kinds[kind] for name, kind in _columns(table)}
    return polars.DataFrame(list(table_records(source, table)), schema=schema)


def _columns(table: str) -> tuple[tuple[str, str], ...]:
    if table not in TABLES:
        raise GraphkitError("is no table", key=table, mend=f"use one of {', '.join(TABLES)}")
    return TABLES[table]
