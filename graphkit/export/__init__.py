"""Graph to file. A format is one module of this folder with ``NAME``, ``SUFFIX``, ``ABOUT`` and ``write``.

A format that can be told something lists that as ``OPTIONS`` (see ``options.py``). Modules import heavy libraries
inside their functions, since the command line goes through all of them for its help.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, cast

from graphkit.export.options import ACTORS, Option, check_options
from graphkit.export.selection import select
from graphkit.export.source import ExportSource

__all__ = ["EXPORTS", "ExportSource", "Format", "Option", "export_graph", "find_formats", "options_of"]


class Format(Protocol):
    """What a module of this folder holds to be a format; it may hold ``OPTIONS`` too."""

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


def options_of(format_: Format) -> Sequence[Option]:
    """Return the options that a format lists."""
    return cast(Sequence[Option], getattr(format_, "OPTIONS", ()))


def export_graph(name: str, source: ExportSource, path: Path) -> None:
    """Write a graph in the format of this name, told what ``source.options`` holds.

    Raises:
        GraphkitError: if an option is unknown to the format, missing, or its value wrong.
        OSError: if the file cannot be written.
    """
    known = options_of(EXPORTS[name])
    check_options(name, known, source.options)
    if ACTORS in known:
        # A page holds all that is chosen, and shows some of it at first.
        source = select(source, with_top=name != "html")
    EXPORTS[name].write(source, path)
