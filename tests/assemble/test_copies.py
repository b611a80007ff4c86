"""Near copies are found whatever was done to them, and nothing else is taken for one."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from rensa import RMinHash

from graphkit.assemble.copies import LIKENESS, CopyFinder, runs_of_words
from graphkit.data import data_folder
from graphkit.model import Document
from graphkit.read import read_documents


@pytest.fixture(scope="module")
def texts():
    """The bundled reports: all of one field, none a copy of another."""
    found = read_documents([data_folder("seeds") / "documents"])
    return [item.text for item in found if isinstance(item, Document)]


def clusters(tmp_path, documents):
    with CopyFinder(tmp_path / "signatures") as finder:
        for name, text in documents:
            finder.add(name, text)
        found = finder.clusters()
    assert not (tmp_path / "signatures").exists()
    return found


def edited(text, chance, share):
    words = text.split()
    return " ".join(word if chance.random() > share else f"other{chance.randrange(99)}" for word in words)


HEAD = "By our own correspondent in the region, with reports of the agencies and of this paper's staff. "
TAIL = " Read more about this and other news of the day on our pages, and write to the editors what you think of it."
CHANGES = {
    "same": lambda text, chance: text,
    "case and blanks": lambda text, chance: text.upper().replace(" ", "\n  "),
    "head and tail": lambda text, chance: HEAD + text + TAIL,
    "a quarter shorter": lambda text, chance: " ".join(text.split()[: len(text.split()) * 3 // 4]),
    "a word in 25": lambda text, chance: edited(text, chance, 1 / 25),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_edited_copies_are_found(tmp_path, texts, change):
    chance = random.Random(5)
    pairs = [
        (f"{number:02}{side}", text) for number, text in enumerate(texts) for side, text in sides(text, change, chance)
    ]
    assert clusters(tmp_path, pairs) == {f"{number:02}b": f"{number:02}a" for number in range(len(texts))}


def sides(text, change, chance):
    return (("a", text), ("b", change(text, chance)))


def test_reports_of_one_field_are_no_copies(tmp_path, texts):
    """Nor are those that quote the same sentence or speak of the same day."""
    quoted = [f"{text}\n\nThe minister said: {texts[0].split('.')[0]}." for text in texts]
    assert clusters(tmp_path, [(str(number), text) for number, text in enumerate(quoted)]) == {}
    runs = [set(runs_of_words(text)) for text in texts]
    assert max(len(one & other) / len(one | other) for one, other in itertools.combinations(runs, 2)) < 0.1


def test_order_does_not_matter_and_the_smallest_id_names_the_cluster(tmp_path, texts):
    chance = random.Random(7)
    documents = [(f"{chance.randrange(10**6):06}", edited(text, chance, 0.02)) for text in texts for _ in range(4)]
    expected = clusters(tmp_path, documents)
    assert len(set(expected.values())) == len(texts)
    assert len(expected) == 3 * len(texts)
    assert all(cluster < name and cluster not in expected for name, cluster in expected.items())
    for _ in range(3):
        chance.shuffle(documents)
        assert clusters(tmp_path, documents) == expected


def test_clusters_are_what_alike_pairs_join(tmp_path, texts):
    """Against every pair: chains of edits, where the ends have little in common."""
    chance = random.Random(11)
    documents, text = [], texts[0]
    for number in range(40):
        documents.append((f"{number:02}", text))
        text = edited(text, chance, 0.06)
    signatures = []
    for _, text in documents:
        one = RMinHash(num_perm=128, seed=1)
        one.update(runs_of_words(text))
        signatures.append(np.array(one.digest()))
    pairs = itertools.combinations(range(40), 2)
    alike = [(one, other) for one, other in pairs if (signatures[one] == signatures[other]).mean() >= LIKENESS]
    found = clusters(tmp_path, documents)
    name = {number: found.get(f"{number:02}", f"{number:02}") for number in range(40)}
    assert {one for pair in alike for one in pair} == set(range(40))
    assert all(name[one] == name[other] for one, other in alike)
    assert (signatures[0] == signatures[39]).mean() < LIKENESS


def test_short_texts(tmp_path):
    documents = [
        ("a", "Iran"),
        ("b", "iran!"),
        ("c", "Iran met"),
        ("d", "..."),
        ("e", "!!!"),
        ("f", "..."),
        ("g", "Iran met"),
    ]
    assert clusters(tmp_path, documents) == {"b": "a", "f": "d", "g": "c"}
    assert clusters(tmp_path, documents[:1]) == {}
    assert clusters(tmp_path, []) == {}


def test_many_copies_are_joined_quickly(tmp_path):
    """Ten thousand copies of one text agree in every band; they are not compared pair by pair."""
    documents = [(f"{number:05}", "The same words stand in all of these.") for number in range(10_000)]
    assert set(clusters(tmp_path, documents).values()) == {"00000"}


def test_signatures_do_not_hang_on_the_version_of_the_library():
    """Another algorithm would give other clusters for the same input; it must come with a new version of graphkit."""
    signature = RMinHash(num_perm=128, seed=1)
    signature.update(["iran funds hamas"])
    assert RMinHash.ALGORITHM_VERSION == 2
    assert signature.digest()[:4] == [3952397437, 4235314507, 4134446781, 3480800855]
