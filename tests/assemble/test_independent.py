"""Independent sources: publishers with a text of their own."""

from __future__ import annotations

import random
from itertools import permutations

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms.bipartite import hopcroft_karp_matching

from graphkit.assemble import count_independent


@pytest.mark.parametrize(
    ("sources", "count"),
    [
        ("", 0),
        ("A1", 1),
        ("A1 A2 A3", 1),
        ("A1 B1 C1", 1),
        ("A1 B2 C3", 3),
        # An agency's text in two papers, one of which has its own report beside it.
        ("A1 B1 B2 C1", 2),
        # Both papers print the agency, and each has a report of its own.
        ("A1 B1 B2 C1 C3", 3),
        # B must take 1 so that A can have 2; C is left without.
        ("A1 A2 B1 C1", 2),
    ],
)
def test_examples(sources, count):
    assert count_independent(tuple(source) for source in sources.split()) == count


pairs = st.lists(st.tuples(st.sampled_from("ABCDEFG"), st.integers(0, 6)), max_size=30)


@given(pairs)
def test_it_is_a_maximum_matching(sources):
    graph = networkx.Graph((("publisher", one), ("text", other)) for one, other in sources)
    left = [node for node in graph if node[0] == "publisher"]
    assert count_independent(sources) == len(hopcroft_karp_matching(graph, left)) // 2


@given(pairs)
def test_shortcuts_of_a_database_agree(sources):
    publishers, texts, both = {one for one, _ in sources}, {other for _, other in sources}, set(sources)
    if len(both) == len(texts):
        assert count_independent(sources) == len(publishers)
    if len(both) == len(publishers):
        assert count_independent(sources) == len(texts)
    assert count_independent(sources) <= min(len(publishers), len(texts))


def test_order_does_not_matter():
    assert {count_independent(order) for order in permutations(["A1", "A2", "B1", "C1", "C3"])} == {3}


def test_long_chains_and_many_papers_of_one_text():
    length = 3_000
    chain = [(number, text) for number in range(length) for text in (number, number + 1)]
    chain.append((length, 0))
    random.Random(1).shuffle(chain)
    assert count_independent(chain) == length + 1
    assert count_independent((paper, text) for paper in range(1_000) for text in range(30)) == 30
