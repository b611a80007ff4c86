"""Time of the gazetteer's pass over the text, with few and with many aliases."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping

from bench.clock import interleaved, middle, seconds
from bench.corpus import documents_of, enough
from bench.rows import Row, Settings, at_most
from graphkit.actors import load_actors
from graphkit.find import Gazetteer
from graphkit.model import Actor, Alias

ABOUT = "Time of the gazetteer to go over the text; both hold all names that occur in it"
FEW, MANY = 1_000, 100_000
_SYLLABLES = "al bar chi dor el fen gha hus ib jan kha lem mah nas or pash qad ras sha tur ul vaz wad yus zar".split()


def measure(settings: Settings) -> list[Row]:
    """Compile both and let them go over the same texts in turns."""
    texts = [document.text for document in enough(documents_of(settings), settings)]
    size = sum(map(len, texts))
    actors = load_actors()
    known = Gazetteer.of(actors)
    used = {entry.written for text in texts for hit in known.scan(text) for entry in hit.entries}
    rows, gazetteers = [], {}
    for count in (FEW, MANY // 10 if settings.quick else MANY):
        chosen = _actors(used, actors, count)
        gazetteers[f"{count:,} aliases"], built = _built(chosen)
        rows.append(Row(f"build with {count:,}", f"{built:.2f} s"))
    runs = {name: _scan(gazetteer, texts) for name, gazetteer in gazetteers.items()}
    few, many = interleaved(runs, settings.rounds).items()
    for name, taken in (few, many):
        hits = sum(len(gazetteers[name].scan(text)) for text in texts)
        rows.append(Row(f"scan with {name}", f"{size / middle(taken) / 1e6:.1f} MB/s, {hits:,} hits"))
    rows.append(Row("time of many against few", "", *at_most(1.3, middle(many[1]) / middle(few[1]))))
    return rows


def _built(actors: Mapping[str, Actor]) -> tuple[Gazetteer, float]:
    built: list[Gazetteer] = []
    took = seconds(lambda: built.append(Gazetteer.of(actors)))
    return built[0], took


def _scan(gazetteer: Gazetteer, texts: Iterable[str]) -> object:
    return lambda: [gazetteer.scan(text) for text in texts]


def _actors(used: set[str], actors: Mapping[str, Actor], count: int) -> dict[str, Actor]:
    """Return actors with this many ways to be written: those that the text uses, then known ones, then invented."""
    names = dict.fromkeys(sorted(used))
    for actor in actors.values():
        names |= dict.fromkeys((actor.name, *(alias.text for alias in actor.aliases)))
    known, invented = list(names)[:count], _invented_names()
    while len(known) < count:
        name = next(invented)
        if name not in names:
            names[name] = None
            known.append(name)
    groups = (known[place : place + 4] for place in range(0, count, 4))
    return {
        f"actor-{number}": Actor(f"actor-{number}", first, "Organization", tuple(map(Alias, others)))
        for number, (first, *others) in enumerate(groups)
    }


def _invented_names() -> Iterator[str]:
    chance = random.Random(1)
    while True:
        words = ("".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(chance.randint(1, 3)))
        yield " ".join(word.capitalize() for word in words)
