from __future__ import annotations

import pytest

from graphkit.data import data_folder
from graphkit.model import Document
from graphkit.read import read_documents
from graphkit.read.language import other_language

# The first article of the Universal Declaration of Human Rights.
ARTICLE = {
    "fr": "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de "
    "raison et de conscience et doivent agir les uns envers les autres dans un esprit de fraternité.",
    "de": "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und "
    "Gewissen begabt und sollen einander im Geist der Brüderlichkeit begegnen.",
    "es": "Todos los seres humanos nacen libres e iguales en dignidad y derechos y, dotados como están de "
    "razón y conciencia, deben comportarse fraternalmente los unos con los otros.",
    "nl": "Alle mensen worden vrij en gelijk in waardigheid en rechten geboren. Zij zijn begiftigd met "
    "verstand en geweten, en behoren zich jegens elkander in een geest van broederschap te gedragen.",
    "ru": "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и "
    "совестью и должны поступать в отношении друг друга в духе братства.",
    "ar": "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق. وقد وهبوا عقلا وضميرا وعليهم أن يعامل بعضهم "
    "بعضا بروح الإخاء.",
}


@pytest.mark.parametrize("code", ARTICLE)
def test_other_languages_are_told(code):
    assert other_language(ARTICLE[code] * 2) == code


def test_english_is_english():
    documents = [item for item in read_documents([data_folder("seeds") / "documents"]) if isinstance(item, Document)]
    assert documents
    assert {other_language(document.text) for document in documents} == {""}
    # Many names and few common words: the second test decides.
    names = (
        "Present: Angela Merkel, Chancellor; Emmanuel Macron, President; Boris Johnson, Prime Minister; Recep Tayyip"
    )
    assert (
        other_language(f"{names} Erdogan, President; Vladimir Putin, President; Benjamin Netanyahu, Prime Minister.")
        == ""
    )


def test_few_words_are_not_judged():
    assert other_language(" ".join(ARTICLE["fr"].split()[:19])) == ""
    assert other_language("") == ""
