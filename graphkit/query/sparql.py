"""SPARQL over the store of an output folder, read-only, in a process of its own that a time limit can stop."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import OutputError, QueryError
from graphkit.iris import PREFIXES
from graphkit.query.safety import keywords

FORMATS = ("json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld")
DEFAULT_SECONDS = 60.0
MAX_CHARACTERS = 1_000_000
_WRONG_QUERY, _WRONG_FORMAT, _WRONG_STORE = 3, 4, 5
_NAME = "query"
_PLACE = re.compile(r"^error at (\d+):(\d+): (.*)$", re.DOTALL)
_VARIABLE = re.compile(r"[A-Za-z_]\w*")
_IRI = re.compile(r"<([^<>\"{}|^`\\\x00-\x20]+)>")
_PREFIXED = re.compile(r"([A-Za-z]+):([\w%-]+)")
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
    if format_ not in (*FORMATS, "auto"):
        raise QueryError(f"no format '{format_}'", mend=f"choose one of {', '.join(FORMATS)}")
    request = {
        "store": str(_store(directory)),
        "query": query,
        "union": not _check(query),
        "prefixes": PREFIXES,
        "bindings": {_variable(name): _value(value) for name, value in (bindings or {}).items()},
        "format": format_,
    }
    return _run(request, seconds, directory)


def ask(
    directory: Path, query: str, bindings: Mapping[str, str] | None = None, seconds: float = DEFAULT_SECONDS
) -> Answer:
    """Return the answer of a query for showing; see ``run_query`` for arguments and errors."""
    answer = run_query(directory, query, "auto", bindings, seconds)
    if not answer.startswith(b'{"head"'):
        return Answer((), (), answer.decode())
    table = json.loads(answer)
    if "boolean" in table:
        return Answer((), (), str(table["boolean"]).lower())
    columns = tuple(table["head"]["vars"])
    rows = (tuple(_shown(row.get(name)) for name in columns) for row in table["results"]["bindings"])
    return Answer(columns, tuple(rows))


def _store(directory: Path) -> Path:
    store = directory / "store"
    if not store.is_dir():
        raise OutputError("is missing", path=store, mend="name a folder that graphkit build -o wrote")
    return store


def _check(query: str) -> bool:
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


def _variable(name: str) -> str:
    if not _VARIABLE.fullmatch(name):
        raise QueryError("is no name of a variable", key=name, mend="write it without the question mark")
    return name


def _value(value: str) -> tuple[str, str]:
    iri = _IRI.fullmatch(value)
    if iri:
        return "iri", iri[1]
    name = _PREFIXED.fullmatch(value)
    if name and name[1] in PREFIXES:
        return "iri", PREFIXES[name[1]] + name[2]
    return "text", value


def _run(request: Mapping[str, object], seconds: float, directory: Path) -> bytes:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with tempfile.TemporaryFile() as answer:
        try:
            done = subprocess.run(
                [sys.executable, "-m", "graphkit.query.worker"],
                input=json.dumps(request).encode(),
                stdout=answer,
                stderr=subprocess.PIPE,
                env=environment,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            mend = "narrow it, add a LIMIT or allow more time"
            raise QueryError(f"the query was stopped after {seconds:g} seconds", mend=mend) from None
        if done.returncode:
            raise _error(done.returncode, done.stderr.decode(errors="replace"), directory)
        answer.seek(0)
        return answer.read()


def _error(code: int, reason: str, directory: Path) -> QueryError | OutputError:
    if code == _WRONG_FORMAT:
        return QueryError("the answer of this query has another format", mend=f"choose one of {reason}")
    if code == _WRONG_STORE:
        return OutputError(f"cannot be read ({_line(reason)})", path=directory / "store", mend="build it again")
    if code == _WRONG_QUERY:
        place = _PLACE.match(reason)
        if place:
            return QueryError(f"column {place[2]}: {_line(place[3])}", path=_NAME, line=int(place[1]))
        return QueryError(_line(reason))
    last = reason.strip().splitlines()[-1:] or [f"exit code {code}"]
    return QueryError(f"the query process failed ({_line(last[0])})", mend="please report this with the query")


def _line(text: str, most: int = 200) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}..."


def _shown(value: Mapping[str, str] | None) -> str | None:
    if value is None:
        return None
    if value["type"] != "uri":
        return value["value"]
    iri = value["value"]
    for prefix, start in PREFIXES.items():
        if iri.startswith(start) and "/" not in iri[len(start) :]:
            return f"{prefix}:{iri[len(start) :]}"
    return iri
