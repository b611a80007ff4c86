"""The process that ``bench.memory`` and ``bench.models`` watch: reads and extracts a folder, prints what it needed."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from graphkit.model import Document
from graphkit.pipeline import make_extractor
from graphkit.read import read_documents


def peak() -> int:
    """Return the highest resident size of this process so far, in bytes."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024


def _documents(folder: Path) -> Iterator[Document]:
    for item in read_documents([folder]):
        if isinstance(item, Document):
            yield item


def main(folder: Path, model: str | None = None) -> None:
    """Print counts, CPU seconds and peaks as JSON."""
    extractor = make_extractor(model=model)
    for _ in extractor.statements([Document("warm-up", "Iran funds Hamas.")]):
        pass
    loaded, documents, statements = peak(), 0, 0
    start = time.process_time()
    for _, found in extractor.statements(_documents(folder)):
        documents += 1
        statements += len(found)
    facts = {"documents": documents, "statements": statements, "seconds": time.process_time() - start}
    print(json.dumps(facts | {"loaded": loaded, "peak": peak()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
