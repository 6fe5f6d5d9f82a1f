"""Remembers the language that somebody chose by `?lang=`, so that the next page is in it too."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_api.web import COOKIE, LANGUAGES

_YEAR: Final = 31_536_000


class ChosenLanguage:
    """Sets a cookie with the answer (ASGI middleware). It holds the language and nothing about who reads."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = _asked(scope) if scope["type"] == "http" else ""
        if not asked:
            await self._app(scope, receive, send)
            return
        cookie = f"{COOKIE}={asked}; Path={scope.get('root_path') or '/'}; Max-Age={_YEAR}; SameSite=Lax; HttpOnly"

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("Set-Cookie", cookie)
            await send(message)

        await self._app(scope, receive, send_with_cookie)


def _asked(scope: Scope) -> str:
    if b"lang=" not in scope["query_string"]:
        return ""
    given = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[-1]
    return given if given in LANGUAGES else ""
