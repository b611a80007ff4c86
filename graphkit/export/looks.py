"""How a drawing program may show the graph at once: places, sizes and colours of actors, colours of edges.

Edges have the colour of their family, paler the less firmly they are said, and grey when they are denied or contested:
the drawing itself tells what is asserted.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from graphkit.export.html.layout import place_nodes
from graphkit.export.html.network import rank_actors
from graphkit.export.source import ExportSource

Colour = tuple[int, int, int]
# Hues that people with colour blindness tell apart.
_TYPES: Mapping[str, Colour] = {
    "Person": (230, 159, 0),
    "State": (0, 114, 178),
    "GovernmentBody": (86, 180, 233),
    "Organization": (0, 158, 115),
    "ArmedGroup": (213, 94, 0),
    "Coalition": (204, 121, 167),
    "Place": (140, 140, 140),
}
_FAMILIES: Mapping[str, Colour] = {
    "support": (0, 158, 115),
    "affiliation": (0, 114, 178),
    "engagement": (86, 180, 233),
    "opposition": (230, 159, 0),
    "violence": (213, 94, 0),
}
_OTHER: Colour = (90, 90, 90)
_DOUBTFUL: Colour = (160, 160, 160)
_PALER = {"asserted": 0.0, "claimed": 0.3, "alleged": 0.55, "planned": 0.55, "possible": 0.65}
_LABEL_WIDTH, _LABEL_HEIGHT = 8.0, 16.0


@dataclass(frozen=True, slots=True)
class Look:
    """Place (pixels, y downwards), diameter and colour of an actor."""

    x: float
    y: float
    size: float
    colour: Colour


def looks_of_actors(source: ExportSource) -> Mapping[str, Look]:
    """Return the look of each actor by its id; the same graph gives the same looks."""
    ranked = rank_actors(source, source.view.edges)
    ranked += sorted(set(source.view.actors) - set(ranked), key=lambda actor: actor.id)
    number = {actor.id: place for place, actor in enumerate(ranked)}
    strengths: dict[tuple[int, int], float] = {}
    degrees = [0] * len(ranked)
    for edge in source.view.edges:
        one, other = sorted((number[edge.subject], number[edge.object]))
        degrees[one] += 1
        degrees[other] += 1
        if one != other:
            strengths[one, other] = strengths.get((one, other), 0.0) + math.log1p(edge.n_publishers)
    extents = [(len(actor.name) * _LABEL_WIDTH, _LABEL_HEIGHT) for actor in ranked]
    pairs = [(one, other, weight) for (one, other), weight in strengths.items()]
    places = place_nodes(len(ranked), pairs, extents, source.top)
    return {
        actor.id: Look(float(x), float(y), 10.0 + round(6 * math.sqrt(degree), 1), _TYPES.get(actor.type, _OTHER))
        for actor, degree, (x, y) in zip(ranked, degrees, places, strict=True)
    }


def colour_of_edge(family: str, standing: str) -> Colour:
    """Return the colour of an edge."""
    if standing not in _PALER:
        return _DOUBTFUL
    red, green, blue = (round(part + (255 - part) * _PALER[standing]) for part in _FAMILIES.get(family, _OTHER))
    return red, green, blue


def hexadecimal(colour: Colour) -> str:
    """Return the colour as "#rrggbb"."""
    return "#{:02x}{:02x}{:02x}".format(*colour)
