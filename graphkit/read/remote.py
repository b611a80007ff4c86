"""Files and folders of other machines, by addresses such as ``s3://bucket/news``, as far as fsspec can open them."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from graphkit.errors import InputError
from graphkit.read.extras import need

Opener = Callable[[], BinaryIO]


def is_address(path: object) -> bool:
    """Return whether a path is an address of a file system, such as ``s3://bucket/news``."""
    return "://" in str(path)


def list_remote(address: str) -> Iterator[tuple[str, str, Opener]]:
    """Yield the file of an address, or all files below it but hidden ones: path below it, address, what opens it.

    Raises:
        InputError: if fsspec or the library for this kind of address is missing, or there is nothing at the address.
    """
    try:
        fsspec = need("fsspec", "remote")
        system, root = fsspec.core.url_to_fs(address)
        is_folder = system.isdir(root)
        files = sorted(system.find(root)) if is_folder else [root] if system.exists(root) else []
    except InputError as error:
        raise InputError(error.problem, path=address) from error
    except ImportError as error:
        raise InputError(_line(error), path=address, mend="install that with pip") from error
    # Each library has errors of its own for keys, names and connections.
    except Exception as error:
        raise InputError(f"cannot be reached ({_line(error)})", path=address, mend="check the address") from error
    if not files:
        raise InputError("no such file or folder, or an empty one", path=address, mend="check the address")
    base = root.rstrip("/")
    for file in files:
        below = file[len(base) :].lstrip("/") if is_folder else posixpath.basename(file)
        if not any(part.startswith(".") for part in below.split("/")):
            yield below, system.unstrip_protocol(file), _opener(system, file)


def _opener(system: Any, file: str) -> Opener:
    def opened() -> BinaryIO:
        try:
            found: BinaryIO = system.open(file, "rb")
        except OSError:
            raise
        except Exception as error:
            raise OSError(_line(error)) from error
        return found

    return opened


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
