"""The tree of a web page, made safe and smooth before an article is looked for in it.

Safe: a page of a few hundred kilobytes can keep trafilatura busy for minutes, so what no article has is refused or cut.
Smooth: trafilatura may begin a new line at a link or a word in bold, and drops characters that do not print; both would
change the sentences that are quoted, so inline elements become text and those characters travel as others.
"""

from __future__ import annotations

import re
from collections.abc import Sized
from typing import Any

from graphkit.errors import InputError

# Far above any article. Time grows with the depth, and with the square of the number of attributes of an element, of
# texts in paragraphs, and of elements side by side that are no blocks.
_MAX_ELEMENTS = 100_000
_MAX_DEPTH = 500
_MAX_ATTRIBUTES = 1_000
_LONGEST_ATTRIBUTE = 10_000
_MANY_ELEMENTS = 15_000
_LONGEST_ROW = 2_000
_MAX_TANGLE = 100_000_000

_BLOCKS = frozenset("article blockquote br dd div dl dt head hr li ol p pre section table tbody tr ul".split())
_UNFLATTENED = _BLOCKS | frozenset("script style td template th".split())
_FORMATS = frozenset(
    "abbr acronym b bdi bdo big cite code dfn em font i ins kbd mark nobr q samp strong sub sup tt u var wbr".split()
)
_IN_PROSE = _FORMATS | frozenset("a label small span time".split())
_FEWEST_LETTERS = 5

_BLANK_LINES = re.compile(r"\n\s*\n")
_CONTROLS = "".join(map(chr, (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)))
# The joiners and the marks of writing direction travel as signs of Linear A, in which no report is written.
_MARKS = "\u061c\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SIGNS = "".join(chr(0x10600 + place) for place in range(len(_MARKS)))
_HIDE = str.maketrans(_MARKS + _CONTROLS, _SIGNS + " " * len(_CONTROLS))
_SHOW = str.maketrans(_SIGNS, _MARKS)


def parse_page(text: str) -> Any:
    """Return the tree of the page, in which characters that do not print are hidden.

    Raises:
        InputError: if there is nothing in it, or more than an article can have.
    """
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as lxml_html

    data = text.encode("utf-8")
    census = etree.HTMLParser(target=_Census(), encoding="utf-8", huge_tree=True)
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        etree.fromstring(data, census)
        page = lxml_html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError("there is nothing in the page") from error
    for element in page.xpath(f"//*[@*[string-length() > {_LONGEST_ATTRIBUTE}]]"):
        for name in [name for name, value in element.attrib.items() if len(value) > _LONGEST_ATTRIBUTE]:
            del element.attrib[name]
    for element in page.iter():
        _hide(element)
    return page


def smooth(page: Any) -> None:
    """Make text of the inline elements in prose, and paragraphs of preformatted text.

    Raises:
        InputError: if too many elements stand side by side.
    """
    elements = list(page.iter())
    for element in elements:
        if element.tag == "pre":
            _reflow(element)
        elif len(element):
            _merge(element, _FORMATS)
            if _is_prose(element):
                _merge(element, _IN_PROSE)
            if _row(element) > _LONGEST_ROW or (element.tag == "p" and len(elements) > _MANY_ELEMENTS):
                _flatten(element)
    if sum(_row(element) ** 2 for element in page.iter()) > _MAX_TANGLE:
        raise _too_many("tags side by side")


def shown(text: str) -> str:
    """Return a text of the tree with the characters that were hidden."""
    return text.translate(_SHOW)


class _Census:
    """Counts elements while they are parsed, before a tree is built of them."""

    def __init__(self) -> None:
        self._elements = self._depth = 0

    def start(self, _tag: str, attributes: Sized) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > _MAX_ELEMENTS or len(attributes) > _MAX_ATTRIBUTES:
            raise _too_many("tags or attributes")
        if self._depth > _MAX_DEPTH:
            raise _too_many("tags inside each other")

    def end(self, _tag: str) -> None:
        self._depth -= 1

    def close(self) -> None:
        """End: there is nothing to give back."""


def _too_many(what: str) -> InputError:
    return InputError(f"the page has too many {what} to be an article; save its text alone")


def _hide(element: Any) -> None:
    # Assigned only where it changes: lxml gives control characters out but does not take them in.
    for place in ("text", "tail"):
        text = getattr(element, place)
        if text:
            hidden = text.translate(_HIDE)
            if hidden != text:
                setattr(element, place, hidden)


def _reflow(element: Any) -> None:
    """Make paragraphs of preformatted text: agencies' old wires break their lines by hand."""
    parts = [part for part in _BLANK_LINES.split("".join(element.itertext()).replace("\r", "")) if part.strip()]
    if len(parts) > _MAX_ELEMENTS:
        raise _too_many("lines")
    _clear(element)
    element.tag = "div"
    for part in parts:
        paragraph = element.makeelement("p")
        paragraph.text = part
        element.append(paragraph)


def _merge(element: Any, tags: frozenset[str]) -> None:
    """Make text of the children with these tags and of line breaks that only wrap a line."""
    kept, texts = None, [element.text or ""]
    for child in list(element):
        if child.tag in tags and _is_plain(child):
            quotes = ("“", "”") if child.tag == "q" else ("", "")
            texts += [quotes[0], *child.itertext(), quotes[1], child.tail or ""]
            element.remove(child)
        elif child.tag == "br" and _only_wraps(texts[-1], child.tail or ""):
            texts += [" ", child.tail or ""]
            element.remove(child)
        else:
            _store(element, kept, texts)
            kept, texts = child, [child.tail or ""]
    _store(element, kept, texts)


def _store(element: Any, kept: Any, texts: list[str]) -> None:
    if len(texts) == 1:
        return
    if kept is None:
        element.text = "".join(texts)
    else:
        kept.tail = "".join(texts)


def _is_plain(element: Any) -> bool:
    """Say whether an inline element is shown and holds nothing but inline elements."""
    hidden = "hidden" in element.attrib or element.get("aria-hidden") == "true" or "none" in element.get("style", "")
    return not hidden and all(inner.tag in _IN_PROSE for inner in element.iterdescendants())


def _only_wraps(before: str, after: str) -> bool:
    """Say whether a line break stands in the middle of a sentence."""
    last, first = before.rstrip()[-1:], after.lstrip()[:1]
    return (last.isalnum() or last == ",") and first.islower()


def _is_prose(element: Any) -> bool:
    """Say whether an element is a text with links in it, and not a menu or a list of other stories."""
    own = " ".join([element.text or "", *(child.tail or "" for child in element)])
    if sum(map(str.isalpha, own[:1000])) < _FEWEST_LETTERS:
        return False
    linked = sum(len(text) for child in element if child.tag == "a" for text in child.itertext())
    return linked <= 3 * len(own)


def _flatten(element: Any) -> None:
    """Make one text of an element unless there are blocks in it."""
    if not any(child.tag in _UNFLATTENED for child in element.iterdescendants()):
        text = "".join(element.itertext())
        _clear(element)
        element.text = text


def _clear(element: Any) -> None:
    """Remove what is inside the element; its tail and attributes stay."""
    element.text = None
    for child in list(element):
        element.remove(child)


def _row(element: Any) -> int:
    """Return how many elements are side by side in this one, blocks not counted."""
    return sum(child.tag not in _BLOCKS for child in element) if len(element) > 1 else 0
