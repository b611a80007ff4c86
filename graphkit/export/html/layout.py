"""Positions for a drawing: ForceAtlas2 with the repulsion summed on a grid, which keeps large graphs fast.

The start is a spiral in the order of the nodes and nothing is random: the same graph gives the same positions.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[Any]
    Integers = NDArray[Any]

SPACING = 110.0
_EXACT_UP_TO = 300
_GRID = 128
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_GRAVITY = 0.05
_WIDE = (1.25, 0.85)
_GAP = 12.0


def place_nodes(
    n_nodes: int, pairs: Sequence[tuple[int, int, float]], sizes: Sequence[tuple[float, float]], first: int
) -> Floats:
    """Return x and y of each node in pixels, one row a node.

    Args:
        n_nodes: nodes are numbered from 0, the most important first.
        pairs: two nodes and the strength of what joins them, each pair once.
        sizes: the width and height that a node takes with its label, in pixels.
        first: so many nodes are shown at first. They are laid out by themselves, and the others around them.
    """
    import numpy

    if n_nodes == 0:
        return numpy.zeros((0, 2))
    first = max(1, min(first, n_nodes))
    table = numpy.array(pairs, dtype=float).reshape(-1, 3)
    ends, weights = table[:, :2].astype(numpy.int64), table[:, 2]
    places = _spiral(n_nodes)
    inside = (ends < first).all(axis=1)
    places[:first] = _level(_settle(places[:first], ends[inside], weights[inside], 0))
    scale = _scale(places[:first])
    places[:first] = _spread(_packed(places[:first] * scale, ends[inside]), numpy.array(sizes[:first], dtype=float))
    if first < n_nodes:
        places[first:] = _around(places[:first], ends, n_nodes)
        places = _settle(places / scale, ends, weights, first) * scale
    return places.round()


def _spiral(count: int) -> Floats:
    import numpy

    steps = numpy.arange(count) + 0.5
    angles, radii = steps * _GOLDEN_ANGLE, numpy.sqrt(steps)
    return numpy.stack((radii * numpy.cos(angles), radii * numpy.sin(angles)), axis=1)


def _around(placed: Floats, ends: Integers, n_nodes: int) -> Floats:
    """Return a start for the nodes that are not placed: near a placed neighbour, or else on a spiral outside."""
    import numpy

    first, extent = len(placed), float(numpy.abs(placed).max())
    spiral = _spiral(n_nodes)
    start = spiral[first:] / float(numpy.abs(spiral).max()) * (1.5 * extent + SPACING)
    for one, other in ((0, 1), (1, 0)):
        near = (ends[:, one] >= first) & (ends[:, other] < first)
        nodes = ends[near, one] - first
        turn = nodes * _GOLDEN_ANGLE
        offset = numpy.stack((numpy.cos(turn), numpy.sin(turn)), axis=1) * SPACING
        start[nodes] = placed[ends[near, other]] + offset
    return start


def _settle(places: Floats, ends: Integers, weights: Floats, fixed: int) -> Floats:
    """Return the places after the forces have acted; the first ``fixed`` nodes stay where they are."""
    import numpy

    count = len(places)
    mass = numpy.bincount(ends.ravel(), minlength=count) + 1.0
    speed, forces, places = 1.0, numpy.zeros_like(places), places.copy()
    for _ in range(400 if count <= _EXACT_UP_TO else 200):
        former = forces
        forces = _repulsion(places, mass) + _attraction(places, ends, weights) - _gravity(places, mass)
        swing = numpy.hypot(*(forces - former).T)
        traction = numpy.hypot(*(forces + former).T) / 2
        total = float((mass * swing).sum()) or 1e-9
        wanted = float((mass * traction).sum()) / total
        speed += min(wanted - speed, 0.5 * speed)
        step = speed / (1 + numpy.sqrt(speed * swing))
        length = numpy.hypot(*forces.T)
        step = numpy.minimum(step, 10.0 / numpy.maximum(length, 1e-9))
        step[:fixed] = 0
        places += forces * step[:, None]
    return places


def _attraction(places: Floats, ends: Integers, weights: Floats) -> Floats:
    import numpy

    pull = (places[ends[:, 1]] - places[ends[:, 0]]) * weights[:, None]
    forces = numpy.zeros_like(places)
    for axis in (0, 1):
        towards = numpy.bincount(ends[:, 0], pull[:, axis], len(places))
        forces[:, axis] = towards - numpy.bincount(ends[:, 1], pull[:, axis], len(places))
    return forces


def _gravity(places: Floats, mass: Floats) -> Floats:
    drawn: Floats = places * (_GRAVITY * mass)[:, None]
    return drawn


def _repulsion(places: Floats, mass: Floats) -> Floats:
    return _exact_repulsion(places, mass) if len(places) <= _EXACT_UP_TO else _grid_repulsion(places, mass)


def _exact_repulsion(places: Floats, mass: Floats) -> Floats:
    import numpy

    apart = places[:, None, :] - places[None, :, :]
    squared = (apart**2).sum(axis=2)
    push = mass[:, None] * mass[None, :] / numpy.maximum(squared, 1e-2)
    pushed: Floats = (apart * push[:, :, None]).sum(axis=1)
    return pushed


def _grid_repulsion(places: Floats, mass: Floats) -> Floats:
    """Return the repulsion from masses that are shared out to the four nearest points of a grid."""
    import numpy

    low = places.min(axis=0)
    cell = float((places.max(axis=0) - low).max()) / (_GRID - 2) or 1.0
    at = (places - low) / cell
    corner = at.astype(numpy.int64)
    part = at - corner
    points, shares = [], []
    for right in (0, 1):
        for up in (0, 1):
            points.append((corner[:, 0] + right) * _GRID + corner[:, 1] + up)
            shares.append(numpy.abs(1 - right - part[:, 0]) * numpy.abs(1 - up - part[:, 1]))
    heaps = [numpy.bincount(point, share * mass, _GRID * _GRID) for point, share in zip(points, shares, strict=True)]
    spectrum = numpy.fft.rfft2(numpy.sum(heaps, axis=0).reshape(_GRID, _GRID), (2 * _GRID, 2 * _GRID))
    forces = numpy.empty_like(places)
    for axis, kernel in enumerate(_kernels()):
        field = numpy.fft.irfft2(spectrum * kernel, (2 * _GRID, 2 * _GRID))[:_GRID, :_GRID].ravel()
        sampled = [field[point] * share for point, share in zip(points, shares, strict=True)]
        forces[:, axis] = numpy.sum(sampled, axis=0) * mass / cell
    return forces


def _kernels() -> tuple[Any, Any]:
    """Return the transforms of the push that a unit mass gives at each distance on the grid, for x and for y."""
    import numpy

    steps = numpy.fft.fftfreq(2 * _GRID, 1 / (2 * _GRID))
    across, along = numpy.meshgrid(steps, steps, indexing="ij")
    squared = across**2 + along**2
    squared[0, 0] = 1
    return numpy.fft.rfft2(across / squared), numpy.fft.rfft2(along / squared)


def _scale(places: Floats) -> float:
    """Return the factor that gives each node room for its label, whatever far outliers there are."""
    import numpy

    distance = numpy.hypot(*(places - numpy.median(places, axis=0)).T)
    reach = float(numpy.percentile(distance, 85)) or 1.0
    return SPACING * math.sqrt(len(places) * 0.85 / math.pi) / reach


def _level(places: Floats) -> Floats:
    """Return the places turned so that they stretch from left to right, as screens do."""
    import numpy

    x, y = (places - places.mean(axis=0)).T
    angle = 0.5 * math.atan2(2 * float((x * y).mean()), float((x * x).mean() - (y * y).mean()))
    turn = numpy.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    turned: Floats = numpy.stack([(places * turn[:, 0]).sum(axis=1), (places * turn[:, 1]).sum(axis=1)], axis=1)
    return turned


def _packed(places: Floats, ends: Integers) -> Floats:
    """Return the places with the parts that nothing joins set side by side, the largest in the middle."""
    import numpy

    packed, circles = places.copy(), numpy.zeros((0, 3))
    for nodes in _parts(len(places), ends):
        middle = (places[nodes].min(axis=0) + places[nodes].max(axis=0)) / 2
        radius = float(numpy.hypot(*(places[nodes] - middle).T).max()) + SPACING * 0.6
        spot = _free_spot(circles, radius)
        packed[nodes] += spot - middle
        circles = numpy.vstack((circles, (*spot, radius)))
    return packed


def _parts(count: int, ends: Integers) -> list[list[int]]:
    """Return the nodes of each connected part, the largest first, then in the order of the nodes."""
    joined: list[list[int]] = [[] for _ in range(count)]
    for one, other in ends.tolist():
        joined[one].append(other)
        joined[other].append(one)
    parts: list[list[int]] = []
    seen = [False] * count
    for start in range(count):
        if seen[start]:
            continue
        part, seen[start] = [start], True
        for node in part:
            fresh = [other for other in joined[node] if not seen[other]]
            for other in fresh:
                seen[other] = True
            part.extend(dict.fromkeys(fresh))
        parts.append(part)
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _free_spot(circles: Floats, radius: float) -> Floats:
    """Return the first place on a spiral, flattened as screens are, where a circle touches none of the others."""
    import numpy

    if not len(circles):
        return numpy.zeros(2)
    spots = _spiral(20000) * SPACING * 0.5 * numpy.array(_WIDE)
    for block in range(0, len(spots), 500):
        apart = numpy.hypot(*(spots[block : block + 500, None, :] - circles[None, :, :2]).transpose(2, 0, 1))
        free = (apart >= circles[None, :, 2] + radius).all(axis=1)
        if free.any():
            spot: Floats = spots[block + int(free.argmax())]
            return spot
    outside: Floats = spots[-1] + circles[:, 2].max() + radius
    return outside


def _spread(places: Floats, sizes: Floats) -> Floats:
    """Return the places moved apart, along the shorter way, until nodes and labels hardly lie on each other."""
    import numpy

    places = places.copy()
    wide, high = ((sizes[:, None, axis] + sizes[None, :, axis]) / 2 + _GAP for axis in (0, 1))
    for _ in range(max(10, min(200, 20_000_000 // (len(places) ** 2 + 1)))):
        apart = places[:, None, :] - places[None, :, :]
        over_x, over_y = wide - numpy.abs(apart[:, :, 0]), high - numpy.abs(apart[:, :, 1])
        hit = (over_x > 0) & (over_y > 0)
        numpy.fill_diagonal(hit, False)
        if not hit.any():
            break
        sideways = hit & (over_x < over_y)
        order = numpy.sign(numpy.arange(len(places))[:, None] - numpy.arange(len(places))[None, :])
        for axis, where, over in ((0, sideways, over_x), (1, hit & ~sideways, over_y)):
            side = numpy.where(apart[:, :, axis] == 0, order, numpy.sign(apart[:, :, axis]))
            places[:, axis] += numpy.where(where, over * side, 0).sum(axis=1) * 0.3
    return places
