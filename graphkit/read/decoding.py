"""Bytes to text: UTF-8, UTF-16 by its byte order mark, a declared character set, and else Windows-1252."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from graphkit.errors import InputError

UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
FALLBACK_NOTE = "is not UTF-8; read as Windows-1252"
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_MAX_CONTROLS = 0.05
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ASCII = bytes(range(128))
# Only simple tables: the decoders of idna, punycode and their like take quadratic time on a long input.
_DECLARABLE = re.compile(
    r"(windows-|cp)125\d|iso-8859-\d+|koi8-[ru]|macintosh|gb2312|gbk|gb18030|big5|euc-(jp|kr)|shift_jis"
)
_LATIN = {"iso-8859-1": "windows-1252"}


def read_limited(stream: BinaryIO, max_bytes: int) -> bytes:
    """Return all bytes of the stream.

    Raises:
        InputError: if there are none, or more than ``max_bytes``.
    """
    data = stream.read(max_bytes + 1)
    if not data:
        raise InputError("is empty")
    if len(data) > max_bytes:
        raise InputError(over_limit("is", max_bytes))
    return data


def over_limit(what: str, max_bytes: int) -> str:
    """Return the reason for leaving out what is too large: ``what`` is the beginning of the sentence."""
    return f"{what} over the limit of {max_bytes:,} bytes; raise --max-bytes to read it"


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """Return the text with ``\\n`` for every line end, and a note when the character set had to be guessed.

    Args:
        data: the bytes, with or without a byte order mark.
        declared: the character set that the document itself names, used when the bytes are not UTF-8.

    Raises:
        InputError: if the bytes are no text.
    """
    if data.startswith(UTF16_MARKS):
        return unify_newlines(_utf16(data)), ""
    if b"\0" in data:
        raise InputError("holds NUL bytes: it is a binary file, or UTF-16 without a byte order mark")
    if len(data) - len(data.translate(None, _CONTROLS)) > _MAX_CONTROLS * len(data):
        raise InputError("is a binary file")
    try:
        return unify_newlines(data.decode("utf-8-sig")), ""
    except UnicodeDecodeError as error:
        text, note = _other(data, declared.lower(), error.start)
        return unify_newlines(text), note


def unify_newlines(text: str) -> str:
    r"""Return the text with ``\n`` in place of ``\r\n`` and ``\r``."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _utf16(data: bytes) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise InputError(f"is broken or cut short: no UTF-16 at byte {error.start + 1}") from error


def _other(data: bytes, declared: str, first_fault: int) -> tuple[str, str]:
    """Return the text of bytes that are not UTF-8, and the note about it."""
    if _DECLARABLE.fullmatch(declared):
        try:
            return data.decode(_LATIN.get(declared, declared)), ""
        except UnicodeDecodeError as error:
            raise InputError(f"is not {declared}, as it says, at byte {error.start + 1}") from error
    # Accented letters of Windows-1252 form UTF-8 sequences only by accident. Where most bytes are in one, it is a UTF-8
    # file with a fault, and read as Windows-1252 every name in it would be garbled.
    in_sequences = sum(len(found) for found in _MULTIBYTE.findall(data))
    if 2 * in_sequences > len(data.translate(None, _ASCII)):
        raise InputError(f"is broken or cut short: no UTF-8 at byte {first_fault + 1}")
    try:
        return data.decode("windows-1252"), FALLBACK_NOTE
    except UnicodeDecodeError as error:
        raise InputError(f"is no text in UTF-8, UTF-16 or Windows-1252 (byte {error.start + 1})") from error
