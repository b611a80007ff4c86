"""Made-up graphs of any size in graphkit's own model: some actors, edges and publishers far busier than others."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from graphkit.assemble import EdgeTally, sort_statements
from graphkit.data import data_folder
from graphkit.model import Actor, Document, Edge, Statement
from graphkit.ontology import Ontology, load_ontology
from graphkit.records import RelationInfo, statement_id

# One statement, with its share of documents, edges and actors, makes about so many quads.
QUADS_A_STATEMENT = 26.5
PUBLISHERS = 400
_MODALITIES = ("asserted", "alleged", "planned", "possible", "denied")
_WEIGHTS = (70, 14, 5, 4, 7)
_KINDS = ("State", "ArmedGroup", "Organization", "Person", "GovernmentBody", "Coalition")
_WORDS = tuple(
    "funds officials border said report talks money convoy month weapons district court after before spring"
    " ministry spokesman statement delegation region crossing".split()
)


@dataclass(frozen=True)
class MadeGraph:
    """A graph that is made as it is gone through: of its statements and documents only one at a time is in memory.

    Attributes:
        n_statements: how many statements; documents, edges and actors follow from it (60, 20 and 2.5 %).
    """

    n_statements: int

    @classmethod
    def of_quads(cls, n_quads: int) -> MadeGraph:
        """Return a graph of about so many quads."""
        return cls(int(n_quads / QUADS_A_STATEMENT))

    @cached_property
    def ontology(self) -> Ontology:
        """The built-in relation types."""
        return load_ontology()

    @cached_property
    def relations(self) -> dict[str, RelationInfo]:
        """What the store must know of them."""
        return {name: RelationInfo.of(relation) for name, relation in self.ontology.relations.items()}

    @cached_property
    def turtle(self) -> str:
        """The vocabulary."""
        return (data_folder("ontology") / "graphkit.ttl").read_text(encoding="utf-8")

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """The actors, by id."""
        count = max(20, self.n_statements // 40)
        made = (Actor(f"actor-{n}", f"Actor {n}", _KINDS[n % len(_KINDS)]) for n in range(count))
        return tuple(sorted(made, key=lambda actor: actor.id))

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """The edges that the statements make."""
        symmetric = frozenset(name for name, info in self.relations.items() if info.symmetric)
        return EdgeTally(symmetric).add_all(self.statements).edges({actor.id: actor for actor in self.actors})

    @property
    def documents(self) -> Iterator[Document]:
        """The documents, by id."""
        for number in range(self._n_documents):
            yield self._document(number)

    @property
    def statements(self) -> Iterator[Statement]:
        """The statements, by document and place."""
        for _, found in groupby(self._numbered(), key=lambda item: item[0]):
            yield from sort_statements([statement for _, statement in found])

    @property
    def _n_documents(self) -> int:
        return max(1, self.n_statements * 6 // 10)

    def _document(self, number: int) -> Document:
        draw = random.Random(number)
        date = f"{draw.randrange(2000, 2025)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"
        publisher = f"Publisher {int(PUBLISHERS * draw.random() ** 2)}"
        return Document(
            f"doc-{number:08}",
            "x" * 400,
            title=f"Report {number}",
            publisher=publisher,
            date=date,
            url=f"https://example.org/{number}",
            language="en",
        )

    def _numbered(self) -> Iterator[tuple[int, Statement]]:
        draw, names = random.Random(7), sorted(n for n, r in self.ontology.relations.items() if not r.abstract)
        ends = [self._ends(draw, names) for _ in range(max(10, self.n_statements // 5))]
        per_document = self.n_statements / self._n_documents
        for number in range(self.n_statements):
            place = min(int(number / per_document), self._n_documents - 1)
            edge = ends[int(len(ends) * draw.random() ** 1.7)]
            yield place, self._statement(draw, self._document(place), edge, number)

    def _ends(self, draw: random.Random, names: list[str]) -> tuple[Actor, str, Actor]:
        one, other = (self.actors[int(len(self.actors) * draw.random() ** 2)] for _ in range(2))
        return one, draw.choice(names), other if other is not one else self.actors[-1]

    def _statement(
        self, draw: random.Random, document: Document, edge: tuple[Actor, str, Actor], number: int
    ) -> Statement:
        subject, relation, object_ = edge
        words = " ".join(draw.choices(_WORDS, k=14))
        quote = f"{subject.name} {relation} {object_.name} {words} {number}."
        begin, start = number % 5 * 40, f"{draw.randrange(2000, 2025)}-{draw.randrange(1, 13):02}"
        speaker = draw.choice(self.actors[:50]) if draw.random() < 0.3 else None
        made = Statement(
            id="",
            subject=subject.id,
            subject_label=subject.name,
            subject_type=subject.type,
            relation=relation,
            object=object_.id,
            object_label=object_.name,
            object_type=object_.type,
            modality=draw.choices(_MODALITIES, _WEIGHTS)[0],
            status="",
            attribution=speaker.id if speaker else None,
            attribution_begin=None,
            attribution_end=None,
            attribution_label=speaker.name if speaker else None,
            attribution_chain=(speaker.name,) if speaker else (),
            date_start=start if draw.random() < 0.4 else None,
            date_end=None,
            date_text=None,
            amount=None,
            currency=None,
            amount_period=None,
            document=document.id,
            publisher=document.publisher,
            url=document.url,
            title=document.title,
            published=document.date,
            quote=quote,
            begin=begin,
            end=begin + len(quote),
            subject_begin=begin,
            subject_end=begin + len(subject.name),
            object_begin=begin,
            object_end=begin + 1,
            trigger_begin=begin + number % 7,
            trigger_end=begin + number % 7 + 1,
            rule=f"{relation}: {{subject}} {relation} {{object}}",
        )
        return replace(made, id=f"{statement_id(made)}{number:x}")
