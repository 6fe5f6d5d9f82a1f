"""/sparql: the SPARQL 1.1 Protocol, for queries by GET, by form and by direct POST, for updates by the last two."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams

from graph_api import store
from graph_api.description.service import service_description
from graph_api.routes.problems import Problem, problem
from graph_api.routes.requests import body_of, is_utf8, media_type_of, parameters_of, refuse_change
from graph_api.routes.sparql_page import sparql_page, wants_page
from graph_api.routes.versioned import VERSION
from graph_api.settings import Settings
from graph_api.sparql.formats import GRAPHS, TABLES
from graph_api.sparql.respond import respond
from graph_api.sparql.update import Changer, Update

router = APIRouter(tags=["SPARQL"])

EXAMPLE: Final = """\
SELECT ?region ?goal ?statement WHERE {
  ?goal a rg:Goal ; rg:statement ?statement ; rg:region/skos:prefLabel ?region ; rg:theme/skos:broadMatch? rgt:ouderen .
} LIMIT 10"""

_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_FORM: Final = "application/x-www-form-urlencoded"
_FORMATS: Final = {offer.name: offer for offer in (*TABLES, *GRAPHS)}
_ALLOW: Final = "GET, HEAD, POST, OPTIONS"
_ESCAPED: Final = 12
"""Bytes that a character takes in a form at most."""
_ABOUT: Final = """\
Without FROM, GRAPH or `default-graph-uri` a query sees the union of all named graphs, each statement once. The prefixes
of Regiograaf (rg, rgt, rgc, skos, dcterms, oa, prov, org, schema, xsd …) need not be declared, and relative IRIs are
those of the graph (`<region/…>`).

SELECT and ASK answer in JSON, XML, CSV or TSV, CONSTRUCT and DESCRIBE in Turtle, N-Triples, JSON-LD, RDF/XML, TriG or
N-Quads: whatever `Accept` likes best. CSV is as W3C defines it, so a spreadsheet may take a cell that starts with
`=` for a formula; `regiograaf query --format csv` guards against that.

A result is whole or it is an error: a query that takes too long or needs too much ends with a 504 or a 413, and if part
of the result is on its way already, the connection is broken off. The header `Regiograaf-Version` names the version of
the graph that the result comes from. SERVICE is refused (403), but for addresses that the service's settings name.

GET without a query gives the description of the endpoint (SPARQL 1.1 Service Description) in RDF; a browser, which likes
HTML best, gets an editor, and its answers as pages. `format` (json, csv, tsv, xml, ttl, nt, jsonld, rdf, trig, nq) goes
before `Accept`, and the result is then a file to keep; another `format` counts as not given."""
_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The whole result",
        "content": {
            media_type: {"schema": {} if media_type.endswith("json") else {"type": "string"}}
            for media_type in dict.fromkeys(offer.media_types[0] for offer in (*TABLES, *GRAPHS))
        },
    },
    304: {"description": "The client has the result already (If-None-Match)"},
    400: {"model": Problem, "description": "No query, or one that is no SPARQL: with line and column"},
    403: {"model": Problem, "description": "What is asked for is off (SERVICE, updates)"},
    406: {"model": Problem, "description": "None of the formats that the client accepts is offered"},
    413: {"model": Problem, "description": "The query, its result or what it needs is too large"},
    503: {"model": Problem, "description": "No place for another query now, or no store to ask"},
    504: {"model": Problem, "description": "The query took too long"},
}
_POST_RESPONSES: Final = {code: told for code, told in _RESPONSES.items() if code != 304} | {
    204: {"description": "The update is done"},
    401: {"model": Problem, "description": "An update without the token"},
    415: {"model": Problem, "description": "The body is neither a form nor a query nor an update, or not UTF-8"},
}
_GRAPHS: Final[dict[str, Any]] = {"type": "array", "items": {"type": "string", "format": "uri"}}
_FIELDS: Final[dict[str, dict[str, Any]]] = {
    "query": {"type": "string", "description": "SPARQL 1.1 query", "example": EXAMPLE},
    "default-graph-uri": _GRAPHS | {"description": "graphs that the default graph is made of"},
    "named-graph-uri": _GRAPHS | {"description": "graphs that GRAPH can name"},
    "update": {"type": "string", "description": "SPARQL 1.1 update, in place of a query"},
    "using-graph-uri": _GRAPHS | {"description": "as default-graph-uri, for an update"},
    "using-named-graph-uri": _GRAPHS | {"description": "as named-graph-uri, for an update"},
}
_IN_URL: Final[dict[str, Any]] = {
    "parameters": [
        {
            "in": "query",
            "name": name,
            "required": False,  # without a query the endpoint describes itself
            "description": schema["description"],
            "schema": {key: value for key, value in schema.items() if key not in ("description", "example")},
        }
        | ({"example": schema["example"]} if "example" in schema else {})
        for name, schema in list(_FIELDS.items())[:3]
    ]
}
_IN_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            _FORM: {"schema": {"type": "object", "properties": _FIELDS}},
            _QUERY: {"schema": {"type": "string"}, "example": EXAMPLE},
            _UPDATE: {"schema": {"type": "string"}},
        },
    }
}


@router.get("/sparql", summary="Query the graph", description=_ABOUT, responses=_RESPONSES, openapi_extra=_IN_URL)
@router.head("/sparql", include_in_schema=False)
async def query_by_get(request: Request) -> Response:
    """A query in the URL; without one, the description of the endpoint."""
    parameters = parameters_of(request.scope["query_string"])
    if "update" in parameters:
        return problem(400, "an update is sent by POST.")
    if wants_page(request, parameters):
        return await sparql_page(request, parameters)
    if set(parameters) <= {"format", "lang"}:
        return await run_in_threadpool(service_description, request)
    return await _query(request, parameters)


@router.post(
    "/sparql",
    summary="Query the graph, or update it",
    description=_ABOUT,
    responses=_POST_RESPONSES,
    openapi_extra=_IN_BODY,
)
async def by_post(request: Request) -> Response:
    """A query or an update as a form, or as the body itself with the dataset in the URL."""
    settings: Settings = request.app.state.settings
    media_type = media_type_of(request)
    if media_type not in (_QUERY, _UPDATE, _FORM):
        return problem(
            415, f"a query comes as {_QUERY} or {_FORM}, an update as {_UPDATE}, not as '{media_type[:100]}'."
        )
    if not is_utf8(request):
        return problem(415, "queries and updates are UTF-8.")
    in_url = parameters_of(request.scope["query_string"])
    refused = refuse_change(request)
    if refused and media_type == _UPDATE:
        return refused
    most = settings.query_characters * _ESCAPED
    body = await body_of(request, most if refused else max(most, settings.update_bytes))
    if media_type == _FORM:
        parameters = QueryParams([*parameters_of(body).multi_items(), *in_url.multi_items()])
    else:
        name = "query" if media_type == _QUERY else "update"
        others = [(key, value) for key, value in in_url.multi_items() if key not in ("query", "update")]
        try:
            parameters = QueryParams([(name, body.decode("utf-8")), *others])
        except UnicodeDecodeError:
            return problem(400, "the body is not UTF-8.")
    return await (_update if "update" in parameters else _query)(request, parameters)


@router.options("/sparql", include_in_schema=False)
def methods() -> Response:
    """What can be done here."""
    return Response(status_code=204, headers={"Allow": _ALLOW, "Accept-Post": f"{_QUERY}, {_UPDATE}, {_FORM}"})


async def _query(request: Request, parameters: QueryParams) -> Response:
    settings: Settings = request.app.state.settings
    texts = parameters.getlist("query")
    if len(texts) != 1:
        return problem(400, "give one SPARQL query, in the parameter 'query'." if not texts else "give only one query.")
    query = store.Query(
        text=texts[0],
        base=settings.base,
        default_graphs=tuple(parameters.getlist("default-graph-uri")),
        named_graphs=tuple(parameters.getlist("named-graph-uri")),
    )
    if offer := _FORMATS.get(parameters.get("format", "")):  # clients send others too, beside an Accept header
        return await respond(request, query, offer.media_types[0], filename=f"regiograaf.{offer.name}")
    return await respond(request, query, request.headers.get("accept"))


async def _update(request: Request, parameters: QueryParams) -> Response:
    if refused := refuse_change(request):
        return refused
    texts = parameters.getlist("update")
    if len(texts) != 1 or "query" in parameters:
        return problem(400, "give one SPARQL update, and no query beside it.")
    changer: Changer = request.app.state.changer
    update = Update(
        text=texts[0],
        default_graphs=tuple(parameters.getlist("using-graph-uri")),
        named_graphs=tuple(parameters.getlist("using-named-graph-uri")),
    )
    outcome = await changer.update(update)
    return Response(status_code=204, headers={VERSION: outcome.version} if outcome.version else {})
