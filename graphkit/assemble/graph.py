"""The whole graph in memory, for what fits there; ``EdgeTally`` is for what does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from graphkit.assemble.edges import EdgeTally
from graphkit.model import Actor, Document, Graph, Statement


def assemble_graph(
    statements: Iterable[Statement],
    documents: Iterable[Document],
    actors: Mapping[str, Actor],
    symmetric: frozenset[str],
) -> Graph:
    """Return the graph of the statements. The order of statements, documents and actors never matters.

    Args:
        statements: an iterator is gone through once; a statement given twice counts once.
        documents: also those without a statement; their ``cluster`` says which are near copies.
        actors: the gazetteer by id; only actors that occur become part of the graph.
        symmetric: ids of the relations whose ends are ordered by id.
    """
    ordered = tuple(sort_statements(statements))
    tally = EdgeTally(symmetric).add_all(ordered)
    by_id = tuple(sorted(documents, key=lambda document: document.id))
    clusters = {document.id: document.cluster for document in by_id if document.cluster}
    return Graph(tally.actors(actors), tally.edges(actors, clusters), ordered, by_id)


def sort_statements(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield each statement once: by document, place of the sentence, place of the trigger, ends, relation, modality.

    Of records with one id (the same words read twice) the one whose values sort first is kept.
    """
    for _, same in groupby(sorted(statements, key=_place), key=lambda statement: statement.id):
        found = list(same)
        yield found[0] if len(found) == 1 else min(found, key=lambda statement: repr(statement.record()))


def _place(statement: Statement) -> tuple[Any, ...]:
    return (
        statement.document,
        statement.begin,
        statement.end,
        statement.trigger_begin,
        statement.trigger_end,
        statement.subject,
        statement.relation,
        statement.object,
        statement.modality,
        statement.id,
    )
