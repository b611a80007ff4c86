"""Write seeds.jsonl anew: ``python -m tests.golden``. Read the difference before you commit it."""

from __future__ import annotations

from graphkit.extraction import make_extractor
from tests.golden import EXPECTED, read_seeds

lines = read_seeds(make_extractor())
EXPECTED.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
print(f"{EXPECTED}: {len(lines)} statements")  # noqa: T201 - this is a command
