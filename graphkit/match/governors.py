"""How a clause is meant by what governs it: verbs of saying, planning, refusing; nouns; prepositions."""

from __future__ import annotations

from graphkit.match import lexicon as words
from graphkit.match.facts import EVIDENCE, REACH, UNTRUE, climb_noun
from graphkit.match.judgement import Judgement
from graphkit.match.predicates import has_no, is_negated, judge_verb
from graphkit.model import Token
from graphkit.tree import Tree

_UNABLE = frozenset("afraid fearful incapable tired unable wary".split())
_INSTEAD = frozenset(("instead", "rather", "far"))
_WHY = frozenset(("why", "how", "where", "when"))
_SPENDING = frozenset("allocate use spend pay send provide give raise earmark transfer channel".split())
_TRY = frozenset(("try", "attempt", "work", "struggle", "strive", "fight"))
_TRIED = frozenset(("convict", "indict", "fault"))
# What a verb says of its infinitive or gerund, and a noun of its infinitive or gerund: (field, value). Later rows win.
_COMPLEMENT_EFFECTS = {
    **dict.fromkeys(words.END | {"use"}, ("status", "ended")),
    **dict.fromkeys(words.BEGIN, ("status", "started")),
    **dict.fromkeys(words.PREVENT - words.END, ("blocked", "prevented")),
    **dict.fromkeys(words.REFUSE, ("modality", "denied")),
    **dict.fromkeys(words.PLAN, ("modality", "planned")),
    **dict.fromkeys(_TRY, ("effort", "")),
    **dict.fromkeys(words.URGE, ("blocked", "an exhortation or question")),
    **dict.fromkeys(("have", "need", "ought"), ("blocked", "an obligation")),
    **dict.fromkeys(words.NOT_STATED, ("blocked", "not said to be so")),
    **dict.fromkeys(words.ALLEGE | {"seem", "appear"}, ("modality", "alleged")),
    # "is to meet", "is considering sending"
    **dict.fromkeys(("be", "consider"), ("modality", "planned")),
}
_INFINITIVE_EFFECTS = {
    **dict.fromkeys(words.PLAN_NOUNS, ("modality", "planned")),
    **dict.fromkeys(words.EFFORTS, ("effort", "")),
}
_ADJECTIVE_EFFECTS = {
    **dict.fromkeys(
        "bound determined due eager expected happy keen poised prepared ready scheduled set slated willing".split(),
        ("modality", "planned"),
    ),
    **dict.fromkeys("able free likely".split(), ("modality", "possible")),
    **dict.fromkeys("loath reluctant unable unlikely unwilling".split(), ("modality", "denied")),
    **dict.fromkeys(("afraid", "fearful", "wary"), ("blocked", "what cannot be")),
}
_NOUN_EFFECTS = {
    **dict.fromkeys(words.REFUSE_NOUNS, ("modality", "denied")),
    **dict.fromkeys(words.POSSIBLE_NOUNS, ("modality", "possible")),
    **dict.fromkeys(words.DENY_NOUNS, ("modality", "denied")),
}


def climb(tree: Tree, index: int, judgement: Judgement) -> None:
    """Go up from a verb to what governs it, as long as the governor changes how the verb is meant."""
    content = False
    for _ in range(REACH):
        token = tree.tokens[index]
        if token.parent < 0 or token.parent == index:
            _judge_root(tree, token, judgement)
            return
        if _semicolon_between(tree, index, token.parent):
            return
        above = _step(tree, token, judgement, content)
        if above is None:
            climb_noun(tree, index, judgement)
            return
        index, content = above
        if not tree.is_verb(index):
            climb_noun(tree, index, judgement)
            return


def _step(tree: Tree, token: Token, judgement: Judgement, content: bool) -> tuple[int, bool] | None:
    """Read what governs a verb; return the governor, and whether the verb is content of speech, or None at a fact."""
    parent = token.parent
    governed = tree.is_verb(parent)
    if token.link == "conjunct" and governed:
        if not tree.has(token.index, "subject", "passive-subject") and not content:
            _judge_shared(tree, token, parent, judgement)
        return parent, content
    if token.link in ("open-complement", "content-clause", "parataxis") and governed:
        return parent, _judge_governor(tree, token, judgement, content)
    if _is_of_predicate(tree, token):
        judgement.apply(_ADJECTIVE_EFFECTS.get(tree.tokens[parent].lemma))
        return parent, content
    if token.link == "prepositional-clause":
        governor = _judge_preposition(tree, token, judgement)
        return None if governor < 0 else (governor, content)
    if token.link in ("noun-clause", "content-clause"):
        _judge_noun_governor(tree, token, parent, judgement)
    elif token.link == "adverbial-clause":
        _judge_adverbial(tree, token.index, judgement)
    return None


def _judge_unproven(tree: Tree, verb: int, judgement: Judgement) -> None:
    """Read "no evidence" as the subject of the verb over a clause ("no evidence has come to light that ...")."""
    verbs = (verb, tree.tokens[verb].parent)
    subjects = (s for v in verbs if tree.is_verb(v) for s in tree.children(v, "subject", "passive-subject"))
    if any(tree.tokens[s].lemma in EVIDENCE and has_no(tree, s) for s in subjects):
        judgement.mark("denied")


def _is_of_predicate(tree: Tree, token: Token) -> bool:
    """Return whether a clause is a predicate's infinitive ("is ready to talk") or itself one ("is said to")."""
    if token.link == "complement":
        return tree.is_verb(token.parent)
    return token.link == "open-complement" and tree.tokens[token.parent].kind == "adjective"


def _semicolon_between(tree: Tree, one: int, other: int) -> bool:
    low, high = sorted((one, other))
    return any(tree.tokens[i].text == ";" for i in range(low + 1, high))


def _judge_root(tree: Tree, token: Token, judgement: Judgement) -> None:
    auxiliaries = [tree.tokens[c].lemma for c in tree.children(token.index, "auxiliary")]
    has_subject = tree.has(token.index, "subject", "passive-subject")
    if auxiliaries == ["to"]:
        # A headline: "Iran to send weapons".
        judgement.mark("planned")
    elif token.kind == "verb" and token.form == "base" and not has_subject and not auxiliaries and token.index == 0:
        judgement.block("an imperative")


def _judge_shared(tree: Tree, token: Token, governor: int, judgement: Judgement) -> None:
    """A verb without a subject of its own shares the modals and negation of the verb before it."""
    own = [tree.tokens[c].lemma for c in tree.children(token.index, "auxiliary")]
    progressive = token.form == "gerund" and tree.tokens[governor].form == "gerund"
    if (token.form == "base" and not own) or token.form == "participle" or (progressive and not own):
        judge_verb(tree, governor, judgement)
    elif any(tree.tokens[m].lemma in words.CONDITION_MARKS for m in tree.children(governor, "mark")):
        judgement.block("a condition")


def _judge_governor(tree: Tree, token: Token, judgement: Judgement, content: bool) -> bool:
    """Read a verb that governs the clause; return whether the clause is now the content of what somebody says."""
    parent = token.parent
    _judge_unproven(tree, parent, judgement)
    if any(tree.tokens[a].lemma in _WHY for a in tree.children(token.index, "adverb", "mark")):
        # "explains why Iran backs Hamas" takes it for a fact.
        return content
    lemma, negated = tree.tokens[parent].lemma, is_negated(tree, parent)
    if lemma in words.DENY:
        judgement.mark("alleged" if negated else "denied")
        judgement.speak(parent, "deny")
        return True
    if token.link == "open-complement" and not content:
        _judge_open_complement(tree, parent, judgement)
        return False
    judgement.block(_why_not_stated(tree, token, lemma))
    if lemma in words.ALLEGE | words.SAY | words.PLAN:
        _judge_speech(tree, parent, negated, judgement)
        return True
    if not content and token.link != "parataxis":
        judge_verb(tree, parent, judgement)
    return content


def _why_not_stated(tree: Tree, token: Token, governor: str) -> str:
    """Return why a clause under this verb states nothing, "" when it may."""
    if any(tree.tokens[m].lemma in ("if", "whether") for m in tree.children(token.index, "mark")):
        return "a condition"
    if governor in words.NOT_STATED or (governor in words.URGE and governor != "insist"):
        return "an exhortation or question"
    return "prevented" if governor in words.PREVENT else ""


def _judge_speech(tree: Tree, verb: int, negated: bool, judgement: Judgement) -> None:
    """Read a verb of saying, alleging or promising over "that ..."."""
    lemma = tree.tokens[verb].lemma
    if lemma in words.ALLEGE:
        judgement.mark("denied" if negated else "alleged")
        if not tree.is_passive(verb):
            judgement.speak(verb, "allege")
        return
    if lemma in words.SAY and negated:
        # "would not confirm that" leaves it open; "did not say that" says nothing.
        if lemma == "confirm":
            judgement.mark("alleged")
        else:
            judgement.block("said not to be said")
    elif lemma not in words.SAY:
        judgement.mark("planned")
    judgement.speak(verb, "say")


def _judge_open_complement(tree: Tree, parent: int, judgement: Judgement) -> None:
    """Read a verb over an infinitive or gerund ("plans to", "refused to", "began", "is believed to")."""
    lemma = tree.tokens[parent].lemma
    if lemma in words.END and is_negated(tree, parent):
        # "never stopped talking" talks.
        return
    if lemma == "keep":
        # "keeps flowing" flows; what is kept from flowing does not.
        judge_verb(tree, parent, judgement)
        return
    if tree.is_passive(parent) and lemma in words.SAY | {"require"}:
        # "is said to" is an allegation, "is required to" no exhortation.
        judgement.apply(("modality", "alleged") if lemma in words.SAY else None)
    else:
        judgement.apply(_COMPLEMENT_EFFECTS.get(lemma))
    judge_verb(tree, parent, judgement)


def _judge_preposition(tree: Tree, token: Token, judgement: Judgement) -> int:
    """Read what a gerund's preposition hangs from; return the verb to go on from, or -1 to end."""
    preposition = tree.tokens[tree.first_preposition(token.parent)]
    governor = preposition.parent
    _judge_gerund_preposition(tree, preposition, judgement)
    if governor < 0 or governor == preposition.index:
        return -1
    if tree.tokens[governor].lemma in _UNABLE:
        judgement.block("what cannot be")
    if not tree.is_verb(governor):
        _judge_noun_governor(tree, token, governor, judgement)
        return -1
    _judge_gerund_governor(tree, governor, judgement)
    goes_on = preposition.lemma == "on" and tree.tokens[governor].lemma in ("go", "keep", "carry")
    if (goes_on or preposition.lemma in ("by", "in", "to")) and tree.tokens[governor].lemma not in words.SAY:
        judge_verb(tree, governor, judgement)
    return governor


def _judge_gerund_preposition(tree: Tree, preposition: Token, judgement: Judgement) -> None:
    before = tree.tokens[preposition.index - 1].lemma if preposition.index else ""
    if preposition.lemma == "without":
        judgement.mark("denied")
    elif preposition.lemma in words.BLOCK_PREPOSITIONS or before in _INSTEAD:
        judgement.block("an alternative")
    elif preposition.lemma == "against":
        judgement.block("a warning")


def _judge_gerund_governor(tree: Tree, verb: int, judgement: Judgement) -> None:
    lemma = tree.tokens[verb].lemma
    if lemma in words.ALLEGE or lemma in _TRIED:
        judgement.mark("denied" if is_negated(tree, verb) else "alleged")
        if not tree.is_passive(verb) or tree.has(verb, "agent"):
            judgement.speak(verb, "allege")
    elif lemma in words.REFUSE:
        judgement.mark("denied")
    elif lemma in words.PREVENT:
        judgement.block("prevented")
    elif lemma in words.REFUSE and not is_negated(tree, verb):
        # "refrained from praising"
        judgement.mark("denied")
    elif lemma in words.PLAN:
        judgement.mark("planned")


_ASKING = frozenset("appeal call demand plea request wish".split())


def _judge_noun_governor(tree: Tree, token: Token, noun: int, judgement: Judgement) -> None:
    """Read a noun that governs the clause ("plans to fund", "claims that", "no evidence that")."""
    lemma, infinitive = tree.tokens[noun].lemma, token.form == "base"
    if tree.is_verb(noun):
        return
    if lemma in _ASKING and not infinitive:
        judgement.block("an exhortation or question")
    if lemma in EVIDENCE and has_no(tree, noun):
        judgement.mark("denied")
    if lemma in words.ALLEGE_NOUNS and (lemma != "claim" or infinitive):
        judgement.mark("alleged")
        judgement.speak(noun, "allege")
    elif lemma in words.DENY_NOUNS or (lemma in words.REPORT_NOUNS and not infinitive):
        judgement.speak(noun, "say")
    _judge_denied_noun(tree, tree.tokens[noun], judgement)
    effects = _NOUN_EFFECTS | _INFINITIVE_EFFECTS if infinitive else _NOUN_EFFECTS
    judgement.apply(effects.get(lemma))


def _judge_denied_noun(tree: Tree, noun: Token, judgement: Judgement) -> None:
    """Read "denied reports that ..." and "the claim that ... is false"."""
    if noun.parent < 0 or noun.parent == noun.index:
        return
    if not tree.is_verb(noun.parent):
        _judge_called_untrue(tree, noun, judgement)
        return
    verb = tree.tokens[noun.parent]
    if noun.link in ("object", "passive-subject") and verb.lemma in words.DENY | {"denounce"}:
        judgement.mark("denied")
        judgement.speak(verb.index, "deny")
    elif verb.lemma == "be" and any(tree.tokens[c].lemma in UNTRUE for c in tree.children(verb.index, "complement")):
        judgement.mark("denied")


def _judge_called_untrue(tree: Tree, noun: Token, judgement: Judgement) -> None:
    """Read "dismissed as baseless reports that ..."."""
    preposition = tree.tokens[noun.parent]
    untrue = any(tree.tokens[a].lemma in UNTRUE for a in tree.children(noun.index, "adjective"))
    if preposition.lemma == "as" and untrue and preposition.parent >= 0 and tree.is_verb(preposition.parent):
        judgement.mark("denied")
        judgement.speak(preposition.parent, "deny")


def _judge_adverbial(tree: Tree, index: int, judgement: Judgement) -> None:
    marks = {tree.tokens[m].lemma for m in tree.children(index, "mark", "adverb")}
    main = tree.children(tree.tokens[index].parent, "auxiliary")
    if marks & {"when", "once", "after", "before"} and any(tree.tokens[a].lemma in words.WILL for a in main):
        # "will meet X when he visits Y"
        judgement.mark("planned")
    auxiliaries = {tree.tokens[a].lemma for a in tree.children(index, "auxiliary")}
    if marks & words.CONDITION_MARKS:
        judgement.block("a condition")
    elif tree.tokens[index].form == "base" and "to" in auxiliaries:
        parent = tree.tokens[tree.tokens[index].parent]
        if parent.lemma in _SPENDING:
            # "allocates millions to fund" funds; how surely is said of the spending.
            judge_verb(tree, parent.index, judgement)
        elif parent.lemma in _TRY:
            judgement.effort = True
        elif (parent.lemma, tree.tokens[index].lemma) == ("come", "light"):
            # "has come to light": no purpose, whatever the parser takes "light" for.
            pass
        else:
            judgement.mark("planned")
