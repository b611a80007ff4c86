from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphkit.match.quotations import Quotation, find_quotations, quotation_around
from graphkit.model import Mention

spans = st.lists(st.integers(0, 40), unique=True, max_size=12).map(sorted)


@given(spans, st.integers(-1, 45))
def test_quotation_around_a_place_is_the_one_that_holds_it(ends, place):
    quotations = [Quotation(begin, end) for begin, end in zip(ends[::2], ends[1::2], strict=False)]
    assert quotation_around(quotations, place) == next((q for q in quotations if q.begin <= place < q.end), None)


def test_he_who_is_quoted_is_the_last_person_named_before():
    text = 'Vera Holt met Ilko Brand in Sylvania. "We will go on with this," he said. Rolf Kern left.'
    names = ("Vera Holt", "Ilko Brand", "Sylvania", "Rolf Kern")
    mentions = [Mention((name,), text.index(name), text.index(name) + len(name)) for name in names]
    [quotation] = find_quotations(text, mentions, [name != "Sylvania" for name in names])
    assert mentions[quotation.mention].actors == ("Ilko Brand",)
    assert not find_quotations(text, mentions, [False] * len(names))
