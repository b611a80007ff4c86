"""An output against an annotated set: scores and confidence, with what the texts and the parser can tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphkit.confidence import Confidence
from graphkit.errors import InputError
from graphkit.evaluate import Gold, GoldEdge, Setting, fit_confidence, judge
from graphkit.extraction import Extractor
from graphkit.model import Actor, Document, Sentence, Statement
from graphkit.records import Lines, read_statements

NO_CLAUSE = "no clause"


def annotated_constructions(extractor: Extractor, documents: Iterable[Document], gold: Gold) -> dict[int, str]:
    """Return the construction of each annotated statement by its place in the set.

    The sentences around the annotated triggers are parsed, all of them, also those that a build would not. Where no
    clause of the parsed sentence has its trigger among the annotated words, it is "no clause": the words are no verb or
    noun that any rule knows, or the parser has misread them.

    Args:
        extractor: rules, actors and model, as in the build.
        documents: the annotated ones; others are passed over, and statements of documents that are not here left out.
        gold: the annotated set.
    """
    wanted: dict[str, list[tuple[int, GoldEdge]]] = {}
    for place, edge in enumerate(gold.edges):
        wanted.setdefault(edge.document, []).append((place, edge))
    found: dict[int, str] = {}
    for document in documents:
        if document.id in wanted:
            found |= _in_document(extractor, document, wanted[document.id])
    return found


def _in_document(extractor: Extractor, document: Document, edges: Sequence[tuple[int, GoldEdge]]) -> dict[int, str]:
    reading = extractor.read(document)
    triggers = [edge.trigger for _, edge in edges]
    reading.routed = [place for place in reading.places if any(_overlap(place, trigger) for trigger in triggers)]
    [(_, sentences)] = extractor.parse([reading])
    return {place: _construction(sentences, edge.trigger) for place, edge in edges}


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _construction(sentences: Iterable[Sentence], trigger: tuple[int, int]) -> str:
    """Return the construction of the last clause whose trigger stands in the annotated words."""
    for sentence in sentences:
        for clause in reversed(sentence.clauses):
            token = sentence.tokens[clause.trigger]
            if clause.roles and _overlap((token.begin, token.end), trigger):
                return clause.construction
    return NO_CLAUSE


@dataclass(frozen=True, slots=True)
class Output:
    """The statements of an output with what scoring must know beside them."""

    statements: tuple[Statement, ...]
    setting: Setting


def read_output(extractor: Extractor, path: Path, gold: Gold) -> Output:
    """Return the statements of an output folder or a ``statements.jsonl`` for scoring against an annotated set.

    The names of its actors and the texts of its documents are taken from the files beside the statements, if they are
    there; without them actors are found by label only, and what was missed has neither sentence nor construction.

    Raises:
        OutputError: naming the file and line that is missing or damaged.
    """
    folder = path if path.is_dir() else path.parent
    statements = tuple(read_statements(folder / "statements.jsonl" if path.is_dir() else path))
    relations = extractor.ontology.relations.values()
    actors, texts = folder / "actors.jsonl", folder / "documents.jsonl"
    known = Lines(actors, Actor) if actors.is_file() else ()
    documents = [d for d in Lines(texts, Document) if d.id in gold.documents] if texts.is_file() else []
    setting = Setting(
        symmetric=frozenset(r.id for r in relations if r.symmetric),
        families={r.id: r.family for r in relations},
        aliases={actor.id: tuple(alias.text for alias in actor.aliases) for actor in known},
        texts={document.id: document.text for document in documents},
        constructions=annotated_constructions(extractor, documents, gold),
    )
    return Output(statements, setting)


def fit_output(output: Output, gold: Gold) -> Confidence:
    """Return the confidence that fits the statements of an output.

    Raises:
        InputError: when none of them is of an annotated document.
    """
    judged = judge(output.statements, gold, output.setting)
    if not judged:
        raise InputError("no statement is of an annotated document", mend="build the documents that docs.json names")
    return fit_confidence(judged)
