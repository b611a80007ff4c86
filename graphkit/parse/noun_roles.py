"""The roles that hang from a noun, and the predicate noun as a clause."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.model import Clause
from graphkit.tree import Tree

_AFTER_NOUN = ("by", "from", "for", "to", "on", "against")
FORMER_WORDS = frozenset("former ex late then onetime deposed ousted erstwhile previous outgoing".split())


def add_role(roles: dict[str, tuple[int, ...]], name: str, heads: Sequence[int]) -> None:
    """Add words to a role, each once."""
    if heads:
        roles[name] = tuple(dict.fromkeys((*roles.get(name, ()), *heads)))


def copular_clause(tree: Tree, noun: int, roles: dict[str, tuple[int, ...]], anchor: int, construction: str) -> Clause:
    """Return what a predicate noun or adjective says as a clause."""
    token = tree.tokens[noun]
    lemma = token.text.lower() if token.kind == "verb" else token.lemma
    return Clause(noun, lemma, "copular", roles, "", anchor, construction, is_former(tree, noun))


def is_former(tree: Tree, noun: int) -> bool:
    """Return whether a noun is called former, late, ousted or the like."""
    return any(tree.tokens[a].lemma in FORMER_WORDS for a in tree.children(noun, "adjective", "compound", "adverb"))


def noun_roles(tree: Tree, noun: int) -> dict[str, tuple[int, ...]]:
    """Return the words by role that hang from a noun."""
    roles: dict[str, tuple[int, ...]] = {}
    for name, heads in tree.prepositions(noun).items():
        add_role(roles, name, heads)
    _lift_from_names(tree, roles)
    add_role(roles, "possessor", tree.expand_all(possessors(tree, noun)))
    modifiers = [c for c in tree.children(noun, "adjective", "compound") if tree.tokens[c].mention >= 0]
    add_role(roles, "modifier", tree.expand_all(modifiers))
    return roles


def _lift_from_names(tree: Tree, roles: dict[str, tuple[int, ...]]) -> None:
    """Give the noun what hangs from a name after it: "support for the Front from Sylvania", "raids by A on B"."""
    named = [h for name in _AFTER_NOUN for h in roles.get(name, ()) if tree.tokens[h].mention >= 0]
    for head in named:
        for name, heads in tree.prepositions(head).items():
            if name in _AFTER_NOUN and name not in roles:
                add_role(roles, name, heads)


def possessors(tree: Tree, noun: int) -> list[int]:
    """Return who has a noun; of "whose" the noun before the clause."""
    held = tree.children(noun, "possessor")
    return tree.holders(noun) if held and tree.tokens[held[0]].lemma == "whose" else held
