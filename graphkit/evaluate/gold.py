"""An annotated set: ``edges.jsonl`` (one annotated statement a line), ``actors.json`` and ``docs.json``."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphkit.errors import InputError

_ARTICLE = re.compile(r"^(?:the|a|an)\s+")


@dataclass(frozen=True, slots=True)
class GoldEdge:
    """An annotated statement; ``sentence`` and ``trigger`` are spans of the document, the end exclusive."""

    document: str
    subject: str
    relation: str
    object: str
    modality: str
    status: str
    attribution: str
    date: str
    sentence: tuple[int, int]
    trigger: tuple[int, int]
    kinds: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotated statements, the documents that were annotated, and their actors.

    Attributes:
        names: each actor's name by the forms in which it is written.
        types: its type by its name.
    """

    edges: tuple[GoldEdge, ...]
    documents: frozenset[str]
    names: Mapping[str, str]
    types: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, *forms: str | None) -> str:
        """Return the annotated name for the first form that the set knows, else the first form."""
        return self.name_if_known(*forms) or next((form for form in forms if form), "")

    def name_if_known(self, *forms: str | None) -> str:
        """Return the annotated name for the first form that the set knows, else ""."""
        return next((self.names[fold_form(form)] for form in forms if form and fold_form(form) in self.names), "")


def fold_form(form: str) -> str:
    """Return a name for comparison: no accents, case, article, possessive or punctuation."""
    plain = unicodedata.normalize("NFKD", form).encode("ascii", "ignore").decode().lower().strip()
    plain = _ARTICLE.sub("", re.sub(r"'s$", "", plain))
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def load_gold(folder: Path) -> Gold:
    """Return the annotated set of a folder.

    Raises:
        InputError: naming the file and line that is missing or wrong.
    """
    edges = tuple(_edges(folder / "edges.jsonl"))
    actors = _json(folder / "actors.json")
    documents = frozenset(entry["doc"] for entry in _json(folder / "docs.json"))
    names: dict[str, str] = {}
    entries = actors["actors"] if isinstance(actors, dict) else actors
    for entry in entries:
        names.setdefault(fold_form(entry["name"]), entry["name"])
    for entry in entries:
        for form in (*entry.get("aliases", ()), *entry.get("adjectives", ())):
            names.setdefault(fold_form(form if isinstance(form, str) else form["text"]), entry["name"])
    types = {entry["name"]: entry["type"] for entry in entries if "type" in entry}
    return Gold(edges, documents, names, types)


def _edges(path: Path) -> list[GoldEdge]:
    found = []
    for number, line in enumerate(_text(path).splitlines(), 1):
        if line.strip():
            try:
                found.append(_edge(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(f"is no annotated statement: {error}", path=path, line=number) from error
    return found


def _edge(record: Mapping[str, Any]) -> GoldEdge:
    return GoldEdge(
        record["doc"],
        record["subject"],
        record["relation"],
        record["object"],
        record["modality"],
        record.get("status", ""),
        record.get("attribution", ""),
        record.get("date", ""),
        tuple(record["sentence"]),
        tuple(record["trigger_span"]),
        (record.get("subject_kind", "name"), record.get("object_kind", "name")),
    )


def _json(path: Path) -> Any:
    try:
        return json.loads(_text(path))
    except ValueError as error:
        raise InputError(f"is no JSON: {error}", path=path) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("cannot be read", path=path, mend="--gold names a folder with edges.jsonl") from error
