"""/regions/{key}/goals, …/initiatives and …/organisations: all of a region, narrowed by choices, in pages."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from graph_api.compare.loaded import loaded
from graph_api.lists import Asked, GoalList, InitiativeList, OrganisationList
from graph_api.routes.answering import XLSX, Format, responses
from graph_api.routes.documents import kept, readable
from graph_api.routes.listing import GoalChoices, InitiativeChoices, OrganisationChoices, listed
from graph_api.routes.regions import Key
from graph_api.settings import Settings
from graph_api.store import Snapshot

router = APIRouter(tags=["Regions"])


@readable(
    router,
    "/regions/{key}/goals",
    summary="The goals of a region",
    response_model=GoalList,
    responses=responses("The goals, with the choices that narrow them", XLSX),
)
def region_goals(request: Request, key: Key, asked: GoalChoices, format: Format = None) -> Response:
    """Goals of the region and of regions within it, each with its target and the words of its plan.

    Doelen van de regio, met streefwaarde en citaat.
    """
    return _listed(request, format, "goals", asked, key)


@readable(
    router,
    "/regions/{key}/initiatives",
    summary="The initiatives of a region",
    response_model=InitiativeList,
    responses=responses("The initiatives, with the choices that narrow them", XLSX),
)
def region_initiatives(request: Request, key: Key, asked: InitiativeChoices, format: Format = None) -> Response:
    """Initiatives and voorlopers of the region and of regions within it, with status, leader and the words of the plan.

    Initiatieven en voorlopers van de regio.
    """
    return _listed(request, format, "initiatives", asked, key)


@readable(
    router,
    "/regions/{key}/organisations",
    summary="The organisations of a region",
    response_model=OrganisationList,
    responses=responses("The organisations, with the choices that narrow them", XLSX),
)
def region_organisations(request: Request, key: Key, asked: OrganisationChoices, format: Format = None) -> Response:
    """Organisations that take part in initiatives of the region, or that the parts of plans about it name.

    Organisaties van de regio, met hun rollen.
    """
    return _listed(request, format, "organisations", asked, key)


def _listed(request: Request, format: str | None, what: str, asked: Asked, key: str) -> Response:
    settings: Settings = request.app.state.settings

    def within(snapshot: Snapshot) -> dict[str, str]:
        return {"region": loaded(snapshot, kept(request), settings.base).known.region(key)}

    return listed(request, format, what, asked, "region-list.html", within)
