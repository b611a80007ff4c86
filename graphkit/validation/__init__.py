"""Whether RDF keeps the shapes of the ontology (SHACL): an output folder, or RDF files from anywhere."""

from __future__ import annotations

from graphkit.validation.check import Report, validate
from graphkit.validation.engines import ENGINES
from graphkit.validation.findings import Finding

__all__ = ["ENGINES", "Finding", "Report", "validate"]
