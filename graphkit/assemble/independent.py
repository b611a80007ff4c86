"""How many sources of an edge are independent of one another."""

from __future__ import annotations

from collections.abc import Hashable, Iterable


def count_independent(sources: Iterable[tuple[Hashable, Hashable]]) -> int:
    """Return how many sources can be chosen at most so that no two have one publisher, and no two one text.

    So a text that ten papers print counts once, and so do ten texts of one paper; a paper that prints the text of an
    agency and has another of its own beside it still counts beside the agency. It is the size of a maximum matching
    between publishers and texts. Two cases need no search, which is how a database finds most of the answers: when no
    two publishers share a text it is the number of publishers, when no publisher has two texts the number of texts.

    >>> count_independent([("Agency", "a"), ("Daily", "a"), ("Daily", "b")])
    2
    >>> count_independent([("Agency", "a"), ("Daily", "a"), ("Herald", "a")])
    1

    Args:
        sources: publisher and text (a cluster of near copies) of each document; the same pair may come again.
    """
    texts: dict[Hashable, list[Hashable]] = {}
    for publisher, text in dict.fromkeys(sources):
        texts.setdefault(publisher, []).append(text)
    choice = _Choice(texts)
    return sum(choice.give(publisher) for publisher in texts)


class _Choice:
    """A text of its own for each publisher, as far as that is possible."""

    def __init__(self, texts: dict[Hashable, list[Hashable]]) -> None:
        self._texts = texts
        self._text: dict[Hashable, Hashable] = {}
        self._publisher: dict[Hashable, Hashable] = {}
        self._closed: set[Hashable] = set()

    def give(self, publisher: Hashable) -> bool:
        """Give a publisher a text, others going over to another of theirs; return whether there was one."""
        wanted: dict[Hashable, Hashable] = {}
        asking = [publisher]
        for one in asking:
            for text in self._texts[one]:
                if text in wanted or text in self._closed:
                    continue
                wanted[text] = one
                if text not in self._publisher:
                    self._exchange(text, wanted)
                    return True
                asking.append(self._publisher[text])
        # From these no exchange leads to a free text, and none will: they need not be gone through again.
        self._closed.update(wanted)
        return False

    def _exchange(self, text: Hashable, wanted: dict[Hashable, Hashable]) -> None:
        """Give a free text to who wants it, the one that this publisher had to who wants that, and so on."""
        while True:
            publisher = wanted[text]
            former = self._text.get(publisher)
            self._text[publisher], self._publisher[text] = text, publisher
            if former is None:
                return
            text = former
