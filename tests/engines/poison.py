"""An extractor to whom some words in a text do real harm, for tests of what is done against it."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from graphkit.extraction import Extractor

HARMLESS = "Iran funds Hamas. Israel condemned Iran."


class PoisonedExtractor(Extractor):
    """Reads as every extractor does, until it comes to a document that names its poison.

    Attributes:
        once: a file; "KILL ONCE" ends the process only while it is not there.
    """

    once = Path("/nonexistent")

    def read(self, document):
        if "ENDLESS LOOP" in document.text:
            while True:
                pass
        if "MUCH MEMORY" in document.text:
            held = b"x" * 2_000_000_000
            assert held
        if "PYTHON ERROR" in document.text:
            raise ZeroDivisionError("a quarrel with zero")
        if "KILL ONCE" in document.text and not self.once.exists():
            self.once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if "CRASH" in document.text:
            os.abort()
        return super().read(document)


def poisoned(extractor, once=None):
    """Return the extractor with the same rules and actors that can be harmed."""
    found = PoisonedExtractor(extractor.ontology, extractor.actors)
    if once is not None:
        found.once = once
    return found
