"""The word sets of words.yaml: those that no pattern uses, and those that lie within another.

Sets may share words: "grant" is money and aid. What matters is whether two relations then read the same sentence, which
``overlap`` finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from graphkit.lint.finding import Finding, warning
from graphkit.ontology import Ontology

_SET = re.compile(r"\b[A-Z][A-Z_]+\b")


def check_words(ontology: Ontology) -> Iterator[Finding]:
    """Yield the sets that no pattern uses, and those that equal or lie within another."""
    texts = [rule.pattern.text for relation in ontology.relations.values() for rule in relation.rules]
    used = {name for text in texts for name in _SET.findall(text)}
    for name, words in ontology.words.items():
        path, line = ontology.word_places[name]
        if name not in used:
            yield warning(path, line, f"no pattern uses {name}", "use it in a pattern or remove it")
        if not words:
            yield warning(path, line, f"{name} holds no word", "add words or remove it")
    for one, other in combinations(sorted(used & set(ontology.words)), 2):
        small, large = sorted((one, other), key=lambda name: len(ontology.words[name]))
        if ontology.words[small] <= ontology.words[large]:
            path, line = ontology.word_places[small]
            yield warning(path, line, f"{large} holds every word of {small}", f"write {large} instead, or part them")
