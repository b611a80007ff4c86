"""Answers that carry their quotes, written as JSON, CSV or TSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from graphkit.errors import FormatError
from graphkit.query.evidence import Quote
from graphkit.query.sparql import shown_term

EVIDENCE_FORMATS = ("json", "csv", "tsv")
# What a spreadsheet would run as a formula; see docs/export.md.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_evidence(table: Mapping[str, Any], quotes: Sequence[Sequence[Quote]], format_: str) -> bytes:
    """Return the answer with its quotes.

    JSON is the answer as SPARQL has it with one more member, ``evidence``: for each row a list of quotes. CSV and TSV
    have a line for each quote of each row; the columns of quotes begin with "evidence_".

    Raises:
        FormatError: if the format is none of ``EVIDENCE_FORMATS``.
    """
    if format_ not in EVIDENCE_FORMATS:
        mend = f"choose one of table, {', '.join(EVIDENCE_FORMATS)}"
        raise FormatError(f"evidence cannot be written as {format_}", mend=mend)
    if format_ == "json":
        evidence = [[quote.record() for quote in some] for some in quotes]
        return json.dumps({**table, "evidence": evidence}, ensure_ascii=False).encode() + b"\n"
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t" if format_ == "tsv" else ",", lineterminator="\r\n")
    columns, names = table["head"]["vars"], [field.name for field in fields(Quote)]
    writer.writerow([*columns, *(f"evidence_{name}" for name in names)])
    for row, some in zip(table["results"]["bindings"], quotes, strict=True):
        cells = [shown_term(row.get(name)) for name in columns]
        # A row without a quote is a line too: nothing that was answered gets lost.
        for quote in some or (None,):
            record = quote.record() if quote else {}
            writer.writerow([_cell(cell) for cell in (*cells, *(record.get(name) for name in names))])
    return text.getvalue().encode()


def _cell(value: str | None) -> str:
    text = value or ""
    return f"'{text}" if text.startswith(_FORMULA) else text
