"""The graph of an output folder over HTTP: SPARQL 1.1 Protocol, a query page, the explorer, a page for each thing."""

from __future__ import annotations

from graphkit.serve.app import make_app
from graphkit.serve.server import open_socket, run_server
from graphkit.serve.settings import ServeSettings, is_loopback

__all__ = ["ServeSettings", "is_loopback", "make_app", "open_socket", "run_server"]
