"""Running the application with uvicorn until a signal ends it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from contextlib import suppress

from graphkit.errors import InputError
from graphkit.serve.settings import ServeSettings

# Connections, not queries: each costs little, and beyond them 503 is answered at once.
CONNECTIONS = 512
SHUTDOWN_SECONDS = 3
BACKLOG = 256


def open_socket(settings: ServeSettings) -> socket.socket:
    """Return the socket to listen on.

    Raises:
        InputError: if the address or port cannot be had.
    """
    host = settings.host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, settings.port), family=family, backlog=BACKLOG)
    except (OSError, OverflowError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        mend = "choose another --port or --host"
        raise InputError(f"cannot be listened on ({reason})", key=f"{host}:{settings.port}", mend=mend) from error
    # Connections inherit it. Without it each answer on a lasting connection waits 40 ms until its head is confirmed.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def run_server(settings: ServeSettings, listening: socket.socket) -> None:
    """Answer requests until SIGINT or SIGTERM, then let those under way end, for a few seconds at most.

    Raises:
        OutputError: if the folder is no output folder, or its store cannot be read.
        QueryError: if a file of the named queries is wrong.
    """
    asyncio.run(_serve(settings, listening))


async def _serve(settings: ServeSettings, listening: socket.socket) -> None:
    import uvicorn

    from graphkit.serve.app import make_app
    from graphkit.serve.pool import QueryPool

    # Asked once before: what is wrong with the folder is then an error of this command, not of the first request.
    trial = QueryPool(settings)
    try:
        await trial.warm()
    finally:
        await trial.close()
    config = uvicorn.Config(
        make_app(settings),
        log_level="critical",
        access_log=False,
        server_header=False,
        lifespan="on",
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        timeout_keep_alive=15,
    )
    server = uvicorn.Server(config)

    def stop(*_: object) -> None:
        server.should_exit = True

    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        # Windows has no handlers on the loop: there uvicorn's own do it.
        with suppress(NotImplementedError):
            loop.add_signal_handler(name, stop)
    # Not ``serve``, which would raise the signal once more in the end: a stop that was asked for is no failure.
    await server._serve([listening])
