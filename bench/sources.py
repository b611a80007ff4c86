"""What reading a document costs in each format, and what is done with each beside reading its statements."""

from __future__ import annotations

import gzip
import json
import resource
import warnings
from collections.abc import Callable, Iterator
from html import escape
from io import BytesIO
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

from bench.clock import seconds
from bench.corpus import documents_of, repeated, with_new_words
from bench.rows import Row, Settings, at_most
from graphkit.assemble import CopyFinder
from graphkit.model import Document
from graphkit.pipeline import make_extractor
from graphkit.read import read_documents
from graphkit.read.language import other_language
from graphkit.same import SameDocuments

ABOUT = (
    "Documents a second from files, CPU time of one core with that of processes that are started, and the costs beside"
)
COUNT, PAGES, PAPERS, READ = 10_000, 500, 20, 100
BAR = 0.1
Writer = Callable[[Path, list[Document]], None]


def measure(settings: Settings) -> list[Row]:
    """Write the same documents in every format and read them; then take the same ones through each test."""
    scale = 50 if settings.quick else 1
    corpus = with_new_words(repeated(documents_of(settings), COUNT // scale))
    documents = list(corpus)
    rows = []
    for name, (count, write) in FORMATS.items():
        some = documents[: max(2, count // scale)]
        folder = settings.folder / name.replace(" ", "-")
        folder.mkdir()
        write(folder, some)
        rows.append(_reading(name, folder, len(some)))
    return [*rows, *_beside(settings, documents, documents[: max(2, READ // scale)])]


def _reading(name: str, folder: Path, count: int) -> Row:
    # Libraries are loaded before the clock starts.
    next(iter(read_documents([folder])))
    begin, cpu = perf_counter(), _cpu()
    found = sum(isinstance(item, Document) for item in read_documents([folder]))
    taken, wall = _cpu() - cpu, perf_counter() - begin
    if found != count:
        raise RuntimeError(f"{found} of {count} documents were read from {name}")
    size = sum(path.stat().st_size for path in folder.iterdir()) / count
    return Row(f"{name}, {size / 1e3:.1f} kB each", f"{count / wall:,.0f} a second, {taken / count * 1e3:.2f} ms each")


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


def _beside(settings: Settings, documents: list[Document], some: list[Document]) -> Iterator[Row]:
    extractor = make_extractor()
    for _ in extractor.extract(some):
        pass
    extract = seconds(lambda: [None for _ in extractor.extract(some)]) / len(some)
    other_language("Tous les êtres humains naissent libres et égaux. " * 9)
    language = seconds(lambda: [other_language(document.text) for document in documents]) / len(documents)
    same = SameDocuments()
    twice = seconds(lambda: [same.is_there(document) for document in documents]) / len(documents)
    with CopyFinder(settings.folder / "signatures") as copies:
        sign = seconds(lambda: [copies.add(document.id, document.text) for document in documents]) / len(documents)
        found: dict[str, str] = {}
        join = seconds(lambda: found.update(copies.clusters())) / len(documents)
    yield Row("statements of a document", f"{extract * 1e3:.2f} ms")
    yield Row("whether it is English", f"{language * 1e6:.0f} µs", *at_most(BAR, language / extract))
    yield Row("whether it was there before", f"{twice * 1e6:.0f} µs", *at_most(BAR, twice / extract))
    about = (
        f"{sign * 1e6:.0f} µs to sign, {join * 1e6:.0f} µs to compare {len(documents):,}, {len(found):,} of them copies"
    )
    yield Row("whether it is a near copy", about, *at_most(BAR, (sign + join) / extract))


def _lines(documents: list[Document]) -> bytes:
    names = ("id", "text", "title", "publisher", "date")
    records = ({name: getattr(document, name) for name in names} for document in documents)
    return "".join(f"{json.dumps(record)}\n" for record in records).encode()


def _write_texts(folder: Path, documents: list[Document]) -> None:
    for number, document in enumerate(documents):
        (folder / f"{number:06}.txt").write_text(document.text, encoding="utf-8")


def _write_lines(folder: Path, documents: list[Document]) -> None:
    (folder / "a.jsonl").write_bytes(_lines(documents))


def _write_packed_lines(folder: Path, documents: list[Document]) -> None:
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(_lines(documents)))


def _write_parquet(folder: Path, documents: list[Document]) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    names = ("id", "text", "title", "publisher", "date")
    table = pa.table({name: [getattr(document, name) for document in documents] for name in names})
    parquet.write_table(table, folder / "a.parquet", compression="zstd")


def _page(document: Document) -> str:
    paragraphs = "".join(f"<p>{escape(part)}</p>\n" for part in document.text.split("\n\n"))
    menu = "".join(f'<li><a href="/{number}">Section {number}</a></li>' for number in range(40))
    return (
        f"<!DOCTYPE html><html><head><title>{escape(document.title or '')}</title>"
        f"<script>var a = [{'1,' * 2000}]</script>"
        f'<meta property="article:published_time" content="{document.date}"></head><body><nav><ul>{menu}</ul></nav>'
        f"<article><h1>{escape(document.title or '')}</h1>{paragraphs}</article><footer>{menu}</footer></body></html>"
    )


def _write_pages(folder: Path, documents: list[Document]) -> None:
    for number, document in enumerate(documents):
        (folder / f"{number:06}.html").write_text(_page(document), encoding="utf-8")


def _write_archive(folder: Path, documents: list[Document]) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with (folder / "a.warc.gz").open("wb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        writer = WARCWriter(file, gzip=True)
        for number, document in enumerate(documents):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            data, address = BytesIO(_page(document).encode()), f"http://example.com/{number}"
            writer.write_record(writer.create_warc_record(address, "response", payload=data, http_headers=headers))


def _write_feed(folder: Path, documents: list[Document]) -> None:
    items = "".join(
        f"<item><title>{escape(one.title or '')}</title><link>http://example.com/{number}</link>"
        f"<description>{escape(escape(one.text))}</description></item>\n"
        for number, one in enumerate(documents)
    )
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Daily</title>{items}</channel></rss>'
    (folder / "a.rss").write_text(text, encoding="utf-8")


def _write_papers(folder: Path, documents: list[Document]) -> None:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    style = getSampleStyleSheet()["Normal"]
    for number, document in enumerate(documents):
        story = [Paragraph(escape(part), style) for part in document.text.split("\n\n")]
        SimpleDocTemplate(str(folder / f"{number:06}.pdf")).build(list(islice(story, 1_000)))


FORMATS: dict[str, tuple[int, Writer]] = {
    "text": (COUNT, _write_texts),
    "JSON Lines": (COUNT, _write_lines),
    "JSON Lines by gzip": (COUNT, _write_packed_lines),
    "Parquet": (COUNT, _write_parquet),
    "feed": (PAGES, _write_feed),
    "web page": (PAGES, _write_pages),
    "web archive": (PAGES, _write_archive),
    "PDF": (PAPERS, _write_papers),
}
