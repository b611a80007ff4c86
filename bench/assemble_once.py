"""The process that ``bench.assemble`` watches: makes edges of a file of statements, prints what it needed."""

from __future__ import annotations

import json
import sys
import time
from hashlib import blake2b
from pathlib import Path

from bench.extract_once import peak
from bench.statements import SYMMETRIC, read_statements
from graphkit.assemble import EdgeTally
from graphkit.assemble.tables import EdgeTables, Limits
from graphkit.records import as_line


def in_memory(file: Path) -> dict[str, object]:
    """Count the statements one by one."""
    found = list(read_statements(file))
    start, cpu = time.perf_counter(), time.process_time()
    edges = EdgeTally(SYMMETRIC).add_all(found).edges({})
    took = {"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu}
    return took | {"edges": len(edges), "digest": _digest(edge.record() for edge in edges)}


def by_tables(file: Path, memory: str | None) -> dict[str, object]:
    """Count them by SQL, to files."""
    import pyarrow.parquet

    folder = file.with_suffix(".edges")
    folder.mkdir()
    start, cpu = time.perf_counter(), time.process_time()
    with EdgeTables([file], folder / "more", SYMMETRIC, Limits(memory)) as tables:
        files = tables.write_edges(folder, {})
    took = {"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu, "peak": peak()}
    batches = (batch for one in files for batch in pyarrow.parquet.ParquetFile(one).iter_batches(10_000))
    counted = sum(pyarrow.parquet.ParquetFile(one).metadata.num_rows for one in files)
    return took | {"edges": counted, "digest": _digest(row for batch in batches for row in batch.to_pylist())}


def _digest(records: object) -> str:
    digest = blake2b(digest_size=8)
    for record in records:  # type: ignore[attr-defined]
        digest.update(as_line(record))
    return digest.hexdigest()


if __name__ == "__main__":
    kind, name, *limit = sys.argv[1:]
    facts = in_memory(Path(name)) if kind == "memory" else by_tables(Path(name), limit[0] if limit else None)
    print(json.dumps({"peak": peak()} | facts))
