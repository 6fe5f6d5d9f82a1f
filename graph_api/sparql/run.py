"""Runs queries from outside: never in the service's own process, within limits, and whole or not at all."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from graph_api.metrics import QUERIES
from graph_api.settings import Settings
from graph_api.sparql.cache import ResultCache
from graph_api.sparql.formats import NotAcceptableError, Offer, negotiate
from graph_api.sparql.guard import RefusedQueryError, calls_service, check
from graph_api.sparql.pool import Limits, Pool, Worker, too_much_memory
from graph_api.sparql.syntax import SyntaxProblem, explain
from graph_api.store import Kind, Query, Snapshot
from ingest.errors import StoreError
from ontology import PREFIXES

_WHOLE: Final = 1_000_000
"""Bytes of the largest result that goes whole: it frees its worker at once, and an error in it is told as one."""
_BUSY: Final = 503
_CHANGING: Final = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(|\bSERVICE\b", re.IGNORECASE)
"""What may give another result each time."""


class NoSparqlError(RefusedQueryError):
    """The query cannot be parsed; `problem` says where."""

    def __init__(self, problem: SyntaxProblem) -> None:
        super().__init__(problem.message, "")
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Formats:
    """What a client takes, for a table and for a graph; None where it takes no format of these."""

    accept: str | None
    table: Offer | None
    graph: Offer | None

    @classmethod
    def of(cls, accept: str | None) -> Formats:
        """What an Accept header asks for."""
        return cls(accept, *(_or_none(accept, kind) for kind in (Kind.TABLE, Kind.GRAPH)))

    def offer(self, kind: Kind) -> Offer:
        """The format of a result of this kind.

        Raises:
            NotAcceptableError: the client takes none.
        """
        chosen = self.graph if kind is Kind.GRAPH else self.table
        return chosen or negotiate(self.accept, kind)

    @property
    def names(self) -> tuple[str, str]:
        """Of both formats; the same names give the same bytes."""
        return self.table.name if self.table else "", self.graph.name if self.graph else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a query: whole, or a stream that gives it part by part."""

    content_type: str
    whole: bytes
    rest: Stream | None = None
    """Where it is there, `whole` is empty. Close it, whether it was read or not."""


def may_change(query: Query) -> bool:
    """Whether the same query over the same version could give another result."""
    return _CHANGING.search(query.text) is not None


class QueryRunner:
    """Runs queries in worker processes, and remembers results: a version never changes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.cache = ResultCache(settings.cache_bytes)
        self._on_their_way: dict[Hashable, asyncio.Future[Answer | Exception | None]] = {}
        limits = Limits(
            settings.query_processes,
            settings.query_per_client,
            settings.query_waiting,
            settings.query_waiting_seconds,
            settings.query_memory,
        )
        self._services = frozenset(settings.query_services.split())
        self.pool = Pool(limits, {"prefixes": PREFIXES, "may_connect": bool(self._services)})

    async def run(self, snapshot: Snapshot, query: Query, formats: Formats, client: str) -> Answer:
        """The result of a query.

        Args:
            snapshot: what to ask; it is to stay open until the answer is read.
            query: what to ask it.
            formats: what the client takes.
            client: whose turn it is; clients take turns.

        Raises:
            RefusedQueryError: it is not run, or not to the end; its status says why.
            NotAcceptableError: its result has no format that is accepted.
            StoreError: there is nothing to ask.
        """
        settings = self._settings
        with _counting_refusals():
            check(query.text, settings.query_characters, settings.query_nesting, self._services)
        if may_change(query) or not settings.cache_bytes:
            return await self._run(snapshot, query, formats, client)
        return await self._once(
            (snapshot.info, query, formats.names), partial(self._run, snapshot, query, formats, client)
        )

    def close(self) -> None:
        """End all workers."""
        self.pool.close()

    async def _once(self, key: Hashable, run: Callable[[], Awaitable[Answer]]) -> Answer:
        """The result that is remembered, or on its way for someone else, else that of running the query."""
        while True:
            if known := self.cache.get(key):
                QUERIES.labels("kept").inc()
                return Answer(*known)
            other = self._on_their_way.get(key)
            if other is None:
                break
            match await asyncio.shield(other):
                case Answer() as answer:
                    QUERIES.labels("kept").inc()
                    return answer
                case Exception() as error:
                    raise error
        mine = self._on_their_way[key] = asyncio.get_running_loop().create_future()
        outcome: Answer | Exception | None = None
        try:
            answer = await run()
            if answer.rest is None:
                outcome = answer
                self.cache.put(key, (answer.content_type, answer.whole))
            return answer
        except (RefusedQueryError, NotAcceptableError) as error:
            if getattr(error, "status", 0) != _BUSY:  # else it would end so for all who ask the same
                outcome = error
            raise
        finally:
            del self._on_their_way[key]
            mine.set_result(outcome)

    async def _run(self, snapshot: Snapshot, query: Query, formats: Formats, client: str) -> Answer:
        version = f"{snapshot.info.name} {snapshot.info.made}"
        self.pool.database = database = {"database": str(snapshot.database), "version": version}
        with _counting_refusals():
            worker = await self.pool.take(client)
        run = _Run(self.pool, worker, self._settings, query, formats)
        try:
            await worker.start(_job(query, formats, database, self._settings))
            answer = await run.first()
        except BaseException:
            run.close()
            raise
        if answer.rest is None:
            run.close()
        return answer


class _Run:
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

    def __init__(self, run: _Run, begun: bytes) -> None:
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


@contextmanager
def _counting_refusals() -> Iterator[None]:
    try:
        yield
    except RefusedQueryError:
        QUERIES.labels("refused").inc()
        raise


def _job(query: Query, formats: Formats, database: dict[str, str], settings: Settings) -> dict[str, Any]:
    return database | {
        "text": query.text,
        "base": query.base,
        "default_graphs": query.default_graphs,
        "named_graphs": query.named_graphs,
        "bindings": query.bindings,
        "table": formats.table and formats.table.media_types[0],
        "graph": formats.graph and formats.graph.media_types[0],
        "rows": settings.result_rows,
        "bytes": settings.result_bytes,
        "seconds": settings.query_seconds + 1,
    }


def _or_none(accept: str | None, kind: Kind) -> Offer | None:
    try:
        return negotiate(accept, kind)
    except NotAcceptableError:
        return None


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
