"""Clauses without a verb, around names: appositions, titles, possessives, hyphen compounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphkit.model import Clause, TitlePhrase, Token
from graphkit.parse.name_repairs import STANDING
from graphkit.parse.noun_roles import add_role, copular_clause, noun_roles, possessors
from graphkit.tree import Tree

_BACKERS = frozenset("backer financier patron paymaster protector sponsor".split())
# What is set off after a name with one of these is the state that it is in.
_STATES = ("under", "at", "in", "behind")
PLACES = frozenset("area capital city district port province region town village".split())
SUBJECTS = ("subject", "passive-subject")


def clauses_around(tree: Tree, index: int) -> Iterator[Clause]:
    """Yield the clauses that stand without a verb, around a noun or a name."""
    yield from _apposed(tree, index)
    if tree.tokens[index].mention >= 0:
        yield from _set_off(tree, index)
        yield from _between_names(tree, index)
    else:
        yield from _classed(tree, index)
        yield from _held_kind(tree, index)
        yield from _named_body(tree, index)


def _apposed(tree: Tree, index: int) -> Iterator[Clause]:
    """Yield "Haniyeh, the leader of Hamas", "the leader of Hamas, Haniyeh" and "Hamas leader Haniyeh" as copular."""
    token = tree.tokens[index]
    for other in tree.children(index, "apposition"):
        for one in tree.expand(other):
            yield from _pair(tree, index, one, "apposition")
    if token.mention < 0 and token.kind == "noun":
        for name in tree.apposed_beyond(index):
            yield from _pair(tree, index, name, "apposition")
    if token.mention >= 0:
        for noun in tree.children(index, "compound"):
            if tree.tokens[noun].mention < 0 and tree.tokens[noun].kind == "noun":
                yield from _pair(tree, index, noun, "title")


def _set_off(tree: Tree, index: int) -> Iterator[Clause]:
    """Yield "Goma, under rebel control, ..." and "Boric, critical of Maduro, ..." as what the name is."""
    for one in tree.children(index, "preposition"):
        if one > index and tree.tokens[one - 1].text == "," and tree.tokens[one].lemma in _STATES:
            roles = {name: tuple(heads) for name, heads in tree.prepositions(index).items()}
            yield Clause(one, "be", "verbal", {**roles, "agent": (index,)}, "", -1, "apposition")
    for one in tree.children(index, "adjective", "apposition"):
        if one > index and tree.tokens[one].kind == "adjective" and _is_set_off(tree, index, one):
            roles = noun_roles(tree, one)
            add_role(roles, "agent", [index])
            yield copular_clause(tree, one, roles, -1, "apposition")


def _classed(tree: Tree, index: int) -> Iterator[Clause]:
    """Yield "the US and other backers of Israel" as copular: the names before "other" are of that kind too."""
    token = tree.tokens[index]
    if token.kind != "noun" or token.link != "conjunct":
        return
    if not any(tree.tokens[c].lemma == "other" for c in tree.children(index, "adjective", "determiner")):
        return
    first = token
    while first.link == "conjunct" and first.parent != first.index:
        first = tree.tokens[first.parent]
    named = [one for one in tree.expand(first.index) if one < index and tree.tokens[one].mention >= 0]
    if named:
        roles = noun_roles(tree, index)
        add_role(roles, "agent", named)
        yield copular_clause(tree, index, roles, -1, "apposition")


def _held_kind(tree: Tree, index: int) -> Iterator[Clause]:
    """Yield "the Front's Sylvanian backers" as copular, when the noun speaks of states rather than of persons."""
    if tree.tokens[index].lemma not in _BACKERS:
        return
    roles = noun_roles(tree, index)
    if "possessor" in roles and "modifier" in roles and "of" not in roles:
        of = {"of": roles["possessor"], "agent": roles["modifier"]}
        yield copular_clause(tree, index, of, -1, "apposition")


def _is_set_off(tree: Tree, one: int, other: int) -> bool:
    """Return whether a comma, a dash or nothing stands between two words ("Critics of Iran fund Hamas" has neither)."""
    between = tree.tokens[min(one, other) + 1 : max(one, other)]
    outside = [token for token in between if token.link not in ("inside", "title", "determiner")]
    return not outside or any(token.kind == "punctuation" for token in outside)


def _pair(tree: Tree, one: int, other: int, construction: str) -> Iterator[Clause]:
    if construction == "apposition":
        one = _place_named(tree, one)
    name, noun = (one, other) if tree.tokens[one].mention >= 0 else (other, one)
    if tree.tokens[name].mention < 0 or tree.tokens[noun].mention >= 0 or tree.tokens[noun].kind != "noun":
        return
    if construction == "apposition" and not _is_set_off(tree, one, other):
        return
    roles = noun_roles(tree, noun)
    if construction == "title":
        # "Hamas leader Haniyeh": the words before the name all hang from the name.
        before = [c for c in tree.children(name, "compound", "adjective", "possessor") if c < noun]
        named = [c for c in before if tree.tokens[c].mention >= 0 or tree.tokens[c].link == "possessor"]
        add_role(roles, "modifier", named)
    add_role(roles, "agent", [name])
    yield copular_clause(tree, noun, roles, -1, construction)


def _place_named(tree: Tree, noun: int) -> int:
    """Return Raqqa of "the city of Raqqa", else the noun itself."""
    if tree.tokens[noun].lemma not in PLACES:
        return noun
    named = [one for one in tree.prepositions(noun).get("of", ()) if tree.tokens[one].mention >= 0]
    return named[0] if len(named) == 1 else noun


_BODIES = frozenset(
    "agency bureau department division initiative office programme program project service unit".split()
)
_KINDS_OF_GROUP = frozenset(
    "faction force forces group militia movement network organisation organization party rebel rebels".split()
)


def _kinds_around(tree: Tree, index: int) -> list[int] | None:
    """Return a name with the nouns that say what kind of group it is; None when they say what it is to another."""
    token = tree.tokens[index]
    above = tree.tokens[token.parent]
    kinds = [c for c in tree.children(index, "compound") if tree.tokens[c].mention < 0]
    if token.link == "apposition" and above.mention < 0 and above.index == index - 1:
        # "Lebanon's armed group Hezbollah" as the parser may turn it round.
        kinds.append(above.index)
    # "Iran's proxy Hezbollah"
    standing = index and tree.tokens[index - 1].lemma in STANDING
    told = standing or any(tree.tokens[c].lemma not in _KINDS_OF_GROUP for c in kinds)
    return None if told else [index, *kinds]


def _between_names(tree: Tree, index: int) -> Iterator[Clause]:
    """Yield "Hamas's Qassam Brigades" and "Hezbollah in Lebanon": a name that holds another."""
    around = _kinds_around(tree, index)
    if around is None:
        return
    held = tree.expand_all([h for one in around for h in possessors(tree, one) if h < index])
    if held:
        yield Clause(index, "'s", "possessive", {"possessor": held, "head": (index,)}, "", -1, "possessive")
    party = _is_party(tree, index)
    for name, heads in tree.prepositions(index).items():
        if name == "in" and party:
            continue
        named = tuple(h for h in heads if tree.tokens[h].mention >= 0)
        if named and name in ("of", "in", "under", "against"):
            yield Clause(index, name, "possessive", {"possessor": named, "head": (index,)}, "", -1, "possessive")


def ruled_clauses(tree: Tree, verb: int) -> Iterator[Clause]:
    """Yield "Under Hun Sen, Cambodia grew" as "Cambodia under Hun Sen"."""
    subjects = [one for one in tree.expand_all(tree.children(verb, *SUBJECTS)) if tree.tokens[one].mention >= 0]
    for preposition in tree.children(verb, "preposition"):
        named = [h for h in tree.children(preposition, "prepositional-object") if tree.tokens[h].mention >= 0]
        if tree.tokens[preposition].lemma == "under" and named and len(subjects) == 1 and preposition < subjects[0]:
            roles = {"possessor": tuple(named), "head": (subjects[0],)}
            yield Clause(preposition, "under", "possessive", roles, "", -1, "possessive")


def _named_body(tree: Tree, index: int) -> Iterator[Clause]:
    """Yield "the ministry's Aurora programme" as what the ministry holds."""
    token = tree.tokens[index]
    if token.lemma not in _BODIES or token.mention >= 0:
        return
    before = tree.tokens[index - 1] if index else token
    held = [h for h in possessors(tree, index) if tree.tokens[h].mention >= 0 and h < index - 1]
    if held and before.mention >= 0 and before.parent == index:
        yield Clause(index, "'s", "possessive", {"possessor": tuple(held), "head": (index - 1,)}, "", -1, "possessive")


def _is_party(tree: Tree, index: int) -> bool:
    """Return whether a name is a side of an event, so that the place after it is the event's ("talks with A in P")."""
    while tree.tokens[index].link == "conjunct" and tree.tokens[index].parent != index:
        index = tree.tokens[index].parent
    above = tree.tokens[tree.tokens[index].parent]
    return above.kind == "preposition" and above.lemma in ("between", "with", "against", "on", "among", "for")


def title_clauses(tree: Tree, index: int, title: TitlePhrase) -> Iterator[Clause]:
    """Yield "Qatari Emir Tamim" as copular."""
    inner = [t.index for t in tree.tokens if t.parent == index and t.link == "inside"]
    named = [t.index for t in tree.tokens if t.parent == index and t.link == "title"]
    # "Qatar's emir, Tamim" is an apposition; in "Qatar's Emir Tamim" the possessor may hang from the whole phrase.
    around = [*tree.children(index, "compound", "adjective"), *possessors(tree, index)]
    nouns = [
        c for c in tree.children(index, "compound") if tree.tokens[c].mention < 0 and tree.tokens[c].kind == "noun"
    ]
    # "Haitian gang leader Jimmy" leads a gang.
    inner += [c for c in around if tree.tokens[c].mention >= 0 and not any(c < noun < index for noun in nouns)]
    if inner and named:
        roles = {"agent": (index,), "of": tuple(inner)}
        yield Clause(named[0], title.title, "copular", roles, "", -1, "title", title.former)


def compound_clauses(tree: Tree) -> Iterator[Clause]:
    """Yield the participles that names make compounds with ("Iran-backed")."""
    for token in tree.tokens:
        host = tree.tokens[token.parent]
        if token.link == "inside" and host.mention < 0:
            heads: Sequence[int] = ()
            if host.link in ("adjective", "compound", "conjunct") and host.parent != host.index:
                heads = (host.parent,)
            elif host.link == "complement":
                heads = tree.expand_all(tree.subjects(host.parent))
            yield from _compound(tree, token.index, host.index, heads)
        elif _is_participle_after_name(tree, token):
            yield from _compound(tree, token.index - 1, token.index, (token.parent,))


def _is_participle_after_name(tree: Tree, token: Token) -> bool:
    """Return whether a word is "trained" of "the NATO trained army", written without a hyphen."""
    if token.link != "adjective" or not token.text.endswith("ed") or token.index == 0 or token.mention >= 0:
        return False
    before = tree.tokens[token.index - 1]
    return before.mention >= 0 and before.parent == token.parent and before.link == "compound"


def _compound(tree: Tree, name: int, host: int, heads: Sequence[int]) -> Iterator[Clause]:
    """Yield the participle that a name makes a compound with, and those coordinated with it that share the name."""
    if not heads:
        return
    roles = {"modifier": (name,), "head": tuple(heads)}
    others = tree.children(host, "conjunct") if tree.tokens[host].link != "conjunct" else []
    for one in (host, *(c for c in others if not tree.has(c, "inside", "agent", "preposition"))):
        yield Clause(one, tree.tokens[one].text.lower(), "compound", roles, "", -1, "compound")
