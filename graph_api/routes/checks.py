"""/checks: how many goals are measurable, bound to a year, served …, per plan, region and theme, each with its list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from graph_api.checks.answer import (
    COLUMNS,
    ITEM_COLUMNS,
    By,
    CheckAnswer,
    ChecksAnswer,
    check,
    item_rows,
    listed,
    rows,
)
from graph_api.checks.tally import Checked, Scope
from graph_api.facts import Label
from graph_api.facts.model import key_of
from graph_api.facts.named import Known
from graph_api.routes.answering import Format, Name, Page, Table, answered, csv_of, known, responses
from graph_api.routes.documents import kept, readable
from graph_api.store import Snapshot
from graph_api.voorlopers import Prepared

router = APIRouter(tags=["Checks of plans"])


@readable(
    router,
    "/checks",
    summary="How plans stand: SMART goals, minimum content, partners, contradictions",
    response_model=ChecksAnswer,
    responses=responses("Shares, each with its numerator and denominator"),
)
def checks(
    request: Request,
    plan: Name = "",
    region: Name = "",
    theme: Name = "",
    by: Annotated[By, Query(description="what to compare")] = "region",
    format: Format = None,
) -> Response:
    """Shares with numerator and denominator, for all plans or those of a region, theme or plan, and for each region in it.

    'Found' is what the reading found: the plan itself may say more. The list behind a share is at `/checks/{name}`, with
    the same filters.

    Aandelen met teller en noemer: meetbare doelen, doelen met een jaar, een initiatief, een eigenaar, en meer.
    """

    def make(snapshot: Snapshot) -> ChecksAnswer:
        checked, found = checked_of(request, snapshot)
        return check(checked, _scope(found, plan, region, theme), by, snapshot.info.name)

    shown = Page("checks.html", lambda snapshot, _: _choices(request, snapshot))
    return answered(request, format, make, csv_of(_table, "checks"), page=shown)


@readable(
    router,
    "/checks/{name}",
    summary="The list behind a share",
    response_model=CheckAnswer,
    responses=responses("The things of which it was not found, or was"),
)
def check_list(
    request: Request,
    name: Annotated[str, Path(max_length=200, description="as /checks has it", examples=["goal-measurable"])],
    plan: Name = "",
    region: Name = "",
    theme: Name = "",
    found: Annotated[bool, Query(description="those of which it was found, instead")] = False,
    limit: Annotated[int, Query(ge=1, le=10_000)] = 100,
    start: Annotated[int, Query(ge=0, description="how many to pass over")] = 0,
    format: Format = None,
) -> Response:
    """Each thing with the words of its plan and their place; in order of plan and place."""

    def make(snapshot: Snapshot) -> CheckAnswer:
        checked, names = checked_of(request, snapshot)
        scope = _scope(names, plan, region, theme)
        return listed(checked, name, scope, found, limit, start, snapshot.info.name)

    def more(snapshot: Snapshot, answer: Any) -> dict[str, Any]:
        place = {"page": start // limit + 1, "pages": -(-answer.total // limit), "limit": limit}
        return _choices(request, snapshot) | place

    return answered(request, format, make, csv_of(_list_table, "check"), page=Page("check.html", more))


def checked_of(request: Request, snapshot: Snapshot) -> tuple[Checked, Known]:
    """The counts of all checks of a version, made once, and its names."""
    found = known(request, snapshot)
    keep = kept(request)

    def make() -> Checked:
        prepared = keep.of(snapshot, "voorlopers", lambda: Prepared(found.facts, snapshot.source))
        return Checked(found.facts, prepared.texts, snapshot.report)

    return keep.of(snapshot, "checks", make), found


def _choices(request: Request, snapshot: Snapshot) -> dict[str, Any]:
    """What the forms offer: plans, regions and national themes, each with its key and its Dutch and English name."""
    facts = known(request, snapshot).facts

    def named(iris: Iterable[str]) -> list[tuple[str, Label]]:
        return sorted(((key_of(iri), facts.label(iri)) for iri in iris), key=lambda one: one[1].nl.casefold())

    return {"plans": named(facts.plans), "regions": named(facts.covered), "themes": named(facts.broader)}


def _scope(names: Known, plan: str, region: str, theme: str) -> Scope:
    return Scope(
        names.plan(plan) if plan else "",
        names.region(region) if region else "",
        names.theme(theme) if theme else "",
    )


def _table(made: Any) -> Table:
    return Table("checks", COLUMNS, rows(made))


def _list_table(made: Any) -> Table:
    return Table("check", ITEM_COLUMNS, item_rows(made))
