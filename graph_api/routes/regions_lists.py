"""/regions/{key}/goals, …/initiatives and …/organisations: all of a region, narrowed by choices, in pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response

from graph_api.compare.loaded import loaded
from graph_api.lists import Asked, GoalList, InitiativeList, Lists, OrganisationList, goals, initiatives, organisations
from graph_api.lists.goals import ORDERS as GOAL_ORDERS
from graph_api.lists.initiatives import ORDERS as INITIATIVE_ORDERS
from graph_api.lists.organisations import ORDERS as ORGANISATION_ORDERS
from graph_api.lists.tables import goal_table, initiative_table, organisation_table
from graph_api.routes.answering import Format, Page, Table, answered, csv_of, responses, xlsx_of
from graph_api.routes.documents import kept, readable
from graph_api.routes.listing import GoalChoices, InitiativeChoices, OrganisationChoices, Whole, lists_of
from graph_api.routes.regions import Key
from graph_api.settings import Settings
from graph_api.store import Snapshot

router = APIRouter(tags=["Regions"])
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Make = Callable[[Lists, Asked, str], Any]


@readable(
    router,
    "/regions/{key}/goals",
    summary="The goals of a region",
    response_model=GoalList,
    responses=responses("The goals, with the choices that narrow them", _XLSX),
)
def region_goals(request: Request, key: Key, asked: GoalChoices, format: Format = None) -> Response:
    """Goals of the region and of regions within it, each with its target and the words of its plan.

    Doelen van de regio, met streefwaarde en citaat.
    """
    return _answered(request, key, asked, format, "goals", goals, goal_table, GOAL_ORDERS)


@readable(
    router,
    "/regions/{key}/initiatives",
    summary="The initiatives of a region",
    response_model=InitiativeList,
    responses=responses("The initiatives, with the choices that narrow them", _XLSX),
)
def region_initiatives(request: Request, key: Key, asked: InitiativeChoices, format: Format = None) -> Response:
    """Initiatives and voorlopers of the region and of regions within it, with status, leader and the words of the plan.

    Initiatieven en voorlopers van de regio.
    """
    return _answered(request, key, asked, format, "initiatives", initiatives, initiative_table, INITIATIVE_ORDERS)


@readable(
    router,
    "/regions/{key}/organisations",
    summary="The organisations of a region",
    response_model=OrganisationList,
    responses=responses("The organisations, with the choices that narrow them", _XLSX),
)
def region_organisations(request: Request, key: Key, asked: OrganisationChoices, format: Format = None) -> Response:
    """Organisations that take part in initiatives of the region, or that the parts of plans about it name.

    Organisaties van de regio, met hun rollen.
    """
    return _answered(
        request, key, asked, format, "organisations", organisations, organisation_table, ORGANISATION_ORDERS
    )


def _answered(
    request: Request,
    key: str,
    asked: Asked,
    format: str | None,
    what: str,
    of: Make,
    table: Callable[[Any], Table],
    orders: Mapping[str, Any],
) -> Response:
    """The list of a region, in the form that was asked for."""
    settings: Settings = request.app.state.settings

    def make(snapshot: Snapshot, wanted: Asked) -> Any:
        region = loaded(snapshot, kept(request), settings.base).known.region(key)
        return of(lists_of(request, snapshot), replace(wanted, within={"region": region}), snapshot.info.name)

    whole = Whole(request, make, asked)
    as_table = whole.table(table)
    return answered(
        request,
        format,
        whole.page,
        csv_of(as_table, what),
        xlsx_of(lambda answer: [as_table(answer)], what),
        page=Page("region-list.html", lambda snapshot, answer: {"what": what, "orders": tuple(orders)}),
    )
