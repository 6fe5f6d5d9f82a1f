"""The HTTP answer to a SPARQL query: the same for the protocol, for saved queries and for descriptions of things.

What is small goes whole, what is large goes as it is made. Where a limit is hit before the first byte went, the answer
is an error; after it, the connection is broken off, so that no client takes what it got for the whole.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import ExitStack
from typing import Any, TypeVar

from fastapi import Request, Response
from starlette.types import Receive, Scope, Send

from graph_api.routes.versioned import VERSION, not_modified, version_headers
from graph_api.sparql.answer import Stream
from graph_api.sparql.formats import Formats
from graph_api.sparql.guard import RefusedQueryError
from graph_api.sparql.run import QueryRunner, may_change
from graph_api.store import Query, Store

log = logging.getLogger("graph_api")
Result = TypeVar("Result")
_GONE = 499
"""What servers call a client that did not wait; nobody sees it."""


class BrokenAnswerError(Exception):
    """An answer ended before it was complete; the server breaks the connection off."""


class _ClientGoneError(Exception):
    """The client did not wait for its answer."""


async def respond(
    request: Request,
    query: Query,
    accept: str | None,
    *,
    filename: str | None = None,
    rewrite: Callable[[bytes], bytes] | None = None,
) -> Response:
    """Run a query over the published version and answer with its result.

    Args:
        request: that asks; its address says whose turn it is, its If-None-Match what it has already.
        query: what to run.
        accept: the Accept header, or the media type that an ending or parameter asks for; None gives the usual format.
        filename: the name (ASCII, without folders) under which a browser is to save the result.
        rewrite: makes what is sent of the whole result, which then does not go as it is made.

    Returns:
        The result with content type, Vary, ETag and version; or a 304. What may change from one time to the next
        (NOW, RAND, SERVICE …) has no ETag.

    Raises:
        RefusedQueryError, NotAcceptableError, StoreError: as `QueryRunner.run`; the app tells them as problems.
    """
    runner: QueryRunner = request.app.state.runner
    store: Store = request.app.state.store
    formats = Formats.of(accept)
    with ExitStack() as reading:
        snapshot = reading.enter_context(store.read())
        headers = version_headers(snapshot.info, f"{formats.names} {query!r}") | {"Vary": "Accept"}
        if filename is not None:
            headers["Content-Disposition"] = f'attachment; filename="{filename}"'
        if may_change(query):
            headers = {name: value for name, value in headers.items() if name != "ETag"} | {"Cache-Control": "no-store"}
        elif request.headers.get("if-none-match", "").strip() != "*" and (known := not_modified(request, headers)):
            return known
        try:
            answer = await _unless_gone(request, runner.run(snapshot, query, formats, _client(request)))
        except _ClientGoneError:
            return Response(status_code=_GONE)
        if known := not_modified(request, headers) if "ETag" in headers else None:  # it has whatever there is: *
            if answer.rest is not None:
                answer.rest.close()
            return known
        if rewrite is not None:
            whole = answer.whole if answer.rest is None else await _all_of(answer.rest)
            return Response(rewrite(whole), media_type=answer.content_type, headers=headers)
        if answer.rest is None:
            return Response(answer.whole, media_type=answer.content_type, headers=headers)
        headers["Content-Type"] = answer.content_type
        return _Streamed(answer.rest, headers, reading.pop_all())


class _Streamed(Response):
    """An answer that goes as it is made."""

    def __init__(self, stream: Stream, headers: dict[str, str], reading: ExitStack) -> None:
        super().__init__(headers=headers)
        del self.headers["content-length"]  # nobody knows it yet
        self._stream = stream
        self._reading = reading

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer (ASGI)."""
        gone = asyncio.ensure_future(_until_gone(receive))
        gone.add_done_callback(lambda _: self._stream.close())
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            if scope["method"] != "HEAD":
                async with asyncio.timeout_at(self._stream.deadline + 0.2):  # a client that does not take it, too
                    async for part in self._stream:
                        await send({"type": "http.response.body", "body": part, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        except (RefusedQueryError, TimeoutError) as error:
            if not gone.done():
                log.info("an answer from version %s was broken off: %s", self.headers[VERSION], error or "too slow")
                raise BrokenAnswerError(str(error)) from error
        finally:
            gone.cancel()
            self._stream.close()
            self._reading.close()


async def _all_of(stream: Stream) -> bytes:
    """A whole answer of what comes as it is made; it ends at its own deadline, as there is no client to wait for."""
    try:
        return b"".join([part async for part in stream])
    finally:
        stream.close()


async def _unless_gone(request: Request, work: Awaitable[Result]) -> Result:
    """The outcome of some work, which is ended where the client does not wait for it."""
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_until_gone(request.receive))
    try:
        await asyncio.wait((task, gone), return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise _ClientGoneError
    finally:
        for each in (task, gone):
            each.cancel()
        await asyncio.gather(task, gone, return_exceptions=True)


async def _until_gone(receive: Any) -> None:
    message: MutableMapping[str, Any] = {"type": ""}
    while message["type"] != "http.disconnect":
        message = await receive()


def _client(request: Request) -> str:
    return request.client.host if request.client else ""
