"""Patterns that no example exercises: those that can never match, those that another outdoes, and the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphkit.extraction import Extractor
from graphkit.lint.examples import EXAMPLE_DATE, Outcome
from graphkit.lint.finding import Finding, warning
from graphkit.lint.plain import PlainSentences, dead_triggers
from graphkit.match import ArgumentReader
from graphkit.model import Document
from graphkit.ontology import Relation, Rule


def check_exercise(extractor: Extractor, outcomes: Iterable[Outcome]) -> Iterator[Finding]:
    """Yield the words that can never trigger, and the patterns by which no example is read.

    A pattern that no example exercises is tried on a plain sentence made from its own words.
    """
    used = {s.rule for outcome in outcomes for s in (*outcome.statements, *outcome.others)}
    plain = PlainSentences(extractor)
    for relation in extractor.ontology.relations.values():
        for rule in relation.rules:
            for word, base in dead_triggers(rule.pattern):
                problem = f"'{word}' in '{rule.pattern.text}' can never match: it is no base form"
                yield warning(relation.path, rule.line, problem, f"write '{base}'" if base else "correct the word")
            if rule.name not in used:
                yield _unused(extractor, relation, rule, plain)


def _unused(extractor: Extractor, relation: Relation, rule: Rule, plain: PlainSentences) -> Finding:
    texts = plain.of(rule)
    tried = [_try(extractor, rule, text) for text in (*texts, *(e.text for e in relation.examples))]
    fitting = [(text, winner) for text, (failure, winner) in zip(_texts(texts, relation), tried, strict=True)
               if not failure]  # fmt: skip
    pattern = rule.pattern.text
    if not fitting:
        failure = tried[0][0] if texts else "no actor has a type that it allows"
        shown = f": not even '{texts[0]}' does, because of this: {failure}" if texts else f": {failure}"
        return warning(relation.path, rule.line, f"'{pattern}' seems never to match{shown}", "correct the pattern")
    winners = sorted({winner for _, winner in fitting})
    if rule.name not in winners and winners != [""]:
        other = next(winner for winner in winners if winner)
        problem = f"'{other}'{_line_of(extractor, other)} shadows '{pattern}': it is preferred in '{fitting[0][0]}'"
        return warning(relation.path, rule.line, problem, "remove the pattern, or narrow the other one")
    text = next((text for text, winner in fitting if winner == rule.name), fitting[0][0])
    return warning(relation.path, rule.line, f"no example exercises '{pattern}'", f"add one such as '{text}'")


def _texts(texts: list[str], relation: Relation) -> list[str]:
    return [*texts, *(example.text for example in relation.examples)]


def _line_of(extractor: Extractor, name: str) -> str:
    relation = extractor.ontology.relations[name.partition(":")[0]]
    line = next((rule.line for rule in relation.rules if rule.name == name), 0)
    return f" ({relation.path.name}:{line})" if line else ""


def _try(extractor: Extractor, rule: Rule, text: str) -> tuple[str, str]:
    """Return why a rule fails in a text, "" when it fits, and the rule that is taken for the same words there."""
    reading = extractor.read(Document("try", text, date=EXAMPLE_DATE))
    [(_, sentences)] = list(extractor.parse([reading]))
    anaphors = extractor.resolve(reading, sentences)
    failure = "no clause has its trigger"
    for sentence in sentences:
        reader = ArgumentReader(sentence, reading.mentions, anaphors, extractor.actors)
        for trace in extractor.matcher.trace(reader):
            if trace.rule == rule.name:
                failure = trace.failure
                if not failure:
                    places = {sentence.tokens[trace.clause.trigger].begin}
                    taken = [s.rule for s in extractor.match(reading, sentences, anaphors) if s.trigger_begin in places]
                    return "", rule.name if rule.name in taken else next(iter(taken), "")
    return failure, ""
