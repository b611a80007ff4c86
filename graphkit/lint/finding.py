"""What lint finds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend in a file of the ontology.

    Attributes:
        level: "error" (an example fails) or "warning".
        problem: what is wrong.
        mend: what to do about it.
    """

    path: str
    line: int
    level: str
    problem: str
    mend: str = ""

    def __str__(self) -> str:
        text = f"{self.path}:{self.line}: {self.level}: {self.problem}"
        return f"{text}; {self.mend}" if self.mend else text


def warning(path: Path, line: int, problem: str, mend: str) -> Finding:
    """Return a finding that does not make an example fail."""
    return Finding(str(path), line, "warning", problem, mend)
