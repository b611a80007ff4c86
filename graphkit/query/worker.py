"""The process that runs queries on a store, one after another; ``process.py`` starts and ends it.

Each line of standard input is a request as JSON. For each, standard output gets a line of JSON with ``status`` (ok,
query, format, size or store), and for "ok" the answer: ``bytes`` bytes of it follow, or they are in the file ``path``.
"""

from __future__ import annotations

import json
import signal
import sys
import tempfile
from collections.abc import Sequence
from io import BytesIO
from typing import IO, Any, cast

import pyoxigraph

ROW_FORMATS = {
    "json": pyoxigraph.QueryResultsFormat.JSON,
    "xml": pyoxigraph.QueryResultsFormat.XML,
    "csv": pyoxigraph.QueryResultsFormat.CSV,
    "tsv": pyoxigraph.QueryResultsFormat.TSV,
}
TRIPLE_FORMATS = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
# Larger answers go through a file, if the request names a folder: a slow reader of one does not hold up the process.
INLINE_BYTES = 1_000_000
# The process ends itself so long after the time is up, should nobody do it.
GRACE_SECONDS = 5.0


class _TooLargeError(Exception):
    """The answer is larger than the request allows."""


class _FormatError(Exception):
    """The answer has none of the formats that the request allows."""


class _Answer:
    """Takes the bytes of an answer: in memory while they are few, then in a file."""

    def __init__(self, folder: str, most: int) -> None:
        self._folder, self._most = folder, most
        self._file: IO[bytes] = BytesIO()
        self.path = ""
        self.size = 0

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        self.size += len(data)
        if self._most and self.size > self._most:
            raise _TooLargeError(f"the answer has more than {self._most} bytes")
        if self._folder and not self.path and self.size > INLINE_BYTES:
            self._spill()
        return self._file.write(data)

    def flush(self) -> None:
        """Nothing to do: ``close`` does it."""

    def close(self) -> bytes:
        """Return the bytes that are in memory; close the file if they are there."""
        if isinstance(self._file, BytesIO):
            return self._file.getvalue()
        self._file.close()
        return b""

    def _spill(self) -> None:
        begun = self._file
        self._file = tempfile.NamedTemporaryFile(dir=self._folder, prefix="answer-", delete=False)  # noqa: SIM115
        self.path = self._file.name
        if isinstance(begun, BytesIO):
            self._file.write(begun.getvalue())


def main(arguments: Sequence[str]) -> None:
    """Answer requests until standard input ends.

    Args:
        arguments: the folder of the store, and how many megabytes this process may hold.
    """
    path, store = arguments[0], None
    _limit_memory(int(arguments[1]) * 1_000_000)
    for line in sys.stdin.buffer:
        request = json.loads(line)
        _end_after(request["seconds"] + GRACE_SECONDS)
        try:
            store = store or pyoxigraph.Store.read_only(path)
            head, body = _answer(store, request)
        except (OSError, RuntimeError, ValueError) as error:
            # A query that cannot be parsed is a SyntaxError, so this is the store.
            head, body = {"status": "store", "reason": str(error)}, b""
        except MemoryError:
            head, body = {"status": "size", "reason": f"the query needs more than {arguments[1]} MB of memory"}, b""
        _end_after(0)
        sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)
        sys.stdout.buffer.flush()


def _limit_memory(size: int) -> None:
    """Let this process hold no more bytes, where the system can: then a query that wants more ends it.

    Files of the store that are mapped into memory do not count.
    """
    if sys.platform == "linux":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        most = size if hard == resource.RLIM_INFINITY else min(size, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _end_after(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _answer(store: pyoxigraph.Store, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        results = _evaluate(store, request)
    except (SyntaxError, ValueError) as error:
        return {"status": "query", "reason": str(error)}, b""
    answer = _Answer(request["folder"], request["most"])
    try:
        format_ = _write(results, answer, request)
    except _FormatError as error:
        return {"status": "format", "reason": str(error)}, b""
    except _TooLargeError as error:
        answer.close()
        return {"status": "size", "reason": str(error), "path": answer.path}, b""
    body = answer.close()
    return {"status": "ok", "format": format_, "bytes": len(body), "path": answer.path}, body


def _evaluate(
    store: pyoxigraph.Store, request: dict[str, Any]
) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
    default, named = request["default_graphs"], request["named_graphs"]
    if default is None and named is None:
        return store.query(request["query"], prefixes=request["prefixes"], use_default_graph_as_union=request["union"])
    return store.query(
        request["query"],
        prefixes=request["prefixes"],
        default_graph=[pyoxigraph.NamedNode(iri) for iri in default or ()],
        named_graphs=[pyoxigraph.NamedNode(iri) for iri in named or ()],
    )


def _write(
    results: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples,
    answer: _Answer,
    request: dict[str, Any],
) -> str:
    if isinstance(results, pyoxigraph.QueryTriples):
        format_ = _choose(request["triples"], TRIPLE_FORMATS)
        lines = sorted(set(results), key=str)
        pyoxigraph.serialize(lines, cast(IO[bytes], answer), TRIPLE_FORMATS[format_], prefixes=request["prefixes"])
        return format_
    format_ = _choose(request["rows"], ROW_FORMATS)
    if isinstance(results, pyoxigraph.QueryBoolean) and format_ in ("csv", "tsv"):
        answer.write(f"{str(bool(results)).lower()}\n".encode())
    else:
        results.serialize(cast(IO[bytes], answer), ROW_FORMATS[format_])
    return format_


def _choose(wanted: str, formats: dict[str, Any]) -> str:
    if wanted not in formats:
        raise _FormatError(", ".join(formats))
    return wanted


if __name__ == "__main__":
    main(sys.argv[1:])
