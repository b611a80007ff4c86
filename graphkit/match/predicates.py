"""How a verb or a predicate noun is meant by its own words: auxiliaries, negation, adverbs, adjectives."""

from __future__ import annotations

from graphkit.match import lexicon as words
from graphkit.match.judgement import Judgement
from graphkit.model import Clause, Token
from graphkit.tree import Tree

_ALMOST = frozenset(("almost", "nearly", "barely"))
_WRONGLY = frozenset(("falsely", "wrongly", "mistakenly", "erroneously"))
_INVERTED = frozenset(("had", "were", "should"))
_PROMISING = frozenset("offer plan plot pledge prepare promise propose vow".split())
# What an adjective or determiner of a predicate noun says of it.
_NOUN_MARKS = {
    **dict.fromkeys(words.ALLEGE_ADJECTIVES | words.ALLEGE_ADVERBS, "alleged"),
    **dict.fromkeys(words.PLAN_ADJECTIVES, "planned"),
    **dict.fromkeys(words.POSSIBLE_ADJECTIVES, "possible"),
    **dict.fromkeys(("no", "neither", "not"), "denied"),
}
# What an auxiliary or an adverb says of a verb.
_AUXILIARY_MARKS = {**dict.fromkeys(words.WILL, "planned"), **dict.fromkeys(words.CAN, "possible")}
_ADVERB_MARKS = {
    **dict.fromkeys(words.ALLEGE_ADVERBS, "alleged"),
    **dict.fromkeys(words.POSSIBLE_ADVERBS, "possible"),
}


def judge_noun(tree: Tree, clause: Clause, judgement: Judgement) -> None:
    """Read the adjectives and the light verb of a predicate noun."""
    for child in tree.children(clause.trigger, "adjective", "determiner", "adverb", "compound", "negation"):
        lemma, form = tree.tokens[child].lemma, tree.tokens[child].text.lower()
        if mark := _NOUN_MARKS.get(form, _NOUN_MARKS.get(lemma)):
            judgement.mark(mark)
        elif lemma in ("renewed", "resumed"):
            judgement.status = judgement.status or "started"
    if clause.construction == "light verb":
        _judge_light_verb(tree, clause, judgement)


def _judge_light_verb(tree: Tree, clause: Clause, judgement: Judgement) -> None:
    """Read what a light verb adds to its noun ("stopped", "denied", "pledged support")."""
    lemma = tree.tokens[clause.anchor].lemma
    if lemma in words.BEGIN:
        judgement.status = "started"
    elif lemma in words.END and not is_negated(tree, clause.anchor):
        judgement.status = "ended"
    elif lemma in words.DENY:
        judgement.mark("alleged" if is_negated(tree, clause.anchor) else "denied")
        judgement.speak(clause.anchor, "deny")
    elif lemma in _PROMISING:
        judgement.mark("planned")


def judge_verb(tree: Tree, verb: int, judgement: Judgement, deniable: bool = True) -> None:
    """Read the auxiliaries, negation and adverbs of a verb; ``deniable``: its negation denies what is said."""
    if tree.has(verb, "subject") and [tree.tokens[a].lemma for a in tree.children(verb, "auxiliary")] == ["to"]:
        # A headline: "Meshaal to meet Khamenei".
        judgement.mark("planned")
    _judge_auxiliaries(tree, verb, judgement)
    if _is_ahead(tree, verb):
        judgement.mark("planned")
    said = {tree.tokens[child].lemma for child in tree.children(verb, "adverb")}
    for word in sorted(said & _ADVERB_MARKS.keys()):
        judgement.mark(_ADVERB_MARKS[word])
    if _is_no_longer(tree, verb):
        judgement.status = "ended"
    elif (deniable and is_negated(tree, verb)) or said & _WRONGLY:
        judgement.mark("denied")
    judgement.block("an imperative" if _is_imperative(tree, tree.tokens[verb]) else "")
    judgement.block("almost" if said & _ALMOST else "a condition" if _is_condition(tree, verb) else "")


def _judge_auxiliaries(tree: Tree, verb: int, judgement: Judgement) -> None:
    for child in tree.children(verb, "auxiliary", "passive-auxiliary"):
        word = tree.tokens[child].lemma
        if word in _AUXILIARY_MARKS:
            judgement.mark(_AUXILIARY_MARKS[word])
        elif word in words.OUGHT:
            judgement.block("an exhortation")


def _is_ahead(tree: Tree, verb: int) -> bool:
    """Return whether a present speaks of what is to come ("leaves tomorrow", "meet next week")."""
    times = tree.children(verb, "time")
    soon = any(tree.tokens[t].lemma == "tomorrow" for t in (*times, *tree.children(verb, "adverb")))
    return soon or any(tree.tokens[a].lemma == "next" for t in times for a in tree.children(t, "adjective"))


def _is_imperative(tree: Tree, verb: Token) -> bool:
    """Return whether a bare verb opens the sentence ("Stop arming the Front, Strelsau said")."""
    first = next((t for t in tree.tokens if t.kind != "punctuation"), verb)
    bare = verb.form == "base" and not tree.has(verb.index, "auxiliary", "subject", "passive-subject")
    return bare and first.index == verb.index


def _is_condition(tree: Tree, verb: int) -> bool:
    """Return whether a verb stands under "if", is inverted ("Had it armed ..."), or stands over "if" with "would"."""
    if any(tree.tokens[m].lemma in words.CONDITION_MARKS for m in tree.children(verb, "mark", "adverb")):
        return True
    if _is_inverted(tree, verb):
        return True
    auxiliaries = tree.children(verb, "auxiliary", "passive-auxiliary")
    would = any(tree.tokens[a].lemma in ("would", "could", "might") for a in auxiliaries)
    clauses = tree.children(verb, "adverbial-clause") if would else []
    return any(tree.tokens[m].lemma == "if" for c in clauses for m in tree.all_children(c)) or any(
        _is_inverted(tree, c) for c in clauses
    )


def _is_inverted(tree: Tree, verb: int) -> bool:
    """Return whether a clause is "had it attacked" or "should it attack"."""
    subjects = tree.children(verb, "subject", "passive-subject")
    auxiliaries = tree.children(verb, "auxiliary", "passive-auxiliary")
    return bool(subjects) and any(tree.tokens[a].text.lower() in _INVERTED and a < subjects[0] for a in auxiliaries)


def _is_no_longer(tree: Tree, verb: int) -> bool:
    return any(
        tree.tokens[adverb].lemma == "longer"
        and any(tree.tokens[c].lemma == "no" for c in tree.children(adverb, "negation", "adverb"))
        for adverb in tree.children(verb, "adverb")
    )


def is_negated(tree: Tree, verb: int) -> bool:
    """Return whether a verb is negated by "not", "never", "nor", or a subject with "no"."""
    if any(not _is_of_preposition(tree, verb, one) for one in tree.children(verb, "negation")):
        return True
    if any(tree.has(a, "negation") for a in tree.children(verb, "auxiliary", "passive-auxiliary")):
        return True
    if any(tree.tokens[a].lemma in words.NEVER for a in tree.children(verb, "adverb")):
        return True
    if any(tree.tokens[c].lemma == "nor" and c < verb for c in tree.children(tree.tokens[verb].parent, "coordination")):
        # "neither confirmed nor denied"
        return tree.tokens[verb].link == "conjunct"
    subjects = tree.children(verb, "subject", "passive-subject")
    around = [d for s in subjects for d in (s, *tree.children(s, "determiner", "coordination"))]
    return any(tree.tokens[d].lemma in ("no", "nobody", "neither", "few", "none") for d in around)


def _is_of_preposition(tree: Tree, verb: int, negation: int) -> bool:
    """Return whether a "not" after the verb leaves it alone ("was funded not by Iran but by Qatar")."""
    after = tree.tokens[negation + 1] if negation + 1 < len(tree.tokens) else tree.tokens[negation]
    return verb < negation and after.kind == "preposition" and tree.tokens[negation].lemma == "not"


def has_no(tree: Tree, noun: int) -> bool:
    """Return whether a noun has "no" before it."""
    return any(tree.tokens[d].lemma in ("no", "little") for d in tree.children(noun, "determiner", "adjective"))
