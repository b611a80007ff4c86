"""The statements that the bundled reports are known to give, one line each, in ``seeds.jsonl``."""

from __future__ import annotations

import json
from pathlib import Path

from graphkit.data import data_folder
from graphkit.extraction import Extractor
from graphkit.model import Document
from graphkit.read import read_documents

EXPECTED = Path(__file__).with_name("seeds.jsonl")
FIELDS = ("document", "subject", "relation", "object", "modality", "status", "attribution_label", "date_start")


def read_seeds(extractor: Extractor) -> list[str]:
    """Return what the bundled reports state, as sorted lines of JSON."""
    items = read_documents([str(data_folder("seeds") / "documents")])
    documents = [item for item in items if isinstance(item, Document)]
    found = [s for _, statements in extractor.statements(documents) for s in statements]
    return sorted(json.dumps([getattr(s, name) for name in FIELDS], ensure_ascii=False) for s in found)
