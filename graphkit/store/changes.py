"""Changing a store by difference: a copy of the former one gets and loses what is otherwise now."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple

from graphkit.iris import ACTOR, EDGE
from graphkit.store.terms import node

_OURS = (ACTOR, EDGE)


def copy_store(former: Path, folder: Path) -> None:
    """Copy a store that no process writes to. Its large files are never changed once written, so links do for them.

    Raises:
        OSError: if the disk is full or the folder cannot be written.
    """
    folder.mkdir()
    for path in former.iterdir():
        if path.name.startswith("LOG"):
            continue
        target = folder / path.name
        if path.suffix == ".sst":
            try:
                os.link(path, target)
                continue
            except OSError:
                # A file system without links, or a limit of their number.
                target.unlink(missing_ok=True)
        shutil.copyfile(path, target)


class StoreChanges:
    """Changes to the store in a folder, which nobody else uses. The store is let go with this object.

    Raises:
        OSError: if the store cannot be opened or the disk is full; so does every method.
    """

    def __init__(self, folder: Path) -> None:
        self._store = Store(str(folder))

    def replace_graph(self, name: NamedNode, quads: Iterable[Quad]) -> None:
        """Make these quads all of a named graph."""
        self._replace(self._store.quads_for_pattern(None, None, None, name), quads)

    def replace_subject(self, subject: NamedNode | BlankNode | Triple, quads: Iterable[Quad]) -> None:
        """Make these quads all that the default graph says of a subject."""
        self._replace(self._store.quads_for_pattern(subject, None, None, DefaultGraph()), quads)

    def _replace(self, former: Iterable[Quad], quads: Iterable[Quad]) -> None:
        old, new = set(former), set(quads)
        for quad in old - new:
            self._store.remove(quad)
        self._store.extend(new - old)

    def remove_graph(self, name: NamedNode) -> None:
        """Take a named graph away."""
        self._store.remove_graph(name)

    def subjects(self) -> Iterator[NamedNode]:
        """Yield the actors and edges that the default graph speaks of."""
        typed = self._store.quads_for_pattern(None, node("rdf:type"), None, DefaultGraph())
        for quad in list(typed):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(_OURS):
                yield quad.subject

    def flush(self) -> None:
        """Write what is not yet on the disk."""
        self._store.flush()
