"""What a format is given to write: the graph, what its relations mean, and a summary of each edge's evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from graphkit.export.evidence import EdgeNote, gather_notes, notes_in_parts
from graphkit.export.options import Option
from graphkit.model import Edge, Statement
from graphkit.records import EdgeIndex, GraphView, RelationInfo, edge_id

if TYPE_CHECKING:
    from pyoxigraph import Quad

DEFAULT_TOP = 150
# So many edges have their notes in memory, kept for the next format.
IN_MEMORY = 50_000


@dataclass(frozen=True)
class ExportSource:
    """A graph to be written.

    Attributes:
        relations: label, family and symmetry of each relation by its id.
        quads: gives the graph as RDF, for the formats that need it.
        title: the heading of a page.
        top: how many actors a page shows at first.
        options: what the format is told, by the name of the option.
        tell: told what a format has to leave out, a line each.
    """

    view: GraphView
    relations: Mapping[str, RelationInfo] = field(default_factory=dict)
    quads: Callable[[], Iterator[Quad]] | None = None
    title: str = "graphkit"
    top: int = DEFAULT_TOP
    options: Mapping[str, str] = field(default_factory=dict)
    tell: Callable[[str], None] = lambda line: None

    @cached_property
    def notes(self) -> Mapping[str, EdgeNote]:
        """The note of each edge by its id; the statements are gone through once."""
        return gather_notes(self.view.edges, self.view.statements)

    def noted_edges(self) -> Iterator[tuple[Edge, EdgeNote]]:
        """Yield each edge with its note; the notes of a large graph are never in memory together."""
        symmetric = {name: info.symmetric for name, info in self.relations.items()}
        edges = self.view.edges
        known = all(edge.relation in symmetric for edge in edges)
        if "notes" in self.__dict__ or len(edges) <= IN_MEMORY or not known:
            return ((edge, self.notes[edge.id]) for edge in edges)
        return notes_in_parts(edges, self.view.statements, symmetric)

    def info(self, relation: str) -> RelationInfo:
        """Return what is known of a relation; of an unknown one its id as the label."""
        return self.relations.get(relation) or RelationInfo(relation.replace("_", " "))

    def edge_of(self) -> Callable[[Statement], str]:
        """Return what gives the id of a statement's edge.

        Where all relations are known that needs no index of the edges, which a large graph has many of.
        """
        known = all(edge.relation in self.relations for edge in self.view.edges)
        if not known:
            index = EdgeIndex(self.view.edges)
            return lambda statement: index.find(statement).id
        return self._derived_edge

    def _derived_edge(self, statement: Statement) -> str:
        ends = (statement.subject, statement.object)
        subject, object_ = sorted(ends) if self.relations[statement.relation].symmetric else ends
        return edge_id(subject, statement.relation, object_)

    def rdf(self) -> Iterator[Quad]:
        """Return the quads of the graph, ontology first.

        Raises:
            ValueError: if the source cannot give RDF.
        """
        if self.quads is None:
            raise ValueError("a source without quads cannot be written as RDF")
        return self.quads()

    def option(self, option: Option) -> str:
        """Return the value of an option, its default when it is not given."""
        return self.options.get(option.name, option.default)


def edge_sort_key(edge: Edge) -> tuple[int, int, str]:
    """Return the key that sorts the best sourced edge first."""
    return -edge.n_publishers, -edge.n_statements, edge.id
