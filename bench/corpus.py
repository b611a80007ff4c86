"""The texts that are measured: the bundled documents or a file of the user, as often as needed."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, cycle, islice
from pathlib import Path

from bench.rows import Settings
from graphkit.data import data_folder
from graphkit.model import Document
from graphkit.read import read_documents

# spaCy's default: fewer documents than that would not be one of its batches.
SPACY_BATCH = 256
_SYLLABLES = "ba dor fen gal hu kir lam mos nej or pel qua ras sul tev ur vash wen yol zi".split()


def documents_of(settings: Settings) -> list[Document]:
    """Return the documents of the chosen corpus, each once."""
    paths = [settings.corpus or data_folder("seeds") / "documents"]
    return [item for item in read_documents(paths) if isinstance(item, Document)]


def repeated(documents: Sequence[Document], total: int) -> Iterator[Document]:
    """Yield this many documents, again and again the same under new ids."""
    for number, document in enumerate(islice(cycle(documents), total)):
        yield replace(document, id=f"{document.id}#{number}")


def enough(documents: Sequence[Document], settings: Settings) -> list[Document]:
    """Return the documents as often as the settings say."""
    fill = 1 if settings.quick else -(-SPACY_BATCH // len(documents))
    return list(repeated(documents, len(documents) * (settings.repeat or fill)))


def count_words(documents: Sequence[Document]) -> int:
    """Return the number of words between blanks."""
    return sum(len(document.text.split()) for document in documents)


def write_json_lines(folder: Path, documents: Iterator[Document], a_file: int = 1_000) -> None:
    """Write documents to files of this many lines, holding one file at a time."""
    folder.mkdir()
    for number in count():
        block = list(islice(documents, a_file))
        if not block:
            return
        with (folder / f"{number:06}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(map(_line, block))


def _line(document: Document) -> str:
    names = ("id", "text", "title", "publisher", "date")
    return json.dumps({name: getattr(document, name) for name in names}) + "\n"


def with_new_words(documents: Iterator[Document], names: int = 3) -> Iterator[Document]:
    """Yield the documents, each with names that no other holds, so that caches of words meet new ones without end."""
    for number, document in enumerate(documents):
        chance = random.Random(number)
        invented = ["".join(chance.choices(_SYLLABLES, k=4)).capitalize() for _ in range(names)]
        yield replace(document, text=f"{document.text}\n\nReporting by {', '.join(invented)} for this paper.")
