"""/, /start: what is in the graph at a glance, and the ways into it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from graph_api import start as overview
from graph_api.compare.known import EmptyGraphError
from graph_api.compare.loaded import loaded
from graph_api.plans import stored_plans
from graph_api.routes.answering import JSON, Form, Format, Page, Table, answered, csv_of, responses
from graph_api.routes.documents import HTML, Rendering, kept, readable
from graph_api.settings import Settings
from graph_api.sparql.formats import best_of
from graph_api.start import Start
from graph_api.store import Snapshot
from graph_api.web import VARY

router = APIRouter(tags=["Status"])

_LINKS: Final = {
    "start": "/start.json",
    "sparql": "/sparql",
    "plans": "/plans",
    "queries": "/queries",
    "search": "/search",
    "exports": "/export",
    "catalogue": "/catalog",
    "health": "/health",
    "documentation": "/docs",
    "openapi": "/openapi.json",
}
_PLANS: Final = 20
"""Plans that the page lists; /plans has all."""
_EMPTY: Final = ("mentioned", "not-in-plan", "not-found", "plan-not-read", "rejected")
"""What a cell without facts may be, in the order of the key."""
_PARTS: Final = Query(description="give regions that lie within others a column of their own too")


@readable(
    router,
    "/",
    summary="Where to start",
    response_model=dict[str, str] | Start,
    responses=responses("Links, or the start page"),
)
def root(request: Request, parts: Annotated[bool, _PARTS] = False, format: Format = None) -> Response:
    """Links to what the service offers, for a tool; for a person the page of /start, and as CSV its matrix."""
    offered: list[Form | Rendering] = [JSON, _CSV, HTML]
    if format is None and best_of(request.headers.get("accept"), offered, "answer") is JSON:
        return JSONResponse(_LINKS, headers={"Vary": VARY})
    return _answered(request, parts, format)


@readable(
    router, "/start", summary="What is in the graph", response_model=Start, responses=responses("What is in the graph")
)
def start(request: Request, parts: Annotated[bool, _PARTS] = False, format: Format = None) -> Response:
    """Plans, numbers, the matrix of regions and national themes, and how well plans are read.

    A cell counts goals and initiatives on the theme or below it, of the region or within it; where there are none it says
    what that means, as /compare does. As CSV: the matrix, a row for each cell.

    Wat er in de graaf staat: plannen, aantallen, de matrix van regio's en landelijke thema's, en hoe goed plannen gelezen
    worden.
    """
    return _answered(request, parts, format)


def _answered(request: Request, parts: bool, format: str | None) -> Response:
    settings: Settings = request.app.state.settings

    def make(snapshot: Snapshot) -> Start:
        return kept(request).of(snapshot, ("start", parts), lambda: _start(request, snapshot, settings.base, parts))

    return answered(request, format, make, _CSV, page=Page("start.html", _more))


def _start(request: Request, snapshot: Snapshot, base: str, parts: bool) -> Start:
    keep = kept(request)
    plans = keep.of(snapshot, "plans", lambda: stored_plans(snapshot))
    try:
        atlas = loaded(snapshot, keep, base).atlas
    except EmptyGraphError:
        atlas = None
    return overview.start(snapshot.info, plans, overview.numbers(snapshot), atlas, snapshot.source, parts)


def _more(_: Snapshot, answer: Any) -> Mapping[str, Any]:
    """The themes in groups that fold: each at the top with those below it."""
    groups: list[list[Any]] = []
    for theme in answer.themes:
        if theme.broader is None or not groups:
            groups.append([])
        groups[-1].append(theme)
    return {
        "groups": groups,
        "scores": {one.kind: one for one in answer.scores},
        "links": _LINKS,
        "level": lambda number: _level(number, answer.most),
        "most_plans": _PLANS,
        "empty_states": [one for one in _EMPTY if any(cell.state == one for t in answer.themes for cell in t.cells)],
    }


def _level(number: int, most: int) -> int:
    """Which of nine depths a number gets: by its root, because a few cells hold far more than all others."""
    return min(9, 1 + int(8 * math.sqrt(number / most))) if number and most else 0


def _table(answer: Any) -> Table:
    return Table("start", overview.COLUMNS, overview.rows(answer))


_CSV: Final = csv_of(_table, "start")
