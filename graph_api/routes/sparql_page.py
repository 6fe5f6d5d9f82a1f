"""/sparql for people: an editor, the answer below it, and the saved queries to start from."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from starlette.datastructures import QueryParams

import queries
from graph_api import store
from graph_api.routes import documents
from graph_api.routes.outcome import Outcome, outcome
from graph_api.routes.versioned import not_modified, version_headers
from graph_api.settings import Settings
from graph_api.sparql.formats import GRAPHS, TABLES, NotAcceptableError, Offer, best_of
from graph_api.sparql.run import may_change
from graph_api.web import VARY, language, page
from ontology import PREFIXES

EXAMPLE: Final = """\
PREFIX rg: <https://w3id.org/regiograaf/def#>
PREFIX rgt: <https://w3id.org/regiograaf/theme/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?region ?goal ?year WHERE {
  ?goal a rg:Goal ;
    rg:theme/skos:broadMatch?/skos:broader* rgt:ouderen ;
    rg:region ?region .
  OPTIONAL { ?goal rg:targetYear ?year }
}
ORDER BY ?region ?year
LIMIT 50"""


def wants_page(request: Request, parameters: QueryParams) -> bool:
    """Whether a browser asks: a page is what it likes best."""
    if form := parameters.get("format"):
        return form == "html"
    if "text/html" not in request.headers.get("accept", ""):
        return False
    offered: list[Offer | documents.Rendering] = [*TABLES, *GRAPHS, documents.HTML]
    try:
        return best_of(request.headers.get("accept"), offered, "result") is documents.HTML
    except NotAcceptableError:
        return False


async def sparql_page(request: Request, parameters: QueryParams) -> Response:
    """The editor, with the answer to the query that the address holds, if it holds one."""
    settings: Settings = request.app.state.settings
    opened: store.Store = request.app.state.store
    texts = parameters.getlist("query")
    text = texts[-1] if texts else ""
    query = store.Query(
        text=text,
        base=settings.base,
        default_graphs=tuple(parameters.getlist("default-graph-uri")),
        named_graphs=tuple(parameters.getlist("named-graph-uri")),
    )
    with opened.read() as snapshot:
        headers = version_headers(snapshot.info, f"page {language(request)} {query!r}")
        headers |= {"Vary": VARY, "Content-Language": language(request)}
        if may_change(query):
            headers = {"Vary": VARY, "Cache-Control": "no-store"}
        elif known := not_modified(request, headers):
            return known
        found = await outcome(request, snapshot, query) if text.strip() else None
    content = _content(request, parameters, text, found)
    return HTMLResponse(content, found.status if found else 200, headers if not found or not found.trouble else None)


def _content(request: Request, parameters: QueryParams, text: str, found: Outcome | None) -> str:
    addresses = documents.links(request)
    settings: Settings = request.app.state.settings
    tongue = language(request)
    saved = sorted(queries.all(settings.base), key=lambda query: query.titles[tongue].casefold())
    return page(
        request,
        addresses,
        "sparql.html",
        query=text or EXAMPLE,
        graphs=[(name, value) for name, value in parameters.multi_items() if name.endswith("-graph-uri")],
        outcome=found,
        downloads=_links(addresses.root, parameters, found),
        saved=saved,
        prefixes={prefix: str(namespace) for prefix, namespace in PREFIXES.items()},
    )


def _links(root: str, parameters: QueryParams, found: Outcome | None) -> dict[str, str]:
    if found is None or found.trouble:
        return {}
    offers: tuple[Offer, ...] = GRAPHS if found.turtle is not None else TABLES
    pairs: list[tuple[str, Any]] = [
        (name, value) for name, value in parameters.multi_items() if name not in ("format", "lang")
    ]
    return {offer.name.upper(): f"{root}/sparql?{urlencode([*pairs, ('format', offer.name)])}" for offer in offers}
