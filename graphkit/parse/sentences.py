"""Sentence splitting by rules: headings, quotations, abbreviations, and a missing space after a full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A full stop after one of these does not end a sentence when a name or number may follow.
_ABBREVIATIONS = frozenset(
    "adm al approx art brig capt cf cmdr co col corp cpl dr e.g etc fig fr ft gen gov hon i.e inc jr lt ltd maj mr mrs"
    " ms mt no nos op p pp pres prof pvt rep rev sec sen sgt sr spc st supt u.k u.n u.s v vol vs".split()
)
_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
_END = re.compile(
    r"""[.!?…]+["”’')\]]*(?=\s|$)          # the usual end
      | (?<=[a-z)\]0-9])[.!?]["”]?(?=[A-Z“"][a-z'’]+)  # the space after the full stop is missing: "dynamics.Hamas"
      | \n\s*\n | \n(?=\s*[-*•·.]\s) | \n""",
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"([\w.’'-]+)$")
_LOWER_NEXT = re.compile(r"\s+[a-z]")


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the sentences, without blanks at either end.

    A line break ends a sentence, unless the line goes on: it does not end with a full stop and the next line begins in
    lower case.
    """
    begin = 0
    for match in _END.finditer(text):
        if match.end() <= begin or not _ends_here(text, match, begin):
            continue
        yield from _trimmed(text, begin, match.end())
        begin = match.end()
    yield from _trimmed(text, begin, len(text))


def _ends_here(text: str, match: re.Match[str], begin: int) -> bool:
    mark = match[0]
    if mark.startswith("\n"):
        return not _line_goes_on(text, match, begin)
    if _LOWER_NEXT.match(text, match.end()) and mark[0] in ".…!?" and (mark[-1] not in '"”' or mark[0] != "."):
        return False
    if mark[0] != "." or (len(mark) > 1 and mark[1] == "."):
        return True
    word = _WORD_BEFORE.search(text, max(begin, match.start() - 24), match.start())
    return not (word and _is_abbreviation(word[1], text, match.end()))


def _is_abbreviation(word: str, text: str, end: int) -> bool:
    low = word.lower()
    following = text[end : end + 2].strip()
    if low in _MONTHS:
        return following[:1].isdigit()
    if low in ("u.s", "u.k", "u.n"):
        return not _starts_sentence(text, end)
    if low in _ABBREVIATIONS:
        return bool(following)
    return len(word) == 1 and word.isupper() and bool(following)


_STARTERS = frozenset(
    "The A An In On At He She It They We But And This That These Those However Meanwhile For By As After Before"
    " While When If His Her Its Their".split()
)


def _starts_sentence(text: str, end: int) -> bool:
    next_word = re.match(r"\s+([A-Z][\w’']*)", text[end : end + 40])
    return bool(next_word and next_word[1] in _STARTERS) or not text[end:].strip()


def _line_goes_on(text: str, match: re.Match[str], begin: int) -> bool:
    before = text[begin : match.start()].rstrip()
    if not before or before[-1] in '.!?:;”"':
        return False
    after = text[match.end() : match.end() + 80].lstrip(" \t")
    if match[0].count("\n") > 1 or not after:
        return False
    # A short word alone on its line (text cut by mark-up) joins what is around it.
    return after[:1].islower()


def _trimmed(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end and any(character.isalnum() for character in text[begin:end]):
        yield begin, end
