"""Edges from many statements: by SQL over Parquet files, and in memory on fewer of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from shutil import rmtree
from typing import Any

from bench.rows import Row, Settings, at_most
from bench.statements import write_statements

ABOUT = "Assembling: seconds on the clock and in processors, peak memory of the whole process"
MANY, FEW = 10_000_000, 500_000
SECONDS, MOST, LIMITED = 15.0, 3_000.0, 1_200.0
# What the database is told so that the process stays below the third bar.
LIMIT = "700MB"


def measure(settings: Settings) -> list[Row]:
    """Make the statements, then run a process for each way."""
    many, few = ((count // 100 if settings.quick else count) for count in (MANY, FEW))
    large, small = settings.folder / "many.parquet", settings.folder / "few.parquet"
    write_statements(large, many)
    write_statements(small, few)
    one, other = _run("memory", small), _run("tables", small)
    if one["digest"] != other["digest"]:
        raise RuntimeError("the two ways give other edges")
    whole, limited = _run("tables", large), _run("tables", large, LIMIT)
    if whole["digest"] != limited["digest"]:
        raise RuntimeError("a limit of memory gives other edges")
    return [
        Row(f"in memory, {few:,} statements", _figure(one), "1.00"),
        Row(f"by tables, {few:,} statements", _figure(other), f"{one['cpu'] / other['cpu']:.2f}"),
        Row(f"by tables, {many:,} statements", _figure(whole), *at_most(SECONDS, whole["seconds"])),
        Row("its memory", f"{whole['peak'] / 1e6:,.0f} MB", *at_most(MOST, whole["peak"] / 1e6)),
        Row(f"the same with a limit of {LIMIT}", _figure(limited)),
        Row("its memory", f"{limited['peak'] / 1e6:,.0f} MB", *at_most(LIMITED, limited["peak"] / 1e6)),
        Row("size of the file", f"{large.stat().st_size / many:.0f} bytes a statement"),
    ]


def _figure(facts: dict[str, Any]) -> str:
    took = f"{facts['seconds']:.1f} s, {facts['cpu']:.1f} s CPU"
    return f"{took}, {facts['peak'] / 1e6:,.0f} MB, {facts['edges']:,} edges"


def _run(*arguments: object) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.assemble_once", *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    rmtree(Path(str(arguments[1])).with_suffix(".edges"), ignore_errors=True)
    return dict(json.loads(done.stdout))
