"""How a clause is meant: asserted, alleged, planned, possible or denied; whether it began or ended; or not said at all.

The judgement is read off the words around the predicate: its auxiliaries, adverbs and negation, then the verbs and nouns
that govern it, up to the first that says it ("said that") or sets it apart as a fact ("which funds").
"""

from __future__ import annotations

from dataclasses import dataclass, field

from graphkit.match import lexicon as words
from graphkit.model import Clause
from graphkit.tree import Tree

_STRENGTH = ("asserted", "planned", "possible", "alleged", "denied")
_REACH = 12


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


def judge(tree: Tree, clause: Clause) -> Judgement:
    """Return how the clause is meant."""
    judgement = Judgement()
    if clause.former:
        judgement.status = "ended"
    if clause.kind == "nominal":
        _judge_noun(tree, clause, judgement)
        start = clause.anchor if clause.construction == "light verb" else -1
        if start < 0:
            _climb_noun(tree, clause.trigger, judgement)
            return judgement
    else:
        start = clause.anchor if clause.anchor >= 0 else -1
        if clause.kind == "copular" and start >= 0:
            _judge_noun(tree, clause, judgement)
    if start >= 0:
        _judge_verb(tree, start, judgement)
        _climb(tree, start, judgement)
    else:
        _climb_noun(tree, clause.trigger, judgement, speech_only=True)
    return judgement


def _judge_noun(tree: Tree, clause: Clause, judgement: Judgement) -> None:
    noun = clause.trigger
    for child in tree.children(noun, "adjective", "determiner", "adverb", "compound", "negation"):
        lemma = tree.tokens[child].lemma
        if lemma in words.ALLEGE_ADJECTIVES or lemma in words.ALLEGE_ADVERBS:
            judgement.mark("alleged")
        elif lemma in words.PLAN_ADJECTIVES:
            judgement.mark("planned")
        elif lemma in words.POSSIBLE_ADJECTIVES:
            judgement.mark("possible")
        elif lemma in ("no", "neither", "not"):
            judgement.mark("denied")
        elif lemma in ("renewed", "resumed"):
            judgement.status = judgement.status or "started"
    lemma = tree.tokens[clause.anchor].lemma if clause.construction == "light verb" else ""
    if lemma in words.BEGIN:
        judgement.status = "started"
    elif lemma in words.END:
        judgement.status = "ended"


def _judge_verb(tree: Tree, verb: int, judgement: Judgement) -> None:
    """Read the auxiliaries, negation and adverbs of a verb."""
    lemma = tree.tokens[verb].lemma
    negated = tree.has(verb, "negation")
    for child in tree.children(verb, "auxiliary", "passive-auxiliary"):
        word = tree.tokens[child].lemma
        negated = negated or tree.has(child, "negation")
        if word in words.WILL:
            judgement.mark("planned")
        elif word in words.CAN:
            judgement.mark("possible")
        elif word in words.OUGHT:
            judgement.block("an exhortation")
    for child in tree.children(verb, "adverb"):
        word = tree.tokens[child].lemma
        if word in words.ALLEGE_ADVERBS:
            judgement.mark("alleged")
        elif word in words.POSSIBLE_ADVERBS:
            judgement.mark("possible")
        elif word in words.NEVER:
            negated = True
        elif word == "longer" and any(tree.tokens[c].lemma == "no" for c in tree.children(child, "negation", "adverb")):
            judgement.status, negated = "ended", False
    if any(tree.tokens[s].lemma in ("no", "nobody", "neither") for s in _determiners_of_subject(tree, verb)):
        negated = True
    if negated and judgement.status != "ended" or negated and lemma in words.END:
        judgement.mark("denied")
    if any(tree.tokens[m].lemma in words.CONDITION_MARKS for m in tree.children(verb, "mark", "adverb")):
        judgement.block("a condition")


def _determiners_of_subject(tree: Tree, verb: int) -> list[int]:
    subjects = tree.children(verb, "subject", "passive-subject")
    return [d for s in subjects for d in [s, *tree.children(s, "determiner")]]


def _climb(tree: Tree, index: int, judgement: Judgement) -> None:
    """Go up from a verb to what governs it."""
    content = False
    for _ in range(_REACH):
        token = tree.tokens[index]
        if token.parent < 0:
            return
        if token.parent != index and _semicolon_between(tree, index, token.parent):
            return
        if token.parent == index:
            _judge_root(tree, index, judgement)
            return
        parent, link = token.parent, token.link
        _according(tree, index, judgement)
        if link == "conjunct" and tree.is_verb(parent):
            if not tree.has(index, "subject", "passive-subject") and not content:
                _judge_shared(tree, index, parent, judgement)
            index = parent
        elif link in ("open-complement", "content-clause", "parataxis") and tree.is_verb(parent):
            content = _judge_governor(tree, index, parent, link, judgement, content)
            index = parent
        elif link == "prepositional-clause":
            index = _judge_preposition(tree, index, parent, judgement)
            if index < 0:
                return
        elif link == "noun-clause" or link == "content-clause":
            if not _judge_noun_governor(tree, index, parent, judgement):
                return
            index = parent
            _climb_noun(tree, index, judgement, speech_only=True)
            return
        elif link == "adverbial-clause":
            _judge_adverbial(tree, index, judgement)
            _climb_noun(tree, index, judgement, speech_only=True)
            return
        elif link == "complement" and tree.is_verb(parent):
            index = parent
        else:
            _climb_noun(tree, index, judgement, speech_only=True)
            return


def _semicolon_between(tree: Tree, one: int, other: int) -> bool:
    low, high = sorted((one, other))
    return any(tree.tokens[i].text == ";" for i in range(low + 1, high))


def _judge_root(tree: Tree, index: int, judgement: Judgement) -> None:
    token = tree.tokens[index]
    auxiliaries = [tree.tokens[c].lemma for c in tree.children(index, "auxiliary")]
    if token.kind == "verb" and token.form == "base" and not tree.has(index, "subject", "passive-subject"):
        if "to" in auxiliaries:
            judgement.mark("planned")
        elif not auxiliaries and token.index == 0:
            judgement.block("an imperative")
    if tree.has(index, "subject") and auxiliaries == ["to"]:
        judgement.mark("planned")
    _according(tree, index, judgement)


def _judge_shared(tree: Tree, index: int, governor: int, judgement: Judgement) -> None:
    """A verb without a subject of its own shares modals, and negation before "or", with the one before it."""
    form = tree.tokens[index].form
    own = [tree.tokens[c].lemma for c in tree.children(index, "auxiliary")]
    if form == "base" and not own or form == "participle":
        _judge_verb(tree, governor, judgement)
    elif any(tree.tokens[m].lemma in words.CONDITION_MARKS for m in tree.children(governor, "mark")):
        judgement.block("a condition")


def _judge_governor(tree: Tree, index: int, parent: int, link: str, judgement: Judgement, content: bool) -> bool:
    """Read a verb that governs the clause; return whether the clause is now the content of what somebody says."""
    lemma = tree.tokens[parent].lemma
    passive = tree.is_passive(parent)
    negated = _is_negated(tree, parent)
    if lemma in words.DENY:
        judgement.mark("alleged" if negated else "denied")
        judgement.speakers.append((parent, "deny"))
        return True
    if link == "open-complement" and not content:
        return _judge_open_complement(tree, parent, lemma, passive, judgement)
    if any(tree.tokens[m].lemma in ("if", "whether") for m in tree.children(index, "mark")):
        judgement.block("a condition")
    if lemma in words.NOT_STATED or (lemma in words.URGE and not tree.has(index, "subject")):
        judgement.block("an exhortation or question")
    elif lemma in words.URGE and lemma != "insist":
        judgement.block("an exhortation or question")
    elif lemma in words.ALLEGE:
        judgement.mark("denied" if negated else "alleged")
        if not passive:
            judgement.speakers.append((parent, "allege"))
        return True
    elif lemma in words.SAY:
        if lemma == "confirm" and negated:
            judgement.mark("alleged")
        elif negated:
            judgement.block("said not to be said")
        judgement.speakers.append((parent, "say"))
        return True
    elif lemma in words.PLAN:
        judgement.mark("planned")
        judgement.speakers.append((parent, "say"))
        return True
    elif lemma in words.PREVENT:
        judgement.block("prevented")
    elif not content and link != "parataxis":
        _judge_verb(tree, parent, judgement)
    return content


def _is_negated(tree: Tree, verb: int) -> bool:
    auxiliaries = tree.children(verb, "auxiliary", "passive-auxiliary")
    never = any(tree.tokens[a].lemma == "never" for a in tree.children(verb, "adverb"))
    return never or tree.has(verb, "negation") or any(tree.has(a, "negation") for a in auxiliaries)


def _judge_open_complement(tree: Tree, parent: int, lemma: str, passive: bool, judgement: Judgement) -> bool:
    if lemma in words.ALLEGE or (passive and lemma in words.SAY):
        judgement.mark("alleged")
        _judge_verb(tree, parent, judgement)
        return False
    if lemma in words.END and _is_negated(tree, parent):
        # "never stopped talking" talks.
        return False
    if lemma == "have":
        judgement.block("an obligation")
    elif lemma in words.URGE and not (passive and lemma == "require"):
        judgement.block("an exhortation or question")
    elif lemma in ("try", "attempt", "work", "struggle", "strive", "fight", "help"):
        judgement.effort = judgement.effort or lemma != "help"
    elif lemma in words.PLAN:
        judgement.mark("planned")
    elif lemma in words.REFUSE:
        judgement.mark("denied")
    elif lemma in words.PREVENT and lemma not in words.END:
        judgement.block("prevented")
    elif lemma in words.BEGIN:
        judgement.status = judgement.status or "started"
    elif lemma in words.END or lemma == "use":
        judgement.status = judgement.status or "ended"
    elif lemma in ("seem", "appear"):
        judgement.mark("alleged")
    _judge_verb(tree, parent, judgement)
    return False


def _judge_preposition(tree: Tree, index: int, preposition: int, judgement: Judgement) -> int:
    """Read what a gerund's preposition hangs from; return the governor to go on from, or -1 to end."""
    word = tree.tokens[preposition].lemma
    governor = tree.tokens[preposition].parent
    if word in words.BLOCK_PREPOSITIONS:
        judgement.mark("denied") if word == "without" else judgement.block("an alternative")
    if governor < 0 or governor == preposition:
        return -1
    lemma = tree.tokens[governor].lemma
    if tree.is_verb(governor):
        if lemma in words.ALLEGE or lemma in ("convict", "indict", "fault"):
            judgement.mark("denied" if _is_negated(tree, governor) else "alleged")
            if not tree.is_passive(governor):
                judgement.speakers.append((governor, "allege"))
            elif tree.children(governor, "agent"):
                judgement.speakers.append((governor, "allege"))
        elif lemma in words.PREVENT:
            judgement.block("prevented")
        elif lemma in words.PLAN:
            judgement.mark("planned")
        if word in ("by", "in", "to") and lemma not in words.SAY:
            _judge_verb(tree, governor, judgement)
        return governor
    _judge_noun_governor(tree, index, governor, judgement)
    return -1


def _judge_noun_governor(tree: Tree, index: int, noun: int, judgement: Judgement) -> bool:
    """Read a noun that governs the clause ("plans to fund", "claims that"); return whether to look further up."""
    lemma = tree.tokens[noun].lemma
    if tree.is_verb(noun):
        return True
    infinitive = tree.tokens[index].form == "base"
    if any(tree.tokens[d].lemma in ("no", "little") for d in tree.children(noun, "determiner", "adjective")):
        if lemma in ("evidence", "proof", "indication", "sign", "intention", "plan", "doubt"):
            judgement.mark("asserted" if lemma == "doubt" else "denied")
    if lemma in words.ALLEGE_NOUNS and (lemma != "claim" or infinitive):
        judgement.mark("alleged")
        judgement.speakers.append((noun, "allege"))
    elif lemma in words.DENY_NOUNS:
        judgement.mark("denied")
        judgement.speakers.append((noun, "deny"))
    elif lemma in words.REPORT_NOUNS and not infinitive:
        judgement.speakers.append((noun, "say"))
    elif lemma in words.POSSIBLE_NOUNS:
        judgement.mark("possible")
    elif lemma in words.REFUSE_NOUNS:
        judgement.mark("denied")
    elif infinitive and lemma in words.EFFORTS:
        judgement.effort = True
    elif infinitive and lemma in words.PLAN_NOUNS:
        judgement.mark("planned")
    return True


def _judge_adverbial(tree: Tree, index: int, judgement: Judgement) -> None:
    marks = {tree.tokens[m].lemma for m in tree.children(index, "mark", "adverb")}
    if marks & words.CONDITION_MARKS:
        judgement.block("a condition")
    elif tree.tokens[index].form == "base" and "to" in {tree.tokens[a].lemma for a in tree.children(index, "auxiliary")}:
        judgement.mark("planned")


def _climb_noun(tree: Tree, index: int, judgement: Judgement, speech_only: bool = False) -> None:
    """Go up from a noun or a clause that is a fact of its own: only who says it, and verbs of denial, still count."""
    first = True
    for _ in range(_REACH):
        token = tree.tokens[index]
        if token.parent < 0 or token.parent == index:
            if token.kind == "verb":
                _according(tree, index, judgement)
            return
        parent = token.parent
        governor = tree.tokens[parent]
        if first and not speech_only:
            _judge_noun_place(tree, index, parent, judgement)
        if governor.kind == "verb":
            first = False
            _according(tree, parent, judgement)
        if token.link in ("content-clause", "parataxis") and governor.kind == "verb":
            if governor.lemma in words.SAY:
                judgement.speakers.append((parent, "say"))
            elif governor.lemma in words.ALLEGE or governor.lemma in words.DENY:
                judgement.speakers.append((parent, "allege"))
        index = parent


def _judge_noun_place(tree: Tree, index: int, parent: int, judgement: Judgement) -> None:
    """Read the verb or noun that a predicate noun is an argument of ("denied any support", "accused of support")."""
    governor = tree.tokens[parent]
    link = tree.tokens[index].link
    if governor.kind == "verb" and governor.lemma in words.DENY and link in ("object", "passive-subject"):
        judgement.mark("alleged" if _is_negated(tree, parent) else "denied")
        judgement.speakers.append((parent, "deny"))
    elif governor.kind == "verb" and link in ("object", "passive-subject"):
        if governor.lemma in words.ALLEGE:
            judgement.mark("alleged")
        elif governor.lemma in words.PREVENT - words.END or governor.lemma in ("rule", "avoid", "avert"):
            judgement.block("prevented")
        elif governor.lemma in ("plan", "propose", "threaten", "seek", "consider", "discuss", "want"):
            judgement.mark("planned")
    elif governor.kind == "preposition" and governor.parent >= 0 and governor.parent != parent:
        above = tree.tokens[governor.parent]
        if above.lemma in words.ALLEGE and above.kind == "verb":
            judgement.mark("alleged")
            judgement.speakers.append((above.index, "allege"))
        elif above.lemma in words.ALLEGE_NOUNS and above.kind == "noun":
            judgement.mark("alleged")
        elif above.lemma in words.DENY_NOUNS:
            judgement.mark("denied")
        elif above.lemma in words.POSSIBLE_NOUNS or above.lemma == "threat":
            judgement.mark("possible")
        elif above.lemma in ("evidence", "proof", "sign") and _has_no(tree, above.index):
            judgement.mark("denied")
        elif governor.lemma == "without":
            judgement.mark("denied")


def _has_no(tree: Tree, noun: int) -> bool:
    return any(tree.tokens[d].lemma == "no" for d in tree.children(noun, "determiner"))


def _according(tree: Tree, verb: int, judgement: Judgement) -> None:
    for preposition in tree.children(verb, "preposition"):
        if tree.tokens[preposition].lemma == "according" and (preposition, "according") not in judgement.speakers:
            judgement.speakers.append((preposition, "according"))
