"""Opening an output folder in Python: ``graphkit.load("output")``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from html import escape
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import GraphkitError, OutputError
from graphkit.folder import MARKER, require_output
from graphkit.model import STANDINGS, Actor, Document, Edge, Statement
from graphkit.records import MEND, FileGraph, RelationInfo

if TYPE_CHECKING:
    import pandas
    import polars
    from networkx import MultiDiGraph
    from pyoxigraph import Quad
    from pyvis.network import Network
    from rdflib import Dataset, Graph
    from rustworkx import PyDiGraph

    from graphkit.export import ExportSource


class LoadedGraph:
    """The graph of an output folder. Each part is read when it is first asked for and then kept.

    >>> import graphkit
    >>> loaded = graphkit.load("output")
    >>> loaded.actor("hamas").name
    'Hamas'

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
        """The statements, by document and place.

        >>> loaded = graphkit.load("output")
        >>> text = {document.id: document.text for document in loaded.documents}
        >>> all(text[one.document][one.begin:one.end] == one.quote for one in loaded.statements)
        True
        """
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
        """The edges, by subject, relation and object.

        >>> {edge.relation for edge in graphkit.load("output").edges if edge.subject == "iran"} >= {"funds", "arms"}
        True
        """
        return self._files.edges

    def actor(self, actor: str) -> Actor:
        """Return the actor with this id.

        Raises:
            KeyError: if it is not in the graph.
        """
        return self._actor_by_id[actor]

    @cached_property
    def relations(self) -> Mapping[str, RelationInfo]:
        """Label, family, inverse, parent, symmetry and mappings of each relation type, by id.

        >>> graphkit.load("output").relations["funds"].parent
        'supports'
        """
        return read_relations(self.directory, self.build)

    @cached_property
    def graph(self) -> MultiDiGraph[str]:
        """The graph as NetworkX ``MultiDiGraph``: actor ids as nodes, edges keyed by edge id, plain attributes."""
        return self.to_networkx()

    def to_networkx(self, edges: str = "relation") -> MultiDiGraph[str]:
        """Return a new NetworkX ``MultiDiGraph`` with actor ids as nodes.

        >>> graph = graphkit.load("output").to_networkx(edges="statement")
        >>> {data["relation"] for *_, data in graph.edges(data=True) if data["standing"] == "denied"} <= set(
        ...     graphkit.load("output").relations)
        True

        Args:
            edges: "relation" for an edge a relation between two actors, "statement" for an edge a statement.

        Raises:
            GraphkitError: if ``edges`` is something else.
        """
        from graphkit.export.networkx_graph import networkx_graph
        from graphkit.export.options import EDGES, check_options

        check_options("to_networkx", [EDGES], {"edges": edges})
        return networkx_graph(export_source(self.directory, options={"edges": edges}))

    def to_rustworkx(self) -> PyDiGraph[Actor, Edge]:
        """Return the graph as a rustworkx ``PyDiGraph``, for algorithms on many actors.

        Nodes are the actors in their order, edges the edges; ``attrs`` gives the number of each actor by its id.

        >>> loaded = graphkit.load("output")
        >>> graph = loaded.to_rustworkx()
        >>> graph[graph.attrs["hamas"]] == loaded.actor("hamas")
        True
        >>> graph.num_edges() == len(loaded.edges)
        True

        Raises:
            GraphkitError: if rustworkx is not installed.
        """
        try:
            import rustworkx
        except ImportError as error:
            mend = "pip install 'graphkit[rustworkx]'"
            raise GraphkitError("needs rustworkx", key="to_rustworkx", mend=mend) from error
        number = {actor.id: place for place, actor in enumerate(self.actors)}
        graph: PyDiGraph[Actor, Edge] = rustworkx.PyDiGraph(multigraph=True, attrs=number)
        graph.add_nodes_from(self.actors)
        graph.add_edges_from([(number[edge.subject], number[edge.object], edge) for edge in self.edges])
        return graph

    def to_pandas(self, table: str = "edges") -> pandas.DataFrame:
        """Return "edges", "actors" or "statements" as a pandas frame.

        >>> frame = graphkit.load("output").to_pandas("statements")
        >>> sorted(set(frame["standing"]) - {"possible", "planned"})
        ['alleged', 'asserted', 'claimed', 'denied']

        Raises:
            GraphkitError: if there is no such table, or pandas is not installed.
        """
        from graphkit.frames import pandas_frame

        return pandas_frame(export_source(self.directory), table)

    def to_polars(self, table: str = "edges") -> polars.DataFrame:
        """Return "edges", "actors" or "statements" as a Polars frame.

        >>> graphkit.load("output").to_polars("actors").columns
        ['id', 'name', 'type', 'aliases', 'wikidata', 'part_of', 'n_edges']

        Raises:
            GraphkitError: if there is no such table, or Polars is not installed.
        """
        from graphkit.frames import polars_frame

        return polars_frame(export_source(self.directory), table)

    def query(
        self, sparql: str, bindings: Mapping[str, str] | None = None, seconds: float = 30.0
    ) -> list[dict[str, Any]] | bool | Graph:
        """Return the answer of a SPARQL query: rows, True or False of an ASK, an rdflib graph of a CONSTRUCT.

        It sees all graphs together; our prefixes need no declaration. Numbers are numbers, IRIs of ours have prefixes.

        >>> loaded = graphkit.load("output")
        >>> {"who": "gka:iran"} in loaded.query("SELECT ?who { ?who gk:funds ?whom }", {"whom": "gka:hamas"})
        True
        >>> loaded.query("ASK { gka:hamas gk:funds gka:iran }")
        False

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE; nothing that changes or calls anything.
            bindings: values of variables: ``<iri>``, a prefixed name such as ``gka:iran``, or a string.
            seconds: the time after which the query is stopped.

        Raises:
            QueryError: if the query is wrong, refused or stopped.
        """
        from graphkit.answers import answer_value
        from graphkit.query import run_query

        return answer_value(run_query(self.directory, sparql, "auto", bindings, seconds))

    def paths(
        self, a: str, b: str, longest: int = 3, *, standings: Collection[str] = ("asserted",), directed: bool = False
    ) -> Iterator[tuple[Edge, ...]]:
        """Yield the ways from one actor to another along edges, the shortest first; none passes an actor twice.

        >>> path = next(graphkit.load("output").paths("iran", "hamas"))
        >>> (len(path), path[0].standing)
        (1, 'asserted')

        Args:
            a, b: ids of actors.
            longest: the most edges of a path.
            standings: of the edges that may be gone along; what is alleged or denied is left out unless it is named.
            directed: True to go from subject to object only.

        Raises:
            KeyError: if an actor is not in the graph.
            ValueError: if a standing is unknown.
        """
        from graphkit.query.paths import simple_paths

        strangers = sorted(set(standings) - set(STANDINGS))
        if strangers:
            raise ValueError(f"{strangers[0]!r} is no standing; use some of {', '.join(STANDINGS)}")
        start, end = self.actor(a).id, self.actor(b).id
        wanted = frozenset(standings)
        return simple_paths((edge for edge in self.edges if edge.standing in wanted), start, end, longest, directed)

    def rdflib_view(self) -> Dataset:
        """Return the store as a live rdflib ``Dataset`` over Oxigraph; its queries see the union of all graphs.

        Nothing is copied: triples are read from the store on disk as they are asked for.
        """
        import rdflib
        from oxrdflib import OxigraphStore

        from graphkit.store import open_store

        store = OxigraphStore(store=open_store(self.directory / "store"))
        return rdflib.Dataset(store=store, default_union=True)

    def to_rdflib(self) -> Dataset:
        """Return a copy of the graph as an rdflib ``Dataset`` in memory, which may be changed and written.

        For large graphs ask ``rdflib_view``, which copies nothing.
        """
        import rdflib
        from pyoxigraph import RdfFormat

        from graphkit.store import open_store

        quads = open_store(self.directory / "store").dump(format=RdfFormat.N_QUADS)
        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=quads, format="nquads")
        return dataset

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

        >>> loaded = graphkit.load("output")
        >>> edge = loaded.edges[0]
        >>> len(loaded.evidence(edge)) == edge.n_statements
        True

        Raises:
            KeyError: if the graph has no such edge.
        """
        key = edge if isinstance(edge, str) else edge.id
        return tuple(self._by_id[statement] for statement in self._edge_statements[key])

    @cached_property
    def _files(self) -> FileGraph:
        return FileGraph.open(self.directory)

    @cached_property
    def _actor_by_id(self) -> Mapping[str, Actor]:
        return {actor.id: actor for actor in self.actors}

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
