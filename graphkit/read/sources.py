"""Which files the given paths mean, in an order that no file system and no order of arguments changes."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graphkit.errors import InputError
from graphkit.read.remote import Opener, is_address, list_remote

STANDARD_INPUT = "-"
_PAGES = (".html", ".htm")
_PAGE_FOLDER = "_files"


@dataclass(frozen=True, slots=True)
class Source:
    """A file (or standard input) that documents are read from.

    Attributes:
        path: what the records say: the path below the folder that was given, or the name of a file given itself.
        id: the id of its document unless the document gives one: ``path`` without the suffix.
        given: the path as the user would type it, for error messages.
        file: the file to open, None for standard input and for files of other machines.
        opener: opens a file of another machine, None for others.
        suffix: the suffix that decides the reader, "" if there is none for this file.
        problem: why it cannot be read, "" if nothing is known against it.
    """

    path: str
    id: str
    given: str
    file: Path | None = None
    suffix: str = ""
    problem: str = ""
    opener: Opener | None = None

    def place(self, line: int = 0) -> str:
        """Return ``path`` with the 1-based line, without it for line 0."""
        return f"{self.path}:{line}" if line else self.path


def list_sources(paths: Sequence[Path | str], suffixes: Sequence[str]) -> list[Source]:
    """Return the sources that the paths mean, sorted by id and path.

    Folders are read whole. Left out without a word are hidden files and folders, and the folder ``NAME_files`` in which
    browsers keep the pictures and scripts of the page ``NAME.html`` beside it. A file that two of the paths reach is
    listed once, with the longest path.

    Args:
        paths: files, folders, addresses such as "s3://bucket/news", and "-" in any order.
        suffixes: the suffixes that have a reader, in lower case with the dot.

    Raises:
        InputError: if a path does not exist.
    """
    found: dict[str, Source] = {}
    for path in paths:
        for source in _sources_of(path):
            key = os.path.normpath(source.file.absolute()) if source.file else source.given
            known = found.get(key)
            if known is None or _rank(source) < _rank(known):
                found[key] = source
    checked = [_checked(source, sorted(suffixes, key=len, reverse=True)) for source in found.values()]
    return sorted(checked, key=lambda source: (source.id, source.path, source.given))


def _rank(source: Source) -> tuple[int, str]:
    return (-source.path.count("/"), source.given)


def _sources_of(path: Path | str) -> Iterator[Source]:
    if str(path) == STANDARD_INPUT:
        yield Source(STANDARD_INPUT, "stdin", STANDARD_INPUT)
        return
    if is_address(path):
        for below, address, opener in list_remote(str(path)):
            shown = _shown(below)
            yield Source(shown, shown, address, opener=opener)
        return
    root = Path(path)
    try:
        is_folder = stat.S_ISDIR(root.stat().st_mode)
    except OSError as error:
        raise InputError(_why(error), path=_shown(root), mend="check the path") from error
    if is_folder:
        yield from _walk(root)
    else:
        yield _source(root, root.name)


def _walk(root: Path) -> Iterator[Source]:
    errors: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=errors.append):
        pages = {name[: -len(suffix)] for name in files for suffix in _PAGES if name.lower().endswith(suffix)}
        folders[:] = [name for name in folders if not _is_left_out(name, pages)]
        here = Path(folder)
        for name in files:
            if not name.startswith("."):
                yield _source(here / name, (here / name).relative_to(root))
        for name in folders:
            if (here / name).is_symlink():
                linked = _source(here / name, (here / name).relative_to(root))
                yield replace(linked, problem="is a link to a folder, which is not followed; give the folder itself")
    for error in errors:
        place = Path(error.filename)
        yield replace(_source(place, place.relative_to(root)), problem=f"cannot be listed: {_why(error)}")


def _is_left_out(name: str, pages: set[str]) -> bool:
    return name.startswith(".") or (name.endswith(_PAGE_FOLDER) and name[: -len(_PAGE_FOLDER)] in pages)


def _source(file: Path, below: Path | str) -> Source:
    path = _shown(below)
    return Source(path, path, _shown(file), file)


def _checked(source: Source, suffixes: Sequence[str]) -> Source:
    """Return the source with its id, its suffix, and what stands against reading it."""
    if source.given == STANDARD_INPUT or source.problem:
        return source
    suffix = next((suffix for suffix in suffixes if source.path.lower().endswith(suffix)), "")
    if not suffix:
        ending = Path(source.path).suffix
        kind = f"{ending} files" if ending else "files without a suffix"
        return replace(source, problem=f"there is no reader for {kind}; graphkit reads {' '.join(sorted(suffixes))}")
    stem = source.path[: -len(suffix)]
    return replace(
        source,
        id=source.path if stem.endswith("/") or not stem else stem,
        suffix=suffix,
        problem=_problem(source.file) if source.file else "",
    )


def _problem(file: Path) -> str:
    try:
        mode = file.stat().st_mode
    except OSError as error:
        return f"cannot be read: {_why(error)}"
    return "" if stat.S_ISREG(mode) else "is not a regular file; use - to read what a program writes"


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _shown(path: Path | str) -> str:
    """Return the path with slashes, composed characters, and a mark for each byte that is not UTF-8."""
    text = Path(path).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text)
