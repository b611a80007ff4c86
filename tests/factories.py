"""Documents with statements for tests, made without any extraction: each sentence knows where its parts stand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from graphkit.assemble import assemble_graph
from graphkit.model import Actor, Alias, Document, Graph, Statement, content_id
from graphkit.records import RelationInfo, statement_id

RELATIONS = {
    "supports": RelationInfo("supports", "support", "supported by"),
    "funds": RelationInfo("funds", "support", "funded by", "supports"),
    "member_of": RelationInfo("is a member of", "affiliation", "has as a member", "affiliated_with"),
    "meets": RelationInfo("meets", "engagement", "meets", "engages", symmetric=True),
    "condemns": RelationInfo("condemns", "opposition", "condemned by", "opposes"),
    "attacks": RelationInfo("attacks", "violence", "attacked by", "uses_force_against"),
    "fights": RelationInfo("fights", "violence", "fights", "uses_force_against", symmetric=True),
}
SYMMETRIC = frozenset(name for name, info in RELATIONS.items() if info.symmetric)
ACTORS = {
    actor.id: actor
    for actor in (
        Actor("freedonia", "Freedonia", "State", (Alias("Republic of Freedonia"), Alias("Glorium", "metonym"))),
        Actor("ruritania", "Ruritania", "State", (Alias("Strelsau", "metonym"),), wikidata="Q1"),
        Actor("sylvania", "Sylvania", "State"),
        Actor("the-front", "the Front", "ArmedGroup", (Alias("Popular Front"),)),
        Actor("anna-weiss", "Anna Weiss", "Person"),
        Actor("port-vell", "Port Vell", "Place"),
    )
}
ONTOLOGY = """
@prefix gk: <https://w3id.org/graphkit/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
gk:funds a owl:ObjectProperty ; rdfs:subPropertyOf gk:supports ; rdfs:label "funds"@en .
gk:supports a owl:ObjectProperty ; rdfs:domain [ a owl:Class ; owl:unionOf ( gk:State gk:Person ) ] .
"""


@dataclass
class Report:
    """A document that grows by sentences, each of which states something."""

    id: str
    title: str | None = "A report"
    publisher: str | None = "The Daily"
    url: str | None = "https://example.org/report"
    date: str | None = "2016-10-23"
    text: str = ""
    extra: dict[str, Any] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)

    @property
    def document(self) -> Document:
        """The document as it stands."""
        return Document(
            id=self.id,
            text=self.text,
            title=self.title,
            publisher=self.publisher,
            url=self.url,
            date=self.date,
            path=f"{self.id}.txt",
            sha256=hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest(),
            extra=self.extra,
        )

    def say(self, subject: str, relation: str, object_: str, lead: str = "", tail: str = ".", **values: Any) -> Report:
        """Add the sentence "lead subject relation object tail" and its statement; ``values`` are fields of it."""
        one, other = (ACTORS.get(end) or Actor(end, end, "Organization") for end in (subject, object_))
        begin = len(self.text)
        subject_begin = begin + len(lead)
        trigger_begin = subject_begin + len(one.name) + 1
        object_begin = trigger_begin + len(relation) + 1
        quote = f"{lead}{one.name} {relation} {other.name}{tail}"
        self.text += f"{quote}\n"
        facts: dict[str, Any] = {
            "id": "",
            "subject": one.id,
            "subject_label": one.name,
            "subject_type": one.type,
            "relation": relation,
            "object": other.id,
            "object_label": other.name,
            "object_type": other.type,
            "modality": "asserted",
            "status": "",
            "attribution": None,
            "attribution_label": None,
            "attribution_begin": None,
            "attribution_end": None,
            "attribution_chain": (),
            "date_start": None,
            "date_end": None,
            "date_text": None,
            "amount": None,
            "currency": None,
            "amount_period": None,
            "document": self.id,
            "publisher": self.publisher,
            "url": self.url,
            "title": self.title,
            "published": self.date,
            "quote": quote,
            "begin": begin,
            "end": begin + len(quote),
            "subject_begin": subject_begin,
            "subject_end": subject_begin + len(one.name),
            "object_begin": object_begin,
            "object_end": object_begin + len(other.name),
            "trigger_begin": trigger_begin,
            "trigger_end": trigger_begin + len(relation),
            "rule": f"{relation}: {{subject}} {relation} {{object}}",
        }
        statement = Statement(**(facts | values))
        self.statements.append(replace(statement, id=statement_id(statement)))
        return self


def small_reports() -> list[Report]:
    """Return reports that hold every modality, a symmetric relation both ways, a contested edge and a speaker."""
    first = Report("a/first", extra={"based_on": "a book"})
    first.say("ruritania", "funds", "the-front", date_start="2012", date_end="2012", date_text="in 2012")
    first.say("freedonia", "meets", "ruritania", date_start="2014-03")
    first.say(
        "sylvania",
        "attacks",
        "port-vell",
        lead="Anna Weiss said ",
        attribution="anna-weiss",
        attribution_label="Anna Weiss",
        attribution_begin=0,
        attribution_end=10,
        attribution_chain=("Anna Weiss",),
    )
    second = Report("b second", publisher="The Weekly", url="https://example.net/w", date="2017")
    second.say("ruritania", "funds", "the-front", amount=100_000_000, currency="USD", amount_period="year")
    second.say("ruritania", "meets", "freedonia", date_start="2015")
    second.say("sylvania", "attacks", "port-vell", modality="denied")
    second.say("anna-weiss", "member_of", "the-front", modality="alleged", attribution_label="a former clerk")
    third = Report("c", publisher=None, url=None, title=None, date=None)
    third.say("freedonia", "supports", "the-front", modality="planned", status="started", date_start="2018-02")
    third.say("freedonia", "condemns", "the-front", modality="possible", confidence=0.5)
    return [first, second, third]


def graph_of(reports: Iterable[Report]) -> Graph:
    """Return the graph of the reports."""
    found = list(reports)
    statements = [statement for report in found for statement in report.statements]
    return assemble_graph(statements, [report.document for report in found], ACTORS, SYMMETRIC)


_ids = st.sampled_from(["a", "b", "c/d", "e f"])
_names = st.sampled_from(sorted(ACTORS))
_dates = st.sampled_from([None, "2011", "2012", "2012-02", "2012-02-29", "2012-12-31", "2013-01-01"])
_words = st.text(max_size=12)
_optional_words = st.none() | st.text(min_size=1, max_size=12)


@st.composite
def reports(draw: st.DrawFn, ids: st.SearchStrategy[str] = _ids) -> list[Report]:
    """Draw a few reports with any text in their fields and around what they state."""
    found = []
    for name in draw(st.lists(ids, max_size=3, unique=True)):
        report = Report(name, draw(_optional_words), draw(_optional_words), draw(_optional_words), draw(_dates))
        for _ in range(draw(st.integers(0, 4))):
            _say_something(draw, report)
        found.append(report)
    return found


def _say_something(draw: st.DrawFn, report: Report) -> None:
    start, speaker = draw(_dates), draw(_optional_words)
    report.say(
        draw(_names),
        draw(st.sampled_from(sorted(RELATIONS))),
        draw(_names),
        lead=draw(_words),
        tail=draw(_words),
        modality=draw(st.sampled_from(["asserted", "alleged", "planned", "possible", "denied"])),
        status=draw(st.sampled_from(["", "started", "ended"])),
        attribution_label=speaker,
        attribution_chain=(speaker,) if speaker else (),
        date_start=start,
        date_end=draw(st.sampled_from([None, start])),
        amount=draw(st.none() | st.integers(0, 10**12) | st.floats(0, 1e12)),
        rule=draw(_words),
    )


def large_reports(n_documents: int, n_actors: int) -> list[Report]:
    """Return many reports about many actors, some of them far better connected than others."""
    kinds = sorted({actor.type for actor in ACTORS.values()})
    relations = sorted(RELATIONS)
    found = []
    for place in range(n_documents):
        report = Report(f"doc-{place:05}", publisher=f"Publisher {place % 40}", date=f"{2000 + place % 20}")
        for line in range(4):
            draw = int(content_id(place, line), 16)
            one, other = (draw % 1000) ** 2 % n_actors, (draw // 7919 % 1000) ** 3 % n_actors
            if one != other:
                types = {"subject_type": kinds[one % len(kinds)], "object_type": kinds[other % len(kinds)]}
                report.say(f"Actor {one}", relations[draw % len(relations)], f"Actor {other}", **types)
        found.append(report)
    return found


def pairs(found: Sequence[Report]) -> list[tuple[Document, list[Statement]]]:
    """Return each document with its statements."""
    return [(report.document, report.statements) for report in found]
