"""Words per second from documents to statements, against spaCy's default pipeline over the same texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bench.clock import interleaved, middle
from bench.corpus import count_words, documents_of, enough
from bench.rows import Row, Settings, at_least
from graphkit.extraction import Extractor
from graphkit.model import Document
from graphkit.pipeline import make_extractor

ABOUT = "Words per second on one core, documents in to statements out, against all components of the spaCy pipeline"
BAR = 3.0


def measure(settings: Settings) -> list[Row]:
    """Time both over the same documents in turns: the corpus as it is, and as often as fills a batch of spaCy."""
    import spacy

    once = documents_of(settings)
    documents = enough(once, settings)
    extractor = make_extractor()
    pipeline = spacy.load(extractor.model_name)
    race = _Race(extractor, pipeline)
    race.run(once)
    rows = race.judged(documents, settings.rounds)
    if len(documents) > len(once):
        ratio = race.ratio(once, settings.rounds)
        rows.append(Row(f"the same with {len(once)} documents", f"{count_words(once):,} words", f"{ratio:.2f}"))
    return rows


@dataclass(frozen=True, slots=True)
class _Race:
    extractor: Extractor
    pipeline: Any

    def run(self, documents: Sequence[Document], rounds: int = 1) -> dict[str, list[float]]:
        """Return the seconds of both in each round."""
        runs = {
            "graphkit": lambda: sum(len(found) for _, found in self.extractor.statements(documents)),
            "spacy": lambda: sum(1 for _ in self.pipeline.pipe(document.text for document in documents)),
        }
        return interleaved(runs, rounds)

    def ratio(self, documents: Sequence[Document], rounds: int) -> float:
        """Return how many times the words of spaCy graphkit reads in the same time."""
        taken = self.run(documents, rounds)
        return middle(taken["spacy"]) / middle(taken["graphkit"])

    def judged(self, documents: Sequence[Document], rounds: int) -> list[Row]:
        """Return the words per second of both with the ratio, and how far it varies."""
        taken, words = self.run(documents, rounds), count_words(documents)
        ours, theirs = middle(taken["graphkit"]), middle(taken["spacy"])
        ratios = [b / a for a, b in zip(taken["graphkit"], taken["spacy"], strict=True)]
        return [
            Row("graphkit", f"{words / ours:,.0f} words/s", *at_least(BAR, theirs / ours)),
            Row(f"spaCy ({' '.join(self.pipeline.pipe_names)})", f"{words / theirs:,.0f} words/s", "1.00"),
            Row("corpus of a round", f"{len(documents):,} documents, {words:,} words"),
            Row("spread of the ratio", f"{min(ratios):.2f} to {max(ratios):.2f} in {rounds} rounds"),
        ]
