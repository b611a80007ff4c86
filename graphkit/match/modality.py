"""How a clause is meant: asserted, alleged, planned, possible or denied; whether it began or ended; or not said at all.

The judgement is read off the words around the predicate: its auxiliaries, adverbs and negation, then the verbs and
nouns that govern it, up to the first that says it ("said that") or sets it apart as a fact ("which funds").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from graphkit.match import lexicon as words
from graphkit.model import Clause, Token
from graphkit.tree import Tree

_STRENGTH = ("asserted", "planned", "possible", "alleged", "denied")
_REACH = 12
_ALMOST = frozenset(("almost", "nearly", "barely"))
_WRONGLY = frozenset(("falsely", "wrongly", "mistakenly", "erroneously"))
_INVERTED = frozenset(("had", "were", "should"))
_UNABLE = frozenset("afraid fearful incapable tired unable wary".split())
_OPPOSING = frozenset("block obstruct oppose veto".split())
_ORDERING = frozenset("compel force instruct order tell".split())
_UNTRUE = frozenset(
    "baseless fabrication false fiction groundless hoax invention lie myth nonsense unfounded untrue wrong".split()
)
_LINKING = frozenset("be become look remain seem appear".split())
# "unthinkable", "out of the question", "off the table", "ruled out"
_CANNOT_BE = frozenset("impossible inconceivable question table unimaginable unlikely unrealistic unthinkable".split())
_PREDICATE_MARKS = {
    **dict.fromkeys("conceivable doubtful likely plausible possible probable".split(), "possible"),
    **dict.fromkeys("due expected imminent impending inevitable near planned scheduled".split(), "planned"),
}
_INSTEAD = frozenset(("instead", "rather", "far"))
_WHY = frozenset(("why", "how", "where", "when"))
_SPENDING = frozenset("allocate use spend pay send provide give raise earmark transfer channel".split())
_TRY = frozenset(("try", "attempt", "work", "struggle", "strive", "fight"))
_EVIDENCE = frozenset(("evidence", "proof", "indication", "sign", "intention", "plan"))
_PLANNING = frozenset(("plan", "propose", "threaten", "seek", "consider", "discuss", "want"))
_CANCELLING = frozenset(("cancel", "postpone"))
_DEMANDING = frozenset(("appeal", "call", "press", "push", "plead"))
_EXPECTING = frozenset("announce envisage expect foresee intend schedule set slate".split())
_PROMISING = frozenset("offer plan plot pledge prepare promise propose vow".split())
_AVOIDING = frozenset(("rule", "avoid", "avert"))
_CHARGES = frozenset("accusation allegation charge claim complaint condemnation criticism denunciation rebuke".split())
_LOOMING = frozenset("threat talk spectre specter".split())
_TRIED = frozenset(("convict", "indict", "fault"))

# Who notes a deed says that it is done; who condemns or praises one takes it as known.
_CONTENT = frozenset(
    "acknowledge announce claim confirm describe disclose emphasise emphasize highlight mention note reaffirm reiterate"
    " report reveal stress underline underscore".split()
)
_CALLING = frozenset("brand call consider deem dub label term".split())
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


def stronger(one: str | None, other: str) -> str:
    """Return the stronger of the modality that a rule adds, if any, and that of its clause."""
    return max((one or "asserted", other), key=_STRENGTH.index)


@dataclass(slots=True)
class Judgement:
    """What is known of a clause so far.

    Attributes:
        modality: the strongest found.
        status: "", "started" or "ended".
        blocked: why nothing is stated ("a question"), "" when something is.
        speakers: (governing token, how) from the innermost outwards; how is "say", "allege", "deny" or "according".
        effort: True for what somebody tries ("a campaign to take"), which need not have come about.
    """

    modality: str = "asserted"
    status: str = ""
    blocked: str = ""
    speakers: list[tuple[int, str]] = field(default_factory=list)
    effort: bool = False

    def mark(self, modality: str) -> None:
        """Take over a modality if it is stronger than what is known."""
        if _STRENGTH.index(modality) > _STRENGTH.index(self.modality):
            self.modality = modality

    def block(self, reason: str) -> None:
        """Note why nothing is stated; the first reason stays."""
        self.blocked = self.blocked or reason

    def apply(self, effect: tuple[str, str] | None) -> None:
        """Take over an effect of the tables above."""
        name, value = effect or ("", "")
        if name == "modality":
            self.mark(value)
        elif name == "status":
            self.status = self.status or value
        elif name == "blocked":
            self.block(value)
        elif name == "effort":
            self.effort = True

    def speak(self, governor: int, how: str) -> None:
        """Note a word whose subject is a speaker."""
        if (governor, how) not in self.speakers:
            self.speakers.append((governor, how))


def judge(tree: Tree, clause: Clause, naming: bool = False) -> Judgement:
    """Return how the clause is meant.

    Args:
        tree: the sentence.
        clause: one of its clauses.
        naming: True when to use the noun is the deed itself: who says "if the crimes of the Front go on" accuses it.
    """
    judgement = Judgement(status="ended" if clause.former else "")
    if naming:
        _judge_noun(tree, replace(clause, construction="nominal"), judgement)
        _judge_noun_place(tree, clause.trigger, judgement)
        _climb_noun(tree, clause.trigger, judgement)
    else:
        _judge(tree, clause, judgement)
    _according(tree, judgement)
    return judgement


def _judge(tree: Tree, clause: Clause, judgement: Judgement) -> None:
    start = clause.anchor
    if clause.kind == "nominal":
        _judge_noun(tree, clause, judgement)
        if clause.construction != "light verb":
            _judge_noun_place(tree, clause.trigger, judgement)
            _climb_noun(tree, clause.trigger, judgement)
            return
    elif clause.kind == "copular":
        _judge_noun(tree, clause, judgement)
        if start >= 0 and tree.tokens[start].lemma in _CALLING:
            # "calls A a puppet of B"
            judgement.mark("alleged")
            judgement.speak(start, "allege")
    if start < 0 or _is_to_end(tree, clause):
        judgement.status = "" if start >= 0 else judgement.status
        _climb_noun(tree, clause.trigger, judgement)
        return
    if clause.lemma == "claim":
        # "The Front claimed responsibility": its own word for it.
        judgement.speak(clause.trigger, "say")
    # "the shipments have not stopped": they go on.
    goes_on = clause.construction == "light verb" and tree.tokens[start].lemma in words.END
    _judge_verb(tree, start, judgement, deniable=not goes_on)
    _climb(tree, start, judgement)


def _is_to_end(tree: Tree, clause: Clause) -> bool:
    """Return whether a deed goes on that somebody is asked to end ("urged Russia to stop its raids on the town")."""
    verb = tree.tokens[clause.anchor]
    asked = verb.link in ("open-complement", "content-clause", "complement") and verb.parent != verb.index
    ends = clause.construction == "light verb" and verb.lemma in ("stop", "end", "cease", "halt")
    return ends and asked and tree.tokens[verb.parent].lemma in words.URGE | _ORDERING


# --- the words of the predicate itself --------------------------------------------------------------------------------


def _judge_noun(tree: Tree, clause: Clause, judgement: Judgement) -> None:
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


def _judge_verb(tree: Tree, verb: int, judgement: Judgement, deniable: bool = True) -> None:
    """Read the auxiliaries, negation and adverbs of a verb; ``deniable``: its negation denies what is said."""
    if tree.has(verb, "subject") and [tree.tokens[a].lemma for a in tree.children(verb, "auxiliary")] == ["to"]:
        # A headline: "Meshaal to meet Khamenei".
        judgement.mark("planned")
    for child in tree.children(verb, "auxiliary", "passive-auxiliary"):
        word = tree.tokens[child].lemma
        if word in _AUXILIARY_MARKS:
            judgement.mark(_AUXILIARY_MARKS[word])
        elif word in words.OUGHT:
            judgement.block("an exhortation")
    said = {tree.tokens[child].lemma for child in tree.children(verb, "adverb")}
    for word in sorted(said & _ADVERB_MARKS.keys()):
        judgement.mark(_ADVERB_MARKS[word])
    if _is_no_longer(tree, verb):
        judgement.status = "ended"
    elif (deniable and is_negated(tree, verb)) or said & _WRONGLY:
        judgement.mark("denied")
    judgement.block("an imperative" if _is_imperative(tree, tree.tokens[verb]) else "")
    judgement.block("almost" if said & _ALMOST else "a condition" if _is_condition(tree, verb) else "")


def _is_imperative(tree: Tree, verb: Token) -> bool:
    """Return whether a bare verb opens the sentence ("Stop arming the Front, Strelsau said")."""
    first = next((t for t in tree.tokens if t.kind != "punctuation"), verb)
    bare = verb.form == "base" and not tree.has(verb.index, "auxiliary", "subject", "passive-subject")
    return bare and first.index == verb.index


def _is_condition(tree: Tree, verb: int) -> bool:
    """Return whether a verb stands under "if", is inverted ("Had it armed ..."), or stands over "if" with "would"."""
    if any(tree.tokens[m].lemma in words.CONDITION_MARKS for m in tree.children(verb, "mark", "adverb")):
        return True
    subjects = tree.children(verb, "subject", "passive-subject")
    auxiliaries = tree.children(verb, "auxiliary", "passive-auxiliary")
    if subjects and any(tree.tokens[a].text.lower() in _INVERTED and a < subjects[0] for a in auxiliaries):
        return True
    would = any(tree.tokens[a].lemma in ("would", "could", "might") for a in auxiliaries)
    clauses = tree.children(verb, "adverbial-clause") if would else []
    return any(tree.tokens[m].lemma == "if" for c in clauses for m in tree.all_children(c))


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


# --- what governs it --------------------------------------------------------------------------------------------------


def _climb(tree: Tree, index: int, judgement: Judgement) -> None:
    """Go up from a verb to what governs it, as long as the governor changes how the verb is meant."""
    content = False
    for _ in range(_REACH):
        token = tree.tokens[index]
        if token.parent < 0 or token.parent == index:
            _judge_root(tree, token, judgement)
            return
        if _semicolon_between(tree, index, token.parent):
            return
        above = _step(tree, token, judgement, content)
        if above is None:
            _climb_noun(tree, index, judgement)
            return
        index, content = above
        if not tree.is_verb(index):
            _climb_noun(tree, index, judgement)
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
    if any(tree.tokens[s].lemma in _EVIDENCE and _has_no(tree, s) for s in subjects):
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
        _judge_verb(tree, governor, judgement)
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
        _judge_verb(tree, parent, judgement)
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
        _judge_verb(tree, parent, judgement)
        return
    if tree.is_passive(parent) and lemma in words.SAY | {"require"}:
        # "is said to" is an allegation, "is required to" no exhortation.
        judgement.apply(("modality", "alleged") if lemma in words.SAY else None)
    else:
        judgement.apply(_COMPLEMENT_EFFECTS.get(lemma))
    _judge_verb(tree, parent, judgement)


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
        _judge_verb(tree, governor, judgement)
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


def _judge_noun_governor(tree: Tree, token: Token, noun: int, judgement: Judgement) -> None:
    """Read a noun that governs the clause ("plans to fund", "claims that", "no evidence that")."""
    lemma, infinitive = tree.tokens[noun].lemma, token.form == "base"
    if tree.is_verb(noun):
        return
    if lemma in _EVIDENCE and _has_no(tree, noun):
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
    elif verb.lemma == "be" and any(tree.tokens[c].lemma in _UNTRUE for c in tree.children(verb.index, "complement")):
        judgement.mark("denied")


def _judge_called_untrue(tree: Tree, noun: Token, judgement: Judgement) -> None:
    """Read "dismissed as baseless reports that ..."."""
    preposition = tree.tokens[noun.parent]
    untrue = any(tree.tokens[a].lemma in _UNTRUE for a in tree.children(noun.index, "adjective"))
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
            _judge_verb(tree, parent.index, judgement)
        elif parent.lemma in _TRY:
            judgement.effort = True
        elif (parent.lemma, tree.tokens[index].lemma) == ("come", "light"):
            # "has come to light": no purpose, whatever the parser takes "light" for.
            pass
        else:
            judgement.mark("planned")


# --- a fact of its own: only who says it, and denial, still count -----------------------------------------------------


def _climb_noun(tree: Tree, index: int, judgement: Judgement) -> None:
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
    for _ in range(_REACH):
        token = tree.tokens[index]
        if token.parent < 0:
            return
        yield token, tree.tokens[token.parent]
        if token.parent == index:
            return
        index = token.parent


def _judge_noun_place(tree: Tree, index: int, judgement: Judgement) -> None:
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
        if governor.lemma == "without":
            judgement.mark("denied")
        _judge_after_preposition(tree, tree.tokens[governor.parent], judgement)


def _judge_predicate(tree: Tree, verb: int, judgement: Judgement) -> None:
    """Read what is said of the deed itself ("the support is a myth", "an attack is unlikely")."""
    if tree.tokens[verb].lemma not in _LINKING:
        return
    heads = tree.children(verb, "complement", "preposition")
    inner = [h for p in heads for name in tree.prepositions(p).values() for h in name]
    said = {tree.tokens[one].lemma for one in (*heads, *inner, *tree.children(verb, "adverb"))}
    said |= {tree.tokens[h].lemma for found in tree.prepositions(verb).values() for h in found}
    negated = is_negated(tree, verb)
    if said & _UNTRUE:
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
    elif above.lemma in words.DENY_NOUNS or (above.lemma in _EVIDENCE and _has_no(tree, above.index)):
        judgement.mark("denied")
    elif above.lemma in words.POSSIBLE_NOUNS or above.lemma in _LOOMING:
        judgement.mark("possible")


def _has_no(tree: Tree, noun: int) -> bool:
    return any(tree.tokens[d].lemma in ("no", "little") for d in tree.children(noun, "determiner", "adjective"))


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
