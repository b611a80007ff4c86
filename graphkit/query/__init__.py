"""Questions to the graph of an output folder."""

from __future__ import annotations

from graphkit.query.answers import EVIDENCE_FORMATS, write_evidence
from graphkit.query.evidence import Quote, quotes_of
from graphkit.query.named import NamedQuery, Parameter, named_queries, read_named
from graphkit.query.names import Names
from graphkit.query.process import MEMORY, QueryProcess, Reply
from graphkit.query.sparql import (
    FORMATS,
    ROW_FORMATS,
    TRIPLE_FORMATS,
    Answer,
    Request,
    ask,
    bind_free,
    make_request,
    read_answer,
    run_query,
    store_of,
)

__all__ = [
    "EVIDENCE_FORMATS",
    "FORMATS",
    "MEMORY",
    "ROW_FORMATS",
    "TRIPLE_FORMATS",
    "Answer",
    "NamedQuery",
    "Names",
    "Parameter",
    "QueryProcess",
    "Quote",
    "Reply",
    "Request",
    "ask",
    "bind_free",
    "make_request",
    "named_queries",
    "quotes_of",
    "read_answer",
    "read_named",
    "run_query",
    "store_of",
    "write_evidence",
]
