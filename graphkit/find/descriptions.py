"""Descriptions that point back: "the group", "the Iranian president", "the two countries"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphkit.find.discourse import WINDOW, Discourse, Place, Wanted, antecedent, choose
from graphkit.model import Mention, TitlePhrase, Token
from graphkit.tree import Tree

_GROUPS = frozenset(("ArmedGroup", "Organization"))
_STATES, _PLACES = frozenset(("State",)), frozenset(("Place",))
_ANY_SIDE = frozenset(("ArmedGroup", "Organization", "Coalition", "GovernmentBody", "State"))

# Nouns that can point back with "the", "this" or "that", and the types of actor that they can mean.
DESCRIPTIONS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys("group movement militia organization organisation rebels militants insurgents jihadists".split(),
                    _GROUPS),
    **dict.fromkeys("party bank company charity".split(), frozenset(("Organization",))),
    **dict.fromkeys("country kingdom nation state emirate republic monarchy sultanate regime".split(), _STATES),
    **dict.fromkeys("coalition alliance bloc".split(), frozenset(("Coalition", "Organization"))),
    **dict.fromkeys("city town village province enclave territory island peninsula strip".split(), _PLACES),
    **dict.fromkeys("army military ministry agency unit force squadron battalion brigade regiment battery division"
                    " frigate ship warship destroyer submarine".split(), frozenset(("GovernmentBody",))),
}  # fmt: skip
# Nouns for persons: only one who bears that title in the text.
PERSON_NOUNS = frozenset(
    "president minister premier chancellor king prince emir sultan leader chief commander general colonel spokesman"
    " spokeswoman secretary ambassador envoy diplomat cleric ayatollah politician official head".split()
)
_PAIRS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys("country state nation government".split(), _STATES),
    **dict.fromkeys("leader man minister president".split(), frozenset(("Person",))),
    **dict.fromkeys("side foe ally army".split(), _ANY_SIDE),
    **dict.fromkeys("group movement party".split(), _GROUPS),
}
_POINTING = frozenset("the this that these those".split())
_QUALIFIERS = frozenset("prime foreign defence defense interior vice deputy".split())


def resolve_description(
    discourse: Discourse, titles: Mapping[int, TitlePhrase], tree: Tree, token: Token
) -> tuple[Mention, ...]:
    """Return the mentions that a description goes back to, () when it is none or that is not clear.

    Args:
        discourse: what the document has spoken of so far.
        titles: the document's title phrases by the index of the person's mention.
        tree: the sentence.
        token: the head noun.
    """
    if _is_specified(tree, token):
        return ()
    pointing = {tree.tokens[d].lemma for d in tree.children(token.index, "determiner")} & _POINTING
    bodies = _named_modifiers(discourse, tree, token)
    if token.lemma in PERSON_NOUNS and token.form == "singular":
        return _person(discourse, titles, tree, token, bodies) if bodies or pointing else ()
    if not pointing:
        return ()
    if any(tree.tokens[n].lemma == "two" for n in tree.children(token.index, "number")):
        return _pair(discourse, token)
    types = DESCRIPTIONS.get(token.text.lower())
    if types is None:
        return ()
    if not bodies and _is_led(tree, token) and len(_named(discourse, Wanted(types))) > 1:
        # "X, the leader of the group": whose group it is, X says, not the text before.
        return ()
    return _actor(discourse, token, Wanted(types), bodies)


def _named(discourse: Discourse, wanted: Wanted) -> set[str | None]:
    """Return the actors of these types that the document names."""
    return {discourse.fitting(mention, wanted) for mention in discourse.mentions} - {None}


def _is_led(tree: Tree, token: Token) -> bool:
    """Return whether a description stands after "the leader of" and the like, said of a person."""
    above = tree.tokens[token.parent] if token.parent >= 0 else token
    if above.lemma != "of" or above.parent < 0:
        return False
    head = tree.tokens[above.parent]
    return head.lemma in PERSON_NOUNS and head.link in ("apposition", "complement", "compound")


def _actor(discourse: Discourse, token: Token, wanted: Wanted, bodies: set[str]) -> tuple[Mention, ...]:
    by_sentence = discourse.before(token.begin, wanted)
    if bodies:
        by_sentence = [[p for p in near if _belongs(discourse, p.actor, bodies)] for near in by_sentence]
    called = [[p for p in near if _is_called(discourse, p, token)] for near in by_sentence]
    for near in called if any(called) else by_sentence:
        if near:
            chosen = choose(near)
            # A subject in passing is not what "the group" of a whole report means.
            least = max(discourse.count(place.actor) for place in near)
            return (antecedent(chosen, "description"),) if chosen and discourse.count(chosen.actor) >= least else ()
    return ()


def _is_called(discourse: Discourse, place: Place, token: Token) -> bool:
    """Return whether the mention itself holds the noun ("the Orlov regime ... the regime")."""
    mention = place.mention
    words = discourse.text[mention.begin : mention.end + len(token.text) + 2].lower().split()
    return token.lemma in words or token.text.lower() in words


def _belongs(discourse: Discourse, actor: str, owners: set[str]) -> bool:
    """Return whether the actor can be called after one of these ("the Palestinian group")."""
    known = discourse.actors[actor]
    if actor in owners or known.part_of in owners:
        return True
    groups = {a for m in discourse.mentions for a in m.actors[:1] if discourse.actors[a].type == known.type}
    return known.part_of is None and known.type == "ArmedGroup" and len(groups) == 1


def _named_modifiers(discourse: Discourse, tree: Tree, token: Token) -> set[str]:
    children = tree.children(token.index, "adjective", "compound", "possessor")
    named = [tree.tokens[c].mention for c in children if tree.tokens[c].mention >= 0]
    return {actor for index in named for actor in discourse.mentions[index].actors}


def _person(
    discourse: Discourse, titles: Mapping[int, TitlePhrase], tree: Tree, token: Token, bodies: set[str]
) -> tuple[Mention, ...]:
    """Return the one person who bears the title: before in the text, or anywhere when the body is named too."""
    modifiers = tree.children(token.index, "compound", "adjective")
    qualifiers = {tree.tokens[c].lemma for c in modifiers} & _QUALIFIERS
    bearers: dict[str, Mention] = {}
    for index, title in titles.items():
        mention = discourse.mentions[index]
        said = set(discourse.text[title.title_begin : title.title_end].lower().split())
        body = set(discourse.mentions[title.body].actors) if title.body >= 0 else set()
        reachable = bool(bodies) or mention.begin < token.begin
        if (
            title.title == token.lemma
            and qualifiers <= said
            and reachable
            and (not bodies or not body or bodies & body)
        ):
            bearers[mention.actors[0]] = mention
    if len(bearers) != 1:
        return ()
    actor, mention = next(iter(bearers.items()))
    return (Mention((actor,), mention.begin, mention.end, "description"),)


def _pair(discourse: Discourse, token: Token) -> tuple[Mention, ...]:
    """Return the two actors of "the two countries", when exactly two of the kind were named just before."""
    types = _PAIRS.get(token.lemma)
    if types is None:
        return ()
    near: dict[str, Place] = {}
    for places in discourse.before(token.begin, Wanted(types))[:WINDOW]:
        near |= {place.actor: place for place in places if place.actor not in near}
        if len(near) >= 2:
            break
    ordered: Sequence[Place] = sorted(near.values())
    return tuple(antecedent(place, "description") for place in ordered) if len(near) == 2 else ()


def points_back(tree: Tree, token: Token) -> bool:
    """Return whether a noun stands with "the", "this" or the like and does not itself say whom it means."""
    pointing = {tree.tokens[d].lemma for d in tree.children(token.index, "determiner")} & _POINTING
    return bool(pointing) and token.kind == "noun" and not _is_specified(tree, token)


def _is_specified(tree: Tree, token: Token) -> bool:
    """Return whether the description says itself whom it means ("the group that ...", "the leader of Hamas")."""
    this = any(tree.tokens[d].lemma in ("this", "that") for d in tree.children(token.index, "determiner"))
    if tree.has(token.index, "apposition") or (tree.has(token.index, "relative-clause") and not this):
        return True
    modifiers = [tree.tokens[c] for c in tree.children(token.index, "compound", "adjective", "possessor")]
    if any(m.mention < 0 and m.text[:1].isupper() and m.link != "possessor" for m in modifiers):
        # "the Orlov regime", when no pack knows Orlov.
        return True
    prepositions = tree.children(token.index, "preposition")
    return any(tree.tokens[p].lemma in ("of", "called", "named", "such") for p in prepositions)
