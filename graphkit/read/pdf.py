r"""PDF: the text of the pages, one after the other; what is only a picture of text is none.

PDFium gives lines as they stand on the page. A line that ends early before one that begins with a capital ends a
paragraph, and so does a page: a sentence that goes on is lost rather than one composed of two. Where each page begins
is kept as ``pages``. A PDF says when it was made and not when it was published, so that is ``created`` and no date.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from io import BufferedReader
from itertools import accumulate
from statistics import median
from typing import Any

from graphkit.errors import InputError
from graphkit.model import Note, Skipped
from graphkit.read.decoding import over_limit, read_limited
from graphkit.read.extras import need
from graphkit.read.pdf_pages import MAX_SECONDS
from graphkit.read.records import Record
from graphkit.read.sources import Source

NAME = "PDF"
SUFFIXES = (".pdf",)
# The text hangs on the file's bytes alone, and a process is started for it.
REMEMBERED = True

_BREAK = "\n\n"
_EARLY = 0.8
# PDFium's sign for a hyphen that only breaks a word at the end of a line.
_HYPHEN = re.compile("[\ufffe\x02]\\s*")
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFF), " ")


def read(stream: BufferedReader, source: Source, max_bytes: int) -> Iterator[Record | Skipped | Note]:
    """Yield the document of the file.

    Raises:
        InputError: if pypdfium2 is not installed, the file is no PDF, damaged, locked, too large or holds no text.
    """
    need("pypdfium2", "pdf")
    found = _take_apart(read_limited(stream, max_bytes), max_bytes)
    if "problem" in found:
        raise InputError(over_limit("the text is", max_bytes) if found["problem"] == "over" else found["problem"])
    pages = [_paragraphs(page) for page in found["pages"]]
    if not any(pages):
        raise InputError("holds no text; pages that were scanned need a program that recognizes letters")
    begins = [0, *accumulate(len(page) + len(_BREAK) for page in pages[:-1])]
    about = {name: found[name] for name in ("title", "author", "created") if found[name]}
    yield Record(_BREAK.join(pages), {**about, "pages": begins})


def _take_apart(data: bytes, most: int) -> dict[str, Any]:
    """Return what the process of its own finds in a PDF.

    Raises:
        InputError: if it does not come to an end.
    """
    command = [sys.executable, "-m", "graphkit.read.pdf_pages", str(most)]
    try:
        done = subprocess.run(  # noqa: S603 (our own module)
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=2 * MAX_SECONDS,
            check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
        found: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise InputError(f"takes longer than {2 * MAX_SECONDS} seconds to read") from error
    except (subprocess.CalledProcessError, ValueError) as error:
        raise InputError("could not be taken apart: reading it takes too much memory or time, or crashes") from error
    return found


def _paragraphs(page: str) -> str:
    """Return the text of a page with a blank line after each paragraph."""
    lines = [line.strip() for line in _HYPHEN.sub("", page).translate(_CONTROLS).splitlines()]
    lengths = [len(line) for line in lines if line]
    early = _EARLY * median(lengths) if lengths else 0
    return "".join(_with_ends(lines, early)).strip()


def _with_ends(lines: Sequence[str], early: float) -> Iterator[str]:
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        ends = not following or (len(line) < early and not following[0].islower())
        yield line + (_BREAK if ends else "\n")
