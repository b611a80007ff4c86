"""Web archives as warcio writes them."""

from __future__ import annotations

import gzip
import warnings
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

FETCHED = "2014-05-05T10:00:00Z"
PAGE = """<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>
<article><h1>{title}</h1><p>{text}</p></article></body></html>"""


def page(text: str, title: str = "A report", head: str = "") -> bytes:
    return PAGE.format(title=title, text=text, head=head).encode()


class Archive:
    """Records one after the other."""

    def __init__(self, packed: bool = True) -> None:
        self._out = BytesIO()
        self._writer = WARCWriter(self._out, gzip=packed)
        self.ends: list[int] = []

    def answer(
        self, data: bytes, url: str = "http://www.example.com/a", status: str = "200 OK", **headers: str
    ) -> Archive:
        """Add an answer of a server; ``content_encoding="gzip"`` packs it."""
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}
        data = gzip.compress(data) if named.get("Content-Encoding") == "gzip" else data
        known = {"Content-Type": "text/html; charset=utf-8", **named}
        return self._add("response", url, data, StatusAndHeaders(status, list(known.items()), protocol="HTTP/1.1"))

    def other(self, kind: str, data: bytes, content_type: str, **headers: str) -> Archive:
        return self._add(kind, "http://www.example.com/b", data, None, content_type, headers)

    def _add(self, kind, url, data, http, content_type=None, headers=None) -> Archive:
        known = {"WARC-Date": FETCHED} | {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        record = self._writer.create_warc_record(
            url, kind, payload=BytesIO(data), http_headers=http, warc_content_type=content_type, warc_headers_dict=known
        )
        with warnings.catch_warnings():
            # warcio leaves its temporary files to be closed by whoever collects them.
            warnings.simplefilter("ignore", ResourceWarning)
            self._writer.write_record(record)
            del record
        self.ends.append(self._out.tell())
        return self

    @property
    def data(self) -> bytes:
        return self._out.getvalue()

    def write(self, path: Path) -> Path:
        path.write_bytes(self.data)
        return path
