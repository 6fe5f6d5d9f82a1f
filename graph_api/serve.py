"""Runs the service until it is stopped."""

from __future__ import annotations

import logging
import socket
from typing import Final

import uvicorn

from graph_api.app import create_app
from graph_api.logs import configure
from graph_api.routes.requests import token_of
from graph_api.settings import Settings
from graph_api.sparql.respond import BrokenAnswerError
from graph_api.store import Store
from ingest.errors import RegiograafError

_GRACE: Final = 3
"""Seconds that requests have to end once the service is told to stop; queries that run on are ended."""


def serve(store: Store, settings: Settings, host: str, port: int) -> None:
    """Serve a store on an address.

    Raises:
        StoreError: there is nothing to serve.
        RegiograafError: the address is taken, or none of this machine's; updates are allowed without a token.
    """
    if settings.allow_updates:
        token_of(settings)
    with store.read():
        pass  # to say now, and not at the first request, that there is none
    listener = _listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    print(f"Regiograaf serves on http://{shown}:{listener.getsockname()[1]}/ (Ctrl-C stops it)", flush=True)
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    configure(settings.log_format)
    config = uvicorn.Config(
        create_app(store, settings),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=settings.proxies,
        timeout_graceful_shutdown=_GRACE,
    )
    uvicorn.Server(config).run(sockets=[listener])


def _is_news(record: logging.LogRecord) -> bool:
    """A connection that we broke off has been told of already; it is no fault, and needs no trace."""
    return not (record.exc_info and isinstance(record.exc_info[1], BrokenAnswerError))


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()  # who reads that we serve can connect at once, and waits until we do
    except OSError as error:
        raise RegiograafError(
            f"this address cannot be listened on ({error.strerror or error}).",
            where=f"{host}:{port}",
            way_out="Stop what listens there, or choose another --port.",
        ) from error
    return listener
