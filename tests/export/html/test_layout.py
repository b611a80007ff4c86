from __future__ import annotations

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.export.html.layout import SPACING, place_nodes


def ring(count):
    return [(place, (place + 1) % count, 1.0) for place in range(count - 1)]


def distances(places):
    apart = numpy.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    numpy.fill_diagonal(apart, numpy.inf)
    return apart


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 40), st.integers(0, 30), st.data())
def test_every_graph_gets_finite_places_again_and_again(count, first, data):
    ends = st.integers(0, max(count - 1, 0))
    found = data.draw(st.lists(st.tuples(ends, ends), unique=True, max_size=60)) if count else []
    pairs = [(one, other, 1.5) for one, other in sorted(found) if one < other]
    places = place_nodes(count, pairs, [(80.0, 60.0)] * count, first)
    assert places.shape == (count, 2)
    assert numpy.isfinite(places).all()
    assert (places == places.round()).all()
    assert (places == place_nodes(count, pairs, [(80.0, 60.0)] * count, first)).all()


@pytest.mark.parametrize("count", [60, 400, 900])
def test_nodes_do_not_fall_together(count):
    places = place_nodes(count, ring(count), [(60.0, 60.0)] * count, 150)
    nearest = distances(places).min(axis=1)
    assert numpy.median(nearest) > SPACING / 4
    assert numpy.abs(places).max() < SPACING * count


def test_joined_nodes_are_nearer_than_others():
    clusters = [
        (start + one, start + other, 1.0) for start in (0, 8) for one in range(8) for other in range(one + 1, 8)
    ]
    places = place_nodes(16, [*clusters, (0, 8, 1.0)], [(10.0, 60.0)] * 16, 16)
    apart = distances(places)
    within = apart[:8, :8][numpy.isfinite(apart[:8, :8])].mean()
    assert within < apart[:8, 8:].mean() * 0.7


def test_first_nodes_are_laid_out_by_themselves():
    alone = place_nodes(20, ring(20), [(60.0, 60.0)] * 20, 20)
    among = place_nodes(320, ring(320), [(60.0, 60.0)] * 320, 20)
    assert numpy.allclose(alone, among[:20], atol=2)


def test_parts_that_nothing_joins_stand_apart():
    places = place_nodes(6, [(0, 1, 1.0), (2, 3, 1.0), (4, 5, 1.0)], [(40.0, 60.0)] * 6, 6)
    apart = distances(places)
    for one, other in ((0, 1), (2, 3), (4, 5)):
        assert apart[one, other] == apart[one].min()
