"""/lookup: which thing is called so."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from graph_api.lookup import Kind, Match, Names
from graph_api.routes import documents
from graph_api.routes.documents import readable
from graph_api.routes.problems import Problem
from graph_api.routes.versioned import not_modified, version_headers
from graph_api.store import Store

router = APIRouter(tags=["Linked data"])


class Found(BaseModel):
    """A thing with that name, or with one that comes near."""

    iri: str = Field(examples=["https://w3id.org/regiograaf/id/region/gemeente-utrecht"])
    address: str = Field(description="where the service tells what is known of it")
    label: str = Field(description="what it is called", examples=["Utrecht"])
    name: str = Field(description="the name of it that was found: its label, or another name in use")
    kinds: list[Kind] = Field(description="its classes; a voorloper is an initiative too")
    region: str = Field(description="name of the region that it belongs to; empty where it has none")
    score: float = Field(ge=0, le=100, description="how like the name is to what was asked; 100 is the same")


class Lookup(BaseModel):
    """The things of a name."""

    label: str = Field(description="what was asked")
    exact: bool = Field(description="whether these have that name; if not, their names come near")
    found: list[Found]


@readable(
    router,
    "/lookup",
    summary="What is called so",
    response_model=Lookup,
    responses={304: {"description": "The client has it already"}, 503: {"model": Problem, "description": "No store"}},
)
def lookup(
    request: Request,
    response: Response,
    label: Annotated[str, Query(min_length=1, max_length=500, description="a name", examples=["utrecht"])],
    kind: Annotated[Kind | None, Query(description="only things of this class")] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="things to give at most")] = 10,
) -> Lookup | Response:
    """The IRIs of things by their label or another name; case, accents and punctuation do not count.

    Where nothing has the name, those whose names come nearest are given, and `exact` is false.
    """
    opened: Store = request.app.state.store
    with opened.read() as snapshot:
        headers = version_headers(snapshot.info, f"lookup {documents.service(request).root} {request.url.query}")
        if known := not_modified(request, headers):
            return known
        names = documents.kept(request).of(snapshot, "names", lambda: Names.of(snapshot))
    response.headers.update(headers)
    matches = names.find(label, kind, limit)
    exact = bool(matches) and matches[0].score == 100
    return Lookup(label=label, exact=exact, found=[_found(request, match) for match in matches])


def _found(request: Request, match: Match) -> Found:
    thing = match.thing
    return Found(
        iri=thing.iri,
        address=documents.service(request).of(thing.iri) or thing.iri,
        label=thing.label,
        name=match.name,
        kinds=list(thing.kinds),
        region=thing.region,
        score=round(match.score, 1),
    )
