"""Actor packs: the files that name actors, read, checked and joined into one gazetteer."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.data import data_folder
from graphkit.errors import ActorError
from graphkit.model import Actor, Alias, Office, content_id
from graphkit.yaml_file import SUFFIXES, Key, SourceFile, read_json, read_yaml

if TYPE_CHECKING:
    from graphkit.schemas import ActorEntry

_MAX_BYTES = 20_000_000
_SINGLE = ("name", "type", "wikidata", "part_of", "gender")


@dataclass(frozen=True)
class _Placed:
    """An entry with the place where it was read."""

    entry: ActorEntry
    source: SourceFile
    keys: tuple[Key, ...]

    def error(self, problem: str, mend: str, *keys: Key) -> ActorError:
        """Return an error about the value under ``keys`` of this entry."""
        place = _dotted((self.entry.id, *keys))
        return ActorError(
            problem, path=self.source.path, line=self.source.line(*self.keys, *keys), key=place, mend=mend
        )


def load_actors(packs: Sequence[Path] = (), builtin: bool = True) -> dict[str, Actor]:
    """Return the actors by id, sorted by id.

    The files of seeds/actors/ are one set: one of them defines an actor (name and type), others may add to it. Each of
    ``packs`` then extends what came before: its lists are joined to the known ones, its single values replace them.

    Args:
        packs: YAML or JSON files of the user.
        builtin: False to use ``packs`` alone.

    Raises:
        ActorError: naming file, line, key and mend, for anything that is wrong in a pack.
    """
    placed: list[_Placed] = []
    known: dict[str, Actor] = {}
    if builtin:
        folder = data_folder("seeds") / "actors"
        files = sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)
        placed = [item for path in files for item in _read_pack(path)]
        _join(known, _definitions_first(placed))
    for pack in packs:
        added = _read_pack(pack)
        _join(known, added)
        placed += added
    _check(placed, known)
    return dict(sorted(known.items()))


def actors_fingerprint(actors: Mapping[str, Actor]) -> str:
    """Return a hash of what the actors say: the same for the same actors, in whichever files and order they stood."""
    rows = [dataclasses.astuple(actors[key]) for key in sorted(actors)]
    return content_id(json.dumps(rows, ensure_ascii=False))


def _read_pack(path: Path) -> list[_Placed]:
    """Return the entries of one pack, each checked by itself."""
    read = read_json if path.suffix == ".json" else read_yaml
    source = read(path, ActorError, _MAX_BYTES)
    value: Any = source.value
    keys: tuple[Key, ...] = ()
    if isinstance(value, dict) and "actors" in value:
        stranger = next((key for key in value if key != "actors"), None)
        if stranger is not None:
            raise ActorError(
                "unknown key", path=path, line=source.line(stranger), key=stranger, mend="keep only 'actors'"
            )
        value, keys = value["actors"], ("actors",)
    if not isinstance(value, list):
        raise ActorError("holds no list of actors", path=path, mend="begin it with 'actors:' and one '- id:' an actor")
    placed = [_Placed(entry, source, (*keys, index)) for index, entry in enumerate(_entries(source, value, keys))]
    _refuse_twins(placed)
    return placed


def _entries(source: SourceFile, value: list[Any], keys: tuple[Key, ...]) -> list[ActorEntry]:
    from pydantic import TypeAdapter, ValidationError

    from graphkit import schemas

    try:
        return TypeAdapter(schemas.ActorList).validate_python(value)
    except ValidationError as error:
        fault = schemas.first_fault(error, schemas.ActorList)
    entry = value[int(fault.keys[0])]
    name = entry.get("id") if isinstance(entry, dict) else None
    place = _dotted((name, *fault.keys[1:]) if isinstance(name, str) else (*keys, *fault.keys))
    line = source.line(*keys, *fault.keys)
    raise ActorError(fault.problem, path=source.path, line=line, key=place, mend=fault.mend) from None


def _refuse_twins(placed: Iterable[_Placed]) -> None:
    seen: dict[str, _Placed] = {}
    for item in placed:
        twin = seen.setdefault(item.entry.id, item)
        if twin is not item:
            line = twin.source.line(*twin.keys)
            where = f" (line {line})" if line else ""
            raise item.error(f"the id stands twice in this file{where}", "join the two entries")


def _definitions_first(placed: Sequence[_Placed]) -> list[_Placed]:
    """Return the entries with those before the others that give a name or a type; two such of one id are an error."""
    defining = [item for item in placed if item.entry.name or item.entry.type]
    first: dict[str, _Placed] = {}
    for item in defining:
        twin = first.setdefault(item.entry.id, item)
        if twin is not item:
            problem = f"{twin.source.path.name} defines this actor too"
            raise item.error(problem, "remove name and type from one of the two, so that it only adds")
    return defining + [item for item in placed if not (item.entry.name or item.entry.type)]


def _join(known: dict[str, Actor], placed: Iterable[_Placed]) -> None:
    """Add the entries to the known actors, in order."""
    for item in placed:
        entry, base = item.entry, known.get(item.entry.id)
        if base is None:
            for key in ("name", "type"):
                if not getattr(entry, key):
                    raise item.error(f"the actor has no {key}", f"give its {key}, or the id of an actor that has one")
            base = Actor(entry.id, str(entry.name), str(entry.type))
        known[entry.id] = _extended(base, entry)


def _extended(base: Actor, entry: ActorEntry) -> Actor:
    singles = {key: value for key in _SINGLE if (value := getattr(entry, key)) is not None}
    return dataclasses.replace(
        base,
        aliases=_joined(base.aliases, (Alias(alias.text, alias.kind) for alias in entry.aliases)),
        adjectives=_joined(base.adjectives, entry.adjectives),
        demonyms=_joined(base.demonyms, entry.demonyms),
        offices=_joined(base.offices, (Office(o.title, o.holder, o.start, o.end) for o in entry.offices)),
        **singles,
    )


def _joined(old: tuple[Any, ...], new: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys((*old, *new)))


def _check(placed: Iterable[_Placed], known: Mapping[str, Actor]) -> None:
    """Check what an entry says of other actors, once all are known."""
    for item in placed:
        actor = known[item.entry.id]
        if item.entry.gender and actor.type != "Person":
            raise item.error(f"a {actor.type} has no gender", "remove it, or correct the type", "gender")
        if item.entry.offices and actor.type == "Person":
            raise item.error("offices stand with the state or body", "move them there and name the holder", "offices")
        _check_part_of(item, known)
        for index, office in enumerate(item.entry.offices):
            holder = known.get(office.holder)
            if holder is None:
                raise _unknown(item, office.holder, known, "offices", index, "holder")
            if holder.type != "Person":
                problem = f"'{holder.id}' is a {holder.type}"
                raise item.error(problem, "name the person who holds the office", "offices", index, "holder")


def _check_part_of(item: _Placed, known: Mapping[str, Actor]) -> None:
    above = item.entry.part_of
    if above is None:
        return
    if above not in known:
        raise _unknown(item, above, known, "part_of")
    way = [item.entry.id]
    while above is not None and above in known:
        if above in way:
            raise item.error(f"goes in a circle ({' > '.join([*way, above])})", "remove one of them", "part_of")
        way.append(above)
        above = known[above].part_of


def _unknown(item: _Placed, name: str, known: Mapping[str, Actor], *keys: Key) -> ActorError:
    import difflib

    near = difflib.get_close_matches(name, known, 1)
    mend = f"did you mean '{near[0]}'?" if near else "add that actor to a pack, or remove this"
    return item.error(f"'{name}' is no known actor", mend, *keys)


def _dotted(keys: Iterable[Key]) -> str:
    """Return keys as a reader writes them: ``iran.offices[0].from``."""
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys)
    return text.removeprefix(".")
