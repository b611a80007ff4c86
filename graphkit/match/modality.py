"""How a clause is meant: asserted, alleged, planned, possible or denied; whether it began or ended; or not said at all.

The judgement is read off the words around the predicate: its auxiliaries, adverbs and negation, then the verbs and
nouns that govern it, up to the first that says it ("said that") or sets it apart as a fact ("which funds").
"""

from __future__ import annotations

from dataclasses import replace

from graphkit.match import lexicon as words
from graphkit.match.facts import climb_noun, judge_noun_place
from graphkit.match.governors import climb
from graphkit.match.judgement import Judgement
from graphkit.match.predicates import judge_noun, judge_verb
from graphkit.model import Clause
from graphkit.tree import Tree

_ORDERING = frozenset("compel force instruct order tell".split())
_STAGING = frozenset("arrange broker convene facilitate hold host mediate organise organize propose sponsor".split())
_CALLING = frozenset("brand call consider deem dub label term".split())


def judge(tree: Tree, clause: Clause, naming: bool = False) -> Judgement:
    """Return how the clause is meant.

    Args:
        tree: the sentence.
        clause: one of its clauses.
        naming: True when to use the noun is the deed itself: who says "if the crimes of the Front go on" accuses it.
    """
    judgement = Judgement(status="ended" if clause.former else "")
    if naming:
        judge_noun(tree, replace(clause, construction="nominal"), judgement)
        judge_noun_place(tree, clause.trigger, judgement)
        climb_noun(tree, clause.trigger, judgement)
    else:
        _judge(tree, clause, judgement)
    _according(tree, judgement)
    return judgement


def _judge(tree: Tree, clause: Clause, judgement: Judgement) -> None:
    start = clause.anchor
    if clause.kind == "nominal":
        judge_noun(tree, clause, judgement)
        if clause.construction != "light verb":
            judge_noun_place(tree, clause.trigger, judgement)
            climb_noun(tree, clause.trigger, judgement)
            _judge_staged(tree, clause.trigger, judgement)
            return
    elif clause.kind == "copular":
        judge_noun(tree, clause, judgement)
        if start >= 0 and tree.tokens[start].lemma in _CALLING:
            # "calls A a puppet of B"
            judgement.mark("alleged")
            judgement.speak(start, "allege")
    if start < 0 or _is_to_end(tree, clause):
        judgement.status = "" if start >= 0 else judgement.status
        climb_noun(tree, clause.trigger, judgement)
        return
    if clause.lemma == "claim":
        # "The Front claimed responsibility": its own word for it.
        judgement.speak(clause.trigger, "say")
    # "the shipments have not stopped": they go on.
    goes_on = clause.construction == "light verb" and tree.tokens[start].lemma in words.END
    judge_verb(tree, start, judgement, deniable=not goes_on)
    climb(tree, start, judgement)


def _judge_staged(tree: Tree, noun: int, judgement: Judgement) -> None:
    """Read "would like to host talks between A and B": the talks are as sure as that they are hosted."""
    token = tree.tokens[noun]
    verb = tree.tokens[token.parent]
    if token.link == "object" and verb.kind == "verb" and verb.lemma in _STAGING:
        judge_verb(tree, verb.index, judgement)
        climb(tree, verb.index, judgement)


def _is_to_end(tree: Tree, clause: Clause) -> bool:
    """Return whether a deed goes on that somebody is asked to end ("urged Russia to stop its raids on the town")."""
    verb = tree.tokens[clause.anchor]
    asked = verb.link in ("open-complement", "content-clause", "complement") and verb.parent != verb.index
    ends = clause.construction == "light verb" and verb.lemma in ("stop", "end", "cease", "halt")
    return ends and asked and tree.tokens[verb.parent].lemma in words.URGE | _ORDERING


def _according(tree: Tree, judgement: Judgement) -> None:
    """Note "according to" and "as X said", which speak for the whole sentence wherever the parser hangs them."""
    for token in tree.tokens:
        if token.text.lower() == "according" and token.link not in ("inside", "title"):
            judgement.speak(token.index, "according")
        elif token.link == "adverbial-clause" and token.lemma in words.SAY and _is_as_said(tree, token.index):
            judgement.speak(token.index, "say")


def _is_as_said(tree: Tree, verb: int) -> bool:
    """Return whether a clause is "as the minister said", which says nothing else."""
    as_mark = any(tree.tokens[m].lemma == "as" for m in tree.children(verb, "mark", "adverb"))
    return as_mark and not tree.has(verb, "object", "content-clause", "open-complement")
