"""Where ontology/ and seeds/ are: inside the package once installed, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """Return the folder ``ontology`` or ``seeds`` that belongs to this copy of graphkit.

    Raises:
        FileNotFoundError: if the installation is not whole.
    """
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{name}/ is missing beside {_PACKAGE}; install graphkit again")
