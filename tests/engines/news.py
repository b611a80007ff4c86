"""Made-up documents for builds by several processes."""

from __future__ import annotations

import json

from tests.test_remembering import TEXTS

PUBLISHERS = (None, "The Daily", "The Weekly")


def write_texts(file, poison=None):
    """Write documents to a file of JSON Lines, some with poison by their number."""
    records = [
        {"id": f"d{number:02}", "text": f"{TEXTS[number % len(TEXTS)]} That was news {number}."}
        | {"publisher": PUBLISHERS[number % 3], "date": f"2016-10-{number % 28 + 1:02}"}
        for number in range(40)
    ]
    for number, harm in (poison or {}).items():
        records[number]["text"] += f" {harm}."
    lines = [json.dumps(record) + "\n" for record in records]
    file.write_text("".join(lines), encoding="utf-8")
    return file
