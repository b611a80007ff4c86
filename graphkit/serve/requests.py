"""Reading what a client sends, with limits, and answering it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from graphkit.errors import FormatError, GraphkitError, OutputError, QueryError, StoppedError
from graphkit.query import Reply

Result = TypeVar("Result")
# What is too long is read on for a while, unseen: a client that is still sending would not see the answer.
DISCARDED_BYTES, BODY_SECONDS = 32_000_000, 30.0
MAX_FIELDS = 1_000
_CHUNK = 65_536


class RequestError(Exception):
    """A request that cannot be answered.

    Attributes:
        status: of HTTP.
        reason: one line for the client.
        headers: more headers of the answer.
    """

    def __init__(self, status: int, reason: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.headers = headers or {}

    def response(self) -> Response:
        """Return the answer that says so."""
        return PlainTextResponse(f"{self.reason}\n", self.status, self.headers)


def request_error(error: GraphkitError) -> RequestError:
    """Return an error of a query as one of HTTP."""
    reason = " ".join(str(error).split())
    if isinstance(error, StoppedError):
        return RequestError(503, reason, {"Retry-After": "5"})
    if isinstance(error, FormatError):
        return RequestError(406, reason)
    if isinstance(error, QueryError):
        return RequestError(400, reason)
    return RequestError(500 if isinstance(error, OutputError) else 400, reason)


async def read_body(request: Request, most: int) -> bytes:
    """Return the body of a request.

    Raises:
        RequestError: 413 if it is longer than ``most`` bytes, 408 if it does not come.
    """
    body, size = bytearray(), 0
    length = request.headers.get("content-length", "")
    known = int(length) if length.isascii() and length.isdigit() else 0
    if known > most + DISCARDED_BYTES:
        raise _too_long(most)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                size += len(chunk)
                if size <= most:
                    body += chunk
                elif size > most + DISCARDED_BYTES:
                    break
    except TimeoutError:
        raise RequestError(408, "the request did not come within the time", {"Connection": "close"}) from None
    except ClientDisconnect:
        raise RequestError(400, "the request is cut off") from None
    if size > most:
        raise _too_long(most)
    return bytes(body)


def _too_long(most: int) -> RequestError:
    return RequestError(413, f"the request is too long; at most {most} bytes are read")


def read_form(text: bytes) -> list[tuple[str, str]]:
    """Return the fields of a form or a query string.

    Raises:
        RequestError: if it is no UTF-8 or has too many fields.
    """
    try:
        return parse_qsl(text.decode("ascii"), True, encoding="utf-8", errors="strict", max_num_fields=MAX_FIELDS)
    except UnicodeDecodeError:
        raise RequestError(400, "the parameters are no percent-encoded UTF-8") from None
    except ValueError:
        raise RequestError(400, f"there are more than {MAX_FIELDS} parameters") from None


async def unless_gone(request: Request, work: Coroutine[Any, Any, Result]) -> Result:
    """Return the result of some work, which is cancelled when the client hangs up.

    Raises:
        RequestError: 499 when it has; nobody reads that.
    """
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_hung_up(request))
    try:
        await asyncio.wait((task, gone), return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise RequestError(499, "the client has gone")
        return task.result()
    finally:
        for one in (task, gone):
            if not one.done():
                one.cancel()
                with suppress(asyncio.CancelledError):
                    await one


async def _hung_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        continue


def answer(reply: Reply, media_type: str) -> Response:
    """Return the answer of a query; a large one is read from its file, which is removed."""
    headers = {"Content-Type": media_type + ("; charset=utf-8" if media_type.startswith("text/") else "")}
    if reply.path is None:
        return Response(reply.body, headers=headers)
    return file_response(reply.path, headers, remove=True)


def file_response(path: Path, headers: dict[str, str], remove: bool = False) -> Response:
    """Return a file as an answer. It may be replaced or removed while it is sent.

    Raises:
        OSError: if it cannot be read.
    """
    file = path.open("rb")
    if remove:
        path.unlink(missing_ok=True)
    size = file.seek(0, 2)
    file.seek(0)

    async def chunks() -> AsyncIterator[bytes]:
        with file:
            while chunk := file.read(_CHUNK):
                yield chunk

    return StreamingResponse(chunks(), headers={**headers, "Content-Length": str(size)})
