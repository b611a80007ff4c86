"""A small world with offices, several publishers, every modality, a contested edge, and more actors than are drawn."""

from __future__ import annotations

from dataclasses import replace

from graphkit.model import Actor, Graph, Office
from tests.factories import ACTORS, Report, graph_of, small_reports

OFFICES = (Office("president", "anna-weiss", "2012", "2016"), Office("president", "otto-lang", "2016"))


def world() -> Graph:
    """Return the graph."""
    far = Report("d far", title="Far away", publisher="The Weekly", url="https://example.net/far", date="2019-05-02")
    far.say("sylvania", "funds", "lower-vale", date_start="2018", date_end="2019", date_text="since 2018")
    far.say("lower-vale", "attacks", "upper-vale")
    far.say("upper-vale", "condemns", "old-town", status="ended")
    fourth = Report("e", title="The denial", publisher="The Courier", url="http://example.com/e", date="2020-01-01")
    fourth.say("ruritania", "funds", "the-front", modality="denied", attribution_label="a minister")
    graph = graph_of([*small_reports(), far, fourth])
    actors = tuple(_known(actor) for actor in graph.actors)
    return replace(graph, actors=actors)


def _known(actor: Actor) -> Actor:
    if actor.id == "ruritania":
        return replace(ACTORS[actor.id], offices=OFFICES)
    return replace(actor, part_of="sylvania") if actor.id == "port-vell" else actor
