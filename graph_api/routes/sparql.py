"""/sparql: the SPARQL 1.1 Protocol for queries, by GET, by form and by direct POST."""

from __future__ import annotations

from typing import Annotated, Any, Final
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query, Request, Response
from starlette.datastructures import QueryParams

from graph_api import store
from graph_api.routes.problems import Problem, problem
from graph_api.settings import Settings
from graph_api.sparql.formats import GRAPHS, TABLES
from graph_api.sparql.guard import RefusedQueryError
from graph_api.sparql.respond import respond

router = APIRouter(tags=["SPARQL"])

EXAMPLE: Final = """\
SELECT ?region ?goal ?statement WHERE {
  ?goal a rg:Goal ; rg:statement ?statement ; rg:region/skos:prefLabel ?region ; rg:theme/skos:broadMatch? rgt:ouderen .
} LIMIT 10"""

_DIRECT: Final = "application/sparql-query"
_FORM: Final = "application/x-www-form-urlencoded"
_ABOUT: Final = """\
Without FROM, GRAPH or `default-graph-uri` a query sees the union of all named graphs, each statement once. The prefixes
of Regiograaf (rg, rgt, rgc, skos, dcterms, oa, prov, org, schema, xsd …) need not be declared.

SELECT and ASK answer in JSON, XML, CSV or TSV, CONSTRUCT and DESCRIBE in Turtle, N-Triples, JSON-LD, RDF/XML, TriG or
N-Quads: whatever `Accept` likes best. CSV is as W3C defines it, so a spreadsheet may take a cell that starts with
`=` for a formula; `regiograaf query --format csv` guards against that.

A result is whole or it is an error: a query that takes too long or gives too much ends with a 504 or a 413, never with
a short table. SERVICE is refused (403), and updates are not offered."""
_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The whole result",
        "content": {
            media_type: {"schema": {"type": "string"}}
            for media_type in dict.fromkeys(offer.media_types[0] for offer in (*TABLES, *GRAPHS))
        },
    },
    400: {"model": Problem, "description": "No query, or one that is no SPARQL: with line and column"},
    403: {"model": Problem, "description": "The query asks for what is off (SERVICE, updates)"},
    406: {"model": Problem, "description": "None of the formats that the client accepts is offered"},
    413: {"model": Problem, "description": "The query or its result is too large"},
    415: {"model": Problem, "description": "The body is neither a form nor a query"},
    503: {"model": Problem, "description": "No place for another query now, or no store to ask"},
    504: {"model": Problem, "description": "The query took too long"},
}
_FIELDS: Final = {
    "query": {"type": "string", "description": "SPARQL 1.1 query", "example": EXAMPLE},
    "default-graph-uri": {"type": "array", "items": {"type": "string", "format": "uri"}},
    "named-graph-uri": {"type": "array", "items": {"type": "string", "format": "uri"}},
}
_BODY: Final = {
    "requestBody": {
        "required": True,
        "content": {
            _FORM: {"schema": {"type": "object", "required": ["query"], "properties": _FIELDS}},
            _DIRECT: {"schema": {"type": "string"}, "example": EXAMPLE},
        },
    }
}


@router.get("/sparql", summary="Query the graph", description=_ABOUT, responses=_RESPONSES)
async def query_by_get(
    request: Request,
    query: Annotated[str | None, Query(description="SPARQL 1.1 query", examples=[EXAMPLE])] = None,
    default_graph_uri: Annotated[
        list[str] | None, Query(alias="default-graph-uri", description="graphs that the default graph is made of")
    ] = None,
    named_graph_uri: Annotated[
        list[str] | None, Query(alias="named-graph-uri", description="graphs that GRAPH can name")
    ] = None,
) -> Response:
    """A query in the URL; the arguments are there for OpenAPI, and read as those of a form are."""
    return await _answer(request, request.query_params)


@router.post("/sparql", summary="Query the graph", description=_ABOUT, responses=_RESPONSES, openapi_extra=_BODY)
async def query_by_post(request: Request) -> Response:
    """A query as a form, or as the body itself with the dataset in the URL."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in (_DIRECT, _FORM):
        return problem(415, f"a query comes as {_DIRECT} or {_FORM}, not as '{media_type[:100]}'.")
    try:
        body = (await _body(request)).decode("utf-8")
        pairs = parse_qsl(body, keep_blank_values=True, errors="strict") if media_type == _FORM else [("query", body)]
    except ValueError:  # a UnicodeDecodeError, or more fields than any form has
        return problem(400, "the body is not UTF-8.")
    if media_type == _DIRECT:
        pairs += [(name, value) for name, value in request.query_params.multi_items() if name != "query"]
    return await _answer(request, QueryParams(pairs))


async def _body(request: Request) -> bytes:
    """The body, as far as it could be a query: each of its characters takes up to 12 bytes in a form."""
    settings: Settings = request.app.state.settings
    body, most = bytearray(), settings.query_characters * 12
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise RefusedQueryError(f"the request has more than {most:,} bytes.", "Make it shorter.", status=413)
    return bytes(body)


async def _answer(request: Request, parameters: QueryParams) -> Response:
    if "update" in parameters:
        return problem(403, "updates are not offered here: the graph is made by `regiograaf build`.")
    texts = parameters.getlist("query")
    if len(texts) != 1:
        return problem(400, "give one SPARQL query, in the parameter 'query'." if not texts else "give only one query.")
    query = store.Query(
        text=texts[0],
        default_graphs=tuple(parameters.getlist("default-graph-uri")),
        named_graphs=tuple(parameters.getlist("named-graph-uri")),
    )
    return await respond(request, query, request.headers.get("accept"))
