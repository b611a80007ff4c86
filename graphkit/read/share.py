"""How much of the sources is read, in bytes of the files as they are, so that the time left can be guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BufferedReader

from graphkit.read.sources import Source


class Share:
    """Knows how much of the sources is read. What has no size, such as standard input, leaves that open."""

    def __init__(self) -> None:
        self._sizes: dict[Source, int] | None = {}
        self._total = self._before = 0
        self._stream: BufferedReader | None = None

    @property
    def value(self) -> float | None:
        """The share between 0 and 1, None if it is not known."""
        if self._sizes is None or not self._total:
            return None
        here = self._stream.tell() if self._stream is not None and not self._stream.closed else 0
        return min(1.0, (self._before + here) / self._total)

    def expect(self, sources: Sequence[Source]) -> None:
        """Take what will be read."""
        if any(source.file is None for source in sources):
            self._sizes = None
            return
        self._sizes = {source: _size(source) for source in sources if not source.problem}
        self._total = sum(self._sizes.values())

    @contextmanager
    def of(self, source: Source, stream: BufferedReader) -> Iterator[None]:
        """Follow the reading of one source while the block runs."""
        self._stream = stream
        try:
            yield
        finally:
            self._stream = None
            self._before += (self._sizes or {}).get(source, 0)


def _size(source: Source) -> int:
    try:
        return source.file.stat().st_size if source.file is not None else 0
    except OSError:
        return 0
