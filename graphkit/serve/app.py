"""The paths of the server, and what holds for all of them: who may read, which hosts, how long a client may dawdle."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphkit import __version__
from graphkit.errors import GraphkitError
from graphkit.query import named_queries
from graphkit.serve import pages
from graphkit.serve.pool import QueryPool
from graphkit.serve.protocol import sparql
from graphkit.serve.requests import RequestError, request_error
from graphkit.serve.resources import STARTS, resource
from graphkit.serve.settings import ServeSettings, is_loopback

Handler = Callable[[Request], Awaitable[Response]]
_EVERY = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


def make_app(settings: ServeSettings) -> ASGIApp:
    """Return the ASGI application.

    Raises:
        OutputError: if the folder is no output folder.
        QueryError: if a file of the named queries is wrong.
    """
    queries = named_queries(settings.queries)
    pool: list[QueryPool] = []

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        pool.append(QueryPool(settings))
        try:
            await pool[0].warm()
            yield
        finally:
            await pool[0].close()

    async def bound(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in queries:
            raise RequestError(404, f"no named query is called {name!r}")
        return pages.bound_query(request, queries[name], pool[0])

    def thing(kind: str) -> Handler:
        return lambda request: resource(request, kind, pool[0])

    def simple(make: Callable[[Request], Response]) -> Handler:
        async def handler(request: Request) -> Response:
            return make(request)

        return handler

    routes: list[tuple[str, Handler, tuple[str, ...]]] = [
        ("/", simple(lambda _: pages.explorer(settings)), ("GET",)),
        ("/sparql", lambda request: sparql(request, pool[0], settings), ("GET", "POST")),
        ("/query", simple(lambda _: pages.query_page(queries)), ("GET",)),
        ("/queries", simple(lambda _: pages.list_queries(queries)), ("GET",)),
        ("/queries/{name}", bound, ("GET",)),
        ("/static/{name}", simple(lambda request: pages.static(request.path_params["name"])), ("GET",)),
        ("/health", simple(lambda _: health(pool[0])), ("GET",)),
        *((f"/{kind}/{{id:path}}", thing(kind), ("GET",)) for kind in STARTS),
    ]
    made = [Route(path, answering(handler), methods=list(methods)) for path, handler, methods in routes]
    return Guard(Starlette(routes=made, lifespan=lifespan), settings)


def answering(handler: Handler) -> Handler:
    """Return a handler that answers every error with its status and one line."""

    async def answered(request: Request) -> Response:
        try:
            return await handler(request)
        except RequestError as error:
            return error.response()
        except GraphkitError as error:
            return request_error(error).response()
        except Exception:
            # One line for the client and a traceback for whoever runs the server, which goes on.
            logging.getLogger(__name__).exception("unexpected error at %s", request.url.path)
            return RequestError(500, "unexpected error; please report it with what the server has printed").response()

    return answered


def health(pool: QueryPool) -> Response:
    """Answer whether the graph can be asked. It asks nothing, so that it is quick however busy the server is."""
    graph = pool.graph
    facts = {
        "status": "failing" if pool.failure else "ok",
        "problem": pool.failure,
        "graphkit": __version__,
        "built_with": str(graph.build.get("graphkit")),
        "counts": graph.build.get("counts", {}),
        "queries": pool.asked,
    }
    return JSONResponse(facts, 503 if pool.failure else 200, {"Cache-Control": "no-store"})


class Guard:
    """What holds for every path.

    A page of another site cannot read answers unless its origin is allowed, and cannot reach a server of this machine
    by a name of its own that leads here. A client that takes nothing of its answer for a while is let go.
    """

    def __init__(self, app: ASGIApp, settings: ServeSettings) -> None:
        self._app = app
        self._settings = settings
        self._local = is_loopback(settings.host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        extra = {**_EVERY, "Vary": "Accept, Origin", **self._cors(headers.get("origin", ""), scope["method"])}
        guarded = self._sender(send, extra)
        try:
            if self._local and not _is_local_name(headers.get("host", "")):
                error = RequestError(403, "this server answers only under the names of this machine, such as localhost")
                await error.response()(scope, receive, guarded)
            elif scope["method"] == "OPTIONS":
                await Response(status_code=204, headers={"Allow": "GET, POST, OPTIONS"})(scope, receive, guarded)
            else:
                await self._app(scope, receive, guarded)
        except TimeoutError:
            # The answer was begun: all that can be said is that the connection ends.
            return

    def _cors(self, origin: str, method: str) -> dict[str, str]:
        if not origin or not self._may_read(origin):
            return {}
        allowed = {"Access-Control-Allow-Origin": "*" if self._settings.origins == ("*",) else origin}
        if method == "OPTIONS":
            allowed |= {
                "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
                "Access-Control-Allow-Headers": "Accept, Content-Type",
                "Access-Control-Max-Age": "86400",
            }
        return allowed

    def _may_read(self, origin: str) -> bool:
        allowed = self._settings.origins
        if allowed is None:
            return not self._local or _is_local_origin(origin)
        return "*" in allowed or origin in allowed

    def _sender(self, send: Send, extra: dict[str, str]) -> Send:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                added = [
                    (name.lower().encode(), value.encode("latin-1"))
                    for name, value in extra.items()
                    if name.lower().encode() not in present
                ]
                message = {**message, "headers": [*message["headers"], *added]}
            async with asyncio.timeout(self._settings.write_seconds):
                await send(message)

        return guarded


def _is_local_name(host: str) -> bool:
    return is_loopback(urlsplit(f"//{host}").hostname or "") if host else True


def _is_local_origin(origin: str) -> bool:
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and is_loopback(parts.hostname or "")
