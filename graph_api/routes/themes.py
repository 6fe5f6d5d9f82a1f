"""/themes: who wants and does what on a national theme."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from graph_api.lists import GoalList, InitiativeList, OrganisationList
from graph_api.routes.answering import XLSX, Format, responses
from graph_api.routes.concept_pages import all_concepts, concept_list, one_concept
from graph_api.routes.documents import readable
from graph_api.routes.listing import GoalChoices, InitiativeChoices, OrganisationChoices
from graph_api.themes.answers import ConceptAnswer, Concepts

router = APIRouter(tags=["Themes"])
Key = Annotated[str, Path(description="key or name of the theme", examples=["valpreventie"], max_length=300)]


@readable(
    router, "/themes", summary="The national themes", response_model=Concepts, responses=responses("The tree of themes")
)
def themes(request: Request, format: Format = None) -> Response:
    """Each with the goals, initiatives and voorlopers on it and on what is below it, and the regions that have them.

    De landelijke thema's, met wat er per thema gevonden is.
    """
    return all_concepts(request, format, "themes")


@readable(
    router, "/themes/{key}", summary="A theme", response_model=ConceptAnswer, responses=responses("The theme", XLSX)
)
def theme(request: Request, key: Key, format: Format = None) -> Response:
    """Which regions want something on it and by when, who does what, who leads, and where nothing was found.

    Welke regio's willen iets op dit thema, en wanneer; wie doet wat, en waar niets gevonden is.
    """
    return one_concept(request, format, "themes", key)


@readable(
    router,
    "/themes/{key}/goals",
    summary="The goals on a theme",
    response_model=GoalList,
    responses=responses("The goals", XLSX),
)
def theme_goals(request: Request, key: Key, asked: GoalChoices, format: Format = None) -> Response:
    """Goals on the theme and on what is below it, in pages, with the choices that narrow them. / Doelen op het thema."""
    return concept_list(request, format, "themes", key, "goals", asked)


@readable(
    router,
    "/themes/{key}/initiatives",
    summary="The initiatives on a theme",
    response_model=InitiativeList,
    responses=responses("The initiatives", XLSX),
)
def theme_initiatives(request: Request, key: Key, asked: InitiativeChoices, format: Format = None) -> Response:
    """Initiatives and voorlopers on the theme and on what is below it, in pages. / Initiatieven op het thema."""
    return concept_list(request, format, "themes", key, "initiatives", asked)


@readable(
    router,
    "/themes/{key}/organisations",
    summary="The organisations on a theme",
    response_model=OrganisationList,
    responses=responses("The organisations", XLSX),
)
def theme_organisations(request: Request, key: Key, asked: OrganisationChoices, format: Format = None) -> Response:
    """Organisations that take part in initiatives on the theme, in pages. / Organisaties op het thema."""
    return concept_list(request, format, "themes", key, "organisations", asked)
