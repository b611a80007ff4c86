"""The RDF store on disk. Oxigraph cannot close a store: it is let go with the last thing that was made from it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, Store

from graphkit.errors import OutputError
from graphkit.iris import ACTOR, EDGE
from graphkit.store.rdf import quad_key


def write_store(folder: Path, quads: Iterable[Quad]) -> None:
    """Write the quads into a new store in ``folder``, in bulk, without keeping them in memory.

    Raises:
        OSError: if the disk is full or the folder cannot be written.
    """
    store = Store(str(folder))
    store.bulk_extend(quads)
    store.flush()


def open_store(folder: Path) -> Store:
    """Return the store of an output folder for reading; keep one in a process, and let it go when it is done with.

    Raises:
        OutputError: if there is none, or it is damaged.
    """
    if not folder.is_dir():
        raise OutputError("is missing", path=folder, mend="run graphkit build again")
    try:
        return Store.read_only(str(folder))
    except (OSError, RuntimeError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise OutputError(f"cannot be opened ({reason})", path=folder, mend="run graphkit build again") from error


def ontology_of(store: Store) -> list[Quad]:
    """Return the ontology's quads sorted: all of the default graph that speaks of neither an actor nor an edge."""
    found = store.quads_for_pattern(None, None, None, DefaultGraph())
    ours = (f"<{ACTOR}", f"<{EDGE}")
    return sorted((quad for quad in found if not str(quad.subject).startswith(ours)), key=quad_key)
