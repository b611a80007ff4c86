"""Folding of text for look-ups: lower case, no accents, plain quotes and dashes, one character for one character.

Offsets found in the folded text hold in the original, which is why nothing is dropped or expanded.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_PLAIN = {
    "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "´": "'", "ʿ": "'", "ʾ": "'",
    "–": "-", "‐": "-", "‑": "-", "—": "-", "−": "-",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\n": " ", "\r": " ", "\t": " ",
    "ı": "i", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d",
}  # fmt: skip


def _fold_character(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    base = unicodedata.normalize("NFKD", character)[:1] or character
    lower = base.lower()
    return lower if len(lower) == 1 else character


class _Table(dict[int, int]):
    """A translation table that folds each character when it is first met."""

    def __missing__(self, code: int) -> int:
        value = ord(_fold_character(chr(code)))
        self[code] = value
        return value


_TABLE = _Table()


def fold(text: str) -> str:
    """Return the folded text, of the same length."""
    return text.translate(_TABLE)


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """Return a name folded for comparison, with runs of blanks made one."""
    return " ".join(fold(name).split())
