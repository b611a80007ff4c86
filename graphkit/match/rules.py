"""Rules compiled to a table by trigger, so that the cost of a sentence does not grow with the number of rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphkit.model import Clause
from graphkit.ontology import Ontology, Relation, Rule


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule under one of its triggers; ``before`` are the words that must stand before the trigger's last word."""

    rule: Rule
    relation: Relation
    before: tuple[str, ...]


class RuleTable:
    """All rules of an ontology by kind and last word of the trigger."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.symmetric = frozenset(r.id for r in ontology.relations.values() if r.symmetric)
        self._table: dict[tuple[str, str], list[Candidate]] = {}
        for relation in ontology.relations.values():
            for rule in relation.rules:
                for trigger in sorted(rule.pattern.triggers):
                    words = trigger.split()
                    key = (rule.pattern.kind, words[-1])
                    self._table.setdefault(key, []).append(Candidate(rule, relation, tuple(words[:-1])))

    def candidates(self, clause: Clause) -> Iterable[Candidate]:
        """Return the rules that this clause can trigger."""
        return self._table.get((clause.kind, clause.lemma), ())

    def triggers(self, relation: str | None = None) -> Mapping[str, frozenset[str]]:
        """Return the last words of all triggers, or of those of one relation, by kind of pattern."""
        found: dict[str, set[str]] = {}
        for (kind, word), candidates in self._table.items():
            if relation is None or any(one.relation.id == relation for one in candidates):
                found.setdefault(kind, set()).add(word)
        return {kind: frozenset(words) for kind, words in found.items()}
