from __future__ import annotations

import subprocess
import sys
import zlib
from contextlib import ExitStack
from io import BytesIO

import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from graphkit.model import Skipped
from graphkit.pages import Pages
from graphkit.read import read_documents

FIRST = (
    "Iran funds Hamas, a former clerk said in Doha on Monday. The movement, which Qatar has been "
    "hosting since the year 2012, did not say who else funds it or what it is given by whom."
)
SECOND = "Hezbollah fought Islamic State."


def report(*paragraphs, **options):
    out, styles = BytesIO(), getSampleStyleSheet()
    story = [Paragraph(text, styles["Normal"]) if text else PageBreak() for text in paragraphs]
    SimpleDocTemplate(out, title="Money", author="A. N. Other", **options).build(story)
    return out.getvalue()


def read(path, data, **options):
    path.write_bytes(data)
    return list(read_documents([path], **options))


def test_text_of_the_pages(tmp_path):
    [document] = read(tmp_path / "a.pdf", report(FIRST, SECOND, "", SECOND))
    assert document.text.replace("\n\n", "|").replace("\n", " ") == f"{FIRST} {SECOND}|{SECOND}"
    assert (document.title, document.author, document.date) == ("Money", "A. N. Other", None)
    assert document.extra["created"].startswith("D:")
    [document] = read(tmp_path / "a.pdf", report("Money for Gaza", FIRST, SECOND, "", SECOND))
    assert document.text.startswith("Money for Gaza\n\nIran")
    assert [document.text[begin : begin + 9] for begin in document.extra["pages"]] == ["Money for", "Hezbollah"]


def test_words_broken_at_the_end_of_a_line_are_whole(tmp_path):
    out = BytesIO()
    canvas = Canvas(out)
    for number, line in enumerate(("Iran funds Ha\u00ad", "mas, as a clerk said.")):
        canvas.drawString(72, 700 - 14 * number, line)
    canvas.save()
    [document] = read(tmp_path / "a.pdf", out.getvalue())
    assert document.text in ("Iran funds Hamas, as a clerk said.", "Iran funds Ha\u00ad\nmas, as a clerk said.")


def test_what_cannot_be_read(tmp_path):
    whole = report(FIRST)
    blank = BytesIO()
    canvas = Canvas(blank)
    canvas.rect(10, 10, 100, 100)
    canvas.save()
    cases = {
        b"": "is empty",
        b"hello": "is no PDF, cut short or locked: ",
        whole[: len(whole) // 2]: "is no PDF, cut short or locked: ",
        report(FIRST, encrypt="secret"): "is no PDF, cut short or locked: ",
        blank.getvalue(): "holds no text; pages that were scanned need a program that recognizes letters",
    }
    for data, reason in cases.items():
        [skipped] = read(tmp_path / "a.pdf", data)
        assert isinstance(skipped, Skipped)
        assert skipped.reason.startswith(reason)
    [skipped] = read(tmp_path / "a.pdf", report(*[FIRST] * 99), max_bytes=10_000)
    assert skipped.reason.startswith("the text is over the limit of 10,000 bytes")


def bomb(size):
    """A PDF of some kilobytes whose only page shows a text of so many bytes, packed twice."""
    text = zlib.compress(b"BT /F1 12 Tf (" + b"Hamas " * (size // 6) + b") Tj ET", 9)
    stream = zlib.compress(text, 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


def test_limits_end_the_process():
    """A second in place of a minute, and a text that takes longer."""
    program = "from graphkit.read import pdf_pages as p; p.MAX_SECONDS = 1; p.main()"
    command = [sys.executable, "-c", program, "1000"]
    assert b"Hamas" in subprocess.run(command, input=bomb(600), capture_output=True, check=True).stdout
    done = subprocess.run(command, input=bomb(300_000_000), capture_output=True, check=False)
    assert (done.returncode < 0, done.stdout) == (True, b"")


def test_process_that_crashes_costs_its_own_file_only(tmp_path, monkeypatch):
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\nkill -SEGV $$\n")
    program.chmod(0o755)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.txt").write_text("Iran funds Hamas.")
    monkeypatch.setattr("graphkit.read.pdf.sys.executable", str(program))
    (tmp_path / "in" / "a.pdf").write_bytes(report(FIRST))
    skipped, document = read_documents([tmp_path / "in"])
    assert skipped.reason == "could not be taken apart: reading it takes too much memory or time, or crashes"
    assert document.text == "Iran funds Hamas."


def test_what_was_found_is_remembered(tmp_path, monkeypatch):
    data = report(FIRST)
    with ExitStack() as files:
        pages = Pages("code")
        pages.open(None, tmp_path, files)
        first = read(tmp_path / "a.pdf", data, memory=pages)
        monkeypatch.setattr("graphkit.read.pdf._take_apart", None)
        (tmp_path / "cache").mkdir()
        pages.write(tmp_path / "cache" / "pages.jsonl")
        again = Pages("code")
        (tmp_path / "draft").mkdir()
        again.open(tmp_path / "cache" / "pages.jsonl", tmp_path / "draft", files)
        assert read(tmp_path / "a.pdf", data, memory=again) == first


@pytest.mark.parametrize("name", ["pypdfium2"])
def test_without_the_library_the_mend_is_named(tmp_path, monkeypatch, name):
    monkeypatch.setitem(sys.modules, name, None)
    assert read(tmp_path / "a.pdf", report(FIRST)) == [
        Skipped("a.pdf", f'needs {name}, which is not installed; pip install "graphkit[pdf]"')
    ]
