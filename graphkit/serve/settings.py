"""How a graph is served, and the limits that are kept."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass, field
from pathlib import Path

from graphkit.query import MEMORY


@dataclass(frozen=True)
class ServeSettings:
    """What ``graphkit serve`` is told.

    Attributes:
        directory: the output folder.
        host: the address to listen on.
        port: 0 for any free one.
        seconds: the time after which a query is stopped.
        workers: how many queries run at once, each in a process of its own.
        memory: how many megabytes each of these processes may hold.
        waiting: how many more may wait for one.
        request_bytes: how long a request may be.
        answer_bytes: how large an answer may be.
        write_seconds: how long a client may take nothing of its answer.
        origins: pages of these origins may read answers; None for those of this machine only (or for all, when the host
            is no loopback address); "*" stands for all.
        queries: folders with more named queries.
    """

    directory: Path
    host: str = "127.0.0.1"
    port: int = 8040
    seconds: float = 30.0
    workers: int = field(default_factory=lambda: max(2, min(8, os.cpu_count() or 2)))
    memory: int = MEMORY
    waiting: int = 64
    request_bytes: int = 1_000_000
    answer_bytes: int = 256_000_000
    write_seconds: float = 60.0
    origins: tuple[str, ...] | None = None
    queries: tuple[Path, ...] = ()


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
