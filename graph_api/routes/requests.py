"""What routes read from a request before they do anything: its body within limits, its parameters, its token."""

from __future__ import annotations

import hmac
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl

from fastapi import Request, Response
from starlette.datastructures import QueryParams

from graph_api.routes.problems import problem
from graph_api.settings import Settings
from graph_api.sparql.guard import RefusedQueryError
from ingest.errors import RegiograafError

_MOST_PARAMETERS: Final = 1000
_SHORTEST_TOKEN: Final = 16


async def body_of(request: Request, most: int) -> bytes:
    """The body of a request.

    Raises:
        RefusedQueryError: it has more than `most` bytes.
    """
    too_large = RefusedQueryError(f"the request has more than {most:,} bytes.", "Make it shorter.", status=413)
    said = request.headers.get("content-length", "")
    if said.isascii() and said.isdigit() and int(said) > most:
        raise too_large
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise too_large
    return bytes(body)


def parameters_of(text: str | bytes) -> QueryParams:
    """The parameters in the query of a URL, or in a form.

    Raises:
        RefusedQueryError: they are not UTF-8, or more than anybody needs.
    """
    try:
        raw = text.decode("utf-8") if isinstance(text, bytes) else text
        pairs = parse_qsl(raw, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS)
    except ValueError as error:
        raise RefusedQueryError("the parameters are not UTF-8, or too many.", "Encode them as UTF-8.") from error
    return QueryParams(pairs)


def media_type_of(request: Request) -> str:
    """What the body is said to be, without parameters; empty where nothing is said."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def is_utf8(request: Request) -> bool:
    """Whether the body is said to be UTF-8, or nothing is said of its encoding."""
    for parameter in request.headers.get("content-type", "").split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip('"').lower() in ("utf-8", "utf8", "us-ascii")
    return True


def refuse_change(request: Request) -> Response | None:
    """Why this request may not change the graph; None where it may.

    Changes are off unless the service was started with them, and then only who has the token makes them.
    """
    settings: Settings = request.app.state.settings
    if not settings.allow_updates:
        return problem(
            403, "updates are off: the graph is made by `regiograaf build`, or `regiograaf serve --allow-updates`."
        )
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), token_of(settings).encode()):
        return None
    answer = problem(401, "changing the graph asks for the token of this service, as 'Authorization: Bearer …'.")
    answer.headers["WWW-Authenticate"] = 'Bearer realm="regiograaf"'
    return answer


@lru_cache(maxsize=8)
def token_of(settings: Settings) -> str:
    """The token that changes ask for.

    Raises:
        RegiograafError: there is none, or it is too short to be kept secret.
    """
    token = settings.token.get_secret_value()
    where = "REGIOGRAAF_TOKEN"
    if settings.token_file is not None:
        token, where = _read(settings.token_file), str(settings.token_file)
    if len(token) < _SHORTEST_TOKEN:
        what = (
            "there is no token for updates." if not token else f"the token has fewer than {_SHORTEST_TOKEN} characters."
        )
        way_out = (
            "Make one (openssl rand -hex 32), and set REGIOGRAAF_TOKEN to it, or REGIOGRAAF_TOKEN_FILE to its file."
        )
        raise RegiograafError(what, where=where, way_out=way_out)
    return token


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        way_out = "Check REGIOGRAAF_TOKEN_FILE."
        raise RegiograafError("the file with the token cannot be read.", where=str(path), way_out=way_out) from error
