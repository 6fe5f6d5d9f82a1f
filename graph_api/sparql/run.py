"""Runs queries from outside: never in the event loop, within limits, and whole or not at all.

Each query has a thread of its own. pyoxigraph gives way to other threads while it works, but cannot be stopped: what is
past its time is answered as such at once, ends at the next row that it writes, and holds its place until it has ended.
"""

from __future__ import annotations

import asyncio
import io
import threading
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from graph_api.settings import Settings
from graph_api.sparql.formats import Offer, negotiate
from graph_api.sparql.guard import RefusedQueryError, check
from graph_api.sparql.syntax import SyntaxProblem, explain
from graph_api.store import Format, Kind, Query, Store, VersionInfo

_STACK: Final = 64 * 1024 * 1024
"""Bytes. The parser recurses; only what is used of a stack takes memory."""
_starting = threading.Lock()


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole result of a query."""

    content: bytes
    content_type: str
    version: VersionInfo
    """The version of the store that it comes from."""


class NoSparqlError(RefusedQueryError):
    """The query cannot be parsed; `problem` says where."""

    def __init__(self, problem: SyntaxProblem) -> None:
        super().__init__(problem.message, "")
        self.problem = problem


class QueryRunner:
    """Runs queries over the store's published version, at most `settings.query_threads` at the same time."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._places = threading.BoundedSemaphore(settings.query_threads)

    async def run(self, query: Query, accept: str | None) -> Answer:
        """The result of a query, in the format that `accept` likes best.

        Raises:
            RefusedQueryError: it is not run, or not to the end; its status says why.
            NotAcceptableError: its result has no format that is accepted.
            StoreError: there is nothing to ask.
        """
        check(query.text, self._settings.query_characters, self._settings.query_nesting)
        if not self._places.acquire(blocking=False):
            raise RefusedQueryError("all places for queries are taken.", "Try again in a moment.", status=503)
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()
        self._start(loop, future, query, accept)
        try:
            return await asyncio.wait_for(future, self._settings.query_seconds)
        except TimeoutError as error:
            raise _too_slow(self._settings.query_seconds) from error

    def _start(
        self, loop: asyncio.AbstractEventLoop, future: asyncio.Future[Answer], query: Query, accept: str | None
    ) -> None:
        def work() -> None:
            answer: Answer | None = None
            failure: BaseException | None = None
            try:
                answer = self._answer(query, accept)
            except BaseException as error:  # noqa: BLE001 (raised again where the answer is waited for)
                failure = error
                _forget_frames(error)
            finally:
                self._places.release()
            with suppress(RuntimeError):  # the service has stopped meanwhile
                loop.call_soon_threadsafe(_finish, future, answer, failure)

        with _starting:
            usual = threading.stack_size(_STACK)
            try:
                threading.Thread(target=work, name="query", daemon=True).start()
            finally:
                threading.stack_size(usual)

    def _answer(self, query: Query, accept: str | None) -> Answer:
        sink = _Sink(self._settings.query_seconds, self._settings.result_bytes)
        chosen: list[Offer] = []

        def choose(kind: Kind) -> Format:
            chosen.append(negotiate(accept, kind))
            return chosen[0].form

        with self._store.read() as snapshot:
            try:
                snapshot.answer(query, choose, sink)
            except SyntaxError as error:
                raise NoSparqlError(explain(error, query.text)) from error
            except (ValueError, RuntimeError) as error:
                raise RefusedQueryError(f"the query cannot be answered: {error}.", "Change it.") from error
            return Answer(sink.getvalue(), chosen[0].content_type, snapshot.info)


def _finish(future: asyncio.Future[Answer], answer: Answer | None, failure: BaseException | None) -> None:
    if future.done():  # it was too slow, and nobody waits for it any more
        return
    if answer is not None:
        future.set_result(answer)
    elif failure is not None:
        future.set_exception(failure)


def _forget_frames(error: BaseException | None) -> None:
    """Let go of what an error's frames hold: pyoxigraph's results may only be freed in the thread that made them."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


class _Sink(io.BytesIO):
    """Takes a result as it is written, until there is no more time or room."""

    def __init__(self, seconds: float, most: int) -> None:
        super().__init__()
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._room = most
        self._most = most

    def write(self, data: bytes | bytearray | memoryview, /) -> int:  # type: ignore[override]
        """As BytesIO's."""
        if time.monotonic() > self._end:
            raise _too_slow(self._seconds)
        written = super().write(data)
        self._room -= written
        if self._room < 0:
            raise RefusedQueryError(
                f"the result is larger than {self._most / 1e6:,.0f} MB.", "Add LIMIT, or ask for less.", status=413
            )
        return written


def _too_slow(seconds: float) -> RefusedQueryError:
    return RefusedQueryError(
        f"the query took more than {seconds:g} seconds and was ended without a result.",
        "Ask for less, or run it on a store of your own: regiograaf query.",
        status=504,
    )
