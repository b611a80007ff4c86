"""Stage 2: where a document names actors."""

from __future__ import annotations

from graphkit.find.anaphora import AnaphorResolver, may_hold_anaphor, possible_anaphors
from graphkit.find.discourse import WINDOW
from graphkit.find.gazetteer import Gazetteer
from graphkit.find.mentions import find_mentions
from graphkit.find.titles import find_titles

__all__ = [
    "WINDOW",
    "AnaphorResolver",
    "Gazetteer",
    "find_mentions",
    "find_titles",
    "may_hold_anaphor",
    "possible_anaphors",
]
