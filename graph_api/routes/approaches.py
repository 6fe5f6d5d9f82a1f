"""/approaches: who follows an approach, and in what status."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from graph_api.lists import InitiativeList, OrganisationList
from graph_api.routes.answering import XLSX, Format, responses
from graph_api.routes.concept_pages import all_concepts, concept_list, one_concept
from graph_api.routes.documents import readable
from graph_api.routes.listing import InitiativeChoices, OrganisationChoices
from graph_api.themes.answers import ConceptAnswer, Concepts

router = APIRouter(tags=["Themes"])
Key = Annotated[str, Path(description="key or name of the approach", examples=["welzijn-op-recept"], max_length=300)]


@readable(
    router,
    "/approaches",
    summary="The approaches that regions follow",
    response_model=Concepts,
    responses=responses("The approaches"),
)
def approaches(request: Request, format: Format = None) -> Response:
    """Each with the regions that follow it, and in what status. / De aanpakken, met de regio's die ze volgen."""
    return all_concepts(request, format, "approaches")


@readable(
    router,
    "/approaches/{key}",
    summary="An approach",
    response_model=ConceptAnswer,
    responses=responses("The approach", XLSX),
)
def approach(request: Request, key: Key, format: Format = None) -> Response:
    """Who follows it, in what status, with which goals, voorlopers first. / Wie deze aanpak volgt."""
    return one_concept(request, format, "approaches", key)


@readable(
    router,
    "/approaches/{key}/initiatives",
    summary="The initiatives that follow an approach",
    response_model=InitiativeList,
    responses=responses("The initiatives", XLSX),
)
def approach_initiatives(request: Request, key: Key, asked: InitiativeChoices, format: Format = None) -> Response:
    """Initiatives and voorlopers that follow it, in pages. / Initiatieven die deze aanpak volgen."""
    return concept_list(request, format, "approaches", key, "initiatives", asked)


@readable(
    router,
    "/approaches/{key}/organisations",
    summary="The organisations behind an approach",
    response_model=OrganisationList,
    responses=responses("The organisations", XLSX),
)
def approach_organisations(request: Request, key: Key, asked: OrganisationChoices, format: Format = None) -> Response:
    """Organisations that take part in initiatives that follow it, in pages. / Organisaties achter deze aanpak."""
    return concept_list(request, format, "approaches", key, "organisations", asked)
