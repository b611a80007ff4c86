"""SPARQL over the store of an output folder, read-only, in a process of its own that a time limit can stop."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit.errors import OutputError, QueryError
from graphkit.iris import PREFIXES
from graphkit.query.named import free_term
from graphkit.query.process import QueryProcess
from graphkit.query.safety import bind_variables, keywords

ROW_FORMATS = ("json", "xml", "csv", "tsv")
TRIPLE_FORMATS = ("turtle", "ntriples", "rdfxml", "jsonld")
FORMATS = (*ROW_FORMATS, *TRIPLE_FORMATS)
DEFAULT_SECONDS = 60.0
MAX_CHARACTERS = 1_000_000
_NAME = "query"
_VARIABLE = re.compile(r"[A-Za-z_]\w*")
_REFUSED = ("SERVICE", "LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gives, for showing.

    Attributes:
        columns: the names of the variables; () for an ASK and for triples.
        rows: values as text, IRIs shortened by our prefixes, None where a variable is unbound.
        text: "true" or "false" of an ASK, Turtle of a CONSTRUCT or DESCRIBE, else "".
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A query that was found to be harmless, with what it may be answered with.

    Attributes:
        query: the text, values already in their places.
        rows, triples: the format of rows (and of a truth value) and of triples; "" where none is wanted.
        whole: whether the default graph is the union of all graphs.
        default_graphs, named_graphs: IRIs of the graphs that it sees instead; None to let it see all.
        most: how many bytes the answer may have, 0 for any number.
        folder: where a large answer is put as a file; "" for none.
    """

    query: str
    rows: str = "json"
    triples: str = "turtle"
    whole: bool = True
    default_graphs: Sequence[str] | None = None
    named_graphs: Sequence[str] | None = None
    most: int = 0
    folder: str = ""

    def message(self, seconds: float) -> dict[str, Any]:
        """Return what the process is sent.

        Raises:
            QueryError: if the query is too long, no valid text, or would change or call something.
        """
        own_graphs = check_query(self.query)
        return {
            "query": self.query,
            "prefixes": PREFIXES,
            "rows": self.rows,
            "triples": self.triples,
            "union": self.whole and not own_graphs,
            "default_graphs": self.default_graphs,
            "named_graphs": self.named_graphs,
            "most": self.most,
            "folder": self.folder,
            "seconds": seconds,
        }


def run_query(
    directory: Path,
    query: str,
    format_: str = "auto",
    bindings: Mapping[str, str] | None = None,
    seconds: float = DEFAULT_SECONDS,
) -> bytes:
    """Return the answer of a query as a file of a format.

    The query sees the union of all graphs unless it has a FROM clause; our prefixes are known without being declared.

    Args:
        directory: an output folder.
        query: SPARQL 1.1; updates, SERVICE and LOAD are refused.
        format_: one of ``FORMATS``; "auto" is JSON for rows and Turtle for triples.
        bindings: values of variables: ``<iri>``, a prefixed name such as ``gka:iran``, or any other text as a string.
        seconds: the time after which the query is stopped.

    Raises:
        QueryError: if the query is wrong (with its line), refused, stopped, or its answer has no such format.
        OutputError: if the folder has no store that can be read.
    """
    with QueryProcess(store_of(directory)) as process:
        message = make_request(bind_free(query, bindings or {}), format_).message(seconds)
        return process.ask(message, seconds).body


def ask(
    directory: Path, query: str, bindings: Mapping[str, str] | None = None, seconds: float = DEFAULT_SECONDS
) -> Answer:
    """Return the answer of a query for showing; see ``run_query`` for arguments and errors."""
    return read_answer(run_query(directory, query, "auto", bindings, seconds))


def read_answer(body: bytes) -> Answer:
    """Return an answer in JSON or Turtle for showing."""
    if not body.startswith(b'{"head"'):
        return Answer((), (), body.decode())
    table = json.loads(body)
    if "boolean" in table:
        return Answer((), (), str(table["boolean"]).lower())
    columns = tuple(table["head"]["vars"])
    rows = (tuple(shown_term(row.get(name)) for name in columns) for row in table["results"]["bindings"])
    return Answer(columns, tuple(rows))


def make_request(query: str, format_: str, whole: bool = True) -> Request:
    """Return the request for an answer in one format, or for JSON and Turtle if it is "auto".

    Raises:
        QueryError: if there is no such format.
    """
    if format_ == "auto":
        return Request(query, whole=whole)
    if format_ not in FORMATS:
        raise QueryError(f"no format '{format_}'", mend=f"choose one of {', '.join(FORMATS)}")
    rows, triples = (format_ if format_ in some else "" for some in (ROW_FORMATS, TRIPLE_FORMATS))
    return Request(query, rows, triples, whole)


def bind_free(query: str, bindings: Mapping[str, str]) -> str:
    """Return the query with values for its variables.

    Raises:
        QueryError: if a name is none of a variable, a value no text, or the query has no place for them.
    """
    try:
        return bind_variables(query, {_variable(name): free_term(value) for name, value in bindings.items()})
    except ValueError as error:
        raise QueryError(str(error)) from error


def store_of(directory: Path) -> Path:
    """Return the store of an output folder.

    Raises:
        OutputError: if it has none.
    """
    store = directory / "store"
    if not store.is_dir():
        raise OutputError("is missing", path=store, mend="name a folder that graphkit build -o wrote")
    return store


def check_query(query: str) -> bool:
    """Return whether the query names its own graphs.

    Raises:
        QueryError: if it is too long or would change or call something.
    """
    # Half a surrogate pair is no text that the worker could be sent.
    if not query.isascii() and any("\ud800" <= character <= "\udfff" for character in query):
        raise QueryError("the query is no valid Unicode text")
    if len(query) > MAX_CHARACTERS:
        raise QueryError(f"the query has {len(query)} characters", mend=f"at most {MAX_CHARACTERS} are read")
    words = keywords(query)
    for word, line in words:
        if word in _REFUSED:
            raise QueryError(
                f"{word} is refused", path=_NAME, line=line, mend="only SELECT, ASK, CONSTRUCT and DESCRIBE are run"
            )
    return any(word == "FROM" for word, _ in words)


def shown_term(value: Mapping[str, str] | None) -> str | None:
    """Return a term of an answer in JSON as text, an IRI shortened by our prefixes."""
    if value is None:
        return None
    if value["type"] != "uri":
        return value["value"]
    iri = value["value"]
    for prefix, start in PREFIXES.items():
        if iri.startswith(start) and "/" not in iri[len(start) :]:
            return f"{prefix}:{iri[len(start) :]}"
    return iri


def _variable(name: str) -> str:
    if not _VARIABLE.fullmatch(name):
        raise QueryError("is no name of a variable", key=name, mend="write it without the question mark")
    return name
