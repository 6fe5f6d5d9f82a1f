"""/organisations: who is named in the plans, narrowed by choices, in pages."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from graph_api.lists import Asked, OrganisationList, organisations
from graph_api.lists.organisations import ORDERS
from graph_api.lists.tables import organisation_table
from graph_api.routes.answering import Format, Page, csv_of, responses, xlsx_of
from graph_api.routes.answering import answered as answered_from
from graph_api.routes.documents import readable
from graph_api.routes.listing import OrganisationChoices, Whole, lists_of
from graph_api.store import Snapshot

router = APIRouter(tags=["Networks"])
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@readable(
    router,
    "/organisations",
    summary="The organisations of the graph",
    response_model=OrganisationList,
    responses=responses("The organisations, with the choices that narrow them", _XLSX),
)
def organisation_list(request: Request, asked: OrganisationChoices, format: Format = None) -> Response:
    """Organisations that plans name, with their initiatives by role: most initiatives first.

    Organisaties die in plannen genoemd worden, met hun initiatieven per rol.
    """

    def make(snapshot: Snapshot, wanted: Asked) -> Any:
        return organisations(lists_of(request, snapshot), wanted, snapshot.info.name)

    whole = Whole(request, make, asked)
    table = whole.table(organisation_table)
    return answered_from(
        request,
        format,
        whole.page,
        csv_of(table, "organisations"),
        xlsx_of(lambda answer: [table(answer)], "organisations"),
        page=Page("organisations.html", lambda snapshot, answer: {"orders": tuple(ORDERS)}),
    )
