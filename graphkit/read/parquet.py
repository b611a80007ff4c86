"""Parquet: a table of documents with the columns that JSON Lines have as keys, streamed by row groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BufferedReader
from typing import Any

from graphkit.errors import InputError
from graphkit.model import Note, Skipped
from graphkit.read.decoding import over_limit
from graphkit.read.records import Record
from graphkit.read.sources import Source

NAME = "Parquet"
SUFFIXES = (".parquet",)

# Few, since every one may be as long as a document can be.
_ROWS = 16
# Columns of news shrink to a third, of one value again and again much more; whole columns of it are no text.
_MAX_EXPANSION = 600
_CHUNK = 1 << 20
_LONGEST_FOOTER = 100_000_000


def read(stream: BufferedReader, source: Source, max_bytes: int) -> Iterator[Record | Skipped | Note]:
    """Yield the documents of the table row by row; a row that is none is skipped, and so is a damaged row group.

    Args:
        stream: the bytes of the file, which can be sought in.
        source: the file.
        max_bytes: limit of the text of one row.

    Raises:
        InputError: if it is no Parquet file, cut short, or has no column ``text``.
    """
    import pyarrow as pa

    table = _open(stream)
    columns = _columns(table.schema_arrow)
    damage = (pa.ArrowException, OSError, ValueError, OverflowError, MemoryError)
    row = first = 1
    for group in range(table.num_row_groups):
        try:
            for values in _rows(table, group, columns):
                yield _record(values, row, source, max_bytes)
                row += 1
        except damage as error:
            lost = "its rows from here on are lost" if row > first else "its rows are lost"
            yield Skipped(source.place(row), f"row group {group + 1} is damaged, {lost}: {_line(error)}")
        first += table.metadata.row_group(group).num_rows
        row = first
    if first == 1:
        yield Skipped(source.path, "is empty")


def _open(stream: BufferedReader) -> Any:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        return parquet.ParquetFile(
            stream,
            # Pages are read one after the other, so that memory does not grow with the size of a row group.
            pre_buffer=False,
            buffer_size=_CHUNK,
            thrift_string_size_limit=_LONGEST_FOOTER,
            thrift_container_size_limit=_LONGEST_FOOTER,
            page_checksum_verification=True,
        )
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(f"is no Parquet file, or cut short: {_line(error)}") from error


def _columns(schema: Any) -> list[str]:
    """Return the columns that are read: all but bytes, which no record of ours can hold.

    Raises:
        InputError: if there is no column of texts.
    """
    import pyarrow as pa

    types = {field.name: field.type for field in schema}
    if "text" not in types:
        raise InputError(f"has no column text; its columns are {', '.join(types)}")
    kind = types["text"]
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)):
        raise InputError(f"its column text holds no strings but {kind}")
    binary = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary, pa.types.is_binary_view)
    return [name for name, kind in types.items() if not any(is_kind(kind) for is_kind in binary)]


def _rows(table: Any, group: int, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a row group.

    Raises:
        ArrowException, OSError, ValueError: if it is damaged.
    """
    about = table.metadata.row_group(group)
    sizes = [about.column(number) for number in range(about.num_columns)]
    unpacked = sum(column.total_uncompressed_size for column in sizes)
    if unpacked > _CHUNK and unpacked > _MAX_EXPANSION * sum(column.total_compressed_size for column in sizes):
        raise ValueError(f"it expands to more than {_MAX_EXPANSION} times its size")
    for batch in table.iter_batches(_ROWS, row_groups=[group], columns=columns, use_threads=False):
        yield from _with_microseconds(batch).to_pylist()


def _with_microseconds(batch: Any) -> Any:
    """Return the rows with times as Python knows them, which has no nanoseconds."""
    import pyarrow as pa

    for place, field in enumerate(batch.schema):
        if pa.types.is_timestamp(field.type) and field.type.unit == "ns":
            times = batch.column(place).cast(pa.timestamp("us", field.type.tz), safe=False)
            batch = batch.set_column(place, field.name, times)
    return batch


def _record(values: dict[str, Any], row: int, source: Source, max_bytes: int) -> Record | Skipped:
    text = values.pop("text")
    if text is None:
        return Skipped(source.place(row), "the row has no text")
    if len(text.encode("utf-8")) > max_bytes:
        return Skipped(source.place(row), over_limit("the text of the row is", max_bytes))
    return Record(text, values, row)


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
