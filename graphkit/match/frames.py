"""Fitting a rule to a clause: which words fill its two slots, and whether all else that it asks for is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from graphkit.match.lexicon import SAY
from graphkit.match.rules import Candidate
from graphkit.model import Clause
from graphkit.patterns import Element
from graphkit.tree import Tree

# (word, role, types) -> whether the word names an actor of one of these types.
Names = Callable[[int, str, frozenset[str]], object]

# Who does what a noun says, besides the possessor ("support by Iran", "support from Iran", "Iran gave support").
_DOERS = ("possessor", "modifier", "by", "agent", "from")
_DOERS_HELD = frozenset(_DOERS)
# Of these "from" says who lost what was taken.
_TAKING = frozenset("capture liberation recapture recovery reconquest retaking retreat seizure withdrawal".split())
_RECEIVING = frozenset(("to", "for"))
# With a plural subject and nothing else these say what the members do with one another ("the two leaders met").
RECIPROCAL = frozenset(
    "meet cooperate co-operate collaborate coordinate co-ordinate talk speak confer negotiate ally clash"
    " fight battle skirmish reconcile hold sign reach conclude have restore resume sever exchange break"
    " normalize normalise".split()
)
# "leads by two goals", "beat by ten points".
_SCORES = frozenset("goal lap length percent percentage point run seat set vote".split())
# "meet in the final", "beat in a friendly"
_MATCHES = frozenset(
    "cup final friendly game knockout league match playoff qualifier quarterfinal quarter-final semifinal semi-final"
    " tournament".split()
)
_OCCASIONS = ("in", "at", "during")
_LESSER = frozenset(
    "business church community deputy faction gang local minority opposition protest rebel regional student"
    " tribal union".split()
)
_NAMING = frozenset("call find hold".split())
_WARS = frozenset("battle clash conflict fight fighting struggle war warfare".split())
_BLOODLESS = frozenset(
    "bidding court culture currency custody customs diplomatic economic information legal media price propaganda"
    " ratings tariff tax trade word words".split()
)
# After a verb these make another verb of it ("call off", "give up").
_CHANGING = frozenset("off down up out over back".split())
# These take "with" but are done by each on its own ("A and B worked to cut the tunnels").
_NOT_MUTUAL = frozenset("deploy engage exercise join operate serve side sit stand train work".split())
# What stands after the object of these may make another verb of it as well; after others only "off" does.
_STRIKING = {"take": ("off", "to"), "hold": ("off", "to")}
_REACH = 12
_DOING = frozenset(
    "carry claim commit conduct execute inflict launch mount order perpetrate stage unleash wage".split()
)
_SHARED = frozenset(("between", "among", "of"))


@dataclass(frozen=True, slots=True)
class Fit:
    """The words that fill the slots of a rule, as (role, tokens).

    ``reciprocal``: both slots are filled by one group, whose members are taken in pairs. ``missing``: what the sentence
    leaves unsaid, in words, when a noun has only one of its two actors ("conducted raids"); that slot is empty.
    """

    subject: tuple[str, tuple[int, ...]]
    object: tuple[str, tuple[int, ...]]
    reciprocal: bool = False
    matched: tuple[int, ...] = ()
    missing: str = ""


def fit(tree: Tree, clause: Clause, candidate: Candidate, names: Names) -> Fit | str | None:
    """Return how the rule fits the clause, or the first condition that fails, in words; None: another trigger.

    Args:
        tree: the sentence.
        clause: the clause that triggers the rule.
        candidate: the rule.
        names: returns whether a word in a role names an actor of one of the types that the rule allows.
    """
    if not _words_before(tree, clause.trigger, candidate.before):
        return None
    pattern = candidate.rule.pattern
    clause = _with_particle(clause, pattern.particle)
    failure = _trigger_failure(tree, clause, candidate)
    if failure:
        return failure
    matched = _lexical_words(tree, clause, pattern.elements)
    if isinstance(matched, str):
        return matched
    if clause.kind == "verbal" and _has_other_object(tree, clause, pattern.elements, matched):
        return "the verb has an object that the rule does not speak of"
    slots = _Slots(tree, clause, matched, {}, names)
    for element in pattern.elements:
        if element.slot:
            rule = candidate.rule
            found = _slot(slots, element, rule.subject if element.slot == "subject" else rule.object)
            if found:
                slots.filled[element.slot] = found
    return _complete(tree, clause, candidate, slots.filled, matched)


def _lexical_words(tree: Tree, clause: Clause, elements: Sequence[Element]) -> list[int] | str:
    """Return the words that stand for the lexical elements, or which one is missing, in words."""
    matched: list[int] = []
    for element in elements:
        if element.slot:
            continue
        word = _lexical(tree, clause, element, matched)
        if word >= 0:
            matched.append(word)
        elif not element.optional:
            return f"no {_wanted(element)} as {'/'.join(element.roles)}"
    return matched


def _has_other_object(tree: Tree, clause: Clause, elements: Sequence[Element], matched: Sequence[int]) -> bool:
    """Return whether a verb that the rule takes without object has one ("withdrew their envoys from Goma")."""
    objects = (tree.tokens[one] for one in clause.roles.get("patient", ()) if one not in matched)
    if not any(one.kind == "noun" and one.form == "plural" and one.mention < 0 for one in objects):
        return False
    return not any("patient" in _roles_of(clause, element) for element in elements)


def _with_particle(clause: Clause, particle: str) -> Clause:
    """Return the clause of "presides over Ethiopia" with the particle that the parser takes for a preposition."""
    if particle and not clause.particle and particle in clause.roles:
        return replace(clause, particle=particle)
    return clause


def _is_sport(tree: Tree, clause: Clause) -> bool:
    scored = any(tree.tokens[i].lemma in _SCORES for i in clause.roles.get("by", ()))
    return scored or any(tree.tokens[i].lemma in _MATCHES for role in _OCCASIONS for i in clause.roles.get(role, ()))


def _trigger_failure(tree: Tree, clause: Clause, candidate: Candidate) -> str:
    """Return why the trigger has another sense than the rule means, "" when it has not."""
    pattern = candidate.rule.pattern
    if pattern.particle and clause.particle != pattern.particle:
        return f"no '{pattern.particle}' after the verb"
    if clause.kind == "copular" and not candidate.before and _is_lesser_head(tree, clause):
        return "the noun heads something else"
    if clause.kind == "nominal" and clause.lemma in _WARS and _is_bloodless(tree, clause.trigger, candidate.before):
        return "the noun means a contest without arms"
    if clause.kind != "verbal":
        return ""
    if not pattern.particle and _has_another_sense(clause, pattern.elements):
        return f"'{clause.particle}' after the verb gives it another sense"
    if _is_sport(tree, clause):
        return "the verb speaks of sport"
    named = clause.lemma in _NAMING and tree.has(clause.trigger, "complement")
    if named and not any("complement" in element.roles for element in pattern.elements):
        return "the verb gives its object a name"
    return ""


def _has_another_sense(clause: Clause, elements: Sequence[Element]) -> bool:
    """Return whether "off" and the like change the verb and no element asks for them."""
    if clause.particle and any(clause.particle in element.roles for element in elements):
        return False
    return clause.particle in _CHANGING or _is_struck_off(clause, elements)


def _is_struck_off(clause: Clause, elements: Sequence[Element]) -> bool:
    """Return whether what stands after the object gives the verb another sense ("struck Iran off the list")."""
    changing = [role for role in _STRIKING.get(clause.lemma, ("off",)) if role in clause.roles]
    return bool(changing) and not {role for element in elements for role in element.roles}.issuperset(changing)


def _is_bloodless(tree: Tree, noun: int, before: Sequence[str]) -> bool:
    """Return whether a war or battle is one of prices, words or courts, which the rule does not name itself."""
    around = {tree.tokens[c].lemma for c in tree.children(noun, "compound", "adjective")}
    around |= {tree.tokens[h].lemma for h in tree.prepositions(noun).get("of", ())}
    return bool(around & _BLOODLESS - set(before))


def _is_lesser_head(tree: Tree, clause: Clause) -> bool:
    """Return whether "leader" is that of an opposition, a gang or the like, not of what is named."""
    if clause.lemma not in ("leader", "chief", "head"):
        return False
    token = tree.tokens[clause.trigger]
    around = {tree.tokens[c].lemma for c in tree.children(clause.trigger, "compound", "adjective")}
    return bool((around | set(token.text.lower().split())) & _LESSER)


def _wanted(element: Element) -> str:
    some = sorted(element.words)[:3]
    return f"'{'|'.join(some)}{'...' if len(element.words) > 3 else ''}'"


def _words_before(tree: Tree, index: int, words: Sequence[str]) -> bool:
    if not words:
        return True
    if tree.tokens[index].link == "title":
        return set(words) <= set(tree.tokens[index].text.lower().split())
    near = {tree.tokens[i].lemma for i in range(max(0, index - len(words)), index)}
    near |= {tree.tokens[i].text.lower() for i in range(max(0, index - len(words)), index)}
    modifiers = tree.expand_all(tree.children(index, "adjective", "compound"))
    near |= {tree.tokens[i].lemma for i in modifiers} | {tree.tokens[i].text.lower() for i in modifiers}
    return all(word in near for word in words)


def _is_word(tree: Tree, index: int, words: frozenset[str]) -> bool:
    token = tree.tokens[index]
    if token.lemma in words or (token.mention < 0 and token.text.lower() in words):
        return token.lemma != "minister" or not _words_before(tree, index, ("prime",)) or "prime minister" in words
    return any(_words_before(tree, index, before) for before in _phrases(words).get(token.lemma, ()))


@cache
def _phrases(words: frozenset[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return the entries of several words: last word -> the words before it."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for *before, last in sorted(word.split() for word in words if " " in word):
        found[last] = (*found.get(last, ()), tuple(before))
    return found


def _lexical(tree: Tree, clause: Clause, element: Element, matched: Sequence[int]) -> int:
    for role in element.roles:
        for index in _role(tree, clause, role, matched):
            if _is_word(tree, index, element.words):
                return index
            # "millions of dollars", "a shipment of weapons": the second noun may be the one that is meant.
            for inner in tree.prepositions(index).get("of", ()):
                if _is_word(tree, inner, element.words):
                    return inner
    return -1


def _role(tree: Tree, clause: Clause, role: str, matched: Sequence[int]) -> tuple[int, ...]:
    """Return what fills a role at the trigger, else at the words of the rule that were found already."""
    return next(_fillings(tree, clause, role, matched), ())


def _fillings(tree: Tree, clause: Clause, role: str, matched: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield what may fill a role: at the trigger, then at the words of the rule that were found already."""
    found = clause.roles.get(role, ())
    if found:
        yield tuple(found)
    elif role == "speaker":
        yield _speakers(tree, clause.trigger)
    elif role == "patient" and clause.particle and clause.particle in clause.roles:
        yield tuple(clause.roles[clause.particle])
    for index in reversed(matched):
        inner = _filling_at(tree, index, role) or _filling_at(tree, _measured_by(tree, index), role)
        if inner:
            yield inner


def _measured_by(tree: Tree, index: int) -> int:
    """Return "tonnes" of "tonnes of medicine", else the word itself."""
    above = tree.tokens[tree.tokens[index].parent]
    return above.parent if above.lemma == "of" and above.kind == "preposition" and above.parent >= 0 else index


def _filling_at(tree: Tree, index: int, role: str) -> tuple[int, ...]:
    """Return what fills a role at a word that a rule asked for."""
    if role == "patient" and tree.tokens[index].kind == "verb":
        return tree.expand_all(tree.children(index, "object"))
    inner = tree.prepositions(index).get(role)
    if inner:
        return tuple(inner)
    if role != "of":
        return ()
    held = tree.holders(index) if tree.has(index, "possessor") else ()
    held = held or [c for c in tree.children(index, "compound", "adjective") if tree.tokens[c].mention >= 0]
    return tree.expand_all(held)


def _speakers(tree: Tree, index: int) -> tuple[int, ...]:
    """Return who says the clause around a word, in the sentence itself."""
    for _ in range(_REACH):
        token = tree.tokens[index]
        if token.parent < 0 or token.parent == index:
            return ()
        above = tree.tokens[token.parent]
        if above.lemma in SAY and token.link in ("content-clause", "parataxis"):
            return tree.expand_all(tree.subjects(above.index))
        index = token.parent
    return ()


@dataclass(slots=True)
class _Slots:
    """What is known of a rule and a clause while slots are filled."""

    tree: Tree
    clause: Clause
    matched: Sequence[int]
    filled: dict[str, tuple[str, tuple[int, ...]]]
    names: Names


def _slot(slots: _Slots, element: Element, types: frozenset[str]) -> tuple[str, tuple[int, ...]] | None:
    """Return role and words for a slot: the first role that names an actor, else the first that holds anything."""
    held = _held_by_word(slots, element) if slots.matched else None
    if held:
        return held
    taken = set(slots.matched).union(*(tokens for _, tokens in slots.filled.values()))
    first = None
    for role in _roles_of(slots.clause, element):
        for found in _fillings(slots.tree, slots.clause, role, slots.matched):
            tokens = found if taken.isdisjoint(found) else tuple(t for t in found if t not in taken)
            for token in tokens:
                if slots.names(token, role, types):
                    return role, tokens
            first = first or ((role, tokens) if tokens else None)
    return first


def _held_by_word(slots: _Slots, element: Element) -> tuple[str, tuple[int, ...]] | None:
    """Return who does or has the last word that the rule asked for, when that is what the slot wants."""
    role = ""
    if "by" in element.roles:
        # "condemned Israel's blockade of Gaza": whose deed it is comes before what it was done to.
        role = "by"
    elif element.roles == ("possessor",) and not _DOERS_HELD & slots.clause.roles.keys():
        # "shipments of Iranian arms to Hamas": whose the arms are.
        role = "possessor"
    doer = _doer(slots.tree, slots.matched[-1]) if role else ()
    return (role, doer) if doer else None


def _doer(tree: Tree, noun: int) -> tuple[int, ...]:
    by = tree.prepositions(noun).get("by") or _by_whom_done(tree, noun)
    if by:
        return tuple(by)
    held = tree.children(noun, "possessor")
    held = held or [c for c in tree.children(noun, "compound", "adjective") if tree.tokens[c].mention >= 0]
    return tree.expand_all(held)


def _by_whom_done(tree: Tree, noun: int) -> list[int]:
    """Return who did a deed in "the raid carried out by the Front" and "the raid, claimed by the Front"."""
    done = (c for c in tree.children(noun, "noun-clause", "relative-clause") if tree.tokens[c].lemma in _DOING)
    return [one for clause in done if tree.is_passive(clause) for one in tree.prepositions(clause).get("by", ())]


def _roles_of(clause: Clause, element: Element) -> tuple[str, ...]:
    """Return the roles in which a clause of this kind may hold what the element asks for, the likeliest first."""
    if clause.kind == "nominal" and element.roles == ("possessor",):
        return _DOERS[:-1] if clause.lemma in _TAKING else _DOERS
    roles = element.roles
    if clause.kind == "nominal" and not _RECEIVING.isdisjoint(roles):
        roles = (*roles, *(r for r in ("receiver", "to", "for", "helped") if r not in roles))
    if clause.kind == "copular" and "of" in roles:
        roles = (*roles, "possessor", "modifier")
    return roles


def _complete(
    tree: Tree,
    clause: Clause,
    candidate: Candidate,
    filled: dict[str, tuple[str, tuple[int, ...]]],
    matched: Sequence[int],
) -> Fit | str:
    if clause.kind == "nominal":
        _rearrange(clause, candidate, filled)
    if clause.kind == "possessive" and not {"subject", "object"} <= set(filled):
        return "no two names"
    if (
        clause.kind == "nominal"
        and "subject" not in filled
        and filled.get("object", ("", ()))[0] == "between"
        and len(filled["object"][1]) == 2
    ):
        # "the feud between A and B" is that of A with B.
        one, other = filled["object"][1]
        filled = {"subject": ("between", (one,)), "object": ("between", (other,))}
    if "subject" in filled and "object" in filled:
        return Fit(filled["subject"], filled["object"], False, tuple(matched))
    if candidate.relation.symmetric:
        group = _group(tree, clause, candidate, filled, matched)
        if (group and len(group[1]) > 1) or (group and _may_be_plural(tree, group[1][0])):
            return Fit(group, group, True, tuple(matched))
    missing = "subject" if "subject" not in filled else "object"
    roles = next(e.roles for e in candidate.rule.pattern.elements if e.slot == missing)
    why = f"no {missing} as {'/'.join(roles)}"
    if clause.kind == "nominal" and filled and not candidate.relation.symmetric and not matched:
        nothing: tuple[str, tuple[int, ...]] = ("", ())
        return Fit(filled.get("subject", nothing), filled.get("object", nothing), missing=why)
    return why


def _may_be_plural(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    return token.form == "plural" or token.lemma in ("they", "their", "both", "two", "side")


def _rearrange(clause: Clause, candidate: Candidate, filled: dict[str, tuple[str, tuple[int, ...]]]) -> None:
    """Read "Hamas's funding by Iran" and "the support of Iran for Hamas", where the usual places are exchanged."""
    possessive = next((e.slot for e in candidate.rule.pattern.elements if e.roles == ("possessor",)), "")
    if not possessive:
        return
    other = "object" if possessive == "subject" else "subject"
    by = tuple(clause.roles.get("by", ()))
    if by and filled.get(possessive, ("", ()))[0] in ("possessor", "modifier") and other not in filled:
        filled[other] = filled[possessive]
        filled[possessive] = ("by", by)
    of = tuple(clause.roles.get("of", ()))
    if of and possessive not in filled and other in filled and filled[other] != ("of", of):
        filled[possessive] = ("of", of)


def _group(
    tree: Tree,
    clause: Clause,
    candidate: Candidate,
    filled: Mapping[str, tuple[str, tuple[int, ...]]],
    matched: Sequence[int],
) -> tuple[str, tuple[int, ...]] | None:
    """Return the group whose members stand in a symmetric relation ("talks between A and B", "A and B met")."""
    shared = next((role for role in _SHARED if len(clause.roles.get(role, ())) > 1), "")
    if clause.kind == "nominal" and shared:
        return shared, tuple(clause.roles[shared])
    if len(filled) != 1:
        return None
    role, tokens = next(iter(filled.values()))
    wanted = {role for e in candidate.rule.pattern.elements if e.slot for role in e.roles}
    if clause.kind == "copular" and role == "agent" and tree.tokens[clause.trigger].form == "plural":
        # "A and B are old allies"
        return role, tokens
    apart = clause.kind == "nominal" and role == "agent" and tree.tokens[clause.anchor].lemma not in RECIPROCAL
    # "A and B fought alongside C" does not make A and B fight alongside one another.
    if apart or not wanted & {"with", "patient", "between", "to", "against"}:
        return None
    if clause.kind == "verbal" and not _is_mutual(tree, clause, wanted, matched):
        return None
    return (role, tokens) if role in ("agent", "possessor", "modifier", "between", "among") else None


def _is_mutual(tree: Tree, clause: Clause, wanted: set[str], matched: Sequence[int]) -> bool:
    """Return whether a plural subject does it with one another ("A and B trade", but not "A and B work")."""
    together = any(tree.tokens[a].lemma == "together" for a in tree.children(clause.trigger, "adverb"))
    if not together and clause.lemma not in RECIPROCAL and ("with" not in wanted or clause.lemma in _NOT_MUTUAL):
        return False
    if clause.lemma == "discuss":
        # "A and B discussed the war": with one another.
        return not {"with", "to"} & clause.roles.keys()
    others = [i for role in ("patient", "with", "alongside") for i in clause.roles.get(role, ())]
    return all(i in matched for i in others)
