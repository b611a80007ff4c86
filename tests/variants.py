"""Changes of rules and actors, drawn at random, for tests of what a change can concern."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from graphkit.model import ACTOR_TYPES, Actor, Alias
from graphkit.ontology import Ontology, Relation
from graphkit.patterns import parse_pattern

# Words of the bundled reports that no pack holds, or that mean something else there.
_NEW_ALIASES = ("the group", "Palestinian", "leader", "funding", "Gaza", "Doha", "Meshaal", "Tuesday", "us", "Al")
_NEW_PATTERNS = (
    "{subject} say {object}",
    "{subject} leave {object}",
    "{subject} call on {object}",
    "{subject}'s office in {object}",
    "{subject} be home of {object}",
    "{subject} hold MONEY for {object}",
    "{subject}-led {object}",
)


@st.composite
def ontologies(draw: st.DrawFn, base: Ontology) -> Ontology:
    """Draw the ontology with a few relations changed."""
    relations = dict(base.relations)
    with_rules = [name for name, relation in relations.items() if relation.rules]
    for name in draw(st.lists(st.sampled_from(with_rules), min_size=1, max_size=3, unique=True)):
        relations[name] = _changed(draw, relations[name], base)
    return replace(base, relations=MappingProxyType(relations))


def _changed(draw: st.DrawFn, relation: Relation, base: Ontology) -> Relation:
    rules = list(relation.rules)
    kind = draw(st.sampled_from(["drop", "drop all", "move", "type", "marks", "pattern", "whole"]))
    place = draw(st.integers(0, len(rules) - 1))
    if kind == "drop":
        del rules[place]
    elif kind == "drop all":
        rules = []
    elif kind == "move":
        rules.insert(0, rules.pop(place))
    elif kind == "type":
        rules = [replace(rule, subject=frozenset(("State",))) for rule in rules]
    elif kind == "marks":
        rules[place] = replace(rules[place], status=draw(st.sampled_from(["", "started", "ended"])), modality="planned")
    elif kind == "pattern":
        text = draw(st.sampled_from(_NEW_PATTERNS))
        pattern = parse_pattern(text, base.words)
        rules.append(replace(rules[0], name=f"{relation.id}: {text}", pattern=pattern))
    else:
        values: dict[str, Any] = draw(
            st.sampled_from([{"symmetric": not relation.symmetric}, {"family": "violence"}, {"parent": None}])
        )
        relation = replace(relation, **values)
    return replace(relation, rules=tuple(replace(rule, line=line) for line, rule in enumerate(rules, 1)))


@st.composite
def gazetteers(draw: st.DrawFn, base: dict[str, Actor], mentioned: list[str]) -> dict[str, Actor]:
    """Draw the actors with a few of those that the documents mention changed."""
    actors = dict(base)
    for name in draw(st.lists(st.sampled_from(mentioned), min_size=1, max_size=3, unique=True)):
        actor = actors[name]
        kind = draw(st.sampled_from(["alias", "no aliases", "adjectives", "type", "part_of", "name", "new"]))
        if kind == "alias":
            alias = Alias(draw(st.sampled_from(_NEW_ALIASES)), draw(st.sampled_from(["name", "metonym"])))
            actors[name] = replace(actor, aliases=(*actor.aliases, alias))
        elif kind == "new":
            actors["a-new-one"] = Actor("a-new-one", draw(st.sampled_from(_NEW_ALIASES)), "Organization")
        else:
            values = {
                "no aliases": {"aliases": ()},
                "adjectives": {"adjectives": (*actor.adjectives, draw(st.sampled_from(_NEW_ALIASES)))},
                "type": {"type": draw(st.sampled_from(ACTOR_TYPES))},
                "part_of": {"part_of": draw(st.sampled_from([None, "iran", "hamas"]))},
                "name": {"name": f"{actor.name} Prime"},
            }[kind]
            actors[name] = replace(actor, **values)
    return dict(sorted(actors.items()))
