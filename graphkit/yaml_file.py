"""Reads the YAML and JSON files that curators write: plain values, and for each value the line it stands on.

Only mappings, lists, text and null exist here. Numbers, dates and yes/no stay the text that was written, so that a
country code ``NO`` is no ``false`` and an unquoted 2012-06-30 keeps its form; the schema of the file says what a text
means. Anchors, aliases and tags are refused: no file needs them, and they are how a small file grows without bound.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from graphkit.errors import GraphkitError

SUFFIXES = (".yaml", ".yml")
Key = str | int
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_DEEPEST = 20
# The C parser is ten times as fast. Its composer recurses without a limit and kills the process on "[[[[[...", so only
# its events are used.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class SourceFile:
    """A file that was read: its value and where the parts of the value stand."""

    path: Path
    value: Any
    lines: dict[int, dict[Key, int]] = field(default_factory=dict, repr=False)

    def line(self, *keys: Key) -> int | None:
        """Return the 1-based line of the value under ``keys``, or of the deepest part of that way which exists."""
        here, line = self.value, 1 if self.lines else None
        for key in keys:
            line = self.lines.get(id(here), {}).get(key, line)
            try:
                here = here[key]
            except (KeyError, IndexError, TypeError):
                break
        return line


class _RefusedError(Exception):
    """The file is no plain YAML; carries the line."""

    def __init__(self, problem: str, line: int | None, mend: str) -> None:
        super().__init__(problem)
        self.line, self.mend = line, mend


def read_yaml(path: Path, error: type[GraphkitError], max_bytes: int) -> SourceFile:
    """Return what a YAML file holds; numbers, dates and booleans as the text that was written.

    Args:
        path: the file, in UTF-8.
        error: the class of the errors that are raised.
        max_bytes: a larger file is refused.

    Raises:
        GraphkitError: of class ``error``, when the file cannot be read or is no plain YAML.
    """
    text = _text(path, error, max_bytes)
    builder = _Builder()
    try:
        value = builder.build(yaml.parse(text, Loader=_LOADER))
    except _RefusedError as refused:
        raise error(str(refused), path=path, line=refused.line, mend=refused.mend) from None
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line = mark.line + 1 if mark else None
        raise error(f"no valid YAML: {fault.problem}", path=path, line=line, mend="correct that line") from None
    except yaml.YAMLError as fault:
        problem = str(fault).splitlines()[0]
        raise error(f"no valid YAML: {problem}", path=path, mend="remove that character") from None
    return SourceFile(path, value, builder.lines)


def read_json(path: Path, error: type[GraphkitError], max_bytes: int) -> SourceFile:
    """Return what a JSON file holds, numbers as the text that was written; arguments and errors as of read_yaml."""
    text = _text(path, error, max_bytes)
    try:
        value = json.loads(text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_no_twins)
    except json.JSONDecodeError as fault:
        raise error(f"no valid JSON: {fault.msg}", path=path, line=fault.lineno, mend="correct that line") from None
    except _RefusedError as refused:
        raise error(str(refused), path=path, mend=refused.mend) from None
    except RecursionError:
        raise error("nested too deeply", path=path, mend="give a file of the documented form") from None
    return SourceFile(path, value)


def _text(path: Path, error: type[GraphkitError], max_bytes: int) -> str:
    try:
        size = path.stat().st_size
        if size > max_bytes:
            problem = f"is {size:,} bytes long, more than {max_bytes:,}"
            raise error(problem, path=path, mend="split it into several files")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        problem = f"cannot be read ({fault.strerror or fault})"
        raise error(problem, path=path, mend="check the path and its permissions") from None
    except UnicodeDecodeError as fault:
        raise error(f"is not UTF-8 at byte {fault.start}", path=path, mend="save it as UTF-8") from None


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twin = next(key for key in keys if keys.count(key) > 1)
        raise _RefusedError(f"the key '{twin}' stands twice in one object", None, "keep one of them")
    return found


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


_WAITING = object()


class _Builder:
    """Builds values from YAML events with a stack of its own, so that no depth of nesting is dangerous."""

    def __init__(self) -> None:
        self.lines: dict[int, dict[Key, int]] = {}
        self._open: list[Any] = []
        self._keys: list[Any] = []
        self._root: Any = None

    def build(self, events: Iterator[Any]) -> Any:
        """Return the value that the events of one document describe."""
        documents = 0
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._check(event)
                is_null = event.implicit[0] and event.value in _NULLS
                self._add(None if is_null else event.value, _line(event))
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._check(event)
                self._enter({} if kind is yaml.MappingStartEvent else [], _line(event))
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._open.pop()
                self._keys.pop()
            elif kind is yaml.AliasEvent:
                raise _RefusedError(f"'*{event.anchor}' is a YAML alias", _line(event), "write the value out")
            documents += kind is yaml.DocumentStartEvent
            if documents > 1:
                raise _RefusedError("a second YAML document begins", _line(event), "write one a file")
        return self._root

    def _check(self, event: Any) -> None:
        if event.anchor is not None:
            raise _RefusedError(f"'&{event.anchor}' is a YAML anchor", _line(event), "remove it")
        if event.tag not in (None, "!"):
            raise _RefusedError(f"'{event.tag}' is a YAML tag", _line(event), "remove it")

    def _enter(self, container: Any, line: int) -> None:
        if len(self._open) >= _DEEPEST:
            raise _RefusedError("nested too deeply", line, "give a file of the documented form")
        self._add(container, line)
        self.lines[id(container)] = {}
        self._open.append(container)
        self._keys.append(_WAITING)

    def _add(self, value: Any, line: int) -> None:
        if not self._open:
            self._root = value
            return
        container = self._open[-1]
        lines = self.lines[id(container)]
        if isinstance(container, list):
            lines[len(container)] = line
            container.append(value)
        elif self._keys[-1] is _WAITING:
            self._key(value, line)
        else:
            container[self._keys[-1]] = value
            self._keys[-1] = _WAITING

    def _key(self, key: Any, line: int) -> None:
        if not isinstance(key, str):
            raise _RefusedError("a key must be a plain word", line, "check the colons and the indentation")
        lines = self.lines[id(self._open[-1])]
        if key in lines:
            raise _RefusedError(f"the key '{key}' stands twice in one mapping", line, "keep one of them")
        lines[key] = line
        self._keys[-1] = key
