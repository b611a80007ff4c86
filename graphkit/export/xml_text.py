"""Text for XML 1.0 files. What XML cannot hold is replaced in text and encoded in ids, never dropped unseen."""

from __future__ import annotations

import re

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


def xml_value(value: str | int | float | bool | None) -> str:
    """Return a value of any column as XML text; truth values in lower case."""
    if isinstance(value, str):
        return xml_text(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
