"""Time of matching with ten times as many patterns, a third of which fire on the text."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

from bench.clock import interleaved, middle
from bench.corpus import documents_of
from bench.rows import Row, Settings, at_most
from graphkit.extraction import Extractor
from graphkit.match import Matcher, RuleTable
from graphkit.ontology import Ontology, Rule, load_ontology
from graphkit.patterns import PREPOSITIONS
from graphkit.pipeline import make_extractor

ABOUT = "Time of matching parsed sentences, with the patterns as they are and with ten times as many"
BAR, TIMES, SHARE = 1.5, 10, 1 / 3
_PLAIN = re.compile(r"[a-z]{3,}")
_COMPOUND = re.compile(r"-[a-z|]+ ")
Parsed = Sequence[tuple[Any, ...]]


def measure(settings: Settings) -> list[Row]:
    """Parse once, then match with both tables in turns."""
    extractor = make_extractor()
    parsed = list(_parsed(extractor, settings))
    words = _triggers_in(parsed)
    larger = _larger(extractor.ontology, words, settings.folder / "patterns")
    tables = {"once": RuleTable(extractor.ontology), "tenfold": RuleTable(larger)}
    matchers = {name: Matcher(table, extractor.actors) for name, table in tables.items()}
    runs = {name: _match(matcher, parsed) for name, matcher in matchers.items()}
    for warm_up in runs.values():
        warm_up()
    taken = interleaved(runs, settings.rounds if settings.quick else settings.rounds * 3)
    sentences = sum(len(one[1]) for one in parsed)
    rows = [
        Row(f"{_count(table.ontology):,} patterns, {_firing(table.ontology, words):.0%} fire",
            f"{middle(taken[name]) / sentences * 1e6:.0f} µs a sentence, {_tried(table, parsed):,} tries,"
            f" {runs[name]():,} statements")
        for name, table in tables.items()
    ]  # fmt: skip
    ratio = middle(taken["tenfold"]) / middle(taken["once"])
    return [*rows, Row(f"time of {TIMES} times as many", f"{sentences:,} sentences", *at_most(BAR, ratio))]


def _parsed(extractor: Extractor, settings: Settings) -> Iterator[tuple[Any, ...]]:
    documents = documents_of(settings)
    for reading, sentences in extractor.parse([extractor.read(document) for document in documents]):
        yield reading.document, sentences, reading.mentions, extractor.resolve(reading, sentences)


def _match(matcher: Matcher, parsed: Parsed) -> Any:
    return lambda: sum(len(list(matcher.match(*one))) for one in parsed)


def _triggers_in(parsed: Parsed) -> Mapping[str, Counter[str]]:
    """Return how often each lemma is the predicate of a clause, by kind of clause."""
    found: dict[str, Counter[str]] = {}
    for _, sentences, _, _ in parsed:
        for clause in (clause for sentence in sentences for clause in sentence.clauses):
            found.setdefault(clause.kind, Counter())[clause.lemma] += 1
    return found


def _count(ontology: Ontology) -> int:
    return sum(len(relation.rules) for relation in ontology.relations.values())


def _firing(ontology: Ontology, words: Mapping[str, Counter[str]]) -> float:
    """Return the share of the patterns that have a trigger in the text."""
    rules = [rule.pattern for relation in ontology.relations.values() for rule in relation.rules]
    lasts = [(pattern.kind, {trigger.split()[-1] for trigger in pattern.triggers}) for pattern in rules]
    return sum(not triggers.isdisjoint(words.get(kind, ())) for kind, triggers in lasts) / len(rules)


def _tried(table: RuleTable, parsed: Parsed) -> int:
    """Return how often a rule is held against a clause."""
    clauses = (clause for one in parsed for sentence in one[1] for clause in sentence.clauses)
    return sum(len(list(table.candidates(clause))) for clause in clauses)


def _larger(ontology: Ontology, words: Mapping[str, Counter[str]], folder: Path) -> Ontology:
    """Return the ontology with nine copies of each relation under new ids and with other triggers.

    As many copied patterns have a trigger from the text as make a third of all patterns fire. Their triggers go through
    all lemmas that are predicates in the text, the rare and the frequent, before the first one comes again.
    """
    folder.mkdir()
    chance = random.Random(1)
    shuffled = {kind: _shuffled(lemmas, chance) for kind, lemmas in words.items()}
    occurring = {kind: cycle(lemmas) for kind, lemmas in shuffled.items() if lemmas}
    share = (TIMES * SHARE - _firing(ontology, words)) / (TIMES - 1)
    number, firing = 0, 0
    for relation in ontology.relations.values():
        for copy in range(1, TIMES):
            patterns: dict[str, None] = {}
            for rule in relation.rules:
                number += 1
                fires = rule.pattern.kind in occurring and firing < share * number
                firing += fires
                word = next(occurring[rule.pattern.kind]) if fires else _invented(number)
                patterns[_with_trigger(rule, word)] = None
            _write(folder, relation, f"{relation.id}_{'abcdefghi'[copy - 1]}", list(patterns))
    return load_ontology([folder])


def _shuffled(lemmas: Mapping[str, int], chance: random.Random) -> list[str]:
    plain = sorted(lemma for lemma in lemmas if _PLAIN.fullmatch(lemma))
    return chance.sample(plain, len(plain))


def _invented(number: int) -> str:
    """Return a word that no text holds."""
    letters = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    return f"zq{letters}"


def _with_trigger(rule: Rule, word: str) -> str:
    """Return the text of a pattern with another trigger; one without a word of its own becomes a verb's."""
    text, kind = rule.pattern.text, rule.pattern.kind
    if kind == "compound":
        return _COMPOUND.sub(f"-{word} ", text)
    if kind == "possessive":
        return f"{{subject}} {word} {{object}}"
    parts = text.split()
    place = {"verbal": 1, "copular": 2}.get(kind, 1 if parts[0].startswith("{") else 0)
    if kind == "verbal" and set(parts[1].split("|")) <= PREPOSITIONS:
        # "MONEY of {object} come from {subject}"
        place = 3
    comma = "," if parts[place].endswith(",") else ""
    return " ".join((*parts[:place], word + comma, *parts[place + 1 :]))


def _write(folder: Path, relation: Any, name: str, patterns: Sequence[str]) -> None:
    entry = {
        "id": name,
        "about": relation.about,
        "label": relation.label,
        "inverse": relation.inverse,
        "family": relation.family,
        "symmetric": relation.symmetric,
        "abstract": relation.abstract,
        "patterns": patterns,
    }
    if not relation.abstract:
        entry |= {"subject": sorted(relation.subject), "object": sorted(relation.object)}
    (folder / f"{name}.yaml").write_text(json.dumps(entry), encoding="utf-8")
