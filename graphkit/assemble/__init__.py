"""Statements become edges: same subject, relation and object are one edge. Order never matters."""

from __future__ import annotations

from graphkit.assemble.copies import CopyFinder
from graphkit.assemble.edges import EdgeTally
from graphkit.assemble.graph import assemble_graph, sort_statements
from graphkit.assemble.independent import count_independent
from graphkit.assemble.standing import standing_of

__all__ = ["CopyFinder", "EdgeTally", "assemble_graph", "count_independent", "sort_statements", "standing_of"]
