"""Documents with nearly the same text: a wire report that many papers print, shortened, edited or under another head.

Two documents are near copies when at least half of all the runs of three words in either stand in both (their Jaccard
similarity, as MinHash estimates it: Broder 1997, "On the resemblance and containment of documents"). A cluster is
whatever near copies join, directly or through others. Pairs are looked for among documents that agree in one band of
their signatures (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3), so that the cost grows with
the number of documents and not with that of pairs: with 32 bands of 4, pairs that are half alike are compared with a
chance of 87 %, those that are three fifths alike with 99 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from graphkit.spool import close_after

LIKENESS = 0.5
_RUN = 3
_SLOTS, _BAND = 128, 4
_SEED = 1
# Of many texts that agree in a band and yet are not alike, only so many are compared with all the others.
_MOST_COMPARED = 200
_WORD = re.compile(r"\w+")
# Any odd number mixes the halves of a band; this is 2**64 divided by the golden ratio.
_MIX = 0x9E3779B97F4A7C15


def runs_of_words(text: str) -> list[str]:
    """Return the runs of three words of a text in lower case; of a shorter text all its words, or the text itself."""
    words = _WORD.findall(text.lower())
    runs = [" ".join(run) for run in zip(words, words[1:], words[2:], strict=False)]
    return runs or [" ".join(words) or text.strip()]


class CopyFinder:
    """Takes documents one by one, in any order; gives the clusters of near copies.

    Signatures (512 bytes a document) are held in a file, which is removed when the finder is closed.

    Args:
        path: the file, which must not exist yet.

    Raises:
        OSError: if the disk is full; so does ``add``.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")
        self._rows: dict[str, int] = {}
        self._count = 0

    def __enter__(self) -> CopyFinder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        close_after(self._file, error)
        self._path.unlink(missing_ok=True)

    def add(self, document: str, text: str) -> None:
        """Take the text of a document, of which there was none before."""
        import numpy as np
        from rensa import RMinHash

        signature = RMinHash(num_perm=_SLOTS, seed=_SEED)
        signature.update(runs_of_words(text))
        self._file.write(np.array(signature.digest(), dtype="<u4").tobytes())
        self._rows[document] = self._count
        self._count += 1

    def take_back(self, document: str) -> None:
        """Let a document be as if it had not been added."""
        del self._rows[document]

    def clusters(self) -> dict[str, str]:
        """Return the cluster of each document that is a near copy of one whose id sorts before its own.

        The cluster's name is the smallest id in it. A document that is missing is its own cluster.
        """
        import numpy as np

        self._file.flush()
        if len(self._rows) < 2:
            return {}
        names = sorted(self._rows)
        kept = np.memmap(self._path, dtype="<u4", mode="r", shape=(self._count, _SLOTS))
        joined = _joined(kept, np.array([self._rows[name] for name in names]))
        return {names[place]: names[first] for place, first in enumerate(joined.firsts()) if place != first}


class _Joined:
    """Disjoint sets of numbers, each named by its smallest."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def first(self, number: int) -> int:
        above = self._above
        while above[number] != number:
            above[number] = number = above[above[number]]
        return number

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.first(one), self.first(other)))
        self._above[high] = low

    def firsts(self) -> Iterator[int]:
        return (self.first(number) for number in range(len(self._above)))


def _joined(signatures: Any, order: Any) -> _Joined:
    """Return the near copies as sets of places in ``order``, an array of rows of the signatures."""
    joined = _Joined(len(order))
    for begin in range(0, _SLOTS, _BAND):
        for group in _groups(signatures[:, begin : begin + _BAND][order]):
            _join_alike(group, signatures, order, joined)
    return joined


def _groups(band: Any) -> Iterator[list[int]]:
    """Yield the places whose rows of a band (n, 4) are equal, each group in its order; groups of one are left out."""
    import numpy as np

    words = band.astype(np.uint64)
    low, high = words[:, 0] | words[:, 1] << np.uint64(32), words[:, 2] | words[:, 3] << np.uint64(32)
    # Rows that agree by accident are told apart when they are compared.
    keys = low * np.uint64(_MIX) ^ high
    places = np.argsort(keys, kind="stable")
    ends = np.flatnonzero(np.diff(keys[places])) + 1
    begins = np.concatenate(([0], ends))
    sizes = np.diff(np.concatenate((begins, [len(places)])))
    for begin, size in zip(begins[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        yield places[begin : begin + size].tolist()


def _join_alike(group: Sequence[int], signatures: Any, order: Any, joined: _Joined) -> None:
    for number, place in enumerate(group[:_MOST_COMPARED], 1):
        first = joined.first(place)
        apart = [other for other in group[number:] if joined.first(other) != first]
        if not apart:
            # All that follow are in one set with this one, and so with one another.
            return
        equal = signatures[order[apart]] == signatures[order[place]]
        for other, likeness in zip(apart, equal.mean(axis=1).tolist(), strict=True):
            if likeness >= LIKENESS:
                joined.join(place, other)
