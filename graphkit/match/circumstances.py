"""Which date and which sum of a sentence belong to a clause."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.match.amounts import Amount
from graphkit.match.dates import TimeExpression
from graphkit.match.lexicon import SAY
from graphkit.model import Clause
from graphkit.tree import Tree

_EVENTS = frozenset(
    "agreement assassination assault attack battle bombing ceasefire clash conflict coup deal death election"
    " explosion killing massacre meeting murder offensive operation raid report resolution revolution shooting"
    " strike summit talks truce uprising visit war".split()
)
_SAME_EVENT = frozenset(("open-complement", "conjunct", "prepositional-clause"))


def date_of(tree: Tree, clause: Clause, dates: Sequence[TimeExpression]) -> TimeExpression | None:
    """Return the time expression that says when the clause holds, or None."""
    chain = _event_chain(tree, clause)
    best: tuple[int, int, TimeExpression] | None = None
    for expression in dates:
        token = _token_at(tree, expression.begin, expression.end)
        if token < 0:
            continue
        distance = _distance(tree, token, clause.trigger, chain)
        if distance < 0:
            continue
        order = (distance, abs(expression.begin - tree.tokens[clause.trigger].begin), expression)
        if best is None or order[:2] < best[:2]:
            best = order
    return best[2] if best else None


def amount_of(tree: Tree, clause: Clause, amounts: Sequence[Amount]) -> Amount | None:
    """Return the sum of money that the clause speaks of, or None."""
    chain = _event_chain(tree, clause)
    for amount in amounts:
        token = _token_at(tree, amount.begin, amount.end)
        if token >= 0 and _distance(tree, token, clause.trigger, chain) >= 0:
            return amount
    return None


def _token_at(tree: Tree, begin: int, end: int) -> int:
    """Return the word of the span that governs the others of it."""
    inside = [t.index for t in tree.tokens if begin <= t.begin < end and t.link not in ("inside", "title")]
    for index in inside:
        if tree.tokens[index].parent not in inside or tree.tokens[index].parent == index:
            return index
    return -1


def _event_chain(tree: Tree, clause: Clause) -> list[int]:
    """Return the verb of the clause and the verbs above it that speak of the same event."""
    verb = clause.anchor if clause.anchor >= 0 else -1
    if clause.kind == "compound" or clause.construction in ("title", "apposition", "nominal", "possessive"):
        return []
    chain: list[int] = []
    while verb >= 0 and verb not in chain:
        if tree.tokens[verb].lemma in SAY and chain:
            break
        chain.append(verb)
        token = tree.tokens[verb]
        if token.parent == verb or token.link not in _SAME_EVENT:
            break
        verb = token.parent
        if tree.tokens[verb].kind == "preposition":
            if tree.tokens[verb].lemma in ("after", "before", "since", "until", "despite", "without"):
                break
            verb = tree.tokens[verb].parent
        if verb < 0 or not tree.is_verb(verb):
            break
    return chain


def _distance(tree: Tree, token: int, trigger: int, chain: Sequence[int]) -> int:
    """Return how far above the token the clause's words are: 0 below the trigger, n+1 at the n-th verb, -1 never."""
    for _ in range(14):
        if token == trigger:
            return 0
        if tree.tokens[token].lemma in _EVENTS and tree.tokens[token].mention < 0:
            # "hailed the attack of 7 October": the date is the attack's.
            return -1
        if tree.is_verb(token) or tree.tokens[token].parent == token:
            break
        token = tree.tokens[token].parent
        if token < 0:
            return -1
    if token == trigger:
        return 0
    return chain.index(token) + 1 if token in chain else -1
