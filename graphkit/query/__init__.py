"""Questions to the graph of an output folder."""

from __future__ import annotations

from graphkit.query.sparql import FORMATS, Answer, ask, run_query

__all__ = ["FORMATS", "Answer", "ask", "run_query"]
