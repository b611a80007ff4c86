"""``python -m bench [NAME...]``: run all measurements or the named ones, and print what they found."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
from pathlib import Path

from bench.rows import Settings, show

NAMES = (
    "words",
    "archive",
    "stages",
    "patterns",
    "aliases",
    "assemble",
    "costs",
    "memory",
    "models",
    "explorer",
    "graphml",
    "store",
    "rebuild",
    "sources",
    "scale",
    "spared",
)
# One core: read by the libraries when they are loaded, so before the measurements are.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


def main(arguments: list[str]) -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure graphkit.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of {', '.join(NAMES)}; all without one")
    parser.add_argument("--corpus", type=Path, help="a file or folder of documents in place of the bundled ones")
    parser.add_argument("--repeat", type=int, default=0, help="how often to go through the corpus in one round")
    parser.add_argument("--documents", type=int, default=0, help="how many documents 'scale' reads (20,000)")
    parser.add_argument("--rounds", type=int, help="how often to time each thing (5; 1 with --quick)")
    parser.add_argument("--model", action="append", default=[], help="another pipeline, by name or path, for 'models'")
    parser.add_argument(
        "--quick", action="store_true", help="little data, to see that it runs; the figures mean nothing"
    )
    options = parser.parse_args(arguments)
    strangers = sorted(set(options.names) - set(NAMES))
    if strangers:
        parser.error(f"no measurement is called {strangers[0]}; choose from {', '.join(NAMES)}")
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    rounds = options.rounds or (1 if options.quick else 5)
    for name in options.names or NAMES:
        module = importlib.import_module(f"bench.{name}")
        with tempfile.TemporaryDirectory() as folder:
            models = tuple(options.model)
            data = (options.quick, options.corpus, options.repeat, rounds, models, options.documents)
            settings = Settings(Path(folder), *data)
            show(name, module.ABOUT, module.measure(settings))


if __name__ == "__main__":
    main(sys.argv[1:])
