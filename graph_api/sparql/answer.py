"""A query while it runs on a worker, and the answer that comes of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

from graph_api.metrics import QUERIES
from graph_api.settings import Settings
from graph_api.sparql.formats import Formats, NotAcceptableError
from graph_api.sparql.guard import RefusedQueryError, calls_service
from graph_api.sparql.pool import Pool, too_much_memory
from graph_api.sparql.process import Worker
from graph_api.sparql.syntax import NoSparqlError, explain
from graph_api.store import Kind, Query
from ingest.errors import StoreError

_WHOLE: Final = 1_000_000
"""Bytes of the largest result that goes whole: it frees its worker at once, and an error in it is told as one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a query: whole, or a stream that gives it part by part."""

    content_type: str
    whole: bytes
    rest: Stream | None = None
    """Where it is there, `whole` is empty. Close it, whether it was read or not."""


class Run:
    """A query on its worker, until it is closed; a time limit ends it whatever else happens."""

    def __init__(self, pool: Pool, worker: Worker, settings: Settings, query: Query, formats: Formats) -> None:
        self._pool = pool
        self._worker = worker
        self._settings = settings
        self._query = query
        self._formats = formats
        self._done = self._closed = self._failed = False
        loop = asyncio.get_running_loop()
        self.deadline = loop.time() + settings.query_seconds
        self._timer = loop.call_at(self.deadline, worker.kill, _too_slow(settings.query_seconds))

    async def first(self) -> Answer:
        """The whole answer, or the beginning of one that is too large."""
        letter, data = await self._worker.receive()
        if letter == b"W":
            self._done = True
            kind, _, content = data.partition(b"\n")
            return Answer(self._formats.offer(Kind(kind.decode())).content_type, content)
        if letter == b"S":
            content_type = self._formats.offer(Kind(data.decode())).content_type
            begun = bytearray()
            while len(begun) < _WHOLE:
                if (part := await self.part()) is None:
                    return Answer(content_type, bytes(begun))
                begun += part
            return Answer(content_type, b"", Stream(self, bytes(begun)))
        self._done = True
        raise self._failure(json.loads(data))

    async def part(self) -> bytes | None:
        """The next part of the answer; None at its end."""
        letter, data = await self._worker.receive()
        if letter == b"D":
            return data
        self._done = True
        if letter == b"E":
            return None
        raise self._failure(json.loads(data))

    def close(self) -> None:
        """Give the worker back, or end it where it has not come to the end."""
        if not self._closed:
            self._closed = True
            self._timer.cancel()
            QUERIES.labels(self._outcome()).inc()
            self._pool.give(self._worker, usable=self._done)

    def _outcome(self) -> str:
        """What came of it, as it is counted."""
        if self._done:
            return "failed" if self._failed else "answered"
        return "killed" if self._worker.failure or not self._worker.alive else "left"

    def _failure(self, told: dict[str, str]) -> Exception:
        self._failed = True
        message = told["message"]
        match told["error"]:
            case "syntax":
                return NoSparqlError(explain(SyntaxError(message), self._query.text))
            case "much":
                return _too_much(message, self._settings)
            case "memory":
                return too_much_memory(self._settings.query_memory)
            case "unwanted":
                return _unacceptable(self._formats, Kind(message))
            case "io" if calls_service(self._query.text):
                return RefusedQueryError(f"another service did not answer: {message}.", "Try again later.", status=502)
            case "io":
                return StoreError(f"the store cannot be read ({message}).", way_out="Build it again.")
            case _:
                return RefusedQueryError(f"the query cannot be answered: {message}.", "Change it.")


class Stream:
    """The rest of an answer, part by part."""

    def __init__(self, run: Run, begun: bytes) -> None:
        self._run = run
        self._begun = begun

    @property
    def deadline(self) -> float:
        """When it ends, come what may (the loop's clock)."""
        return self._run.deadline

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Its parts.

        Raises:
            RefusedQueryError: a limit was hit; what came before is not the whole answer.
        """
        yield self._begun
        self._begun = b""
        while (part := await self._run.part()) is not None:
            yield part

    def close(self) -> None:
        """Free the worker; one that has not come to the end is killed."""
        self._run.close()


def _unacceptable(formats: Formats, kind: Kind) -> Exception:
    try:
        formats.offer(kind)
    except NotAcceptableError as error:
        return error
    raise AssertionError("the worker found a format missing that is there")


def _too_slow(seconds: float) -> RefusedQueryError:
    return RefusedQueryError(
        f"the query took more than {seconds:g} seconds and was ended without a result.",
        "Ask for less, or run it on a store of your own: regiograaf query.",
        status=504,
    )


def _too_much(what: str, settings: Settings) -> RefusedQueryError:
    most = f"{settings.result_rows:,} rows" if what == "rows" else f"{settings.result_bytes / 1e6:,.0f} MB"
    return RefusedQueryError(f"the result has more than {most}.", "Add LIMIT, or ask for less.", status=413)
