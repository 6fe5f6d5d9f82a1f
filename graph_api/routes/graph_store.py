"""/rdf-graph-store: the SPARQL 1.1 Graph Store HTTP Protocol, to read graphs and, with the token, to change them."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from email import message_from_bytes, policy
from pathlib import PurePath
from typing import Any, Final, cast
from urllib.parse import quote
from uuid import uuid4

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from graph_api import store
from graph_api.routes.problems import Problem, problem
from graph_api.routes.requests import body_of, is_utf8, media_type_of, parameters_of, refuse_change
from graph_api.routes.versioned import VERSION
from graph_api.settings import Settings
from graph_api.sparql.formats import GRAPHS
from graph_api.sparql.guard import RefusedQueryError
from graph_api.sparql.respond import respond
from graph_api.sparql.update import Changer, Outcome, Sent
from graph_api.store.changes import default_graph

router = APIRouter(tags=["Graph store"])

PATH: Final = "/rdf-graph-store"
_ALL: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_IRI: Final = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^<>"{}|^`\\\x00-\x20]*')
_IN_PATH: Final = "/!$&'()*+,;=:@~"
"""What needs no percent sign in the path of an IRI, beside letters and digits."""
_TAKEN: Final = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
_ENDINGS: Final = {".ttl": _TAKEN[0], ".nt": _TAKEN[1], ".rdf": _TAKEN[2], ".jsonld": _TAKEN[3]}
_MULTIPART: Final = "multipart/form-data"
_ALLOW: Final = "GET, HEAD, PUT, POST, DELETE, OPTIONS"
_ABOUT: Final = """\
A graph is named by `?graph=IRI`, by `?default`, or by a path: `/rdf-graph-store/plan/KEY` is the graph of that plan, and
in general `/rdf-graph-store/X` is the graph `…/graph/X`. `?default` holds what was put into the default graph, and
nothing else; the default graph of a query is the union of all graphs.

PUT, POST and DELETE ask for the token, and are off unless the service is started with `--allow-updates`. Each makes a new
version of the whole store. An empty graph is no graph."""
_IN_QUERY_OF_URL: Final[list[dict[str, Any]]] = [
    {
        "in": "query",
        "name": "graph",
        "description": "IRI of the graph",
        "schema": {"type": "string", "format": "uri"},
    },
    {
        "in": "query",
        "name": "default",
        "description": "in place of `graph`: what was put into the default graph",
        "allowEmptyValue": True,
        "schema": {"type": "string"},
    },
]
_IN_PATH_OF_URL: Final[list[dict[str, Any]]] = [
    {
        "in": "path",
        "name": "path",
        "required": True,
        "description": "what follows `…/graph/` in the IRI of the graph",
        "schema": {"type": "string"},
        "example": "register",
    }
]
_READ: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The graph",
        "content": {offer.media_types[0]: {"schema": {"type": "string"}} for offer in GRAPHS},
    },
    304: {"description": "The client has the graph already (If-None-Match)"},
    400: {"model": Problem, "description": "No graph is named, or not by its IRI"},
    404: {"model": Problem, "description": "There is no such graph"},
    406: {"model": Problem, "description": "None of the formats that the client accepts is offered"},
    413: {"model": Problem, "description": "The graph is too large"},
    503: {"model": Problem, "description": "No place for another query now, or no store to ask"},
    504: {"model": Problem, "description": "It took too long"},
}
_WRITTEN: Final[dict[int | str, dict[str, Any]]] = {
    201: {"description": "The graph was not there before"},
    204: {"description": "Done"},
    400: {"model": Problem, "description": "No graph is named, or what was sent is not what it says it is"},
    401: {"model": Problem, "description": "The token is missing or wrong"},
    403: {"model": Problem, "description": "Changes are off"},
    404: {"model": Problem, "description": "There is no such graph"},
    413: {"model": Problem, "description": "Too much was sent"},
    415: {"model": Problem, "description": "What was sent is in no format that is taken, or not in UTF-8"},
    503: {"model": Problem, "description": "Another change or a build is being made"},
    504: {"model": Problem, "description": "It took too long"},
}
_BODY: Final[dict[str, Any]] = {
    "requestBody": {"required": True, "content": {name: {"schema": {"type": "string"}} for name in _TAKEN}}
}


async def read(request: Request) -> Response:
    """A graph."""
    graph = _named(request)
    if graph != default_graph(_settings(request).base) and not await run_in_threadpool(_is_there, request, graph):
        return problem(404, f"there is no graph <{graph}> here.")
    return await respond(request, store.Query(_ALL, default_graphs=(graph,)), request.headers.get("accept"))


async def put(request: Request) -> Response:
    """Put what is sent in place of what the graph holds."""
    return await _changed(request, _named(request), keep=False)


async def post(request: Request) -> Response:
    """Add what is sent to a graph; without the name of one, to a new one."""
    names = parameters_of(request.scope["query_string"])
    if "path" in request.path_params or "graph" in names or "default" in names:
        return await _changed(request, _named(request), keep=True)
    graph = f"{_settings(request).base}graph/{uuid4()}"
    answer = await _changed(request, graph, keep=True)
    if answer.status_code in (201, 204):
        answer.headers["Location"] = graph
    return answer


async def delete(request: Request) -> Response:
    """Remove a graph."""
    if refused := refuse_change(request):
        return refused
    graph = _named(request)
    outcome = await _changer(request).change_graph(graph, (), keep=False)
    if not outcome.existed and graph != default_graph(_settings(request).base):
        return problem(404, f"there is no graph <{graph}> here.")
    return _done(outcome, created=False)


async def methods() -> Response:
    """What can be done here."""
    return Response(status_code=204, headers={"Allow": _ALLOW, "Accept-Post": ", ".join((*_TAKEN, _MULTIPART))})


def _route(path: str, in_url: list[dict[str, Any]]) -> None:
    """The same for graphs that the query of the URL names, and for those that its path names."""
    described: dict[str, Any] = {"description": _ABOUT}
    add = router.add_api_route
    extra = {"parameters": in_url}
    add(path, read, methods=["GET"], summary="Read a graph", responses=_READ, openapi_extra=extra, **described)
    add(path, read, methods=["HEAD"], include_in_schema=False)
    changes: list[tuple[str, Callable[..., Awaitable[Response]], str, dict[str, Any]]] = [
        ("PUT", put, "Replace a graph", _BODY),
        ("POST", post, "Add to a graph", _BODY),
        ("DELETE", delete, "Remove a graph", {}),
    ]
    for method, handler, summary, body in changes:
        add(
            path,
            handler,
            methods=[method],
            summary=summary,
            status_code=204,
            response_class=Response,
            responses=_WRITTEN,
            openapi_extra=extra | body,
            **described,
        )
    add(path, methods, methods=["OPTIONS"], include_in_schema=False)


_route(PATH, _IN_QUERY_OF_URL)
_route(PATH + "/{path:path}", _IN_PATH_OF_URL)


def _named(request: Request) -> str:
    """IRI of the graph that a request is about.

    Raises:
        RefusedQueryError: it names none, more than one, or what is no IRI.
    """
    names = parameters_of(request.scope["query_string"])
    graphs = names.getlist("graph")
    base = _settings(request).base
    path = str(request.path_params.get("path", ""))
    if len(graphs) + ("default" in names) + bool(path) != 1:
        raise RefusedQueryError("name one graph.", f"As {PATH}?graph=IRI, {PATH}?default or {PATH}/plan/KEY.")
    if "default" in names:
        return default_graph(base)
    graph = graphs[0] if graphs else f"{base}graph/{quote(path, safe=_IN_PATH)}"
    if not _IRI.fullmatch(graph):
        raise RefusedQueryError(f"'{graph[:200]}' is no IRI.", "Give the whole IRI of the graph.")
    return graph


def _is_there(request: Request, graph: str) -> bool:
    kept: store.Store = request.app.state.store
    with kept.read() as snapshot:
        return graph in snapshot.graphs()


async def _changed(request: Request, graph: str, *, keep: bool) -> Response:
    if refused := refuse_change(request):
        return refused
    sent = _sent(request, await body_of(request, _settings(request).update_bytes))
    outcome = await _changer(request).change_graph(graph, sent, keep=keep)
    return _done(outcome, created=not outcome.existed and outcome.version is not None)


def _sent(request: Request, body: bytes) -> list[Sent]:
    """What a request brings: one graph, or several files of a form, which are one graph together."""
    media_type = media_type_of(request)
    if not is_utf8(request):
        raise RefusedQueryError("graphs are taken in UTF-8.", "Encode it as UTF-8.", status=415)
    if media_type != _MULTIPART:
        return [Sent(_taken(media_type), body)]
    head = b"Content-Type: " + request.headers["content-type"].encode("latin-1") + b"\r\n\r\n"
    form = message_from_bytes(head + body, policy=policy.HTTP)
    if not form.is_multipart():
        raise RefusedQueryError("the form holds no files.", "Send one with each graph.")
    files = []
    for part in form.iter_parts():
        said = part.get_content_type() if "content-type" in part else ""
        ending = PurePath(part.get_filename() or "").suffix.lower()
        files.append(Sent(_taken(said or _ENDINGS.get(ending, "")), cast(bytes, part.get_payload(decode=True))))
    return files


def _taken(media_type: str) -> str:
    if media_type not in _TAKEN:
        known = ", ".join(_TAKEN)
        raise RefusedQueryError(f"a graph is not taken as '{media_type[:100]}'.", f"Send one of: {known}.", status=415)
    return media_type


def _done(outcome: Outcome, *, created: bool) -> Response:
    headers = {VERSION: outcome.version} if outcome.version else {}
    return Response(status_code=201 if created else 204, headers=headers)


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _changer(request: Request) -> Changer:
    changer: Changer = request.app.state.changer
    return changer
