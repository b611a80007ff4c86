"""Graph to file. A format is one module of this folder with ``NAME``, ``SUFFIX``, ``ABOUT`` and ``write``."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import Protocol, cast

from graphkit.export.source import ExportSource

__all__ = ["EXPORTS", "ExportSource", "Format", "find_formats"]


class Format(Protocol):
    """What a module of this folder holds to be a format."""

    NAME: str
    SUFFIX: str
    ABOUT: str

    def write(self, source: ExportSource, path: Path) -> None:
        """Write the graph to a new file. Raises OSError when the file cannot be written."""


def find_formats() -> dict[str, Format]:
    """Return the formats by name, in alphabetical order.

    Raises:
        ValueError: if two modules have one name.
    """
    found: dict[str, Format] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        name = getattr(module, "NAME", None)
        if name in found:
            raise ValueError(f"two modules of {__name__} have the name {name}")
        if name is not None:
            found[name] = cast(Format, module)
    return dict(sorted(found.items()))


EXPORTS = find_formats()
