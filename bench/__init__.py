"""Measurements of graphkit; see ``docs/performance.md``. They judge by ratios taken in one run, not by seconds."""
