"""Stage 3: sentences, their words as a tree, and their clauses."""

from __future__ import annotations

from graphkit.parse.sentences import split_sentences
from graphkit.parse.spacy_parser import DEFAULT_MODEL, SentenceInput, SpacyParser, load_pipeline

__all__ = ["DEFAULT_MODEL", "SentenceInput", "SpacyParser", "load_pipeline", "split_sentences"]
