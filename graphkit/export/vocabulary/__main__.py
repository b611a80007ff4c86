"""Writes the files of the built-in ontology, or compares them."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from graphkit.data import data_folder
from graphkit.errors import GraphkitError
from graphkit.export.vocabulary import check_vocabulary, write_vocabulary


def main(arguments: Sequence[str]) -> int:
    """Write both files, or with ``--check`` compare them; return the exit code."""
    if list(arguments) not in ([], ["--check"]):
        sys.stderr.write("usage: python -m graphkit.export.vocabulary [--check]\n")
        return 2
    try:
        folder = data_folder("ontology")
        if arguments:
            check_vocabulary(folder)
        else:
            sys.stdout.writelines(f"{path}\n" for path in write_vocabulary(folder))
    except (GraphkitError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
