"""/organisations: who is named in the plans, narrowed by choices, in pages."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from graph_api.lists import OrganisationList
from graph_api.routes.answering import XLSX, Format, responses
from graph_api.routes.documents import readable
from graph_api.routes.listing import OrganisationChoices, listed

router = APIRouter(tags=["Networks"])


@readable(
    router,
    "/organisations",
    summary="The organisations of the graph",
    response_model=OrganisationList,
    responses=responses("The organisations, with the choices that narrow them", XLSX),
)
def organisation_list(request: Request, asked: OrganisationChoices, format: Format = None) -> Response:
    """Organisations that plans name, with their initiatives by role: most initiatives first.

    Organisaties die in plannen genoemd worden, met hun initiatieven per rol.
    """
    return listed(request, format, "organisations", asked, "organisations.html")
