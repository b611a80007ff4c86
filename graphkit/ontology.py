"""The ontology: relation types with rules and examples, word sets and actor types, read from files and checked."""

from __future__ import annotations

import dataclasses
import difflib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.confidence import Confidence
from graphkit.data import data_folder
from graphkit.errors import OntologyError
from graphkit.model import ACTOR_TYPES, MODALITIES, STANDINGS, STATUSES, content_id
from graphkit.patterns import Pattern, PatternError, parse_pattern
from graphkit.yaml_file import SUFFIXES, Key, SourceFile, read_yaml

if TYPE_CHECKING:
    from graphkit.schemas import RelationEntry

# The vocabulary's own terms; a relation of such a name would be another property of the same IRI.
_TERMS = ("abstract", "amount", "confidence", "currency", "edge", "end", "family", "modality", "rule", "standing")
RESERVED_IDS = frozenset((*MODALITIES, *STANDINGS, *STATUSES, *_TERMS, "start", "status"))
_MAX_BYTES = 1_000_000
_WORDS, _TYPES, _CONFIDENCE = "words", "actor_types", "confidence"
_EXPECTED = re.compile(r"^(?P<edge>.*?)(?:\s*\((?P<marks>[^()]*)\))?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with the edges that it must give, as written; without edges it is one that must not match."""

    text: str
    edges: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class ExpectedEdge:
    """An edge of an example. ``subject`` and ``object`` are names; None: the example says nothing about that mark."""

    subject: str
    relation: str
    object: str
    modality: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of a relation. ``modality`` and ``status`` are "" where the sentence alone decides.

    ``swap``: what fills the subject's slot is the object of the statement, and the other way round.
    """

    name: str
    relation: str
    pattern: Pattern
    status: str
    modality: str
    swap: bool
    subject: frozenset[str]
    object: frozenset[str]
    line: int


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation type. ``mappings``: by the name of another vocabulary, its terms for the same or a related thing."""

    id: str
    about: str
    label: str
    inverse: str
    family: str
    parent: str | None
    symmetric: bool
    abstract: bool
    subject: frozenset[str]
    object: frozenset[str]
    mappings: Mapping[str, tuple[str, ...]]
    rules: tuple[Rule, ...]
    examples: tuple[Example, ...]
    path: Path


@dataclass(frozen=True, slots=True)
class ActorType:
    """A kind of actor."""

    id: str
    about: str
    label: str
    mappings: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Ontology:
    """All relation types by id (sorted), the word sets that patterns share, the actor types, and the confidence.

    ``confidence`` is None where it has not been measured; ``word_places`` are file and line of each word set.
    """

    relations: Mapping[str, Relation]
    words: Mapping[str, frozenset[str]]
    actor_types: Mapping[str, ActorType]
    confidence: Confidence | None = None
    word_places: Mapping[str, tuple[Path, int]] = dataclasses.field(default_factory=dict)

    def children(self, relation: str) -> tuple[str, ...]:
        """Return the ids of the relations whose parent is ``relation``, sorted."""
        return tuple(key for key, other in self.relations.items() if other.parent == relation)

    def ancestors(self, relation: str) -> tuple[str, ...]:
        """Return the ids of the relations that ``relation`` implies, the nearest first.

        Raises:
            KeyError: if there is no such relation.
        """
        above: list[str] = []
        parent = self.relations[relation].parent
        while parent is not None:
            above.append(parent)
            parent = self.relations[parent].parent
        return tuple(above)

    def fingerprint(self) -> str:
        """Return a hash of all that can change a graph: not of comments, layout, examples or where files are."""
        rows = [_canonical(relation) for relation in self.relations.values()]
        types = [dataclasses.astuple(kind) for kind in self.actor_types.values()]
        sure = self.confidence and dataclasses.asdict(self.confidence)
        return content_id(json.dumps([rows, types, sure], sort_keys=True, ensure_ascii=False, default=sorted))


def _canonical(relation: Relation) -> dict[str, Any]:
    row = dataclasses.asdict(relation)
    for key in ("examples", "path"):
        del row[key]
    for rule in row["rules"]:
        del rule["line"]
    return row


def parse_expected_edge(text: str, relations: Collection[str], own: str = "") -> ExpectedEdge:
    """Return the edge that an example names: "Iran funds Hamas", "Iran funds Hamas (denied, ended)".

    Args:
        text: names around the id of a relation, and in parentheses the modality and the status when they matter.
        relations: the ids of all relations.
        own: the relation whose file it stands in; it is preferred where a name holds the id of another one.

    Raises:
        ValueError: with the problem and the mend.
    """
    match = _EXPECTED.match(text.strip())
    words = match["edge"].split() if match else []
    places = [place for place in range(1, len(words) - 1) if words[place] in relations]
    places = [place for place in places if words[place] == own] or places
    if not places:
        raise ValueError(f"'{text}' names no relation between two actors; write it as 'Iran funds Hamas'")
    if len(places) > 1:
        raise ValueError(f"'{text}' names more than one relation; write one edge an entry")
    place = places[0]
    modality, status = _marks(match["marks"] if match else None)
    return ExpectedEdge(" ".join(words[:place]), words[place], " ".join(words[place + 1 :]), modality, status)


def _marks(text: str | None) -> tuple[str | None, str | None]:
    """Return the modality and the status that a list such as "denied, ended" names."""
    modality = status = None
    for mark in (part.strip() for part in (text.split(",") if text is not None else ())):
        if mark in MODALITIES and modality is None:
            modality = mark
        elif mark and mark in STATUSES and status is None:
            status = mark
        else:
            allowed = ", ".join((*MODALITIES, *filter(None, STATUSES)))
            raise ValueError(f"'({text})' is no modality and status; write one or two of {allowed}")
    return modality, status


def load_ontology(extra: Sequence[Path] = (), builtin: bool = True) -> Ontology:
    """Return the ontology of the built-in files and of the user's folders.

    A folder holds relation files (directly or in relations/), words.yaml and confidence.yaml. A relation of a later
    folder takes the place of one of that id in an earlier folder, a word set that of one of that name, and the last
    confidence.yaml counts.

    Args:
        extra: folders of the user.
        builtin: False to leave the built-in relations and word sets out; the actor types are always the built-in ones.

    Raises:
        OntologyError: naming file, line, key and mend, for anything that is wrong in a file.
    """
    home = data_folder("ontology")
    words: dict[str, frozenset[str]] = {}
    files: dict[str, tuple[SourceFile, RelationEntry]] = {}
    places: dict[str, tuple[Path, int]] = {}
    confidence = None
    for folder in ((home,) if builtin else ()) + tuple(extra):
        paths = _paths(folder, is_user=folder is not home)
        if _WORDS in paths:
            source, sets = _read_words(paths.pop(_WORDS))
            words |= sets
            places |= {name: (source.path, source.line(name) or 1) for name in sets}
        confidence = _read_confidence(paths.pop(_CONFIDENCE)) if _CONFIDENCE in paths else confidence
        files |= {name: _read_relation(path) for name, path in paths.items()}
    relations = {name: _relation(*files[name], words) for name in sorted(files)}
    for name, (source, _) in files.items():
        _check_parent(relations[name], source, relations)
        _check_examples(relations[name], source, relations)
    types = _read_types(home / f"{_TYPES}.yaml")
    return Ontology(relations, dict(sorted(words.items())), types, confidence, places)


def _paths(folder: Path, is_user: bool) -> dict[str, Path]:
    """Return the files of one folder by their name without suffix."""
    if not folder.is_dir():
        raise OntologyError("no such folder", path=folder, mend="give a folder with relation files")
    found: dict[str, Path] = {}
    for path in sorted((*folder.iterdir(), *(folder / "relations").glob("*"))):
        if path.suffix not in SUFFIXES or path.name.startswith("."):
            continue
        if path.stem == _TYPES:
            if is_user:
                raise OntologyError("actor types cannot be changed", path=path, mend="remove this file")
            continue
        if path.stem in found:
            raise OntologyError(f"{found[path.stem]} has the same id", path=path, mend="keep one of the two files")
        found[path.stem] = path
    if is_user and not found:
        raise OntologyError("holds no .yaml file", path=folder, mend="give a folder with relation files")
    return found


def _read(path: Path, schema: str) -> tuple[SourceFile, Any]:
    """Return a file and what it holds, checked by the model or type of that name in schemas.py."""
    from pydantic import TypeAdapter, ValidationError

    from graphkit import schemas

    source = read_yaml(path, OntologyError, _MAX_BYTES)
    shape = getattr(schemas, schema)
    try:
        return source, TypeAdapter(shape).validate_python(source.value)
    except ValidationError as error:
        fault = schemas.first_fault(error, shape)
    raise _error(source, fault.keys, fault.problem, fault.mend) from None


def _error(source: SourceFile, keys: Sequence[Key], problem: str, mend: str = "") -> OntologyError:
    key = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).removeprefix(".")
    return OntologyError(problem, path=source.path, line=source.line(*keys), key=key, mend=mend)


def _read_words(path: Path) -> tuple[SourceFile, dict[str, frozenset[str]]]:
    source, sets = _read(path, "WordSets")
    return source, {name: frozenset(words) for name, words in sets.items()}


def _read_confidence(path: Path) -> Confidence:
    _, entry = _read(path, "ConfidenceEntry")
    return Confidence(entry.base, entry.effects, entry.statements, entry.documents)


def _read_types(path: Path) -> dict[str, ActorType]:
    source, entries = _read(path, "ActorTypes")
    if set(entries) != set(ACTOR_TYPES):
        name = min(set(entries) ^ set(ACTOR_TYPES))
        raise _error(source, (name,), "this file and model.py name different types", "make the two agree")
    return {
        name: ActorType(name, entry.about, entry.label, _mappings(entry))
        for name, entry in ((name, entries[name]) for name in ACTOR_TYPES)
    }


def _mappings(entry: Any) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in entry.mappings.model_dump().items() if values}


def _read_relation(path: Path) -> tuple[SourceFile, RelationEntry]:
    source, entry = _read(path, "RelationEntry")
    _check_header(source, entry)
    return source, entry


def _check_header(source: SourceFile, entry: RelationEntry) -> None:
    """Check what the keys of one relation file say of each other."""
    if entry.id != source.path.stem:
        problem = f"the id '{entry.id}' differs from the file's name"
        raise _error(source, ("id",), problem, f"call the file {entry.id}.yaml")
    if entry.id in RESERVED_IDS:
        raise _error(source, ("id",), f"'{entry.id}' is a term of the vocabulary", "choose another id")
    if entry.abstract:
        for key in ("patterns", "examples"):
            if getattr(entry, key):
                raise _error(source, (key,), "an abstract relation is never extracted itself", f"remove {key}")
    else:
        _check_ends(source, entry)


def _check_ends(source: SourceFile, entry: RelationEntry) -> None:
    for key in ("subject", "object"):
        if not getattr(entry, key):
            raise _error(source, (key,), f"no type of actor may be the {key}", "write a list of actor types")
    if entry.symmetric and set(entry.subject) != set(entry.object):
        raise _error(source, ("object",), "both ends of a symmetric relation are of the same types", "make them equal")
    if not entry.symmetric and not entry.inverse:
        raise _error(source, ("inverse",), "is missing", "add the label read from the object, such as 'funded by'")


def _relation(source: SourceFile, entry: RelationEntry, words: Mapping[str, frozenset[str]]) -> Relation:
    rules: dict[str, Rule] = {}
    for index, item in enumerate(entry.patterns):
        rule = _rule(source, entry, index, words)
        twin = rules.setdefault(rule.name, rule)
        if twin is not rule:
            problem = f"the pattern stands twice (line {twin.line})"
            raise _error(source, ("patterns", index), problem, f"keep one '{item.pattern}'")
    examples = (
        Example(item.text, tuple(item.edges), source.line("examples", index) or 1)
        for index, item in enumerate(entry.examples)
    )
    return Relation(
        id=entry.id,
        about=entry.about,
        label=entry.label,
        inverse=entry.inverse or (entry.label if entry.symmetric else ""),
        family=entry.family,
        parent=entry.parent,
        symmetric=entry.symmetric,
        abstract=entry.abstract,
        subject=frozenset(entry.subject or ACTOR_TYPES),
        object=frozenset(entry.object or ACTOR_TYPES),
        mappings=_mappings(entry),
        rules=tuple(rules.values()),
        examples=tuple(examples),
        path=source.path,
    )


def _rule(source: SourceFile, entry: RelationEntry, index: int, words: Mapping[str, frozenset[str]]) -> Rule:
    item = entry.patterns[index]
    text = " ".join(item.pattern.split())
    try:
        pattern = parse_pattern(text, words)
    except PatternError as error:
        raise _error(source, ("patterns", index), str(error)) from None
    return Rule(
        name=f"{entry.id}: {text}",
        relation=entry.id,
        pattern=pattern,
        status=item.status,
        modality=item.modality or "",
        swap=item.swap,
        subject=_narrowed(source, entry, index, "subject"),
        object=_narrowed(source, entry, index, "object"),
        line=source.line("patterns", index) or 1,
    )


def _narrowed(source: SourceFile, entry: RelationEntry, index: int, side: str) -> frozenset[str]:
    """Return the types that a rule allows at one end: those of its relation, or the fewer that it names itself."""
    own: list[str] | None = getattr(entry.patterns[index], side)
    allowed: list[str] = getattr(entry, side)
    if own is None:
        return frozenset(allowed)
    strangers = sorted(set(own) - set(allowed))
    if strangers or not own:
        problem = f"{' and '.join(strangers) or 'no type'} cannot be the {side} of '{entry.id}'"
        raise _error(source, ("patterns", index, side), problem, f"write some of {', '.join(allowed)}")
    return frozenset(own)


def _check_parent(relation: Relation, source: SourceFile, relations: Mapping[str, Relation]) -> None:
    way = [relation.id]
    while (parent := relations[way[-1]].parent) is not None:
        if parent not in relations:
            if len(way) > 1:
                return
            near = difflib.get_close_matches(parent, relations, 1)
            mend = f"did you mean '{near[0]}'?" if near else f"add {parent}.yaml, or remove the key"
            raise _error(source, ("parent",), f"no relation is called '{parent}'", mend)
        if parent in way:
            raise _error(source, ("parent",), f"goes in a circle ({' > '.join([*way, parent])})", "remove one of them")
        way.append(parent)


def _check_examples(relation: Relation, source: SourceFile, relations: Mapping[str, Relation]) -> None:
    for index, example in enumerate(relation.examples):
        for position, edge in enumerate(example.edges):
            try:
                parse_expected_edge(edge, relations, relation.id)
            except ValueError as error:
                raise _error(source, ("examples", index, "edges", position), str(error)) from None
