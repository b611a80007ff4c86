"""Clauses of nouns ("its support for A", "gave A support"): roles of the noun, its light verb, the phrase."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphkit.model import Clause, Token
from graphkit.parse.noun_roles import add_role, is_former, noun_roles
from graphkit.tree import Tree

COPULAS = frozenset("be become remain stay seem appear".split())
# Verbs that add only time, start, end or degree to the noun that is their object: the noun carries the meaning.
LIGHT = frozenset(
    "begin boost break bring build carry cease channel commit conclude conduct continue cut decrease deepen"
    " deliver deny develop devote do double end engage enjoy escalate establish exchange execute exert expand"
    " express extend finalize fly forge form funnel give grant halt have hold impose increase initiate intensify issue"
    " join keep launch lead lend lift maintain make mount offer open order pay perform plan play pledge plot pour"
    " promise provide pursue put raise reach reaffirm reduce reiterate relaunch renew repeat restart restore"
    " resume scale scrap secure sell send serve set sever shift ship show sign slash smuggle sponsor stage start"
    " step stop strengthen strike supply suspend sustain take terminate transfer undertake unleash voice vow wage"
    " withdraw withhold".split()
)
INVERSE_LIGHT = frozenset(
    "receive get obtain enjoy win gain acquire accept seek need want request lose secure draw attract".split()
)
MOVING = frozenset(
    "arrive begin break come continue end erupt flare flow go grow increase move occur pour rage reach resume start"
    " stop".split()
)
# "in support of B", "in exile in B": who does the rest of the sentence does, or is in, this as well.
_ON_BEHALF = frozenset("aid defence defense exile favor favour solidarity support".split())
# "aided by support from B": who gets it is the subject.
_HELPING = frozenset("aid assist back bolster boost buoy buttress enable help reinforce strengthen sustain".split())
# "bound by a shared hatred of B": who is bound has it.
_UNITING = frozenset("bind bring define drive join link motivate move unite".split())
_TRAVELS = frozenset("journey stop stopover tour trip visit".split())
_SPANS = frozenset("day decade hour month round series week year".split())
_PARTAKING = frozenset("partake participate".split())
_ATTITUDES = frozenset("animosity antipathy enmity hatred hostility opposition rejection".split())
# "millions in aid", "a package of aid": what is given stands after the sum.
_SUMS = frozenset("billion bulk dollar euro hundred lot million package shipment thousand ton tonne trillion".split())
_EVENT_PREPOSITIONS = frozenset("in during after following".split())


def nominal_clauses(tree: Tree, noun: int) -> Iterator[Clause]:
    """Yield the clause of a noun that has roles."""
    roles = noun_roles(tree, noun)
    token = tree.tokens[noun]
    anchor, construction = _governing_verb(tree, noun), "nominal"
    verb = _light_verb(tree, noun)
    if verb >= 0:
        anchor, construction = verb, "light verb"
        _add_light_roles(tree, verb, noun, roles)
    else:
        _add_prepositional_roles(tree, noun, roles)
    for clause in tree.children(noun, "noun-clause"):
        if tree.tokens[clause].form in ("base",):
            add_role(roles, "to", [clause])
    if roles:
        yield Clause(noun, token.lemma, "nominal", roles, "", anchor, construction, is_former(tree, noun))


def _add_prepositional_roles(tree: Tree, noun: int, roles: dict[str, tuple[int, ...]]) -> None:
    """Add the subject around a noun: in "in support of B, A ..." A does it, in "with A's support B ..." B gets it."""
    token = tree.tokens[noun]
    while token.link == "conjunct" and token.parent != token.index and tree.tokens[token.parent].kind == "noun":
        token = tree.tokens[token.parent]
    token = _span_before(tree, token)
    if token.link != "prepositional-object" or token.parent < 0:
        return
    preposition = tree.tokens[token.parent].lemma
    verb = _verb_of_adjunct(tree, tree.tokens[token.parent], "of" in roles)
    if verb < 0:
        add_role(roles, "agent", _name_before(tree, tree.tokens[token.parent], roles))
        return
    subjects = _who_is_helped(tree, verb)
    if _is_of_subject(tree, verb, preposition, token, roles):
        add_role(roles, "agent", subjects)
    elif _says_who_helps(tree, preposition, verb, roles):
        if tree.tokens[verb].lemma not in COPULAS:
            add_role(roles, "helped", subjects)
    elif not tree.is_passive(verb) and _is_done_by_subject(tree, noun, preposition, roles):
        # Of a passive ("was opened in coordination with B") the doer is not said.
        add_role(roles, "agent", [s for s in subjects if s not in roles.get("with", ())])


def _name_before(tree: Tree, preposition: Token, roles: dict[str, tuple[int, ...]]) -> list[int]:
    """Return Kenya of "Kenya, in cooperation with Somalia, ..."."""
    name = preposition.parent
    named = name >= 0 and tree.tokens[name].mention >= 0
    return [name] if named and preposition.lemma in _EVENT_PREPOSITIONS and "with" in roles else []


def _is_of_subject(tree: Tree, verb: int, preposition: str, noun: Token, roles: Mapping[str, tuple[int, ...]]) -> bool:
    """Return whether a noun beside a verb is what the verb's subject does or feels ("on a trip to B, A announced")."""
    travels = noun.lemma in _TRAVELS and preposition in ("on", "during", "after")
    shared = preposition == "by" and _is_shared(tree, verb, noun)
    return (travels and not tree.is_passive(verb)) or shared or _is_partaken(tree, verb, preposition, roles)


def _span_before(tree: Tree, noun: Token) -> Token:
    """Return "years" of "after years of negotiations with B", else the noun itself."""
    above = tree.tokens[noun.parent]
    span = tree.tokens[above.parent] if above.lemma == "of" else noun
    return span if span.lemma in _SPANS else noun


def _is_partaken(tree: Tree, verb: int, preposition: str, roles: Mapping[str, tuple[int, ...]]) -> bool:
    """Return whether a noun is that of "A was involved in the raid", which is nobody else's."""
    lemma = tree.tokens[verb].lemma
    if preposition != "in" or {"possessor", "modifier"} & roles.keys():
        return False
    return lemma in _PARTAKING or (lemma == "involve" and tree.is_passive(verb))


def _is_shared(tree: Tree, verb: int, noun: Token) -> bool:
    """Return whether a noun is that of "A and B are united by their hatred of C"."""
    return tree.is_passive(verb) and tree.tokens[verb].lemma in _UNITING and noun.lemma in _ATTITUDES


def _says_who_helps(tree: Tree, preposition: str, verb: int, roles: dict[str, tuple[int, ...]]) -> bool:
    """Return whether a phrase is "with A's support", or "aided by support from A"."""
    aided = preposition == "by" and tree.is_passive(verb) and tree.tokens[verb].lemma in _HELPING
    by_whom = {"possessor", "modifier", "by", "from", "of"} & roles.keys()
    return bool(by_whom) and (aided or preposition in ("with", "through", "under"))


def _is_done_by_subject(tree: Tree, noun: int, preposition: str, roles: dict[str, tuple[int, ...]]) -> bool:
    if {"possessor", "modifier", "by"} & roles.keys():
        return False
    if preposition in ("through", "via"):
        # "supports B through cash and weapons for C"
        return bool({"to", "for"} & roles.keys())
    shared = "with" in roles or tree.tokens[noun].lemma in _ON_BEHALF
    return preposition in _EVENT_PREPOSITIONS and (shared or _has_infinitive(tree, noun))


def _has_infinitive(tree: Tree, noun: int) -> bool:
    return any(tree.tokens[clause].form == "base" for clause in tree.children(noun, "noun-clause"))


def _who_is_helped(tree: Tree, verb: int) -> tuple[int, ...]:
    """Return the subject of a verb; of "Saudi raids are carried out" those whose raids they are."""
    subjects = tree.expand_all(tree.subjects(verb))
    if tree.is_passive(verb) and tree.tokens[verb].lemma in LIGHT:
        return tuple(h for s in subjects for h in (tree.holders(s) if tree.tokens[s].mention < 0 else [s]))
    return subjects


def _verb_of_adjunct(tree: Tree, preposition: Token, has_of: bool) -> int:
    """Return the verb that a prepositional phrase stands with, or -1; also over "conducted strikes in support of B"."""
    verb = preposition.parent
    if verb < 0 or verb == preposition.index:
        return -1
    above = tree.tokens[verb]
    if above.kind == "noun" and above.link == "object" and has_of and tree.tokens[above.parent].lemma in LIGHT:
        verb = above.parent
    return verb if tree.is_verb(verb) else -1


def _governing_verb(tree: Tree, index: int) -> int:
    for _ in range(12):
        parent = tree.tokens[index].parent
        if parent == index or parent < 0:
            return -1
        if tree.is_verb(parent):
            return parent
        index = parent
    return -1


def _light_verb(tree: Tree, noun: int) -> int:
    """Return the verb that lends the noun its arguments ("Iran provides SUPPORT to Hamas"), or -1."""
    head = noun
    while tree.tokens[head].link == "conjunct" and tree.tokens[tree.tokens[head].parent].kind == "noun":
        head = tree.tokens[head].parent
    for clause in tree.children(head, "relative-clause", "noun-clause"):
        if tree.tokens[clause].lemma in LIGHT and (tree.is_passive(clause) or _relative_object(tree, clause)):
            return clause
    token = tree.tokens[_sum_before(tree, head)]
    if token.parent < 0 or token.parent == token.index or not tree.is_verb(token.parent):
        return -1
    verb = tree.tokens[token.parent]
    if token.link in ("object", "passive-subject") and verb.lemma in LIGHT | INVERSE_LIGHT:
        return verb.index
    if token.link == "subject":
        return _moving_verb(tree, verb.index)
    return -1


def _moving_verb(tree: Tree, verb: int) -> int:
    """Return the verb by which a noun goes on or comes to somebody ("aid flows to", "kept flowing to"), or -1."""
    inner = [c for c in tree.children(verb, "open-complement") if tree.tokens[c].lemma in MOVING]
    moves = tree.tokens[verb].lemma in MOVING and not tree.has(verb, "object")
    return inner[0] if inner else verb if moves or tree.tokens[verb].lemma == "reach" else -1


def _sum_before(tree: Tree, noun: int) -> int:
    """Return "million" of "ten million dollars in aid", else the noun itself."""
    token = tree.tokens[noun]
    if token.link != "prepositional-object" or tree.tokens[token.parent].lemma not in ("in", "of"):
        return noun
    above = tree.tokens[tree.tokens[token.parent].parent]
    return above.index if above.lemma in _SUMS and above.link in ("object", "passive-subject") else noun


def _relative_object(tree: Tree, verb: int) -> bool:
    if any(tree.is_relative(s, verb) for s in tree.children(verb, "subject", "passive-subject")):
        return False
    return tree.tokens[verb].link == "relative-clause" and tree.has(verb, "subject")


def _add_light_roles(tree: Tree, verb: int, noun: int, roles: dict[str, tuple[int, ...]]) -> None:
    lemma = tree.tokens[verb].lemma
    passive = tree.is_passive(verb)
    around = dict(tree.prepositions(verb))
    by = around.pop("by", []) if passive else []
    moved = tree.tokens[noun].link == "subject" and lemma in MOVING
    givers = by if passive else [] if moved else list(tree.expand_all(tree.subjects(verb)))
    if passive and len(tree.children(verb, "object")) and tree.tokens[noun].link != "passive-subject":
        add_role(roles, "to", tree.expand_all(tree.children(verb, "passive-subject")))
    if lemma in INVERSE_LIGHT and not passive:
        add_role(roles, "receiver", givers)
    given = "of" in roles and (lemma in INVERSE_LIGHT or lemma == "have")
    if lemma in LIGHT and not given and lemma not in ("receive", "get", "obtain", "gain", "acquire"):
        add_role(roles, "agent", givers)
    if moved and lemma == "reach":
        add_role(roles, "to", tree.expand_all(tree.children(verb, "object")))
    others = [o for o in tree.children(verb, "object") if tree.tokens[o].mention >= 0 and o != noun]
    add_role(roles, "to", tree.expand_all(others))
    for name, heads in around.items():
        if name not in roles:
            add_role(roles, name, heads)
