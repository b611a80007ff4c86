"""Rules compiled to a table by trigger, so that the cost of a sentence does not grow with the number of rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphkit.model import Clause
from graphkit.ontology import Ontology, Relation, Rule
from graphkit.patterns import Element


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule under one of its triggers.

    Attributes:
        before: the words that must stand before the trigger's last word.
        needs: for each word that the rule cannot do without, the lemmas of which the sentence must hold one.
        wants: the same with the types of actors and the words before, each as a number (see ``RuleTable.met_by``).
    """

    rule: Rule
    relation: Relation
    before: tuple[str, ...]
    needs: tuple[frozenset[str], ...]
    wants: frozenset[int]


class RuleTable:
    """All rules of an ontology by kind and last word of the trigger."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.symmetric = frozenset(r.id for r in ontology.relations.values() if r.symmetric)
        self._table: dict[tuple[str, str], list[Candidate]] = {}
        self._numbers: dict[frozenset[str], int] = {}
        self._meets: dict[str, set[int]] = {}
        for relation in ontology.relations.values():
            for rule in relation.rules:
                needs = _needs(rule.pattern.elements)
                for trigger in sorted(rule.pattern.triggers):
                    *before, last = trigger.split()
                    words = (*needs, *(frozenset((word,)) for word in before))
                    wants = frozenset(map(self._number, (rule.subject, rule.object, *words)))
                    candidate = Candidate(rule, relation, tuple(before), needs, wants)
                    self._table.setdefault((rule.pattern.kind, last), []).append(candidate)

    def _number(self, wanted: frozenset[str]) -> int:
        """Return the number of a set of which a sentence must hold one."""
        number = self._numbers.setdefault(wanted, len(self._numbers))
        for one in wanted:
            self._meets.setdefault(one, set()).add(number)
        return number

    def met_by(self, held: Iterable[str]) -> set[int]:
        """Return all that rules want and that a sentence meets with its words and the types of its actors."""
        return set().union(*(self._meets.get(one, ()) for one in held))

    def candidates(self, clause: Clause) -> Sequence[Candidate]:
        """Return the rules that this clause can trigger."""
        return self._table.get((clause.kind, clause.lemma), ())

    def items(self) -> Iterable[tuple[tuple[str, str], list[Candidate]]]:
        """Return the rules by the kind and the lemma of the clauses that can trigger them."""
        return self._table.items()

    def triggers(self, relation: str | None = None) -> Mapping[str, frozenset[str]]:
        """Return the last words of all triggers, or of those of one relation, by kind of pattern."""
        found: dict[str, set[str]] = {}
        for (kind, word), candidates in self._table.items():
            if relation is None or any(one.relation.id == relation for one in candidates):
                found.setdefault(kind, set()).add(word)
        return {kind: frozenset(words) for kind, words in found.items()}


def _needs(elements: Iterable[Element]) -> tuple[frozenset[str], ...]:
    required = (element.words for element in elements if element.words and not element.optional)
    # Of "financial assistance" only the last word must be a lemma of its own.
    return tuple(words | {word.split()[-1] for word in words} for words in required)
