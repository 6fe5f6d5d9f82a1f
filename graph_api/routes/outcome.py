"""Runs a query for a page: the answer as a table with names, as Turtle, or what was wrong with the query."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from graph_api import store
from graph_api.sparql.formats import Formats
from graph_api.sparql.guard import RefusedQueryError
from graph_api.sparql.run import QueryRunner
from graph_api.sparql.syntax import NoSparqlError
from graph_api.web import language, words
from graph_api.web.results import Table, table

_JSON: Final = "application/sparql-results+json"
_TURTLE: Final = "text/turtle"
_PAGE_BYTES: Final = 4_000_000
"""Size of the largest answer that a page is made of."""
_TURTLE_SHOWN: Final = 100_000
"""Characters of Turtle that a page shows."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a query. One of `table`, `turtle` and `trouble` is there."""

    table: Table | None = None
    turtle: str | None = None
    more: bool = False
    """Whether the Turtle is longer than what is shown."""
    trouble: str = ""
    """What was wrong, and the way out."""
    status: int = 200
    line: int | None = None
    """Of the query, where it is no SPARQL; from 1."""


async def outcome(
    request: Request, snapshot: store.Snapshot, query: store.Query, fixed: Collection[str] | None = None
) -> Outcome:
    """The outcome of a query over a version.

    Args:
        request: whose turn it is, and in which language.
        snapshot: what is asked.
        query: what it is asked.
        fixed: columns of a saved query that its page does not show; None for a query of somebody's own.
    """
    runner: QueryRunner = request.app.state.runner
    client = request.client.host if request.client else ""
    try:
        answer = await runner.run(snapshot, query, Formats.of(f"{_JSON}, {_TURTLE}"), client)
    except NoSparqlError as error:
        return Outcome(trouble=error.problem.message, status=400, line=error.problem.line)
    except RefusedQueryError as error:
        return Outcome(trouble=str(error), status=error.status)
    whole = answer.whole
    if answer.rest is not None:
        parts = bytearray()
        try:
            async for part in answer.rest:
                parts += part
                if len(parts) > _PAGE_BYTES:
                    return Outcome(trouble=words(language(request))["too_large"])
        except RefusedQueryError as error:
            return Outcome(trouble=str(error), status=error.status)
        finally:
            answer.rest.close()
        whole = bytes(parts)
    if answer.content_type.startswith(_TURTLE):
        text = whole.decode()
        return Outcome(turtle=text[:_TURTLE_SHOWN], more=len(text) > _TURTLE_SHOWN)
    tongue = language(request)
    called = MappingProxyType({}) if fixed is None else words(tongue)
    return Outcome(table=await run_in_threadpool(table, whole, snapshot, tongue, fixed or (), called))
