"""Putting a folder in place as a whole: at any moment, also after a kill, the former or the new one stands there.

Beside a folder ``out`` there may be ``.out.lock`` (held while it is built), ``.out.tmp-PROCESS`` (the new folder while
it is written, then the former one until it is gone) and ``.out.old`` (the former one, on systems that cannot exchange
two folders in one step), and ``.out.parts`` (what processes have read so far, until the graph stands).
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from graphkit.errors import OutputError

MARKER = "build.json"
_CANNOT_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


@contextmanager
def replacing(directory: Path) -> Iterator[Path]:
    """Give a new empty folder to write into, and put it in the place of ``directory`` when the block ends well.

    After an exception, Ctrl-C included, the new folder is gone and the former one untouched. Files that others have put
    into the former output are carried over.

    Raises:
        OutputError: if the place is taken by something else, locked by another process, or cannot be written.
    """
    target = real_folder(directory)
    _check_place(target)
    with output_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    with _locked(target):
        with output_errors(target):
            _recover(target)
            _check_replaceable(target)
            draft = _sibling(target, f"tmp-{os.getpid()}")
            draft.mkdir()
        try:
            yield draft
            with output_errors(target):
                _put_in_place(draft, target)
            shutil.rmtree(parts_folder(target), ignore_errors=True)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def real_folder(directory: Path) -> Path:
    """Return the folder itself, wherever links lead to it."""
    return Path(os.path.realpath(directory))


def parts_folder(directory: Path) -> Path:
    """Return the folder beside an output folder in which parts of its documents wait, also after a kill."""
    return _sibling(real_folder(directory), "parts")


def recover_output(directory: Path) -> None:
    """Bring back or clear away what a killed build has left beside the folder; does nothing while one is running.

    Raises:
        OutputError: if the folder must be brought back and cannot. Leftovers beside a whole folder may stay.
    """
    target = real_folder(directory)
    if not _leftovers(target):
        return
    with suppress(OutputError if target.exists() else _LockedError), _locked(target), output_errors(target):
        _recover(target)


def read_marker(folder: Path) -> dict[str, Any] | None:
    """Return ``build.json`` of a folder that a build wrote, or None when the folder is none."""
    try:
        facts = json.loads((folder / MARKER).read_bytes())
    except (OSError, ValueError):
        return None
    return facts if isinstance(facts, dict) and "graphkit" in facts else None


def require_output(directory: Path) -> dict[str, Any]:
    """Return ``build.json`` of an output folder, after bringing back what a killed build has moved aside.

    Raises:
        OutputError: if the folder is missing or no build has written it.
    """
    recover_output(directory)
    facts = read_marker(directory)
    if facts is not None:
        return facts
    if not directory.exists():
        raise OutputError("no such folder", path=directory, mend="name the folder that graphkit build -o wrote")
    raise OutputError("is no graphkit output", path=directory, mend="name the folder that graphkit build -o wrote")


@contextmanager
def output_errors(path: Path) -> Iterator[None]:
    """Turn errors of the system into an OutputError of one line."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or " ".join(str(error).split())
        mend = "free some space or choose another disk" if _is_full(error) else "choose a folder that can be written"
        raise OutputError(f"cannot be written ({reason})", path=error.filename or path, mend=mend) from error


def _is_full(error: OSError) -> bool:
    full = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return error.errno in full or any(os.strerror(code).lower() in str(error).lower() for code in full)


class _LockedError(OutputError):
    """Another process is building into the folder."""


def _sibling(target: Path, suffix: str) -> Path:
    return target.parent / f".{target.name}.{suffix}"


def _check_place(target: Path) -> None:
    working = Path(os.path.realpath(Path.cwd()))
    if target == working or target in working.parents:
        raise OutputError(
            "is the working folder or holds it, and cannot be replaced", path=target, mend="choose a folder below it"
        )
    for path in (target, *target.parents):
        if path.exists() and not path.is_dir():
            raise OutputError("is a file", path=path, mend="choose a folder")
    if target.is_mount():
        raise OutputError("is a mount point and cannot be replaced", path=target, mend="choose a folder below it")


def _check_replaceable(target: Path) -> None:
    if target.is_dir() and any(target.iterdir()) and read_marker(target) is None:
        raise OutputError(
            "is not empty and no graphkit output, nothing was touched", path=target, mend="choose another folder"
        )


def _put_in_place(draft: Path, target: Path) -> None:
    if not target.exists():
        draft.rename(target)
    elif not any(target.iterdir()):
        target.rmdir()
        draft.rename(target)
    elif _exchange(draft, target):
        _carry_over(draft, target)
    else:
        old = _sibling(target, "old")
        target.rename(old)
        draft.rename(target)
        _carry_over(old, target)
        shutil.rmtree(old)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step. Returns False where the system or the file system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _carry_over(former: Path, target: Path) -> None:
    """Move what the former build did not write into the new folder, unless that has something of the name."""
    written = (read_marker(former) or {}).get("files")
    if not isinstance(written, list):
        return
    for entry in sorted(former.iterdir()):
        if entry.name not in written and not (target / entry.name).exists():
            entry.rename(target / entry.name)


def _leftovers(target: Path) -> list[Path]:
    """Return the folders that a killed build has left, those of a running one too."""
    old, prefix = _sibling(target, "old"), _sibling(target, "tmp-").name
    if not target.parent.is_dir():
        return []
    drafts = [path for path in target.parent.iterdir() if path.name.startswith(prefix)]
    return ([old] if old.is_dir() else []) + sorted(drafts)


def _recover(target: Path) -> None:
    """Undo or finish what a killed build began. The caller holds the lock, so no leftover is in use."""
    for folder in _leftovers(target):
        if folder == _sibling(target, "old") and not target.exists():
            folder.rename(target)
            continue
        if target.is_dir() and read_marker(folder) is not None:
            _carry_over(folder, target)
        shutil.rmtree(folder)


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    path = _sibling(target, "lock")
    with output_errors(path):
        file = _take_lock(path, target)
    try:
        yield
    finally:
        # Gone before it is let go: whoever opened it meanwhile sees that the path leads elsewhere and tries again.
        with suppress(OSError):
            path.unlink()
        file.close()


def _take_lock(path: Path, target: Path) -> IO[str]:
    while True:
        file = path.open("a+", encoding="ascii")
        if not _lock(file):
            file.seek(0)
            holder = file.read().strip() or "unknown"
            file.close()
            raise _LockedError(f"is being built by process {holder}", path=target, mend="wait until it is done")
        if _is_current(file, path):
            file.truncate(0)
            file.write(f"{os.getpid()}\n")
            file.flush()
            return file
        file.close()


def _is_current(file: IO[str], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _lock(file: IO[str]) -> bool:
    """Lock the file for this process. The system lets go of it when the process ends in whatever way."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
            return False
        raise
    return True
