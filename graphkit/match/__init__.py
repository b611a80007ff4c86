"""Stage 4: statements from clauses by rules."""

from __future__ import annotations

from graphkit.match.arguments import ArgumentReader
from graphkit.match.matcher import ALL_TYPES, Matcher
from graphkit.match.pairs import Trace
from graphkit.match.rules import RuleTable

__all__ = ["ALL_TYPES", "ArgumentReader", "Matcher", "RuleTable", "Trace"]
