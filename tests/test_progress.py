from __future__ import annotations

import os
import pty
import subprocess
import sys

from graphkit import progress
from graphkit.model import Document
from graphkit.progress import ReadingProgress

SHOW = """
from graphkit.cli._show import progress
with progress("Loading") as update:
    update("Reading", "40 documents", 0.4)
    update("Reading", "50 documents", 0.5)
    update("Writing store")
"""


def test_documents_statements_and_words_a_second_are_told(monkeypatch):
    clock = iter([100.0, 100.5, 102.0, 104.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    told = []
    reading = ReadingProgress(lambda *given: told.append(given), lambda: 0.5)
    document = Document("a", " ".join(["word"] * 1000))
    for number in range(4):
        reading.take(document, {"documents": 1000 + number, "statements": number}, read=number != 3)
    assert told == [
        ("Reading", "1,000 documents, 0 statements", 0.5),
        ("Reading", "1,001 documents, 1 statements", 0.5),
        ("Reading", "1,002 documents, 2 statements, 1,500 words/s", 0.5),
        ("Reading", "1,003 documents, 3 statements, 750 words/s", 0.5),
    ]


def shown(terminal):
    leader, follower = pty.openpty()
    command = [sys.executable, "-c", SHOW]
    around = {**os.environ, "TERM": "xterm", "COLUMNS": "150", "LINES": "20"}
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=follower if terminal else subprocess.PIPE, env=around, timeout=60
    )
    os.close(follower)
    found = done.stderr or b""
    while terminal:
        try:
            data = os.read(leader, 65536)
        except OSError:
            break
        found += data
        if not data:
            break
    os.close(leader)
    assert (done.returncode, done.stdout) == (0, b"")
    return found.decode()


def test_bar_is_shown_on_a_terminal_only():
    bar = shown(terminal=True)
    assert "left:" in bar
    assert "Writing store" in bar
    assert shown(terminal=False) == ""
