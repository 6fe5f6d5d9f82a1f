"""/voorlopers: what a region could take over from others, and why."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from graph_api.routes.answering import Format, Name, Table, answered, csv_of, known, responses
from graph_api.routes.documents import kept, readable
from graph_api.store import Snapshot
from graph_api.voorlopers import Asked, Prepared, Weights
from graph_api.voorlopers.answer import COLUMNS, VoorlopersAnswer, answer, rows

router = APIRouter(tags=["Voorlopers"])
_PREFIX = "weight."


@readable(
    router,
    "/voorlopers",
    summary="What a region could take over from others",
    response_model=VoorlopersAnswer,
    responses=responses("Initiatives elsewhere, the best first"),
)
def voorlopers(
    request: Request,
    region: Annotated[str, Query(min_length=1, max_length=300, description="key, IRI or name", examples=["brinkland"])],
    theme: Name = "",
    about: Annotated[str, Query(max_length=300, description="words that they must have to do with")] = "",
    limit: Annotated[int, Query(ge=1, le=200, description="how many to give at most")] = 20,
    left_out: Annotated[bool, Query(description="list what the region has already too, and why")] = False,
    readiness: Annotated[float | None, Query(alias="weight.readiness", ge=0, examples=[0.5])] = None,
    fit: Annotated[float | None, Query(alias="weight.fit", ge=0)] = None,
    evidence: Annotated[float | None, Query(alias="weight.evidence", ge=0)] = None,
    format: Format = None,
) -> Response:
    """Initiatives of other regions that run or are exemplary, fit the region's goals, and that it was not found to have.

    Each with its score from 0 to 1 and what that is made of, a reason in a sentence, whom to call, and the words of its
    plan. The weights can be changed, those of parts too (`weight.fit.goals=0.5`); the answer gives them back as they
    counted. docs/voorlopers.md has the table.

    Initiatieven van andere regio's die lopen of als voorbeeld gelden, passen bij de doelen van de regio en daar niet
    gevonden zijn.
    """

    def make(snapshot: Snapshot) -> VoorlopersAnswer:
        found = known(request, snapshot)
        asked = Asked(
            region=found.region(region),
            theme=found.theme(theme) if theme else None,
            about=about.strip(),
            limit=limit,
            weights=_weights(request),
        )
        prepared = kept(request).of(snapshot, "voorlopers", lambda: Prepared(found.facts, snapshot.source))
        return answer(found, prepared, asked, snapshot.info.name, left_out)

    return answered(request, format, make, csv_of(_table, "voorlopers"))


def _table(made: Any) -> Table:
    return Table("voorlopers", COLUMNS, rows(made))


def _weights(request: Request) -> Weights:
    given = {
        name.removeprefix(_PREFIX): value for name, value in request.query_params.items() if name.startswith(_PREFIX)
    }
    return Weights.usual().changed(given)
