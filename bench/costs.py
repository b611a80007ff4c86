"""What one more document, statement, rule and edge costs."""

from __future__ import annotations

from pathlib import Path

from bench.clock import seconds
from bench.corpus import count_words, documents_of, enough
from bench.rows import Row, Settings
from bench.stages import assembled, context_of, write
from graphkit.find import Gazetteer
from graphkit.match import RuleTable
from graphkit.ontology import load_ontology
from graphkit.pipeline import make_extractor

ABOUT = "What things cost, in CPU time on one core and in bytes of the output folder"


def measure(settings: Settings) -> list[Row]:
    """Time loading, extracting and writing, and divide."""
    extractor = make_extractor()
    documents = enough(documents_of(settings), settings)
    rules = sum(len(relation.rules) for relation in extractor.ontology.relations.values())
    load_rules = seconds(lambda: RuleTable(load_ontology()))
    build_names = seconds(lambda: Gazetteer.of(extractor.actors))
    for _ in extractor.statements(documents[:10]):
        pass
    found: list = []
    extract = seconds(lambda: found.extend(extractor.statements(documents)))
    context, folder = context_of(extractor), settings.folder / "costs"
    edges = len(assembled(found, context))
    tally = seconds(lambda: assembled(found, context))
    written = seconds(lambda: write(folder, found, context))
    statements = sum(len(some) for _, some in found)
    size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    length, actors = count_words(documents) / len(documents), len(extractor.actors)
    return [
        Row(f"document of {length:.0f} words", f"{extract / len(documents) * 1e3:.1f} ms to extract"),
        Row("statement", f"{extract / statements * 1e3:.1f} ms to extract, {written / statements * 1e3:.2f} ms to"
            f" write, {size / statements / 1e3:.1f} kB in the folder"),
        Row("rule", f"{load_rules / rules * 1e3:.2f} ms to load and compile ({rules:,} rules)"),
        Row("actor", f"{build_names / actors * 1e6:.0f} µs to compile ({actors:,} actors)"),
        Row("edge", f"{tally / edges * 1e3:.2f} ms to assemble, {written / edges * 1e3:.1f} ms to write"
            f" ({edges:,} edges of {statements:,} statements)"),
    ]  # fmt: skip
