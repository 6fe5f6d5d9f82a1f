"""Runs queries from outside: never in the service's own process, within limits, and whole or not at all."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

from graph_api.metrics import QUERIES
from graph_api.settings import Settings
from graph_api.sparql.answer import Answer, Run
from graph_api.sparql.cache import ResultCache
from graph_api.sparql.formats import Formats, NotAcceptableError
from graph_api.sparql.guard import RefusedQueryError, check
from graph_api.sparql.pool import Limits, Pool
from graph_api.store import Query, Snapshot
from ontology import PREFIXES

_BUSY: Final = 503
_CHANGING: Final = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(|\bSERVICE\b", re.IGNORECASE)
"""What may give another result each time."""


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
        run = Run(self.pool, worker, self._settings, query, formats)
        try:
            await worker.start(_job(query, formats, database, self._settings))
            answer = await run.first()
        except BaseException:
            run.close()
            raise
        if answer.rest is None:
            run.close()
        return answer


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
