"""Libraries that only some formats need and that are installed on request."""

from __future__ import annotations

import importlib
from typing import Any

from graphkit.errors import InputError


def need(module: str, extra: str) -> Any:
    """Return a module of an optional dependency.

    Raises:
        InputError: saying how to install it, if it is missing.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        library = module.partition(".")[0]
        raise InputError(f'needs {library}, which is not installed; pip install "graphkit[{extra}]"') from error
