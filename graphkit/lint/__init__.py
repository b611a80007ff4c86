"""Checking of rules: do they match what their examples say, can each of them match, and does it say anything new."""

from __future__ import annotations

from graphkit.extraction import Extractor
from graphkit.lint.examples import EXAMPLE_DATE, MIN_MATCHING, MIN_OTHER, Outcome, check_examples, is_matching
from graphkit.lint.examples import run_examples as run_examples
from graphkit.lint.exercise import check_exercise
from graphkit.lint.finding import Finding
from graphkit.lint.overlap import check_overlap
from graphkit.lint.word_sets import check_words

__all__ = ["EXAMPLE_DATE", "MIN_MATCHING", "MIN_OTHER", "Finding", "Outcome", "is_matching", "lint", "run_examples"]


def lint(extractor: Extractor) -> list[Finding]:
    """Return everything to mend in the rules, sorted by file and line."""
    outcomes = run_examples(extractor)
    findings = [
        *check_examples(extractor, outcomes),
        *check_exercise(extractor, outcomes),
        *check_overlap(extractor.ontology),
        *check_words(extractor.ontology),
    ]
    return sorted(set(findings), key=lambda f: (f.path, f.line, f.level, f.problem))
