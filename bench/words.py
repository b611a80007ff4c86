"""Words per second from documents to statements, against spaCy's default pipeline over the same texts."""

from __future__ import annotations

from bench.clock import interleaved, middle
from bench.corpus import count_words, documents_of, enough
from bench.rows import Row, Settings, at_least
from graphkit.pipeline import make_extractor

ABOUT = "Words per second on one core, documents in to statements out, against all components of the spaCy pipeline"
BAR = 3.0


def measure(settings: Settings) -> list[Row]:
    """Time both over the same documents, in turns."""
    import spacy

    once = documents_of(settings)
    documents = enough(once, settings)
    words = count_words(documents)
    extractor = make_extractor()
    pipeline = spacy.load(extractor.model_name)
    runs = {
        "graphkit": lambda: sum(len(found) for _, found in extractor.statements(documents)),
        "spacy": lambda: sum(1 for _ in pipeline.pipe(document.text for document in documents)),
    }
    for warm_up in (extractor.statements(once), pipeline.pipe(document.text for document in once)):
        for _ in warm_up:
            pass
    taken = interleaved(runs, settings.rounds)
    ours, theirs = middle(taken["graphkit"]), middle(taken["spacy"])
    ratios = [b / a for a, b in zip(taken["graphkit"], taken["spacy"], strict=True)]
    spread = f"{min(ratios):.2f} to {max(ratios):.2f} in {settings.rounds} rounds"
    return [
        Row("graphkit", f"{words / ours:,.0f} words/s", *at_least(BAR, theirs / ours)),
        Row(f"spaCy ({' '.join(pipeline.pipe_names)})", f"{words / theirs:,.0f} words/s", "1.00"),
        Row("corpus of a round", f"{len(documents):,} documents, {words:,} words"),
        Row("spread of the ratio", spread),
    ]
