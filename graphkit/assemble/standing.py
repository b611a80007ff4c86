"""What may be said of an edge, from how its statements speak of it."""

from __future__ import annotations

from collections.abc import Mapping

from graphkit.records import VOICES


def standing_of(counts: Mapping[str, int]) -> str:
    """Return the standing of an edge from the number of its statements in each voice.

    "contested" when one statement asserts or claims it and another denies it, else the strongest voice.
    """
    if counts.get("denied") and (counts.get("asserted") or counts.get("claimed")):
        return "contested"
    return next(voice for voice in VOICES if counts.get(voice))
