"""/def, /theme, /code: the ontology, the national themes and the code lists, at the paths of their namespaces."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from graph_api.description.ontology_page import documentation
from graph_api.description.vocabulary import in_ontology, lists, schemes, terms
from graph_api.routes import documents
from graph_api.routes.documents import RENDERINGS, choose, document, readable
from graph_api.routes.problems import Problem, problem
from graph_api.settings import Settings
from graph_api.store import Snapshot, Store
from graph_api.web import language, page, words

router = APIRouter(tags=["Linked data"])

_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The document",
        "content": documents.contents(rendering.media_types[0] for rendering in RENDERINGS),
    },
    304: {"description": "The client has this version already"},
    404: {"model": Problem, "description": "The store has no ontology"},
    406: {"model": Problem, "description": "None of the forms that the client accepts is offered"},
    503: {"model": Problem, "description": "No store to ask"},
}
_WORDS: Final = {"def": "vocabulary", "theme": "themes", "code": "codes"}
_FORMS: Final = """\
As a page, Turtle, JSON-LD, RDF/XML or N-Triples, by `Accept`, `?format=` or the ending of the address (`.html`, `.ttl`,
`.jsonld`, `.rdf`, `.nt`). """


def _declare(name: str, summary: str, about: str) -> None:
    options: dict[str, Any] = {"summary": summary, "description": _FORMS + about, "responses": _RESPONSES}
    options |= {"response_class": Response}

    def whole(request: Request) -> Response:
        return _answer(request, name, "")

    def ended(request: Request, ending: str) -> Response:
        return _answer(request, name, ending)

    readable(router, f"/{name}", name=name, operation_id=name, **options)(whole)
    readable(router, f"/{name}/", include_in_schema=False)(whole)
    readable(router, f"/{name}.{{ending}}", include_in_schema=False)(ended)


_declare("def", "The ontology", "The page is made by pyLODE; the fragment of a term's IRI leads to its place there.")
_declare("theme", "The national themes", "The shared scheme by which regions are compared.")
_declare("code", "The code lists", "Kinds of regions, plans and organisations, target groups, statuses, approaches …")


@readable(router, "/def/{version}", include_in_schema=False)
def version_of_ontology(request: Request, version: str) -> Response:
    """The ontology's version IRI leads to the ontology as it is now, if it is that version."""
    settings: Settings = request.app.state.settings
    opened: Store = request.app.state.store
    with opened.read() as snapshot:
        known = {str(getattr(triple.object, "value", "")) for triple in terms(snapshot, settings.base)}
    if f"https://w3id.org/regiograaf/def/{version}" not in known:
        return problem(404, f"the graph has no version '{version[:50]}' of the ontology; /def is the one it has.")
    return RedirectResponse(f"{documents.service(request).root}/def", 303)


def _answer(request: Request, name: str, ending: str) -> Response:
    rendering = choose(request, ending)
    opened: Store = request.app.state.store
    with opened.read() as snapshot:
        statements = documents.kept(request).of(
            snapshot, f"statements of {name}", lambda: _statements(request, snapshot, name)
        )
        if not statements:
            return problem(404, f"this store has nothing for /{name}: build it again.")
        form = rendering.form

        def make() -> bytes | str:
            if form is not None:
                return documents.kept(request).of(
                    snapshot, f"{name}.{rendering.name}", lambda: documents.written(statements, form)
                )
            return _page(request, name, statements)

        location = f"{documents.service(request).root}/{name}.{rendering.name}"
        return document(request, snapshot.info, rendering, make, location)


def _statements(request: Request, snapshot: Snapshot, name: str) -> list[Any]:
    settings: Settings = request.app.state.settings
    return terms(snapshot, settings.base) if name == "def" else lists(snapshot, name)


def _page(request: Request, name: str, statements: list[Any]) -> str:
    addresses, tongue = documents.links(request), language(request)
    found = schemes(statements, tongue)
    made = documentation(tongue) if name == "def" else ""
    return page(
        request,
        addresses,
        "vocabulary.html",
        heading=words(tongue)[_WORDS[name]],
        links=documents.alternatives(f"{addresses.root}/{name}"),
        documentation=Markup(made),  # noqa: S704 (made from our own ontology, which comes with the software)
        lists=in_ontology(found) if name == "def" else found,
    )
