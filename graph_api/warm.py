"""Asks the service for its main pages before anybody else does, so that the first reader of a version need not wait.

What is costly (facts, names, comparisons, profiles of initiatives) is worked out once a version and kept; here it is
asked for as soon as the version is seen.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Final

from fastapi import FastAPI

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
)
"""That between them use all that is kept of a version."""
_EVERY: Final = 5.0
"""Seconds between two looks for a new version."""


async def keep_warm(app: FastAPI) -> None:
    """Ask for the main pages of each version, as long as the service runs."""
    store: Store = app.state.store
    warmed = ""
    while True:
        version = await asyncio.to_thread(_version, store)
        if version and version != warmed:
            for address in ADDRESSES:
                await ask(app, address)
            warmed = version
        await asyncio.sleep(_EVERY)


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
