"""What people write for actors and relations: their ids, names, aliases and labels, read from an output folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from graphkit.errors import QueryError
from graphkit.folder import require_output
from graphkit.iris import ACTOR, DOCUMENT, EDGE, ONTOLOGY, PREFIXES, STATEMENT, encode_id
from graphkit.model import Actor
from graphkit.records import Lines

_IRI = re.compile(r"<([^<>\"{}|^`\\\x00-\x20]+)>")
_PREFIXED = re.compile(r"([A-Za-z]+):([\w%.~-]*)")
_BEGINS = {
    "actor": ACTOR,
    "relation": ONTOLOGY,
    "standing": ONTOLOGY,
    "edge": EDGE,
    "statement": STATEMENT,
    "document": DOCUMENT,
}


class Names:
    """The names in an output folder. Files are read when they are first needed.

    Args:
        directory: an output folder.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    @cached_property
    def build(self) -> Mapping[str, Any]:
        """What ``build.json`` holds. Raises OutputError if the folder is none that a build wrote."""
        return require_output(self._directory)

    def iri(self, kind: str, text: str) -> str:
        """Return the IRI of what a text names.

        Args:
            kind: actor, relation, standing, edge, statement or document.
            text: an IRI in angle brackets, a prefixed name, an id, or the name of an actor or a relation.

        Raises:
            QueryError: if nothing or more than one thing has this name.
            OutputError: if the folder cannot be read.
        """
        iri = given_iri(text)
        if iri is not None:
            if not iri.startswith(_BEGINS[kind]):
                raise QueryError(f"is no {kind}", key=text, mend=f"{kind}s begin with {_BEGINS[kind]}")
            return iri
        if kind == "actor":
            text = self._find(text, self._actors)
        elif kind == "relation":
            text = self._find(text, self._relations)
        return _BEGINS[kind] + encode_id(text)

    def actor_label(self, actor: str) -> str:
        """Return the name of the actor with this id, the id if there is none."""
        return self._labels.get(actor, actor)

    @cached_property
    def _actors(self) -> list[dict[str, set[str]]]:
        actors = list(Lines(self._directory / "actors.jsonl", Actor))
        names = [(actor.name, actor.id) for actor in actors]
        aliases = [(alias.text, actor.id) for actor in actors for alias in actor.aliases]
        return [_index((actor.id, actor.id) for actor in actors), *_levels(names), *_levels(aliases)]

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {actor.id: actor.name for actor in Lines(self._directory / "actors.jsonl", Actor)}

    @cached_property
    def _relations(self) -> list[dict[str, set[str]]]:
        relations = self.build.get("relations") or {}
        labels = [(str(info.get("label")), name) for name, info in relations.items()]
        spaced = [(name.replace("_", " "), name) for name in relations]
        return [_index((name, name) for name in relations), *_levels(labels), *_levels(spaced)]

    def _find(self, text: str, levels: list[dict[str, set[str]]]) -> str:
        for level, known in enumerate(levels):
            # Names stand in pairs of levels: as they are written, then in whatever case.
            found = known.get(text if level % 2 == 1 or level == 0 else text.casefold(), set())
            if len(found) == 1:
                return next(iter(found))
            if found:
                raise QueryError("is the name of several", key=text, mend=f"give an id: {', '.join(sorted(found))}")
        close = get_close_matches(text.casefold(), sorted(set().union(*levels)), n=3, cutoff=0.6)
        mend = f"did you mean {', '.join(close)}?" if close else "ids and names are in actors.jsonl and build.json"
        raise QueryError("is not in this graph", key=text, mend=mend)


def given_iri(text: str) -> str | None:
    """Return the IRI that a text gives, ``<iri>`` or a name with one of our prefixes; None for any other text."""
    iri = _IRI.fullmatch(text)
    if iri:
        return iri[1]
    name = _PREFIXED.fullmatch(text)
    return PREFIXES[name[1]] + name[2] if name and name[1] in PREFIXES else None


def _levels(names: Iterable[tuple[str, str]]) -> list[dict[str, set[str]]]:
    given = list(names)
    return [_index(given), _index((name.casefold(), id_) for name, id_ in given)]


def _index(names: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    index: dict[str, set[str]] = {}
    for name, id_ in names:
        index.setdefault(name, set()).add(id_)
    return index
