"""/.well-known/void and /catalog: the graph described for tools that look for data, in VoID and in DCAT."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request, Response

from graph_api.description.dcat import catalogue
from graph_api.description.site import Site
from graph_api.description.void import void
from graph_api.routes import documents
from graph_api.routes.described import described
from graph_api.routes.documents import DATA, RENDERINGS, Rendering, readable
from graph_api.routes.problems import Problem
from graph_api.things import names
from graph_api.web import language, page

router = APIRouter(tags=["Linked data"])
_CATALOG: Final = "/catalog"
_VOID: Final = "/.well-known/void"


def _responses(offered: tuple[Rendering, ...]) -> dict[int | str, dict[str, Any]]:
    return {
        200: {
            "description": "The description",
            "content": documents.contents(rendering.media_types[0] for rendering in offered),
        },
        304: {"description": "The client has this version already"},
        406: {"model": Problem, "description": "None of the forms that the client accepts is offered"},
        503: {"model": Problem, "description": "No store to describe"},
    }


@readable(
    router,
    _VOID,
    summary="The graph in VoID",
    responses=_responses(DATA),
    response_class=Response,
    operation_id="void",
)
def graph_in_void(request: Request) -> Response:
    """How large the graph is, which classes and properties it has and how often, of the whole and of each named graph.

    As Turtle, JSON-LD, RDF/XML or N-Triples, by `Accept`, `?format=` or the ending of the address.
    """
    return described(request, void, location=_VOID)


@readable(router, f"{_VOID}.{{ending}}", include_in_schema=False)
def graph_in_void_as(request: Request, ending: str) -> Response:
    """The same in one form."""
    return described(request, void, ending, location=_VOID)


@readable(
    router,
    _CATALOG,
    summary="The catalogue in DCAT",
    responses=_responses(RENDERINGS),
    response_class=Response,
    operation_id="catalog",
)
def catalog(request: Request) -> Response:
    """The graph as a dataset, the files that it can be had in and the endpoint, in the shape of DCAT-AP-NL 3.

    As a page, Turtle, JSON-LD, RDF/XML or N-Triples, by `Accept`, `?format=` or the ending of the address.
    """
    return _catalog(request, "")


@readable(router, f"{_CATALOG}.{{ending}}", include_in_schema=False)
def catalog_as(request: Request, ending: str) -> Response:
    """The same in one form."""
    return _catalog(request, ending)


def _catalog(request: Request, ending: str) -> Response:
    return described(request, catalogue, ending, location=_CATALOG, page=lambda site: _page(request, site))


def _page(request: Request, site: Site) -> str:
    addresses, tongue = documents.links(request), language(request)
    classes = sorted(site.statistics.whole.classes.items(), key=lambda pair: (-pair[1], pair[0]))
    with request.app.state.store.read() as snapshot:
        labels = names(snapshot, (iri for iri, _ in classes), tongue)
    return page(
        request,
        addresses,
        "catalog.html",
        links=documents.alternatives(f"{addresses.root}{_CATALOG}"),
        site=site,
        classes=[(iri, labels[iri], number) for iri, number in classes],
    )
