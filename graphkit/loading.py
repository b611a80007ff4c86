"""Opening an output folder in Python: ``graphkit.load("output")``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from html import escape
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import OutputError
from graphkit.folder import MARKER, require_output
from graphkit.model import Actor, Document, Edge, Statement
from graphkit.records import MEND, FileGraph, RelationInfo

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from pyoxigraph import Quad
    from pyvis.network import Network
    from rdflib import Dataset

    from graphkit.export import ExportSource


class LoadedGraph:
    """The graph of an output folder. Each part is read when it is first asked for and then kept.

    Attributes:
        directory: the folder.
        build: what ``build.json`` holds: versions, inputs, options, counts, timings.
    """

    def __init__(self, directory: Path, build: Mapping[str, Any]) -> None:
        self.directory = directory
        self.build = build

    def __repr__(self) -> str:
        counts = self.build.get("counts", {})
        sizes = ", ".join(f"{counts.get(name, '?')} {name}" for name in ("actors", "edges", "statements", "documents"))
        return f"<LoadedGraph {self.directory}: {sizes}>"

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements, by document and place."""
        return tuple(self._files.statements)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents with their texts, by id."""
        return tuple(self._files.documents)

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The actors that occur, by id."""
        return self._files.actors

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The edges, by subject, relation and object."""
        return self._files.edges

    @cached_property
    def relations(self) -> Mapping[str, RelationInfo]:
        """Label, family, inverse, parent and symmetry of each relation type, by id."""
        return read_relations(self.directory, self.build)

    @cached_property
    def graph(self) -> MultiDiGraph[str]:
        """The graph as NetworkX ``MultiDiGraph``: actor ids as nodes, edges keyed by edge id, plain attributes."""
        from graphkit.export.networkx_graph import networkx_graph

        return networkx_graph(export_source(self.directory))

    def to_rdflib(self) -> Dataset:
        """Return the store as a live rdflib ``Dataset`` over Oxigraph; its queries see the union of all graphs.

        Nothing is copied: triples are read from the store on disk as they are asked for.
        """
        import rdflib
        from oxrdflib import OxigraphStore

        from graphkit.store import open_store

        store = OxigraphStore(store=open_store(self.directory / "store"))
        return rdflib.Dataset(store=store, default_union=True)

    def show(self, *, height: int = 720, top: int = 150) -> ExplorerFrame:
        """Return the explorer for a notebook, which shows it when it is the last line of a cell.

        Args:
            height: of the frame in pixels.
            top: how many actors are drawn at first.
        """
        from graphkit.export.html import render_page

        return ExplorerFrame(render_page(export_source(self.directory, title=self.directory.name, top=top)), height)

    def to_pyvis(self) -> Network:
        """Return the graph as a plain pyvis ``Network``, with positions and without physics, for pages of your own.

        Texts stand in it without angle brackets. Leave ``heading`` and ``select_menu`` of pyvis alone when actor ids
        come from others: pyvis writes those two into its page unescaped.
        """
        from graphkit.export.html.network import plain_network

        return plain_network(export_source(self.directory))

    def evidence(self, edge: Edge | str) -> tuple[Statement, ...]:
        """Return the statements of an edge (or of the edge with this id), by document and place.

        Raises:
            KeyError: if the graph has no such edge.
        """
        key = edge if isinstance(edge, str) else edge.id
        return tuple(self._by_id[statement] for statement in self._edge_statements[key])

    @cached_property
    def _files(self) -> FileGraph:
        return FileGraph.open(self.directory)

    @cached_property
    def _by_id(self) -> Mapping[str, Statement]:
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def _edge_statements(self) -> Mapping[str, list[str]]:
        order = {statement.id: number for number, statement in enumerate(self.statements)}
        return {edge.id: sorted(edge.statements, key=order.__getitem__) for edge in self.edges}


class ExplorerFrame:
    """The explorer in a frame of its own; notebooks show it.

    Attributes:
        page: the page as HTML.
        height: of the frame in pixels.
    """

    def __init__(self, page: str, height: int) -> None:
        self.page = page
        self.height = height

    def __repr__(self) -> str:
        return f"<ExplorerFrame of {len(self.page):,} characters>"

    def _repr_html_(self) -> str:
        """Return the frame; what the page does stays inside."""
        rights = "allow-scripts allow-downloads allow-popups allow-modals"
        return (
            f'<iframe title="graphkit explorer" sandbox="{rights}" width="100%" height="{self.height}"'
            f' style="border: 0" srcdoc="{escape(self.page)}"></iframe>'
        )


def load(directory: str | PathLike[str]) -> LoadedGraph:
    """Return the graph of a folder that ``graphkit build`` wrote.

    Raises:
        OutputError: if the folder is missing or no graphkit output; when a part is read, if its file is damaged.
    """
    path = Path(directory)
    return LoadedGraph(path, require_output(path))


def export_source(
    directory: Path,
    *,
    title: str = "graphkit",
    top: int = 150,
    options: Mapping[str, str] | None = None,
    tell: Callable[[str], None] = lambda line: None,
) -> ExportSource:
    """Return an output folder as a source for the formats of ``graphkit.export``, statements read as they are needed.

    Args:
        directory: the output folder.
        title: the heading of a page.
        top: how many actors a page shows at first.
        options: what the format is told, by the name of the option.
        tell: told what the format leaves out.

    Raises:
        OutputError: if the folder is missing, no graphkit output, or damaged.
    """
    from graphkit.export import ExportSource

    build = require_output(directory)
    relations, view = read_relations(directory, build), FileGraph.open(directory)

    def quads() -> Iterator[Quad]:
        from graphkit.store import instance_quads, ontology_of, open_store

        yield from ontology_of(open_store(directory / "store"))
        yield from instance_quads(view, relations)

    return ExportSource(view, relations, quads, title, top, options or {}, tell)


def read_relations(directory: Path, build: Mapping[str, Any]) -> dict[str, RelationInfo]:
    """Return the relation types that a build knew, from its ``build.json``.

    Raises:
        OutputError: if that file is damaged.
    """
    try:
        return {name: RelationInfo.from_record(info) for name, info in build.get("relations", {}).items()}
    except (TypeError, AttributeError) as error:
        raise OutputError("is damaged", path=directory / MARKER, key="relations", mend=MEND) from error
