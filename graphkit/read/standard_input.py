"""Standard input: JSON Lines when its first line that is not blank is a document, else plain text."""

from __future__ import annotations

import io
import sys
from typing import BinaryIO

from graphkit.read import json_lines


def open_standard_input(stream: BinaryIO | None, max_bytes: int) -> tuple[io.BufferedReader, str]:
    """Return standard input, read from its beginning, and the suffix whose reader fits it.

    Args:
        stream: what to read in place of ``sys.stdin``.
        max_bytes: how much is looked at to decide.
    """
    stream = sys.stdin.buffer if stream is None else stream
    head, line = b"", b"\n"
    while line and not line.strip() and len(head) <= max_bytes:
        line = stream.readline(max_bytes + 1)
        head += line
    return io.BufferedReader(_Resumed(head, stream)), ".jsonl" if json_lines.is_document(line) else ".txt"


class _Resumed(io.RawIOBase):
    """A stream of which the beginning was read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        data = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
