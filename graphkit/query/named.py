"""Named queries: text files with a few lines of header, in the folder ``queries`` of this package or one of the user.

    # about: who supports an actor
    # parameter: of actor required | whom they support
    # parameter: relation relation = supports | the kind of support
    # parameter: since date optional | nothing earlier
    # graph: default

A file's name is the query's. ``$of`` in the text stands for the value of a parameter that is always given, ``?since``
for one that may be missing, which ``BOUND(?since)`` asks. ``graph: default`` says that the query asks of actors, edges
and the vocabulary only, which are in the default graph; that is quicker. ``evidence: path`` says that the columns of a
row are actor, relation, actor, relation ..., so that its edges are known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from graphkit.errors import QueryError
from graphkit.model import STANDINGS
from graphkit.partial_dates import precision
from graphkit.query.names import Names, given_iri
from graphkit.query.safety import bind_variables, put_terms, variables

KINDS = ("actor", "relation", "standing", "edge", "statement", "document", "date", "integer", "text")
MAX_INTEGER = 10**9
_HEADER = re.compile(r"# (about|parameter|graph|evidence): (.*)")
_PARAMETER = re.compile(r"([A-Za-z]\w*) ([a-z]+) (required|optional|= \S+) \| (.+)")
_NAME = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a named query is asked with.

    Attributes:
        kind: one of ``KINDS``.
        default: taken when no value is given; None without one.
        required: whether a value must be given.
    """

    name: str
    kind: str
    about: str
    required: bool
    default: str | None


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with a name, what it answers, and its parameters.

    Attributes:
        whole: whether it sees all graphs; False if it asks of the default graph only.
        path: whether its rows are paths.
    """

    name: str
    about: str
    parameters: tuple[Parameter, ...]
    text: str
    whole: bool = True
    path: bool = False

    def bound(self, values: Mapping[str, str], names: Names) -> str:
        """Return the query with values in the places of its parameters.

        Args:
            values: what the user wrote, by the name of the parameter.

        Raises:
            QueryError: if a value is missing, unknown or of the wrong kind, naming the parameter.
            OutputError: if the folder that names are looked up in cannot be read.
        """
        self._check(values)
        given = {parameter.name: values.get(parameter.name, parameter.default) for parameter in self.parameters}
        terms = {
            parameter.name: _term(self.name, parameter, value, names)
            for parameter in self.parameters
            if (value := given[parameter.name]) is not None
        }
        asked = {name: term for name, term in terms.items() if f"?{name}" in variables(self.text)}
        return put_terms(bind_variables(self.text, asked, everywhere=True), terms)

    def _check(self, values: Mapping[str, str]) -> None:
        known = [parameter.name for parameter in self.parameters]
        for name in values:
            if name not in known:
                raise QueryError("is no parameter of it", path=self.name, key=name, mend=f"use {_list(known)}")
        for parameter in self.parameters:
            if parameter.required and parameter.name not in values:
                mend = f"give --set {parameter.name}=..., {parameter.about}"
                raise QueryError("is required", path=self.name, key=parameter.name, mend=mend)


def named_queries(folders: Iterable[Path] = ()) -> dict[str, NamedQuery]:
    """Return the queries that come with graphkit and those of more folders, by name; a later one takes the place.

    Raises:
        QueryError: naming the file and line whose header is wrong, or the folder that cannot be read.
    """
    found = {}
    for folder in (Path(str(resources.files(__package__))) / "queries", *folders):
        if not folder.is_dir():
            raise QueryError("is no folder", path=folder, mend="name one with .rq files")
        for path in sorted(folder.glob("*.rq")):
            found[path.stem] = read_named(path)
    return dict(sorted(found.items()))


def read_named(path: Path) -> NamedQuery:
    """Return the query of a file; one without a header has no parameters.

    Raises:
        QueryError: naming the file and line whose header is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError("cannot be read", path=path, mend="give a .rq file, or a query in quotes") from error
    return parse_named(text, path.stem, path)


def parse_named(text: str, name: str, path: Path) -> NamedQuery:
    """Return the query of a text; see ``read_named``."""
    facts, parameters = {"about": "", "graph": "", "evidence": ""}, list[Parameter]()
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            break
        header = _HEADER.fullmatch(line.rstrip())
        if header and header[1] == "parameter":
            parameters.append(_parameter(header[2], text, path, number))
        elif header:
            facts[header[1]] = header[2]
    if parameters and not _NAME.fullmatch(name):
        raise QueryError("the name of a query is lower-case letters, digits and hyphens", path=path)
    whole, is_path = facts["graph"] != "default", facts["evidence"] == "path"
    return NamedQuery(name, facts["about"], tuple(parameters), text, whole, is_path)


def _parameter(line: str, text: str, path: Path, number: int) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if not match or match[2] not in KINDS:
        mend = f"write '# parameter: NAME KIND required|optional|= VALUE | what it is', KIND one of {_list(KINDS)}"
        raise QueryError("is no parameter", path=path, line=number, mend=mend)
    name, kind, need, about = match.groups()
    mark = "?" if need == "optional" else "$"
    if mark + name not in variables(text):
        raise QueryError("is not used", path=path, line=number, key=name, mend=f"write {mark}{name} in the query")
    return Parameter(name, kind, about, need == "required", need[2:] if need.startswith("=") else None)


def _term(query: str, parameter: Parameter, value: str, names: Names) -> str:
    """Return the value as a term that can stand in a query."""
    try:
        return _TERMS.get(parameter.kind, _iri_term)(value, parameter.kind, names)
    except QueryError as error:
        problem = f"{error.key}: {error.problem}" if error.key else error.problem
        raise QueryError(problem, path=query, key=parameter.name, mend=error.mend) from error


def text_term(text: str) -> str:
    """Return a text as a literal in the form of N-Triples.

    Raises:
        QueryError: if it is no valid Unicode text.
    """
    from pyoxigraph import Literal

    try:
        return str(Literal(text))
    except UnicodeEncodeError as error:
        raise QueryError("the value is no valid Unicode text") from error


def iri_term(iri: str) -> str:
    """Return an IRI in the form of N-Triples.

    Raises:
        QueryError: if it is none.
    """
    from pyoxigraph import NamedNode

    try:
        return str(NamedNode(iri))
    except ValueError as error:
        raise QueryError("is no valid IRI", key=iri) from error


def free_term(value: str) -> str:
    """Return a value of a variable without a kind: an IRI or prefixed name as an IRI, any other text as a string."""
    iri = given_iri(value)
    return text_term(value) if iri is None else iri_term(iri)


def _iri_term(value: str, kind: str, names: Names) -> str:
    return iri_term(names.iri(kind, value))


def _standing_term(value: str, kind: str, names: Names) -> str:
    name = value.removeprefix("gk:")
    if name not in STANDINGS:
        raise QueryError("is no standing", key=value, mend=f"use {_list(STANDINGS)}")
    return iri_term(names.iri(kind, f"gk:{name}"))


def _date_term(value: str, _kind: str, _names: Names) -> str:
    if not precision(value):
        raise QueryError("is no date", key=value, mend="write a year, a month or a day: 2012, 2012-03, 2012-03-01")
    return text_term(value)


def _integer_term(value: str, _kind: str, _names: Names) -> str:
    if not re.fullmatch(r"[0-9]{1,10}", value) or int(value) > MAX_INTEGER:
        raise QueryError("is no whole number", key=value, mend=f"write one from 0 to {MAX_INTEGER}")
    return str(int(value))


def _text_term(value: str, _kind: str, _names: Names) -> str:
    return text_term(value)


_TERMS: Mapping[str, Callable[[str, str, Names], str]] = {
    "standing": _standing_term,
    "date": _date_term,
    "integer": _integer_term,
    "text": _text_term,
}


def _list(words: Iterable[str]) -> str:
    return ", ".join(words) or "none"
