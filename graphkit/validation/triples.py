"""The triples to check, whatever graph they stand in, as one file of N-Triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize

from graphkit.errors import InputError
from graphkit.folder import MARKER, require_output
from graphkit.iris import PREFIXES, term_iri
from graphkit.store import open_store

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
}
_RELATION, _STATEMENT = NamedNode(term_iri("Relation")), NamedNode(term_iri("Statement"))

_RDF = PREFIXES["rdf"]
_TYPE, _REIFIES = NamedNode(f"{_RDF}type"), NamedNode(f"{_RDF}reifies")
_ENDS = tuple(NamedNode(f"{_RDF}{name}") for name in ("subject", "predicate", "object"))


def write_triples(paths: Sequence[Path], vocabulary: str, target: Path) -> tuple[int, int]:
    """Write the triples of output folders and RDF files to ``target``; return how many triples and statements it has.

    Args:
        paths: folders that a build wrote, and RDF files, told by their suffix.
        vocabulary: the ontology as Turtle, added unless the data hold one.
        target: the new file.

    Raises:
        InputError: if a file is missing, of no known format or broken, with its line.
        OutputError: if a folder is no output of graphkit.
    """
    counter = _Counter()
    with target.open("wb") as file:
        serialize(counter.counted(quad for path in paths for quad in read_quads(path)), file, RdfFormat.N_TRIPLES)
        if not counter.knows_relations:
            serialize(counter.counted(parse(vocabulary, RdfFormat.TURTLE)), file, RdfFormat.N_TRIPLES)
    return counter.triples, counter.statements


class _Counter:
    def __init__(self) -> None:
        self.triples = 0
        self.statements = 0
        self.knows_relations = False

    def counted(self, quads: Iterable[Quad]) -> Iterator[Triple]:
        for quad in _unfolded(quads):
            self.triples += 1
            self.statements += quad.object == _STATEMENT and quad.predicate == _TYPE
            self.knows_relations = self.knows_relations or quad.object == _RELATION
            yield quad.triple


def _unfolded(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the quads with each reifier of RDF 1.2 as a statement with subject, predicate and object.

    Raises:
        InputError: if a triple stands inside another in any other way.
    """
    for quad in quads:
        inner = quad.object
        if not isinstance(inner, Triple):
            yield quad
        elif quad.predicate == _REIFIES:
            for name, part in zip(_ENDS, (inner.subject, inner.predicate, inner.object), strict=True):
                yield Quad(quad.subject, name, part)
        else:
            mend = "only rdf:reifies may have one"
            raise InputError("is a triple inside a triple", key=quad.predicate.value, mend=mend)


def read_quads(path: Path) -> Iterator[Quad]:
    """Yield the quads of an output folder's store or of an RDF file.

    Raises:
        InputError, OutputError: as ``write_triples``.
    """
    if path.is_dir() or path.name == MARKER:
        folder = path if path.is_dir() else path.parent
        require_output(folder)
        yield from open_store(folder / "store")
        return
    if path.suffix not in FORMATS:
        raise InputError("is no RDF file", path=path, mend=f"name a folder or a file in {' '.join(FORMATS)}")
    try:
        with path.open("rb") as file:
            yield from parse(file, FORMATS[path.suffix], base_iri=path.resolve().as_uri(), rename_blank_nodes=True)
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", path=path) from error
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        raise InputError(" ".join(str(error.args[0]).split()), path=path, line=line, mend="correct the file") from error
