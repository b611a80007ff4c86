"""The process that takes one PDF apart: its bytes on standard input, its pages as JSON on standard output.

PDFium is native code, and PDF a format to attack it with: what crashes or hangs ends only this process.
"""

from __future__ import annotations

import json
import sys
from typing import Any

MAX_MEMORY = 2 << 30
MAX_SECONDS = 60
MAX_PAGES = 5_000


def main() -> None:
    """Read a PDF and write {"pages": [...], "title": ..., "author": ..., "created": ...} or {"problem": ...}."""
    _limit()
    most = int(sys.argv[1])
    json.dump(_read(sys.stdin.buffer.read(), most), sys.stdout)


def _limit() -> None:
    """Set the limits of this process, where the system has them."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))


def _read(data: bytes, most: int) -> dict[str, Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > MAX_PAGES:
            return {"problem": f"has more than {MAX_PAGES:,} pages"}
        about = document.get_metadata_dict()
        pages, size = [], 0
        for page in document:
            text = page.get_textpage().get_text_bounded()
            size += len(text)
            if size > most:
                return {"problem": "over"}
            pages.append(text)
    except pypdfium2.PdfiumError as error:
        return {"problem": f"is no PDF, cut short or locked: {error}"}
    return {"pages": pages, "title": about["Title"], "author": about["Author"], "created": about["CreationDate"]}


if __name__ == "__main__":
    main()
