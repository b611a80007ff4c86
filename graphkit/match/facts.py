"""What a noun, or a clause that is a fact of its own, takes from around it: who says it, denial, what is said of it."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.match import lexicon as words
from graphkit.match.judgement import Judgement
from graphkit.match.predicates import has_no, is_negated
from graphkit.model import Token
from graphkit.tree import Tree

REACH = 12
_OPPOSING = frozenset("block obstruct oppose veto".split())
UNTRUE = frozenset(
    "baseless fabrication false fiction groundless hoax invention lie myth nonsense unfounded untrue wrong".split()
)
_TAKING_SIDES = frozenset("argue be campaign lobby speak vote".split())
_LINKING = frozenset("be become look remain seem appear".split())
# "unthinkable", "out of the question", "off the table", "ruled out"
_CANNOT_BE = frozenset("impossible inconceivable question table unimaginable unlikely unrealistic unthinkable".split())
_PREDICATE_MARKS = {
    **dict.fromkeys("conceivable doubtful likely plausible possible probable".split(), "possible"),
    **dict.fromkeys("due expected imminent impending inevitable near planned scheduled".split(), "planned"),
}
EVIDENCE = frozenset(("evidence", "proof", "indication", "sign", "intention", "plan"))
_PLANNING = frozenset(("plan", "propose", "threaten", "seek", "consider", "discuss", "want"))
_CANCELLING = frozenset(("cancel", "postpone"))
_DEMANDING = frozenset(("appeal", "call", "press", "push", "plead"))
_EXPECTING = frozenset("announce envisage expect foresee intend schedule set slate".split())
_AVOIDING = frozenset(("rule", "avoid", "avert"))
_CHARGES = frozenset("accusation allegation charge claim complaint condemnation criticism denunciation rebuke".split())
_LOOMING = frozenset("threat talk spectre specter".split())
# Who notes a deed says that it is done; who condemns or praises one takes it as known.
_CONTENT = frozenset(
    "acknowledge announce claim confirm describe disclose emphasise emphasize highlight mention note reaffirm reiterate"
    " report reveal stress underline underscore".split()
)


def climb_noun(tree: Tree, index: int, judgement: Judgement) -> None:
    """Go up to the verbs of saying above a noun, or above a clause that is a fact of its own."""
    for token, governor in _governors(tree, index):
        if governor.kind == "verb" and token.link in ("content-clause", "parataxis"):
            if governor.lemma in words.SAY:
                judgement.speak(governor.index, "say")
            elif governor.lemma in words.ALLEGE | words.DENY:
                judgement.speak(governor.index, "allege")
        elif governor.lemma in _CONTENT and token.link == "object" and governor.kind == "verb":
            # "noted the support of A for B"
            judgement.speak(governor.index, "say")


def _governors(tree: Tree, index: int) -> Iterator[tuple[Token, Token]]:
    """Yield (word, the word that governs it) upwards; the root is yielded as its own governor."""
    for _ in range(REACH):
        token = tree.tokens[index]
        if token.parent < 0:
            return
        yield token, tree.tokens[token.parent]
        if token.parent == index:
            return
        index = token.parent


def judge_noun_place(tree: Tree, index: int, judgement: Judgement) -> None:
    """Read the verb or noun that a predicate noun is an argument of ("denied any support", "accused of support")."""
    token = tree.tokens[index]
    if token.parent < 0 or token.parent == index:
        return
    governor = tree.tokens[token.parent]
    if token.lemma in _CHARGES and governor.lemma in words.DENY:
        # Who dismisses a criticism does not deny that it was made.
        return
    if governor.kind == "verb" and token.link in ("object", "passive-subject"):
        if governor.lemma != "discuss" or not _is_known_attack(tree, token):
            _judge_object_of(tree, governor, judgement)
    elif governor.kind == "verb" and token.link == "subject":
        _judge_predicate(tree, governor.index, judgement)
    elif governor.kind == "preposition" and governor.parent not in (-1, governor.index):
        _judge_after_mark(governor.lemma, tree.tokens[governor.parent].lemma, judgement)
        _judge_after_preposition(tree, tree.tokens[governor.parent], judgement)


def _judge_after_mark(preposition: str, above: str, judgement: Judgement) -> None:
    """Read "without support", "until talks" and "is against the membership"."""
    if preposition == "without":
        judgement.mark("denied")
    elif preposition in words.CONDITION_MARKS:
        judgement.block("a condition")
    elif preposition == "against" and above in _TAKING_SIDES:
        judgement.block("opposed")


def _judge_predicate(tree: Tree, verb: int, judgement: Judgement) -> None:
    """Read what is said of the deed itself ("the support is a myth", "an attack is unlikely")."""
    if tree.tokens[verb].lemma not in _LINKING:
        return
    heads = tree.children(verb, "complement", "preposition")
    inner = [h for p in heads for name in tree.prepositions(p).values() for h in name]
    said = {tree.tokens[one].lemma for one in (*heads, *inner, *tree.children(verb, "adverb"))}
    said |= {tree.tokens[h].lemma for found in tree.prepositions(verb).values() for h in found}
    negated = is_negated(tree, verb)
    if said & UNTRUE:
        judgement.mark("asserted" if negated else "denied")
    elif said & _CANNOT_BE:
        judgement.block("" if negated else "what cannot be")
    for word in sorted(said & _PREDICATE_MARKS.keys()):
        judgement.mark("denied" if negated else _PREDICATE_MARKS[word])


def _is_known_attack(tree: Tree, noun: Token) -> bool:
    """Return whether a noun is "the raid" or "Israel's raid", which happened, rather than "a raid"."""
    articles = [tree.tokens[d].lemma for d in tree.children(noun.index, "determiner")]
    return noun.lemma in words.FORCE_NOUNS and ("the" in articles or tree.has(noun.index, "possessor"))


def _judge_object_of(tree: Tree, verb: Token, judgement: Judgement) -> None:
    if verb.lemma in words.DENY:
        judgement.mark("alleged" if is_negated(tree, verb.index) else "denied")
        judgement.speak(verb.index, "deny")
    elif verb.lemma in words.ALLEGE:
        judgement.mark("alleged")
    elif verb.lemma in _OPPOSING:
        judgement.block("opposed")
    elif verb.lemma in _CANCELLING or (verb.lemma == "call" and _has_particle(tree, verb.index, "off")):
        judgement.block("called off")
    elif verb.lemma in words.PREVENT - words.END or verb.lemma in _AVOIDING:
        judgement.block("prevented")
    elif verb.lemma in _PLANNING or (verb.lemma in _EXPECTING and tree.is_passive(verb.index)):
        judgement.mark("planned")


def _has_particle(tree: Tree, verb: int, particle: str) -> bool:
    return any(tree.tokens[p].lemma == particle for p in tree.children(verb, "particle", "adverb", "preposition"))


def _judge_after_preposition(tree: Tree, above: Token, judgement: Judgement) -> None:
    if above.lemma in words.ALLEGE and above.kind == "verb":
        judgement.mark("alleged")
        judgement.speak(above.index, "allege")
    elif above.kind != "noun":
        if above.lemma in _DEMANDING and _has_particle(tree, above.index, "for"):
            judgement.block("an exhortation or question")
    elif above.lemma in words.ALLEGE_NOUNS:
        judgement.mark("alleged")
    elif above.lemma in words.DENY_NOUNS or (above.lemma in EVIDENCE and has_no(tree, above.index)):
        judgement.mark("denied")
    elif above.lemma in words.POSSIBLE_NOUNS or above.lemma in _LOOMING:
        judgement.mark("possible")
