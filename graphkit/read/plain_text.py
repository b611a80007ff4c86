"""Plain text and Markdown, with or without YAML front matter between two lines of ``---``.

The text is what follows the front matter, its characters as they are in the file; only line ends become ``\\n``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from io import BufferedReader
from typing import Any, ClassVar

from graphkit.errors import InputError
from graphkit.model import Note, Skipped
from graphkit.read.decoding import decode, read_limited
from graphkit.read.records import Record
from graphkit.read.sources import Source

NAME = "plain text"
SUFFIXES = (".txt", ".md")

_OPENING = re.compile(r"---[ \t]*\n(?=[ \t]*(?:#|\"?[\w-]+\"?[ \t]*:(?:\s|$)|---[ \t]*(?:\n|$)))")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_LONGEST = 65_536
_DEEPEST = 20


def read(stream: BufferedReader, source: Source, max_bytes: int) -> Iterator[Record | Skipped | Note]:
    """Yield the one document of the stream.

    Raises:
        InputError: if it is no text, too large, or its front matter is broken.
    """
    text, note = decode(read_limited(stream, max_bytes))
    if note:
        yield Note(source.path, note)
    front, body = split_front_matter(text)
    yield Record(body, load_front_matter(front) if front else {})


def split_front_matter(text: str) -> tuple[str, str]:
    """Return the YAML of the front matter, "" without one, and the text after it.

    A first line of ``---`` opens front matter only when a ``key:`` follows; else it is a rule across the page.

    Raises:
        InputError: if it is not closed, or too long to be front matter.
    """
    opening = _OPENING.match(text)
    if not opening:
        return "", text
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        raise InputError("its front matter is not closed; end it with a line of ---")
    if closing.start() - opening.end() > _LONGEST:
        raise InputError(f"its front matter is longer than {_LONGEST:,} characters")
    return text[opening.end() : closing.start()], text[closing.end() :]


def load_front_matter(front: str) -> dict[Any, Any]:
    """Return the values of YAML front matter; dates, numbers with a point and words such as "yes" stay text.

    Raises:
        InputError: if it is not YAML, or no mapping.
    """
    import yaml

    try:
        _check_shape(front)
        values = yaml.load(front, Loader=_loader())  # noqa: S506 - the loader constructs plain values only
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 2}" if error.problem_mark else ""
        raise InputError(f"its front matter is broken{line}: {error.problem}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise InputError(f"its front matter is broken: {' '.join(str(error).split())}") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise InputError("its front matter is broken: it must be lines of key: value")
    return values


@cache
def _loader() -> type[Any]:
    """Return a YAML loader that makes of a value only what it plainly is: "007" and "2012-10" are ids and dates."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc]
        yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}

    Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
    Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])
    Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9]\d{0,17})$"), list("-0123456789"))
    return Loader


def _check_shape(front: str) -> None:
    """Raise InputError for nesting that the C loader would end the process on, and for what no front matter needs."""
    import yaml

    depth = 0
    events: Iterator[Any] = yaml.parse(front, Loader=_loader())
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            raise InputError(f"its front matter has an alias, *{event.anchor}; write the value out or put it in quotes")
        if getattr(event, "tag", None):
            raise InputError(f"its front matter has a tag, {event.tag}; leave it out or put the value in quotes")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise InputError(f"its front matter is nested deeper than {_DEEPEST} levels")
