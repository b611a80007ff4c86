"""What part of the documents a build reads again when one pattern of a relation file has changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from statistics import mean, median

from bench.corpus import documents_of
from bench.rows import Row, Settings
from graphkit.pipeline import make_extractor
from graphkit.recipe import Change, Recipe

ABOUT = "Documents that are read again after a change of one pattern, each pattern of the built-in relations in turn"


def measure(settings: Settings) -> list[Row]:
    """Read the corpus once, and ask of every pattern which documents its change would concern."""
    extractor = make_extractor()
    extracts = list(extractor.extract(documents_of(settings)))
    recipe = Recipe.of(extractor)
    shares = [
        sum(change.concerns(one.document, one.triggers, one.words) for one in extracts) / len(extracts)
        for change in _changes(recipe)
    ]
    return [
        Row(f"{len(extracts)} documents, {len(shares):,} patterns", f"median {median(shares):.0%}"),
        Row("mean", f"{mean(shares):.0%}"),
        Row("most", f"{max(shares):.0%}"),
    ]


def _changes(recipe: Recipe) -> Iterator[Change]:
    """Yield what is otherwise when one pattern is added; that its words are then known is left out."""
    for pattern in sorted({rule for rules in recipe.rules.values() for rule in rules}):
        rules = {trigger: tuple(rule for rule in some if rule != pattern) for trigger, some in recipe.rules.items()}
        yield recipe.change_from(replace(recipe, rules=rules))
