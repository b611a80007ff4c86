"""Made-up statements as a Parquet file, as many as wanted: who is spoken of much, how often and by whom as in the news.

A few actors have most of the statements, an edge has four on average, a document ten, and nine documents in ten name
their publisher. Of the dates some are days, some months, some years, and most statements have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from graphkit.assemble.tables import COLUMNS
from graphkit.model import ACTOR_TYPES, Statement
from graphkit.records import VOICES, edge_id

ACTORS, RELATIONS, PUBLISHERS = 200_000, 36, 5_000
A_DOCUMENT = 10
RELATION_NAMES = [f"relation-{number:02}" for number in range(RELATIONS)]
SYMMETRIC = frozenset(RELATION_NAMES[::6])
_SHARES = (0.50, 0.25, 0.10, 0.05, 0.05, 0.05)
_GROUP = 100_000
_DAYS = [f"{year}-{month:02}-{day:02}" for year in range(1995, 2025) for month in range(1, 13) for day in (3, 17, 28)]
_DATES = sorted({day[: (4, 7, 10)[number % 3]] for number, day in enumerate(_DAYS)})
# Odd, so that it spreads neighbours over all 64 bits.
_SPREAD = 0x9E3779B97F4A7C15


def write_statements(path: Path, total: int) -> int:
    """Write this many statements with the columns that edges are made of; return the number of edges to choose from."""
    import numpy
    import pyarrow
    import pyarrow.parquet

    chance = numpy.random.default_rng(1)
    pool = _Pool(max(1, total // 4))
    schema = pyarrow.schema([(name, pyarrow.string()) for name in COLUMNS])
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for begin in range(0, total, _GROUP):
            writer.write_table(_table(pool, chance, begin, min(_GROUP, total - begin)))
    return len(pool.edge)


class _Pool:
    """The edges that statements are about."""

    def __init__(self, size: int) -> None:
        import numpy
        import pyarrow

        spread = numpy.arange(1, size + 1, dtype=numpy.uint64) * numpy.uint64(_SPREAD)
        subject, object_ = (
            (ACTORS * ((spread >> numpy.uint64(shift) & numpy.uint64(0xFFFFFF)) / 2**24) ** 3).astype(numpy.int32)
            for shift in (40, 16)
        )
        self.subject, self.object = subject, object_
        self.relation = (spread % numpy.uint64(RELATIONS)).astype(numpy.int32)
        self.actors = pyarrow.array([f"actor-{number:06}" for number in range(ACTORS)])
        self.labels = pyarrow.array([f"Actor {number}" for number in range(ACTORS)])
        self.relations = pyarrow.array(RELATION_NAMES)
        ends = zip(subject.tolist(), self.relation.tolist(), object_.tolist(), strict=True)
        self.edge = pyarrow.array([_edge(*one) for one in ends])


def _edge(subject: int, relation: int, object_: int) -> str:
    name = RELATION_NAMES[relation]
    one, other = sorted((subject, object_)) if name in SYMMETRIC else (subject, object_)
    return edge_id(f"actor-{one:06}", name, f"actor-{other:06}")


def _table(pool: _Pool, chance: Any, begin: int, count: int) -> Any:
    import numpy
    import pyarrow

    edge = (len(pool.edge) * chance.power(0.6, count)).astype(numpy.int64)
    document = (begin + numpy.arange(count)) // A_DOCUMENT
    publisher = document % PUBLISHERS
    chosen = chance.integers(0, 3 * len(_DATES), count)
    date = pyarrow.array(chosen, mask=chosen >= len(_DATES), type=pyarrow.int32())
    ends = {"subject": pool.subject[edge], "object": pool.object[edge]}
    types = pyarrow.array(ACTOR_TYPES)
    columns = {
        "id": pyarrow.array([f"{one:016x}" for one in chance.integers(0, 2**63, count)]),
        "relation": _coded(pool.relation[edge], pool.relations),
        "document": pyarrow.array([f"archive/{one}" for one in document]),
        "publisher": pyarrow.array([f"Publisher {one}" for one in publisher], mask=publisher % 10 == 0),
        "date_start": _coded(date, pyarrow.array(_DATES)),
        "date_end": _coded(date, pyarrow.array(_DATES)),
        "standing": _coded(chance.choice(len(VOICES), count, p=_SHARES), pyarrow.array(VOICES)),
        "edge": pool.edge.take(pyarrow.array(edge)),
    }
    for end, number in ends.items():
        columns[end] = _coded(number, pool.actors)
        columns[f"{end}_label"] = _coded(number, pool.labels)
        columns[f"{end}_type"] = _coded(number % len(ACTOR_TYPES), types)
    return pyarrow.table({name: columns[name] for name in COLUMNS})


def _coded(numbers: Any, values: Any) -> Any:
    import pyarrow

    codes = numbers if isinstance(numbers, pyarrow.Array) else pyarrow.array(numbers.astype("int32"))
    return pyarrow.DictionaryArray.from_arrays(codes, values).cast(pyarrow.string())


def read_statements(path: Path) -> Iterator[Statement]:
    """Yield the statements of such a file; what no edge hangs on is empty."""
    import pyarrow.parquet

    names = [field.name for field in fields(Statement)]
    empty: dict[str, Any] = dict.fromkeys(names, None)
    for batch in pyarrow.parquet.ParquetFile(path).iter_batches(10_000):
        for row in batch.to_pylist():
            voice = row.pop("standing")
            row.pop("edge")
            said = (
                {"modality": "asserted", "attribution": "actor-000000"} if voice == "claimed" else {"modality": voice}
            )
            yield Statement(**(empty | row | said))
