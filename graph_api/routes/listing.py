"""What addresses of lists have in common: the choices as parameters, the lists of a version, and their forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final

from fastapi import Depends, Query, Request, Response

from graph_api.compare.loaded import loaded
from graph_api.lists import Asked, Lists, goals, initiatives, organisations
from graph_api.lists.asked import MOST, SIZE
from graph_api.lists.goals import ORDERS as GOAL_ORDERS
from graph_api.lists.initiatives import ORDERS as INITIATIVE_ORDERS
from graph_api.lists.organisations import ORDERS as ORGANISATION_ORDERS
from graph_api.lists.tables import goal_table, initiative_table, organisation_table
from graph_api.routes.answering import Page, answered, csv_of, facts, xlsx_of
from graph_api.routes.documents import kept
from graph_api.settings import Settings
from graph_api.store import Snapshot
from graph_api.tables import Table

Several = Annotated[list[str] | None, Query(max_length=20, description="keys, IRIs or names; any of them")]
Ticked = Annotated[list[str] | None, Query(max_length=2, description="yes or no")]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of list."""

    make: Callable[[Lists, Asked, str], Any]
    table: Callable[[Any], Table]
    orders: tuple[str, ...]


_KINDS: Final[Mapping[str, _Kind]] = {
    "goals": _Kind(goals, goal_table, tuple(GOAL_ORDERS)),
    "initiatives": _Kind(initiatives, initiative_table, tuple(INITIATIVE_ORDERS)),
    "organisations": _Kind(organisations, organisation_table, tuple(ORGANISATION_ORDERS)),
}


def listed(
    request: Request,
    format: str | None,
    what: str,
    asked: Asked,
    template: str,
    within: Callable[[Snapshot], Mapping[str, str]] = lambda snapshot: {},
    **shown: Any,
) -> Response:
    """A list in the form that is asked for: a page of it, all of it as a table unless a size is asked for.

    Args:
        request: what it answers.
        format: in place of its Accept header.
        what: goals, initiatives or organisations.
        asked: what they are narrowed by.
        template: of the page; it sees `what`, the `orders` there are, and `shown`.
        within: gives IRIs that the list is of, by kind (region, theme, approach); what it raises becomes a problem.
        shown: what else the page shows.
    """
    kind = _KINDS[what]

    def make(snapshot: Snapshot, wanted: Asked) -> Any:
        narrowed = replace(wanted, within=within(snapshot))
        return kind.make(lists_of(request, snapshot), narrowed, snapshot.info.name)

    whole = _Whole(request, make, asked)
    table = whole.table(kind.table)
    return answered(
        request,
        format,
        whole.page,
        csv_of(table, what),
        xlsx_of(lambda answer: [table(answer)], what),
        page=Page(template, lambda snapshot, answer: {"what": what, "orders": kind.orders, **shown}),
    )


def lists_of(request: Request, snapshot: Snapshot) -> Lists:
    """What lists of a version are made of, made once.

    Raises:
        EmptyGraphError: no plan was read.
    """
    settings: Settings = request.app.state.settings

    def make() -> Lists:
        atlas = loaded(snapshot, kept(request), settings.base).atlas
        return Lists(facts(request, snapshot), atlas.inside, frozenset(atlas.facts.reasons), atlas.made.owner)

    return kept(request).of(snapshot, "lists", make)


def paging(
    sort: Annotated[
        str, Query(max_length=40, description="order; an unknown one is refused with those there are")
    ] = "",
    page: Annotated[int, Query(ge=1)] = 1,
    size: Annotated[
        int | None, Query(ge=1, le=MOST, description=f"things on a page; {SIZE}, but all in tables (CSV, XLSX)")
    ] = None,
) -> Asked:
    """Which part of a list is asked for, and in which order."""
    return Asked(sort=sort, page=page, size=size or SIZE)


Paging = Annotated[Asked, Depends(paging)]


def goal_choices(
    part: Paging,
    region: Several = None,
    theme: Several = None,
    kind: Several = None,
    year: Several = None,
    number: Ticked = None,
    served: Ticked = None,
    plan: Several = None,
) -> Asked:
    """What goals are narrowed by."""
    return _chosen(part, region=region, theme=theme, kind=kind, year=year, number=number, served=served, plan=plan)


def initiative_choices(
    part: Paging,
    region: Several = None,
    theme: Several = None,
    status: Several = None,
    voorloper: Ticked = None,
    group: Several = None,
    approach: Several = None,
    signal: Several = None,
    organisation: Several = None,
    leader: Several = None,
    plan: Several = None,
) -> Asked:
    """What initiatives are narrowed by."""
    first = {"region": region, "theme": theme, "status": status, "voorloper": voorloper, "group": group}
    rest = {"approach": approach, "signal": signal, "organisation": organisation, "leader": leader, "plan": plan}
    return _chosen(part, **first, **rest)


def organisation_choices(
    part: Paging,
    region: Several = None,
    theme: Several = None,
    type: Several = None,
    role: Several = None,
    plan: Several = None,
) -> Asked:
    """What organisations are narrowed by."""
    return _chosen(part, region=region, theme=theme, type=type, role=role, plan=plan)


GoalChoices = Annotated[Asked, Depends(goal_choices)]
InitiativeChoices = Annotated[Asked, Depends(initiative_choices)]
OrganisationChoices = Annotated[Asked, Depends(organisation_choices)]


class _Whole:
    """A list that is asked for by pages, and given whole in tables unless a size is asked for."""

    def __init__(self, request: Request, make: Callable[[Snapshot, Asked], Any], asked: Asked) -> None:
        """
        Args:
            request: with the address.
            make: makes the list of what is asked.
            asked: the page that is asked for.
        """
        self._cut = "size" in request.query_params or "page" in request.query_params
        self._make = make
        self._asked = asked
        self._all: Callable[[], Any] | None = None

    def page(self, snapshot: Snapshot) -> Any:
        """The page that is asked for."""
        self._all = lambda: self._make(snapshot, replace(self._asked, page=1, size=None))
        return self._make(snapshot, self._asked)

    def table(self, of: Callable[[Any], Table]) -> Callable[[Any], Table]:
        """The table of the whole list."""
        return lambda answer: of(answer if self._cut or self._all is None else self._all())


def _chosen(part: Asked, **choices: list[str] | None) -> Asked:
    """What was chosen; a form that is sent without a script names what was not chosen too, empty."""
    named = {kind: tuple(name for name in names or () if name.strip()) for kind, names in choices.items()}
    return replace(part, chosen={kind: names for kind, names in named.items() if names})
