"""A line in the log for each request, without anything of who asked or what: and the last net under what goes wrong."""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import time
import uuid
from contextlib import suppress
from datetime import UTC, datetime
from queue import Full, Queue
from string import Template
from typing import Any, Final, TextIO

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_api.metrics import LOST, count_request
from graph_api.routes.problems import problem
from graph_api.routes.versioned import VERSION
from graph_api.security import HEADERS

log = logging.getLogger("graph_api.requests")

REQUEST_ID: Final = "X-Request-ID"
_KNOWN_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
_NO_ROUTE: Final = "(none)"
_SERVER_ERROR: Final = 500
_LINES: Final = 10_000
"""Lines that wait to be written."""
_FLUSH_SECONDS: Final = 1.0
_FAILED: Final = Template("""\
<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Er ging iets mis – Regiograaf</title></head>
<body><h1>Er ging iets mis</h1>
<p>Dit ligt aan ons. Het logboek van de dienst heeft het als <code>$id</code>. <a href="/">Naar het begin</a></p>
<p lang="en">Something went wrong here. The service's log has it as <code>$id</code>. <a href="/">To the start</a></p>
</body></html>
""")
"""$id is of safe characters only."""
_FIELDS: Final = ("method", "route", "status", "ms", "bytes", "version", "request_id")


def observe(app: FastAPI) -> None:
    """Log and count every request, and give each an id. To be added last: it is around all else."""
    app.add_middleware(_Observed)


def configure(form: str) -> None:
    """Write the log to standard error.

    Args:
        form: 'json', a line of JSON for each event; 'text', for people; '' for text on a terminal, else JSON.
    """
    handler = _Unhurried(sys.stderr)
    text = form == "text" or (not form and sys.stderr.isatty())
    handler.setFormatter(_Text() if text else _Json())
    for name in ("graph_api", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
    logging.getLogger("graph_api").setLevel(logging.INFO)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)


class _Unhurried(logging.Handler):
    """Writes lines in a thread of its own: who reads the log slowly, or not at all, does not hold up the service."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream
        self._lines: Queue[str] = Queue(_LINES)
        threading.Thread(target=self._write, name="log", daemon=True).start()

    def emit(self, record: logging.LogRecord) -> None:
        """Have a line written; where too many wait already it is left out, and counted as such."""
        try:
            self._lines.put_nowait(self.format(record) + "\n")
        except Full:
            LOST.inc()

    def flush(self) -> None:
        """Wait a moment until all is written."""
        end = time.monotonic() + _FLUSH_SECONDS
        while self._lines.unfinished_tasks and time.monotonic() < end:
            time.sleep(0.01)

    def _write(self) -> None:
        while True:
            line = self._lines.get()
            with suppress(OSError, ValueError):  # nobody reads it any more
                self._stream.write(line)
                self._stream.flush()
            self._lines.task_done()


class _Observed:
    """Around the whole service."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = _Request(scope, send)
        try:
            await self._app(scope, receive, request.send)
        except Exception:
            if request.status:
                raise  # part of the answer has gone: the server breaks off the connection and logs why
            log.exception("request %s failed", request.id, extra={"request_id": request.id})
            await _apology(scope, request.id)(scope, receive, request.send)
        finally:
            request.tell()


class _Request:
    """What is known of one request."""

    def __init__(self, scope: Scope, send: Send) -> None:
        given = Headers(scope=scope).get(REQUEST_ID, "")
        self.id = given if _KNOWN_ID.fullmatch(given) else uuid.uuid4().hex
        self.status = 0
        self._scope = scope
        self._send = send
        self._bytes = 0
        self._version = ""
        self._begin = time.perf_counter()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers[REQUEST_ID] = self.id
            self._version = headers.get(VERSION, "")
        elif message["type"] == "http.response.body":
            self._bytes += len(message.get("body", b""))
        await self._send(message)

    def tell(self) -> None:
        """Count it and log it."""
        seconds = time.perf_counter() - self._begin
        route, method, status = _template(self._scope), self._scope["method"], self.status or _SERVER_ERROR
        count_request(method, route, status, seconds, self._bytes)
        values = (method, route, status, round(seconds * 1000, 1), self._bytes, self._version, self.id)
        log.info("request", extra={"fields": dict(zip(_FIELDS, values, strict=True))})


def _apology(scope: Scope, request_id: str) -> Response:
    """What a tool or a person is told; the page is made of nothing that could have been what went wrong."""
    if "text/html" in Headers(scope=scope).get("accept", ""):
        answer: Response = HTMLResponse(_FAILED.substitute(id=request_id), _SERVER_ERROR)
    else:
        answer = problem(_SERVER_ERROR, f"something went wrong here; the service's log has it as {request_id}.")
    answer.headers.update(HEADERS)
    return answer


def _template(scope: Scope) -> str:
    """The template of the address; what stands in its place in an address could tell of somebody."""
    route = scope.get("route")
    path = getattr(route, "path", None) or getattr(route, "path_format", None)
    return str(path) if path else _NO_ROUTE


class _Json(logging.Formatter):
    """An event as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        event: dict[str, Any] = {"time": _time(record), "level": record.levelname.lower(), "event": record.getMessage()}
        event |= getattr(record, "fields", {})
        if "request_id" not in event and hasattr(record, "request_id"):
            event["request_id"] = record.request_id
        if record.exc_info:
            event["trace"] = self.formatException(record.exc_info)
        return json.dumps(event, ensure_ascii=False)


class _Text(logging.Formatter):
    """An event as a line for people."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        fields: dict[str, Any] = getattr(record, "fields", {})
        if fields:
            what = "{method} {route} {status} in {ms} ms, {bytes} bytes".format(**fields)
        else:
            what = record.getMessage().translate(_ONE_LINE)
        line = f"{_time(record)} {record.levelname.lower()} {what}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


_ONE_LINE: Final = dict.fromkeys(range(32), " ")


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
