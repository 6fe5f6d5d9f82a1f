"""/quality: what the checks found, what the reading is unsure of, what is kept out and why, how well plans are read."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from graph_api import kept_out
from graph_api.compare.known import EmptyGraphError
from graph_api.compare.loaded import loaded
from graph_api.evaluation.figures import figures
from graph_api.plans import stored_plans
from graph_api.quality import Asked, Kind, Part, Quality, quality
from graph_api.quality.tables import table, tables
from graph_api.routes.answering import XLSX, Format, Page, answered, csv_of, facts, responses, xlsx_of
from graph_api.routes.documents import kept, readable
from graph_api.settings import Settings
from graph_api.store import Snapshot

router = APIRouter(tags=["Checks of plans"])


@readable(
    router,
    "/quality",
    summary="How sound the graph is",
    response_model=Quality,
    responses=responses("Checks, uncertain facts, what is kept out, scores", XLSX),
)
def quality_of_graph(
    request: Request,
    below: Annotated[float, Query(ge=0, le=1, description="facts with a confidence under this are uncertain")] = 0.5,
    kind: Annotated[Kind | None, Query(description="only uncertain facts of this kind")] = None,
    page: Annotated[int, Query(ge=1, le=100_000, description="of the uncertain facts")] = 1,
    size: Annotated[int, Query(ge=1, le=1000, description="uncertain facts a page")] = 25,
    part: Annotated[Part, Query(description="what to give as CSV")] = "checks",
    format: Format = None,
) -> Response:
    """The report of the checks by plan, facts that the reading is not sure of, and what is kept out of the graph and why.

    With the scores of the reader against careful readers. As CSV one part of it (`part`), as a workbook all.

    Wat de controles vonden, waarvan de lezing niet zeker is, wat buiten de graaf bleef en waarom, en hoe goed er gelezen
    wordt.
    """
    settings: Settings = request.app.state.settings
    asked = Asked(below, kind, page, size)

    def make(snapshot: Snapshot) -> Quality:
        keep = kept(request)
        plans = keep.of(snapshot, "plans", lambda: stored_plans(snapshot))
        return quality(
            snapshot.info.name,
            plans,
            keep.of(snapshot, "reports", lambda: {plan.key: snapshot.report(plan.key) for plan in plans}),
            facts(request, snapshot),
            _rejected(request, snapshot, settings.base),
            kept_out.read(snapshot),
            figures(),
            asked,
        )

    as_csv = csv_of(lambda answer: table(answer, part), f"quality-{part}")
    shown = Page("quality.html", partial(_more, request))
    return answered(request, format, make, as_csv, xlsx_of(tables, "quality"), page=shown)


def _rejected(request: Request, snapshot: Snapshot, base: str) -> dict[str, str]:
    """What a review rejected, with the reason."""
    try:
        return loaded(snapshot, kept(request), base).atlas.facts.reasons
    except EmptyGraphError:
        return {}


def _more(request: Request, snapshot: Snapshot, answer: Any) -> dict[str, Any]:
    """How many pages of uncertain facts there are, and keys of plans by the file that they were read from."""
    plans = kept(request).of(snapshot, "plans", lambda: stored_plans(snapshot))
    uncertain = answer.uncertain
    return {"pages": -(-uncertain.total // uncertain.size), "files": {plan.file: plan.key for plan in plans}}
