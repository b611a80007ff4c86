"""What is told of documents while they are read: how many, what was found, how fast, how much is left."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from graphkit.model import Document

Tell = Callable[..., None]


class ReadingProgress:
    """Counts words and tells how the reading goes.

    Args:
        tell: called with a description, a detail and the share that is read (None if that is not known).
        share: gives that share.
    """

    def __init__(self, tell: Tell, share: Callable[[], float | None]) -> None:
        self._tell, self._share = tell, share
        self._words = 0
        self._start: float | None = None

    def take(self, document: Document, counts: Mapping[str, Any], read: bool = True) -> None:
        """Tell of one more document.

        Args:
            counts: documents and statements so far.
            read: False for one that is as a former build read it.
        """
        now = time.monotonic()
        self._start = self._start or now
        self._words += (document.text.count(" ") + 1) if read else 0
        detail = f"{counts['documents']:,} documents, {counts['statements']:,} statements"
        if now - self._start > 1 and self._words:
            detail += f", {self._words / (now - self._start):,.0f} words/s"
        self._tell("Reading", detail, self._share())
