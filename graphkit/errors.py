"""Every error that graphkit raises on purpose, in one tree.

    GraphkitError              one line: what is wrong, where, and the mend
    ├── InputError             a file or text that was given cannot be used
    ├── OntologyError          a relation, word set or actor type file is wrong
    ├── ActorError             an actor pack is wrong
    ├── OutputError            the output folder cannot be used or written
    └── QueryError             a query is refused or wrong
        ├── FormatError        its answer has no format that was asked for
        └── StoppedError       it took too long or gave too much

The command line prints ``str(error)`` on one line and exits with 1; a traceback is shown only with ``--debug``.
"""

from __future__ import annotations

from pathlib import Path


class GraphkitError(Exception):
    """Base of all errors that a user can mend.

    Args:
        problem: what is wrong, without a final full stop.
        path: the file or folder that it is about.
        line: 1-based line in that file.
        key: the key, id or field in that file.
        mend: what to do about it.
    """

    def __init__(
        self,
        problem: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        key: str = "",
        mend: str = "",
    ) -> None:
        self.problem = problem
        self.path = None if path is None else str(path)
        self.line = line
        self.key = key
        self.mend = mend
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        place = self.path or ""
        if self.line is not None:
            place += f":{self.line}"
        parts = [part for part in (place, self.key, self.problem) if part]
        text = ": ".join(parts)
        return f"{text}; {self.mend}" if self.mend else text


class InputError(GraphkitError):
    """A document, folder or argument cannot be read."""


class OntologyError(GraphkitError):
    """A file of ontology/ is wrong."""


class ActorError(GraphkitError):
    """An actor pack is wrong."""


class OutputError(GraphkitError):
    """The output folder cannot be used or written."""


class QueryError(GraphkitError):
    """A query is refused, wrong or too slow."""


class FormatError(QueryError):
    """The answer of a query has no format that was asked for."""


class StoppedError(QueryError):
    """A query took longer, or its answer is larger, than was allowed."""
