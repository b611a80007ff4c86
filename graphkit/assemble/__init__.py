"""Statements become edges: same subject, relation and object are one edge. Order never matters."""

from __future__ import annotations

from graphkit.assemble.edges import EdgeTally
from graphkit.assemble.graph import assemble_graph, sort_statements
from graphkit.assemble.standing import standing_of

__all__ = ["EdgeTally", "assemble_graph", "sort_statements", "standing_of"]
