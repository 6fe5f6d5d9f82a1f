"""Asks the service for its main pages before anybody else does, so that the first reader of a version need not wait.

What is costly (facts, names, comparisons, profiles of initiatives) is worked out once a version and kept; here it is
asked for as soon as the version is seen.
"""

from __future__ import annotations

import asyncio
import logging
import time
from string import Formatter
from typing import Any, Final
from urllib.parse import quote

from fastapi import FastAPI

from graph_api.facts.model import key_of
from graph_api.plans import stored_plans
from graph_api.store import Store
from ingest.errors import StoreError

log = logging.getLogger("graph_api")
ADDRESSES: Final = (
    "/",
    "/regions",
    "/themes",
    "/approaches",
    "/voorlopers",
    "/checks",
    "/organisations",
    "/search?q=zorg",
    "/plans",
    "/quality",
    "/compare",
    "/networks/organisations",
)
"""That between them use all that is kept of a version, apart from what follows."""
OF_THINGS: Final = (
    "/regions/{region}",
    "/regions/{region}/like",
    "/compare?region={region}&region={other}",
    "/voorlopers?region={region}",
    "/themes/{theme}",
    "/plans/{plan}",
)
"""Pages of one thing: what they need of all things is kept for the next, and their templates are ready for it."""
LAST: Final = ("/theme", "/code", "/about", "/queries", "/catalog?format=html", "/def?lang=nl", "/def?lang=en")
"""Asked for less; the documentation of the ontology takes a process of its own, for seconds."""
_EVERY: Final = 5.0
"""Seconds between two looks for a new version."""
_THEME: Final = "SELECT (MIN(STR(?one)) AS ?theme) { ?one a rg:NationalTheme }"


async def keep_warm(app: FastAPI) -> None:
    """Ask for the main pages of each version, as long as the service runs.

    One after the other, so that what readers ask for meanwhile waits for one of them at most.
    """
    store: Store = app.state.store
    warmed = ""
    while True:
        version = await asyncio.to_thread(_version, store)
        if version and version != warmed:
            began = time.monotonic()
            for address in ADDRESSES:
                await ask(app, address)
            for address in (*await asyncio.to_thread(of_things, store), *LAST):
                await ask(app, address)
            log.info("the pages of version %s are ready after %.1f s", version, time.monotonic() - began)
            warmed = version
        await asyncio.sleep(_EVERY)


def of_things(store: Store) -> tuple[str, ...]:
    """`OF_THINGS` with a region, another, a plan and a theme of the version; without those that lack theirs."""
    try:
        with store.read() as snapshot:
            plans = stored_plans(snapshot)
            themes = [row["theme"] for row in snapshot.rows(_THEME) if "theme" in row]
    except StoreError as error:
        log.error("%s", error)
        return ()
    regions = list(dict.fromkeys(plan.region_iri for plan in plans if plan.region_iri))
    iris = {
        "region": regions[:1],
        "other": regions[1:2],
        "plan": [plan.iri for plan in plans[:1]],
        "theme": [str(getattr(theme, "value", "")) for theme in themes],
    }
    keys = {name: quote(key_of(found[0])) for name, found in iris.items() if found}
    wanted = ((address, {name for _, name, _, _ in Formatter().parse(address) if name}) for address in OF_THINGS)
    return tuple(address.format(**keys) for address, names in wanted if names <= keys.keys())


async def ask(app: FastAPI, address: str) -> int:
    """The status of a page of the app, which is asked for and thrown away."""
    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"localhost"), (b"accept", b"text/html"), (b"user-agent", b"regiograaf-warm")],
        "client": None,
        "server": ("localhost", 80),
        "state": {},
    }
    status = 0

    async def send(message: Any) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]

    await app(scope, _nothing, send)
    return status


async def _nothing() -> dict[str, Any]:
    return {"type": "http.request", "body": b"", "more_body": False}


def _version(store: Store) -> str:
    try:
        with store.read() as snapshot:
            return f"{snapshot.info.name} {snapshot.info.made}"
    except StoreError as error:
        log.error("%s", error)
        return ""
