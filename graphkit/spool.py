"""Lines that come in any order of their keys and are wanted sorted by key, held on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import nullcontext, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO


def close_after(file: BinaryIO, error: BaseException | None) -> None:
    """Close a file of work in hand; after an error that writes what is left once more, and fails once more.

    Raises:
        OSError: if what is left cannot be written and no error came before.
    """
    with suppress(OSError) if error is not None else nullcontext():
        file.close()


class Spool:
    """A file of blocks of lines, one block a key. Memory holds the keys and where each block lies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("w+b")
        self._blocks: dict[str, tuple[int, int]] = {}
        self._end = 0
        self._is_dense = True

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        close_after(self._file, error)

    def __contains__(self, key: str) -> bool:
        return key in self._blocks

    def add(self, key: str, lines: Iterable[bytes]) -> None:
        """Write the block of a key, of which there is none yet."""
        size = sum(self._file.write(line) for line in lines)
        self._blocks[key] = (self._end, size)
        self._end += size

    def take_back(self, key: str) -> bytes:
        """Return the block of a key, which is then as if it had not been added."""
        begin, size = self._blocks.pop(key)
        self._is_dense = False
        self._file.seek(begin)
        block = self._file.read(size)
        self._file.seek(self._end)
        return block

    def sort_into(
        self, target: Path, change: Callable[[str, bytes], bytes] | None = None
    ) -> dict[str, tuple[int, int]]:
        """Write all blocks by their keys to a new file and remove the spool.

        Args:
            change: given each key and its block in order, returns what is written of it.

        Returns:
            where each block begins in the file and its size, by key and in their order.
        """
        keys = sorted(self._blocks)
        if change is None and self._is_dense and keys == list(self._blocks):
            self._file.close()
            self._path.rename(target)
            return self._blocks
        places, end = {}, 0
        with target.open("wb") as sorted_file:
            for key in keys:
                begin, size = self._blocks[key]
                self._file.seek(begin)
                block = self._file.read(size)
                written = change(key, block) if change else block
                sorted_file.write(written)
                places[key] = (end, len(written))
                end += len(written)
        self._file.close()
        self._path.unlink()
        return places
