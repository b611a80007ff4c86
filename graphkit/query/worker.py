"""The process that runs one query on a store: started by ``sparql.py``, stopped by it when the time is up.

Standard input holds the request as JSON, standard output gets the answer. Exit codes: 0 answered, 3 the query is wrong
(the reason stands in standard error), 4 the answer has no such format, 5 the store cannot be read.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import pyoxigraph

from graphkit.query.safety import bind_variables

WRONG_QUERY, WRONG_FORMAT, WRONG_STORE = 3, 4, 5
ROW_FORMATS = {
    "json": pyoxigraph.QueryResultsFormat.JSON,
    "xml": pyoxigraph.QueryResultsFormat.XML,
    "csv": pyoxigraph.QueryResultsFormat.CSV,
    "tsv": pyoxigraph.QueryResultsFormat.TSV,
}
TRIPLE_FORMATS = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}


def main() -> int:
    """Answer the request and return the exit code."""
    request = json.load(sys.stdin)
    try:
        store = pyoxigraph.Store.read_only(request["store"])
    except (OSError, RuntimeError, ValueError) as error:
        return _fail(error, WRONG_STORE)
    try:
        return _answer(store, request)
    except (SyntaxError, ValueError) as error:
        return _fail(error, WRONG_QUERY)
    except (OSError, RuntimeError) as error:
        return _fail(error, WRONG_STORE)


def _fail(error: Exception, code: int) -> int:
    sys.stderr.write(str(error))
    return code


def _answer(store: pyoxigraph.Store, request: dict[str, Any]) -> int:
    terms = {name: str(_term(*value)) for name, value in request["bindings"].items()}
    query = bind_variables(request["query"], terms)
    results = store.query(query, prefixes=request["prefixes"], use_default_graph_as_union=request["union"])
    wanted = request["format"]
    if isinstance(results, pyoxigraph.QueryTriples):
        return _write_triples(results, "turtle" if wanted == "auto" else wanted, request["prefixes"])
    return _write_rows(results, "json" if wanted == "auto" else wanted)


def _term(kind: str, value: str) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    return pyoxigraph.NamedNode(value) if kind == "iri" else pyoxigraph.Literal(value)


def _write_triples(results: pyoxigraph.QueryTriples, wanted: str, prefixes: dict[str, str]) -> int:
    if wanted not in TRIPLE_FORMATS:
        return _fail(ValueError(", ".join(TRIPLE_FORMATS)), WRONG_FORMAT)
    lines = sorted(set(results), key=str)
    pyoxigraph.serialize(lines, sys.stdout.buffer, TRIPLE_FORMATS[wanted], prefixes=prefixes)
    return 0


def _write_rows(results: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean, wanted: str) -> int:
    if wanted not in ROW_FORMATS:
        return _fail(ValueError(", ".join(ROW_FORMATS)), WRONG_FORMAT)
    if isinstance(results, pyoxigraph.QueryBoolean) and wanted in ("csv", "tsv"):
        sys.stdout.buffer.write(f"{str(bool(results)).lower()}\n".encode())
    else:
        results.serialize(sys.stdout.buffer, ROW_FORMATS[wanted])
    return 0


if __name__ == "__main__":
    sys.exit(main())
