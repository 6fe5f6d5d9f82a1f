"""/queries: the saved queries, each an address with typed parameters; a value is bound as a term, never pasted in."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field
from rapidfuzz import process

import queries
from graph_api import store
from graph_api.cells import safe_sheet
from graph_api.query_openapi import FORM, described
from graph_api.routes import documents
from graph_api.routes.documents import HTML, readable
from graph_api.routes.outcome import Outcome, outcome
from graph_api.routes.problems import problem
from graph_api.routes.versioned import not_modified, version_headers
from graph_api.settings import Settings
from graph_api.sparql.formats import GRAPHS, TABLES, NotAcceptableError, best_of
from graph_api.sparql.respond import respond
from graph_api.web import VARY, language, page
from graph_api.web.questions import choices, values
from queries import Parameter, ParameterError, SavedQuery
from queries.parameters import WANTED

_FORMATS: Final = {offer.name: offer for offer in (*TABLES, *GRAPHS)}
_ABOUT_ALL: Final = {"format", "lang"}
"""Parameters that all of them have."""
_FORM_BYTES: Final = 100_000


class ParameterInfo(BaseModel):
    """A parameter of a saved query."""

    name: str = Field(examples=["theme"])
    type: str = Field(examples=["iri"], description="iri, string, integer, year or decimal")
    of: str | None = Field(description="IRI of the class or code list that its values belong to")
    labels: dict[str, str] = Field(examples=[{"nl": "Thema", "en": "Theme"}])
    example: str = Field(examples=["https://w3id.org/regiograaf/theme/ouderen"])


class QueryInfo(BaseModel):
    """A saved query."""

    name: str = Field(examples=["goals-per-region-for-theme"])
    iri: str = Field(description="that it has in the graph, where it is a sh:SPARQLExecutable")
    titles: dict[str, str] = Field(
        examples=[{"nl": "Doelen per regio over een thema", "en": "Goals per region on a theme"}]
    )
    descriptions: dict[str, str]
    question: int = Field(description="number of the question that it answers")
    parameters: list[ParameterInfo]
    address: str = Field(description="where it is asked")
    example: str = Field(description="the address with the examples of its parameters")


def router(settings: Settings) -> APIRouter:
    """The routes: one that answers for every name and ending, and one of each saved query by which OpenAPI tells of it."""
    made = APIRouter(tags=["Saved queries"])
    readable(made, "/queries", summary="The saved queries", response_model=list[QueryInfo])(_all)
    # first: it has all methods, which a 405 is to name
    made.add_api_route("/queries/{name:path}", _any, methods=["GET", "HEAD", "POST"], include_in_schema=False)
    for query in queries.all(settings.base):
        for method in ("GET", "POST"):
            made.add_api_route(f"/queries/{query.name}", _any, methods=[method], **described(query, method.lower()))
    return made


def _all(request: Request) -> Any:
    """Every question that the graph answers: what it is called, what it asks for, and an example to try.

    As JSON, or as a page by `Accept`.
    """
    settings: Settings = request.app.state.settings
    saved = queries.all(settings.base)
    if _wants_page(request, ("application/json",)):
        text = page(request, documents.links(request), "queries.html", queries=saved)
        return HTMLResponse(text, headers={"Vary": VARY})
    root = documents.service(request).root
    return [_info(query, settings.base, f"{root}/queries/{query.name}") for query in saved]


def _info(query: SavedQuery, base: str, address: str) -> QueryInfo:
    return QueryInfo(
        name=query.name,
        iri=f"{base}query/{query.name}",
        titles=dict(query.titles),
        descriptions=dict(query.descriptions),
        question=query.question,
        parameters=[
            ParameterInfo(name=item.name, type=item.type, of=item.of, labels=dict(item.labels), example=item.default)
            for item in query.parameters
        ],
        address=address,
        example=_with(address, {item.name: item.default for item in query.parameters}),
    )


async def _any(request: Request) -> Response:
    """A saved query by its name and an ending, or none."""
    name: str = request.path_params["name"]
    stem, dot, ending = name.rpartition(".")
    if dot and (ending in _FORMATS or ending in ("html", "rq")):
        return await _answer(request, stem, ending)
    return await _answer(request, name, "")


async def _answer(request: Request, name: str, ending: str) -> Response:
    settings: Settings = request.app.state.settings
    try:
        query = queries.load(name, settings.base)
    except queries.UnknownQueryError:
        return _unknown(name)
    given = await _given(request)
    if isinstance(given, Response):
        return given
    form = ending or next((value for key, value in given if key == "format"), None)
    if form == "rq":
        return Response(query.text, media_type="application/sparql-query")
    as_page = form == "html" or (form is None and _wants_page(request, _media_types()))
    if form is not None and not as_page and form not in _FORMATS:
        known = ", ".join([*_FORMATS, "html", "rq"])
        raise NotAcceptableError(f"the format '{form[:50]}' is not offered here.", way_out=f"Use one of: {known}.")
    pairs = [(key, value) for key, value in given if key not in _ABOUT_ALL]
    try:
        bound = _bound(query, pairs)
    except ParameterError as error:
        if as_page:
            return await _page(request, query, dict(pairs), None, error.messages[language(request)] if pairs else "")
        return problem(400, f"{error}.")
    if as_page:
        return await _page(request, query, dict(pairs), bound, "")
    accept = _FORMATS[form].media_types[0] if form else request.headers.get("accept")
    filename = f"{name}.{form}" if form in ("csv", "tsv") else None
    return await respond(request, bound, accept, filename=filename, rewrite=safe_sheet if form == "csv" else None)


def _bound(query: SavedQuery, pairs: list[tuple[str, str]]) -> store.Query:
    """The query with its parameters bound.

    Raises:
        ParameterError: one is missing, given twice, unknown, or not of its type.
    """
    given = dict(pairs)
    if len(given) < len(pairs):
        twice = next(name for place, (name, _) in enumerate(pairs) if name in dict(pairs[:place]))
        raise ParameterError(
            twice, f"parameter {twice!r} is meer dan eens gegeven", f"parameter {twice!r} is given twice"
        )
    terms = query.substitutions(given)  # first: a name that it does not have may be the reason that one is missing
    for item in query.parameters:
        if item.name not in given:
            raise _missing(item)
    return store.Query(query.text, bindings=tuple((name, str(term)) for name, term in terms.items()))


def _missing(item: Parameter) -> ParameterError:
    nl, en = WANTED[item.type]
    return ParameterError(
        item.name,
        f"parameter {item.name!r} ontbreekt: {nl}; bijvoorbeeld {item.name}={item.default}",
        f"parameter {item.name!r} is missing: {en}; for example {item.name}={item.default}",
    )


async def _given(request: Request) -> list[tuple[str, str]] | Response:
    """What the address gives, and the form that was posted."""
    pairs = request.query_params.multi_items()
    if request.method != "POST":
        return pairs
    media_type = request.headers.get("content-type", FORM).partition(";")[0].strip().lower()
    if media_type != FORM:
        return problem(415, f"parameters come in the address or as {FORM}, not as '{media_type[:100]}'.")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _FORM_BYTES:
            return problem(413, f"the form has more than {_FORM_BYTES:,} bytes.")
    try:
        return pairs + parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError:
        return problem(400, "the form is not UTF-8, or has more than 100 fields.")


async def _page(
    request: Request, query: SavedQuery, given: dict[str, str], bound: store.Query | None, trouble: str
) -> Response:
    """The query as a form, with the answer below it where there is one."""
    addresses, tongue = documents.links(request), language(request)
    opened: store.Store = request.app.state.store
    with opened.read() as snapshot:
        headers = version_headers(snapshot.info, f"page {tongue} {addresses.root} {query.text} {given!r}")
        headers |= {"Vary": VARY, "Content-Language": tongue}
        if not trouble and (known := not_modified(request, headers)):
            return known
        held = values(query, given)
        offered = {
            item.name: await run_in_threadpool(choices, snapshot, item, held[item.name], tongue)
            for item in query.parameters
        }
        found = await outcome(request, snapshot, bound, set(held)) if bound else Outcome(trouble=trouble)
    links: dict[str, str] = {}
    if bound and not found.trouble:
        address = f"{addresses.root}/queries/{query.name}"
        links = {offer.name.upper(): _with(f"{address}.{offer.name}", given) for offer in TABLES}
    filled = query.filled(held) if bound or not trouble else query.text
    text = page(
        request, addresses, "query.html", query=query, values=held, choices=offered, downloads=links,
        outcome=found, filled=filled, asked=bound is not None,
    )  # fmt: skip
    return HTMLResponse(text, 400 if trouble else found.status, headers)


def _unknown(name: str) -> Response:
    near = [found for found, _, _ in process.extract(name[:200], queries.names(), limit=3, score_cutoff=50)]
    hint = f"; the nearest: {', '.join(near)}" if near else ""
    return problem(404, f"there is no saved query '{name[:100]}'{hint}. /queries lists them.")


def _wants_page(request: Request, others: Iterable[str]) -> bool:
    """Whether a page is what the request likes best, of these media types and a page."""
    if asked := request.query_params.get("format"):
        return asked == "html"
    offered = [*(documents.Rendering("", "", None, (name,)) for name in others), HTML]
    with suppress(NotAcceptableError):
        return best_of(request.headers.get("accept"), offered, "answer") is HTML
    return False


def _media_types() -> list[str]:
    return [name for offer in _FORMATS.values() for name in offer.media_types]


def _with(address: str, given: dict[str, str]) -> str:
    return f"{address}?{urlencode(given)}" if given else address
