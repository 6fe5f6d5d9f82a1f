"""/about: how this is made and how to cite it; with an IRI, what the graph says of that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from graph_api import about
from graph_api.about import About
from graph_api.evaluation.figures import figures
from graph_api.routes import documents, things
from graph_api.routes.answering import Form, Format, Page, Table, answered, csv_of, responses
from graph_api.routes.documents import readable
from graph_api.settings import Settings
from graph_api.store import Snapshot

router = APIRouter(tags=["Linked data"])

_BIBTEX: Final = Form(
    "bib", "BibTeX", ("application/x-bibtex",), lambda answer: answer.citation.bibtex, "regiograaf.bib"
)
_CSL: Final = Form("csl", "CSL-JSON", ("application/vnd.citationstyles.csl+json",), about.csl, "regiograaf.json")
_RESPONSES: Final = responses("Method, scores, citation; or what the graph says of the IRI")
_RESPONSES[200]["content"] |= documents.contents(documents.MEDIA_TYPES.values())


@readable(
    router,
    "/about",
    summary="How this is made and how to cite it, or what is known of any IRI",
    response_model=About,
    responses=_RESPONSES,
)
def about_this(
    request: Request,
    iri: Annotated[
        str, Query(description="IRI that the graph uses", examples=["http://www.w3.org/2004/02/skos/core#Concept"])
    ] = "",
    format: Format = None,
) -> Response:
    """Without an IRI: the version that is served, the scores of the reader, licence, and how to cite the version.

    As a page, JSON, BibTeX (`?format=bib`) or CSL-JSON (`?format=csl`); as CSV the scores. With an IRI: what the graph
    says of it, also of one that is not its own (a term of another vocabulary, a class, a match), as a page, Turtle,
    JSON-LD, RDF/XML or N-Triples, by `Accept` or `?format=`.
    """
    if iri:
        return things.about(request, iri)
    settings: Settings = request.app.state.settings

    def make(snapshot: Snapshot) -> About:
        return about.about(snapshot.info, settings, documents.service(request).root, figures())

    return answered(request, format, make, _CSV, _BIBTEX, _CSL, page=Page("about.html", _more))


def _more(_: Snapshot, answer: Any) -> Mapping[str, Any]:
    """The addresses of the forms: their endings are no part of this path."""
    return {"forms": {form.title: f"/about?format={form.name}" for form in (_BIBTEX, _CSL)}}


def _table(answer: Any) -> Table:
    return Table("scores", about.COLUMNS, about.rows(answer))


_CSV: Final = csv_of(_table, "scores")
