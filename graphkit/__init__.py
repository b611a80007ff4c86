"""graphkit reads reports and draws the graph of who does what to whom, in which every edge shows its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphkit.loading import LoadedGraph, load

__all__ = ["LoadedGraph", "__version__", "load"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import what opens an output folder when it is first asked for, so that ``import graphkit`` stays fast."""
    if name in ("LoadedGraph", "load"):
        from graphkit import loading

        return getattr(loading, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
