"""Changes to the graph over HTTP: each is made by a process of its own, within limits, as a new version or not at all."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi.concurrency import run_in_threadpool

from graph_api.settings import Settings
from graph_api.sparql.guard import RefusedQueryError, check
from graph_api.sparql.operations import check_loads, with_dataset
from graph_api.sparql.pool import too_much_memory
from graph_api.sparql.process import clean_environment
from graph_api.sparql.syntax import NoSparqlError, SyntaxProblem, place
from graph_api.store import Store

_START: Final = "from graph_api.sparql.writer import main; main()"
_SPARE_SECONDS: Final = 5


@dataclass(frozen=True, slots=True)
class Update:
    """A SPARQL update with what its protocol gives beside the text."""

    text: str
    default_graphs: tuple[str, ...] = ()
    """IRIs of `using-graph-uri`."""
    named_graphs: tuple[str, ...] = ()
    """IRIs of `using-named-graph-uri`."""


@dataclass(frozen=True, slots=True)
class Sent:
    """RDF in the body of a request."""

    media_type: str
    """One that pyoxigraph reads."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a change."""

    version: str | None
    """Name of the new version; None where all was so already."""
    existed: bool
    """Whether the graph held anything before."""


class Changer:
    """Makes changes to a store, one at a time."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._services = frozenset(settings.query_services.split())

    async def update(self, update: Update) -> Outcome:
        """Run a SPARQL update, all of it or nothing. Relative IRIs are those of the graph.

        Raises:
            RefusedQueryError: it is not run, or not to the end; its status says why.
        """
        settings = self._settings
        check(update.text, settings.update_bytes, settings.query_nesting, self._services)
        check_loads(update.text, self._services)
        text = with_dataset(update.text, update.default_graphs, update.named_graphs)
        job = {"update": text, "base": settings.base}
        return await run_in_threadpool(self._do, job, ())

    async def change_graph(self, graph: str, sent: Sequence[Sent], *, keep: bool) -> Outcome:
        """Put RDF in a named graph, in place of what it holds or beside it; without any, the graph is gone.

        Raises:
            RefusedQueryError: what was sent is not what it says it is.
        """
        uploads = [{"media_type": one.media_type, "bytes": len(one.data)} for one in sent]
        return await run_in_threadpool(self._do, {"graph": graph, "keep": keep, "uploads": uploads}, sent)

    def _do(self, job: dict[str, Any], sent: Sequence[Sent]) -> Outcome:
        settings = self._settings
        job |= {
            "store": str(self._store.folder.absolute()),
            "seconds": settings.update_seconds + _SPARE_SECONDS,
            "memory": settings.query_memory,
            "may_connect": bool(self._services),
        }
        try:
            done = subprocess.run(  # noqa: S603 (our own interpreter and module)
                [sys.executable, "-P", "-c", _START],
                input=json.dumps(job).encode() + b"\n" + b"".join(one.data for one in sent),
                stdout=subprocess.PIPE,
                timeout=settings.update_seconds,
                env=clean_environment(),
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            what = f"the update took more than {settings.update_seconds:g} seconds; nothing was changed."
            raise RefusedQueryError(what, "Do it in parts.", status=504) from error
        try:
            told = json.loads(done.stdout)
        except ValueError as error:
            what = "the update was more than the engine can take, and broke it down; nothing was changed."
            raise RefusedQueryError(what, "Do it in parts.") from error
        if "error" in told:
            raise self._failure(told, job)
        return Outcome(told["version"], told["existed"])

    def _failure(self, told: dict[str, Any], job: dict[str, Any]) -> Exception:
        message = told["message"]
        match told["error"]:
            case "store":
                return RefusedQueryError(message, told["way_out"], status=503)
            case "syntax" if "update" in job:
                return NoSparqlError(place(message, job["update"], "update"))
            case "syntax":
                return NoSparqlError(SyntaxProblem(f"What was sent is not what its Content-Type says: {message}."))
            case "memory":
                return too_much_memory(self._settings.query_memory)
            case "io":
                return RefusedQueryError(f"the update asks a service that does not answer: {message}.", "", status=502)
            case _:
                return RefusedQueryError(f"the update cannot be done: {message}.", "Change it.")
