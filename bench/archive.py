"""A news archive in which one document in twenty holds an edge, against the default spaCy pipeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.clock import interleaved, middle
from bench.corpus import count_words, documents_of, repeated
from bench.newspaper import articles
from bench.rows import Row, Settings, at_least
from graphkit.extraction import Extractor
from graphkit.model import Document
from graphkit.pipeline import make_extractor

ABOUT = "A news archive on one core, documents in to statements out, against all components of the spaCy pipeline"
BAR = 30.0
# One document in so many is a report, the others are articles without an edge.
SHARE = 20
TOTAL, QUICK = 2_000, 40


def archive(reports: Sequence[Document], total: int) -> Iterator[Document]:
    """Yield documents of which every twentieth is one of the reports, the others articles that hold no edge."""
    said, others = repeated(reports, total), articles(total)
    for number in range(total):
        yield next(others if number % SHARE else said)


def measure(settings: Settings) -> list[Row]:
    """Time both over the same documents in turns, and graphkit over the articles alone."""
    import spacy

    documents = list(archive(documents_of(settings), QUICK if settings.quick else TOTAL))
    quiet = [document for number, document in enumerate(documents) if number % SHARE]
    extractor = make_extractor()
    pipeline = spacy.load(extractor.model_name)
    runs = {
        "graphkit": lambda: _statements(extractor, documents),
        "articles": lambda: _statements(extractor, quiet),
        "spacy": lambda: sum(1 for _ in pipeline.pipe(document.text for document in documents)),
    }
    runs["graphkit"]()
    taken = interleaved(runs, min(settings.rounds, 3))
    ours, alone, theirs = (middle(taken[name]) for name in runs)
    words, quiet_words = count_words(documents), count_words(quiet)
    return [
        Row("graphkit", f"{words / ours:,.0f} words/s", *at_least(BAR, theirs / ours)),
        Row(f"spaCy ({' '.join(pipeline.pipe_names)})", f"{words / theirs:,.0f} words/s", "1.00"),
        Row("graphkit, articles alone", f"{quiet_words / alone:,.0f} words/s, {alone / len(quiet) * 1e3:.2f} ms each"),
        Row(
            "corpus", f"{len(documents):,} documents, {words:,} words, {_statements(extractor, documents):,} statements"
        ),
        *_shares(extractor, quiet),
    ]


def _statements(extractor: Extractor, documents: Sequence[Document]) -> int:
    return sum(len(found) for _, found in extractor.statements(documents))


def _shares(extractor: Extractor, quiet: Sequence[Document]) -> list[Row]:
    """Say how much of the articles names somebody, and how much of them is parsed."""
    readings = [extractor.read(document) for document in quiet]
    named, parsed = (sum(map(bool, found)) for found in zip(*((r.mentions, r.routed) for r in readings), strict=True))
    sentences = sum(len(reading.routed) for reading in readings)
    return [
        Row("articles that name an actor", f"{named / len(quiet):.0%}"),
        Row("articles with a sentence that is parsed", f"{parsed / len(quiet):.0%}, {sentences:,} sentences"),
        Row("articles with a statement", f"{sum(1 for one in quiet if _statements(extractor, [one])):,}"),
    ]
