"""What every answer says to browsers, and how large a request may be."""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_api.routes.problems import problem
from graph_api.settings import Settings

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Pages load what is their own and nothing else; no script and no style stands in a page itself (CSP level 3)."""
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""On every answer. There is no Cross-Origin-Resource-Policy: other sites may use what is served here."""
_A_YEAR: Final = "max-age=31536000"


def protect(app: FastAPI, settings: Settings) -> None:
    """Have every answer carry the headers, and refuse requests that are too large."""
    app.add_middleware(_Limits, settings=settings)
    app.add_middleware(_Headers, settings=settings)


class _Headers:
    """Puts the headers on what does not have them itself."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._headers = HEADERS | ({"Strict-Transport-Security": _A_YEAR} if settings.behind_tls else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


class _Limits:
    """Refuses what is too large: address (414), headers (431) and body (413), the last also while it comes in."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._url = settings.url_bytes
        self._headers = settings.header_bytes
        self._body = settings.request_bytes
        if settings.allow_updates:
            self._body = max(self._body, settings.update_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await problem(*refusal)(scope, receive, send)
            return
        await self._app(scope, self._counted(receive), send)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > self._url:
            return 414, f"the address has more than {self._url:,} bytes. Send a long query by POST."
        if sum(len(name) + len(value) for name, value in scope["headers"]) > self._headers:
            return 431, f"the headers have more than {self._headers:,} bytes. Send fewer cookies."
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > self._body:
            return 413, self._too_long()
        return None

    def _counted(self, receive: Receive) -> Receive:
        taken = 0

        async def receive_counted() -> Message:
            nonlocal taken
            message: dict[str, Any] = dict(await receive())
            taken += len(message.get("body", b""))
            if taken > self._body:
                raise HTTPException(413, self._too_long())
            return message

        return receive_counted

    def _too_long(self) -> str:
        return f"the request has more than {self._body:,} bytes. Make it shorter."
