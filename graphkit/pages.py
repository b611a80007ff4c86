"""Web pages that were taken apart before: finding the article takes longer than all else that is done with most pages.

A line of ``cache/pages.jsonl`` holds what a reader found in a file, under a hash of the file's bytes and of the reader,
with a checksum of its own. A line that does not agree with it is not used.
"""

from __future__ import annotations

import hashlib
import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import msgspec

_DRAFT = "pages.draft"


class _Line(msgspec.Struct):
    key: str
    digest: str
    found: msgspec.Raw


_decode = msgspec.json.Decoder(_Line).decode


class Pages:
    """What readers found in pages, of the former build and of this one.

    Args:
        code: hash of the program that takes pages apart.
    """

    def __init__(self, code: str) -> None:
        self._code = code
        self._former: BinaryIO | None = None
        self._known: dict[str, tuple[int, int]] = {}
        self._draft: BinaryIO | None = None
        self._written: set[str] = set()

    def open(self, former: Path | None, draft: Path, files: ExitStack) -> bool:
        """Begin with what the former build knows.

        Args:
            former: the file of the former build, which need not be there.
            draft: the folder that is being written.
            files: closes the files that are used.

        Returns:
            False if some of the former build's lines are damaged.

        Raises:
            OSError: if the draft cannot be written.
        """
        self._draft = files.enter_context((draft / _DRAFT).open("w+b"))
        if former is None or not former.is_file():
            return True
        self._former = files.enter_context(former.open("rb"))
        begin, sound = 0, True
        for data in self._former:
            line = _sound(data)
            if line is None:
                sound = False
            else:
                self._known[line.key] = (begin, len(data))
            begin += len(data)
        return sound

    def key(self, reader: str, path: str, data: bytes) -> str:
        """Return the key of what a reader finds in a file of these bytes."""
        digest = hashlib.blake2b(digest_size=16)
        for part in (self._code, reader, path):
            digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
        digest.update(data)
        return digest.hexdigest()

    def recall(self, key: str) -> bytes | None:
        """Return what was kept under a key, None if that is nothing; it is kept for the next build too."""
        place = self._known.get(key)
        if place is None or self._former is None:
            return None
        self._former.seek(place[0])
        line = _sound(self._former.read(place[1]))
        if line is None:
            return None
        found = bytes(line.found)
        self.keep(key, found)
        return found

    def keep(self, key: str, found: bytes) -> None:
        """Keep what was found, as JSON, for the next build.

        Raises:
            OSError: if the disk is full.
        """
        if self._draft is not None and key not in self._written:
            line = _Line(key, _digest(key, found), msgspec.Raw(found))
            self._draft.write(msgspec.json.encode(line) + b"\n")
            self._written.add(key)

    def keep_all(self) -> None:
        """Keep all that the former build knew, as when its documents are taken over without being read."""
        for key in self._known:
            self.recall(key)

    def write(self, target: Path) -> None:
        """Write the new file.

        Raises:
            OSError: if the disk is full.
        """
        if self._draft is not None:
            self._draft.seek(0)
            with target.open("wb") as file:
                shutil.copyfileobj(self._draft, file)
            (target.parents[1] / _DRAFT).unlink()


def _sound(data: bytes) -> _Line | None:
    """Return the line of these bytes, None if it is not what was written."""
    try:
        line = _decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return line if line.digest == _digest(line.key, bytes(line.found)) else None


def _digest(key: str, found: bytes) -> str:
    return hashlib.blake2b(key.encode() + found, digest_size=8).hexdigest()
