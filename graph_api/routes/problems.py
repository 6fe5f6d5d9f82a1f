"""What the service says when it cannot do what is asked (RFC 9457): what was wrong and the way out, never a trace."""

from __future__ import annotations

import logging
import re
from http import HTTPStatus
from typing import Final
from urllib.parse import quote, unquote, urlencode

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from graph_api.errors import AskedError
from graph_api.routes.documents import links
from graph_api.sparql.formats import NotAcceptableError
from graph_api.sparql.guard import RefusedQueryError
from graph_api.sparql.syntax import NoSparqlError
from graph_api.web import VARY, page
from ingest.errors import RegiograafError, StoreError

log = logging.getLogger("graph_api")
_PERSON: Final = re.compile(r"text/html|application/xhtml\+xml")
"""Browsers name these first; libraries and curl name neither."""


class Problem(BaseModel):
    """A problem, as RFC 9457 has it."""

    title: str = Field(examples=["Bad Request"])
    status: int = Field(examples=[400])
    detail: str = Field(examples=["Line 1, column 20: something is missing here."])
    line: int | None = Field(default=None, description="of the query, where it is no SPARQL; from 1")
    column: int | None = Field(default=None, description="of the query, where it is no SPARQL; from 1, in code points")


def problem(status: int, detail: str, line: int | None = None, column: int | None = None) -> Response:
    """The answer that tells of a problem."""
    told = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, line=line, column=column)
    headers = {"Retry-After": "5"} if status == HTTPStatus.SERVICE_UNAVAILABLE else None
    return JSONResponse(told.model_dump(exclude_none=True), status, headers, "application/problem+json")


def tell_problems(app: FastAPI) -> None:
    """Have the app answer our errors, and its own, as problems."""
    app.add_exception_handler(RegiograafError, _ours)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _of_input)


async def _ours(request: Request, error: Exception) -> Response:
    if isinstance(error, AskedError):
        return _for(request, problem(error.status, str(error)), str(error), error)
    match error:
        case NoSparqlError():
            return problem(400, error.problem.message, error.problem.line, error.problem.column)
        case RefusedQueryError():
            return problem(error.status, str(error))
        case NotAcceptableError():
            return problem(406, str(error))
        case StoreError():
            log.error("%s", error)
            told = f"{error.what} The service has no graph to answer from."
            return _for(request, problem(503, told), told)
    raise error


async def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    answer = _for(request, problem(error.status_code, str(error.detail)), str(error.detail))
    answer.headers.update(error.headers or {})
    return answer


async def _of_input(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    wrong = (f"{'.'.join(map(str, one['loc'][1:])) or one['loc'][0]}: {one['msg']}" for one in error.errors())
    told = f"{'; '.join(wrong)}."
    return _for(request, problem(422, told), told)


def instead(request: Request, root: str, error: AskedError) -> list[tuple[str, str]]:
    """What may be meant by a name that is not known: what to show, and the address that was asked for with it in the
    place of that name. Nothing where the address does not hold the name.

    Args:
        request: with the address.
        root: what addresses start with.
    """
    path = request.url.path.removeprefix(str(request.scope.get("root_path", "")))
    steps = [unquote(step) for step in path.split("/")]
    given = [(name, value) for name, value in request.query_params.multi_items() if name != "format"]
    if not error.asked or error.asked not in [*steps, *(value for _, value in given)]:
        return []
    found = []
    for shown, value in error.instead:
        way = "/".join(quote(value if step == error.asked else step, safe="") for step in steps)
        pairs = [(name, value if old == error.asked else old) for name, old in given]
        found.append((shown, f"{root}{way}{'?' if pairs else ''}{urlencode(pairs)}"))
    return found


def _for(request: Request, told: Response, detail: str, asked: AskedError | None = None) -> Response:
    """The problem as a page, for a person; as it is for a tool, which names no page among what it takes."""
    form, accepted = request.query_params.get("format"), request.headers.get("accept", "")
    if form != "html" and (form or not _PERSON.search(accepted)):
        return told
    status = HTTPStatus(told.status_code)
    addresses = links(request)
    text = page(
        request,
        addresses,
        "problem.html",
        status=status.value,
        detail=detail,
        dutch=asked.dutch if asked else "",
        what=asked.what if asked else detail,
        instead=instead(request, addresses.root, asked) if asked else [],
    )
    kept = {"Vary": VARY} | {name: told.headers[name] for name in ("retry-after",) if name in told.headers}
    return HTMLResponse(text, status, kept)
