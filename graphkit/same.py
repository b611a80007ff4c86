"""Documents that are there twice: the same text of the same publisher and date, under another id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace

from graphkit.model import Document, Duplicate, Statement
from graphkit.records import statement_id, text_hash

_OWN = tuple(item.name for item in fields(Duplicate))


@dataclass(slots=True)
class Group:
    """A document that was taken, and those that say the same."""

    taken: str
    others: list[Duplicate] = field(default_factory=list)


class SameDocuments:
    """Takes documents one by one; of those that are the same only the first is read."""

    def __init__(self) -> None:
        # A group is made for those alone of which there are several: most documents are there once.
        self._taken: dict[bytes, str] = {}
        self._groups: dict[str, Group] = {}

    def is_there(self, document: Document) -> bool:
        """Take a document; return whether one that is the same was taken before, so that it need not be read."""
        words = (document.sha256 or text_hash(document.text), document.publisher or "", document.date or "")
        key = hashlib.blake2b("\x1f".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        taken = self._taken.setdefault(key, document.id)
        if taken == document.id:
            return False
        self._groups.setdefault(taken, Group(taken)).others.append(duplicate_of(document))
        return True

    def groups(self) -> Iterator[Group]:
        """Yield the groups of more than one document."""
        return iter(self._groups.values())


def duplicate_of(document: Document) -> Duplicate:
    """Return what a document has of its own beside its text, publisher and date."""
    return Duplicate(**{name: getattr(document, name) for name in _OWN})


def as_document(duplicate: Duplicate, same: Document) -> Document:
    """Return a document of which another one says the same."""
    return replace(same, cluster=None, duplicates=(), **{name: getattr(duplicate, name) for name in _OWN})


def with_duplicates(document: Document) -> Iterator[Document]:
    """Yield a document that a build has written, and those that it left out because they say the same."""
    yield document
    for duplicate in document.duplicates:
        yield as_document(duplicate, document)


def restated(statements: Sequence[Statement], document: Document) -> list[Statement]:
    """Return statements as they are in a document that says the same as theirs."""
    moved = (replace(one, document=document.id, url=document.url, title=document.title) for one in statements)
    return [replace(one, id=statement_id(one)) for one in moved]
