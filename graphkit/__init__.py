"""graphkit reads reports and draws the graph of who does what to whom, in which every edge shows its sentence."""

from __future__ import annotations

__version__ = "0.1.0"
