"""/id/…, /theme/…, /about: what the graph says of a thing, as a page or as data.

An address here is that of a document about the thing: the IRI of the thing is in its namespace, from where a redirect
leads here. So the answer is a 200, and Content-Location names the document in the form that was chosen. Only where the
service stands at the namespace itself, and so was asked for the thing, it answers 303 with the address of the document
(W3C TAG, httpRange-14; Sauermann and Cyganiak, 'Cool URIs for the Semantic Web', W3C 2008).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse
from pyoxigraph import NamedNode

from graph_api import store
from graph_api.addresses import Addresses
from graph_api.lookup import Names
from graph_api.routes import documents
from graph_api.routes.documents import CSV, DATA, HTML, RENDERINGS, choose, document, readable, sent, split_ending
from graph_api.routes.problems import Problem, problem
from graph_api.routes.thing_pages import page_of
from graph_api.settings import Settings
from graph_api.sparql.formats import NotAcceptableError
from graph_api.sparql.respond import respond
from graph_api.store import Snapshot, Store
from graph_api.tables import Table, to_csv
from graph_api.things import description, known, look, names, statements
from graph_api.web import VARY, language, page

router = APIRouter(tags=["Linked data"])

_ABOUT: Final = """\
The IRIs of things resolve here: what the graph says of the thing, the words of the plan that it rests on, and what
points at it, with names in place of IRIs. As a page, Turtle, JSON-LD, RDF/XML or N-Triples, by `Accept`, `?format=` or
the ending of the address (`.html`, `.ttl`, `.jsonld`, `.rdf`, `.nt`, `.csv`). The data are the concise bounded description of
the thing, of its evidence and targets, and the names of its neighbours."""
_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "What the graph says of it",
        "content": documents.contents(rendering.media_types[0] for rendering in (*RENDERINGS, CSV)),
    },
    303: {"description": "The document about the thing, where the service stands at the namespace of the things"},
    304: {"description": "The client has this version already"},
    404: {
        "model": Problem,
        "content": documents.contents(["text/html"]),
        "description": "The graph knows no such thing; the nearest names are given",
    },
    406: {"model": Problem, "description": "None of the forms that the client accepts is offered"},
    503: {"model": Problem, "description": "No store to ask"},
}
_COUNTS: Final = (
    "SELECT ?graph ?class (COUNT(?s) AS ?number) WHERE { GRAPH ?graph { ?s a ?class } } GROUP BY ?graph ?class"
)
_SIZE: Final = "SELECT ?graph (COUNT(*) AS ?number) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
_FORMS: Final = (*RENDERINGS, CSV)
_MEDIA_TYPES: Final = documents.MEDIA_TYPES | {CSV.title: CSV.media_types[0]}
_COLUMNS: Final = ("thing", "property", "property_label", "value", "value_label")
_WHOLE: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@readable(
    router,
    "/id/graph/{path:path}",
    summary="A named graph",
    description=_ABOUT,
    responses=_RESPONSES,
    response_class=Response,
)
@readable(router, "/graph/{path:path}", include_in_schema=False)
async def graph(request: Request, path: str) -> Response:
    """All that a named graph holds: for a plan, all that was read from it."""
    rest = sent(request, "/graph/") if sent(request, "").startswith("/graph/") else sent(request, "/id/graph/")
    iri, ending = await run_in_threadpool(_graph_of, request, f"graph/{rest}")
    if iri is None:
        return await run_in_threadpool(_missing, request, f"{_base(request)}graph/{rest}")
    rendering = choose(request, ending)
    if rendering is HTML:
        return await run_in_threadpool(_graph_page, request, iri)
    return await respond(request, store.Query(_WHOLE, default_graphs=(iri,)), rendering.media_types[0])


@readable(
    router,
    "/id/{path:path}",
    summary="What is known of a thing",
    description=_ABOUT,
    responses=_RESPONSES,
    response_class=Response,
)
def thing(request: Request, path: str) -> Response:
    """A thing whose IRI starts with the base: a goal, an initiative, a region, a plan …"""
    return answer(request, lambda addresses, rest: addresses.things(rest), "/id/")


@readable(
    router,
    "/theme/{path:path}",
    summary="A national theme",
    description=_ABOUT,
    responses=_RESPONSES,
    response_class=Response,
)
def theme(request: Request, path: str) -> Response:
    """A national theme, with what the plans have on it."""
    return answer(request, lambda addresses, rest: addresses.themes(rest), "/theme/")


def about(request: Request, iri: str) -> Response:
    """What the graph says of an IRI, also of one that is not its own: a term of another vocabulary, a class, a match.

    As a page, Turtle, JSON-LD, RDF/XML or N-Triples, by `Accept` or `?format=`.
    """
    rendering = choose(request, offered=_FORMS)
    opened: Store = request.app.state.store
    with opened.read() as snapshot:
        if not known(snapshot, iri):
            return _missing(request, iri)
        return _found(request, snapshot, iri, rendering, "")


def answer(request: Request, candidates: Any, prefix: str) -> Response:
    """The answer for an address that stands for one of several IRIs.

    Args:
        request: with the address.
        candidates: gives the IRIs that the rest of a path may stand for, from `Addresses` and that rest.
        prefix: of the path, before that rest.
    """
    rest = sent(request, prefix)
    addresses = documents.links(request)
    opened: Store = request.app.state.store
    with opened.read() as snapshot:
        ending, iri = "", _first(snapshot, candidates(addresses, rest))
        if iri is None:
            stem, ending = split_ending(rest)
            iri = _first(snapshot, candidates(addresses, stem)) if ending else None
        if iri is None:
            return _missing(request, next(iter(candidates(addresses, rest)), prefix))
        rendering = choose(request, ending, _FORMS)
        location = f"{documents.service(request).of(iri)}.{rendering.name}"
        if not ending and documents.service(request).of(iri) == iri:
            return RedirectResponse(location, 303, headers={"Vary": "Accept"})
        return _found(request, snapshot, iri, rendering, location)


def _first(snapshot: Snapshot, iris: Iterator[str]) -> str | None:
    return next((iri for iri in iris if known(snapshot, iri)), None)


def _found(request: Request, snapshot: Snapshot, iri: str, rendering: documents.Rendering, location: str) -> Response:
    form = rendering.form

    def make() -> bytes | str:
        if form is not None:
            return documents.written(description(snapshot, iri), form)
        if rendering is CSV:
            return to_csv(Table("statements", _COLUMNS, statements(snapshot, iri)))
        return _page(request, snapshot, iri)

    return document(request, snapshot.info, rendering, make, location)


def _page(request: Request, snapshot: Snapshot, iri: str) -> str:
    addresses = documents.links(request)
    found = look(snapshot, iri, language(request))
    address = addresses.of(iri)
    offered = (*DATA, CSV)
    if address is None or not addresses.own(iri) or "#" in address:  # no document of its own: by its IRI
        address = f"{addresses.root}/about?{urlencode({'iri': iri})}&format="
        forms = {rendering.title: address + rendering.name for rendering in offered}
    else:
        forms = documents.alternatives(address, offered)
    template, more = page_of(request, snapshot, iri) or ("thing.html", {})
    cite = documents.service(request).of(iri) or iri
    return page(request, addresses, template, thing=found, links=forms, media_types=_MEDIA_TYPES, cite=cite, **more)


def _base(request: Request) -> str:
    settings: Settings = request.app.state.settings
    return settings.base


def _graph_of(request: Request, rest: str) -> tuple[str | None, str]:
    """The named graph that an address stands for, and the ending of the address."""
    addresses = documents.links(request)
    opened: Store = request.app.state.store
    with opened.read() as snapshot:
        graphs = set(snapshot.graphs())
    stem, ending = split_ending(rest)
    for path, found in ((rest, ""), (stem, ending)):
        iri = next((iri for iri in addresses.things(path) if iri in graphs), None)
        if iri is not None:
            return iri, found
    return None, ""


def _graph_page(request: Request, iri: str) -> Response:
    addresses = documents.links(request)
    opened: Store = request.app.state.store
    with opened.read() as snapshot:
        node = NamedNode(iri)
        counts = {
            _text(row["class"]): int(_text(row["number"]))
            for row in snapshot.rows(_COUNTS, graph=node)
            if "class" in row
        }
        size = sum(int(_text(row["number"])) for row in snapshot.rows(_SIZE, graph=node))
        labels = names(snapshot, counts, language(request))
        kinds = [
            {"iri": kind, "label": labels[kind], "number": number}
            for kind, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        ]

        def make() -> str:
            forms = documents.alternatives(addresses.of(iri) or "")
            return page(request, addresses, "graph.html", iri=iri, statements=size, kinds=kinds, links=forms)

        return document(request, snapshot.info, HTML, make)


def _missing(request: Request, asked: str) -> Response:
    """A 404 with the nearest names, as a page for who prefers one."""
    addresses = documents.links(request)
    opened: Store = request.app.state.store
    with opened.read() as snapshot:
        index = documents.kept(request).of(snapshot, "names", lambda: Names.of(snapshot))
    nearest = [(thing.label, thing.iri) for thing in index.near(asked)]
    return not_found(request, addresses, asked, nearest)


def not_found(request: Request, addresses: Addresses, asked: str, nearest: Iterable[tuple[str, str]]) -> Response:
    """A 404 that names what comes near (name and IRI), as a page for who prefers one, else as a problem."""
    found = [(name, addresses.of(iri) or iri) for name, iri in nearest]
    try:
        as_page = choose(request, split_ending(request.url.path)[1]) is HTML
    except NotAcceptableError:
        as_page = False
    if as_page:
        text = page(request, addresses, "missing.html", asked=asked, nearest=found)
        return HTMLResponse(text, 404, {"Vary": VARY})
    near = "; ".join(f"{name} ({link})" for name, link in found)
    return problem(404, f"the graph knows no <{asked[:300]}>." + (f" The nearest: {near}." if near else ""))


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
