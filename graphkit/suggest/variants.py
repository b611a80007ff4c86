"""Spellings that are one name: without accents and articles, a surname alone, an abbreviation in brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from graphkit.find.folding import fold_name


class Seen(Protocol):
    """What is known of one spelling."""

    count: int
    documents: set[str]


def join_variants(seen: Mapping[str, Seen], texts: Mapping[str, str]) -> list[list[str]]:
    """Return the names in groups that are one actor each; the first name of a group is the one to call it by.

    Args:
        seen: spelling -> what is known of it.
        texts: id of a document -> its text, where abbreviations are explained.
    """
    groups: dict[str, list[str]] = {}
    for name in sorted(seen):
        groups.setdefault(_key(name), []).append(name)
    heads = {key: _best(names, seen) for key, names in groups.items()}
    for key in sorted(groups):
        longer = _longer(key, groups, seen) or _explained(heads[key], key, groups, seen, texts)
        if longer:
            groups[longer] += groups.pop(key)
    return [[heads[key], *(name for name in names if name != heads[key])] for key, names in groups.items()]


def _key(name: str) -> str:
    plain = re.sub(r"[^\w ]+", " ", fold_name(name))
    return " ".join(re.sub(r"^(?:the|al|el) ", "", plain).split())


def _best(names: list[str], seen: Mapping[str, Seen]) -> str:
    return min(names, key=lambda name: (-seen[name].count, name))


def _documents(names: list[str], seen: Mapping[str, Seen]) -> set[str]:
    return {document for name in names for document in seen[name].documents}


def _longer(key: str, groups: Mapping[str, list[str]], seen: Mapping[str, Seen]) -> str:
    """Return the one longer name that ends with a single word and stands in each of its documents too."""
    if " " in key:
        return ""
    mine = _documents(groups[key], seen)
    ending = [
        other for other in groups
        if other.endswith(f" {key}") and other.count(" ") <= 2 and _documents(groups[other], seen) & mine
    ]  # fmt: skip
    return ending[0] if len(ending) == 1 else ""


def _explained(
    name: str, key: str, groups: Mapping[str, list[str]], seen: Mapping[str, Seen], texts: Mapping[str, str]
) -> str:
    """Return the name that an abbreviation stands behind in brackets ("the Popular Front (PF)")."""
    if not (name.isupper() and 2 <= len(name) <= 8):
        return ""
    for document in sorted(_documents(groups[key], seen)):
        for match in re.finditer(rf"\(\s*(?:the\s+)?{re.escape(name)}\s*\)", texts.get(document, "")):
            before = _key(texts[document][max(0, match.start() - 120) : match.start()])
            fitting = [other for other in groups if other != key and before.endswith(other)]
            if fitting:
                return max(fitting, key=len)
    return ""
