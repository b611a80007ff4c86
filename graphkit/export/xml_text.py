"""Text for XML 1.0 files. What XML cannot hold is replaced in text and encoded in ids, never dropped unseen."""

from __future__ import annotations

import re
from collections.abc import Iterable

Value = str | int | float | bool | None

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Most texts need nothing done: one search tells.
_UNUSUAL = re.compile('[&<>"\t\n\r]|[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
_MARKUP = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
_UNSAFE_ID = re.compile("[%\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def xml_text(value: str) -> str:
    """Return the value for an attribute or an element; control characters become U+FFFD, line ends references."""
    if _UNUSUAL.search(value) is None:
        return value
    return _ILLEGAL.sub("\ufffd", value).translate(_MARKUP)


def xml_id(value: str) -> str:
    """Return an id for an attribute; what readers would change (space, control characters) is percent-encoded.

    Two ids never become one.
    """
    return xml_text(_UNSAFE_ID.sub(_encode, value))


def _encode(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))


def xml_cells(openings: Iterable[str], values: Iterable[Value], closing: str) -> str:
    """Return each value between its opening and the closing; a missing one has neither. Truth values in lower case."""
    cells = []
    for opening, value in zip(openings, values, strict=True):
        if value is None:
            continue
        if isinstance(value, str):
            # Looked at here too: a call for each cell is a third of the time of a large file.
            shown = value if _UNUSUAL.search(value) is None else xml_text(value)
        else:
            shown = str(value).lower() if isinstance(value, bool) else str(value)
        cells.append(f"{opening}{shown}{closing}")
    return "".join(cells)
