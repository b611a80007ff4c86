"""Reading a query as tokens: which keywords it holds, and where values of its variables can be put in safely."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_TOKENS = re.compile(
    r"""
      (?P<comment> \# [^\n\r]* )
    | (?P<iri> < [^<>"{}|^`\\\x00-\x20]* > )
    | (?P<string> \"\"\" (?: [^"\\] | \\. | "{1,2}(?!") )* \"\"\"
                | ''' (?: [^'\\] | \\. | '{1,2}(?!') )* '''
                | " (?: [^"\\\n\r] | \\. )* "
                | ' (?: [^'\\\n\r] | \\. )* ' )
    | (?P<variable> [?$] \w+ )
    | (?P<name> [\w.-]* : (?: [\w:.%-] | \\. )* )
    | (?P<language> @ [A-Za-z-]+ )
    | (?P<word> [A-Za-z]+ )
    | (?P<other> \s+ | . )
    """,
    re.VERBOSE | re.DOTALL,
)


def keywords(query: str) -> list[tuple[str, int]]:
    """Return the words of the grammar in upper case, each with its line; none from strings, IRIs or comments."""
    found, line = [], 1
    for match in _TOKENS.finditer(query):
        if match.lastgroup == "word":
            found.append((match[0].upper(), line))
        line += match[0].count("\n")
    return found


def bind_variables(query: str, terms: Mapping[str, str]) -> str:
    """Return the query with VALUES for variables at the head of its outermost pattern; its lines stay the same.

    A pattern inside sees them by the rules of SPARQL: a sub-select must name a variable to share it.

    Args:
        terms: terms in the form of N-Triples, by the name of the variable.

    Raises:
        ValueError: if the query has no pattern to put them into.
    """
    if not terms:
        return query
    values = " ".join(f"VALUES ?{name} {{ {term} }}" for name, term in sorted(terms.items()))
    place = _pattern_begin(query)
    if place is None:
        return f"{query}\nWHERE {{ {values} }}"
    return f"{query[:place]} {values} {query[place:]}"


def _pattern_begin(query: str) -> int | None:
    """Return the place after the brace that opens the outermost pattern, None for a DESCRIBE without one."""
    form, templates = "", 0
    for kind, text, place in _meaningful(query):
        if kind == "word" and not form:
            form = text if text in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE") else ""
            templates = int(form == "CONSTRUCT")
        elif templates and text == "WHERE":
            raise ValueError("values cannot be set in CONSTRUCT WHERE; write CONSTRUCT { ... } WHERE { ... }")
        elif form and text == "}" and templates:
            templates = 0
        elif form and text == "{" and not templates:
            return place + 1
    if form != "DESCRIBE":
        raise ValueError("the query has no pattern in which values can be set")
    return None


def _meaningful(query: str) -> Iterator[tuple[str, str, int]]:
    for match in _TOKENS.finditer(query):
        if match.lastgroup == "word" or match[0] in ("{", "}"):
            yield str(match.lastgroup), match[0].upper(), match.start()
