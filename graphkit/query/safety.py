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


def put_terms(query: str, terms: Mapping[str, str]) -> str:
    """Return the query with a term in the place of each ``$name``; strings, comments and ``?name`` stay as they are.

    Args:
        terms: terms in the form of N-Triples, or whole numbers, by name.
    """
    pieces = []
    for match in _TOKENS.finditer(query):
        given = match.lastgroup == "variable" and match[0][0] == "$" and match[0][1:] in terms
        pieces.append(terms[match[0][1:]] if given else match[0])
    return "".join(pieces)


def variables(query: str) -> frozenset[str]:
    """Return the variables of a query with their marks, such as "?who" or "$of"."""
    return frozenset(match[0] for match in _TOKENS.finditer(query) if match.lastgroup == "variable")


def bind_variables(query: str, terms: Mapping[str, str], everywhere: bool = False) -> str:
    """Return the query with VALUES for variables at the head of its outermost pattern; its lines stay the same.

    A pattern inside sees them by the rules of SPARQL: a sub-select must name a variable to share it.

    Args:
        terms: terms in the form of N-Triples, by the name of the variable.
        everywhere: bind them at the head of each sub-select too.

    Raises:
        ValueError: if the query has no pattern to put them into.
    """
    if not terms:
        return query
    values = " ".join(f"VALUES ?{name} {{ {term} }}" for name, term in sorted(terms.items()))
    places = list(_pattern_begins(query))
    if not places:
        return f"{query}\nWHERE {{ {values} }}"
    for place in reversed(places if everywhere else places[:1]):
        query = f"{query[:place]} {values} {query[place:]}"
    return query


def _pattern_begins(query: str) -> Iterator[int]:
    """Yield the places after the braces that open the pattern of the query and of each sub-select.

    None for a DESCRIBE without one.
    """
    form, waiting, templates, found = "", False, 0, False
    for kind, text, place in _meaningful(query):
        if kind == "word" and text in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE") and (not form or text == "SELECT"):
            waiting, templates = True, int(text == "CONSTRUCT")
            form = form or text
        elif templates and text == "WHERE":
            raise ValueError("values cannot be set in CONSTRUCT WHERE; write CONSTRUCT { ... } WHERE { ... }")
        elif templates and text == "}":
            templates = 0
        elif waiting and text == "{" and not templates:
            waiting, found = False, True
            yield place + 1
    if not found and form != "DESCRIBE":
        raise ValueError("the query has no pattern in which values can be set")


def _meaningful(query: str) -> Iterator[tuple[str, str, int]]:
    for match in _TOKENS.finditer(query):
        if match.lastgroup == "word" or match[0] in ("{", "}"):
            yield str(match.lastgroup), match[0].upper(), match.start()
