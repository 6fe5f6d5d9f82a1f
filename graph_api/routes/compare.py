"""/compare: regions side by side over themes or approaches."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from graph_api.compare.compare import Asked, compare
from graph_api.compare.comparison import Comparison
from graph_api.compare.loaded import loaded
from graph_api.compare.tables import cell_table, comparison_tables
from graph_api.routes.answering import XLSX, Format, answered, csv_of, responses, xlsx_of
from graph_api.routes.documents import kept
from graph_api.settings import Settings
from graph_api.store import Snapshot

router = APIRouter(tags=["Regions"])


def _several(what: str, examples: list[str], least: int = 0) -> Any:
    return Query(description=f"{what}: key, IRI or name", min_length=least, max_length=100, examples=[examples])


@router.get(
    "/compare",
    summary="Regions side by side",
    response_model=Comparison,
    responses=responses("The regions side by side", XLSX),
)
def comparison(
    request: Request,
    region: Annotated[list[str], _several("a region, at any level", ["brinkland", "waterlanden"], 1)],
    theme: Annotated[list[str], _several("a national theme, with what is below it", ["ouderen"])] = [],  # noqa: B006
    approach: Annotated[list[str], _several("an approach", ["welzijn-op-recept"])] = [],  # noqa: B006
    over: Annotated[
        Literal["themes", "approaches"] | None,
        Query(description="the rows; themes, unless approaches are named"),
    ] = None,
    rollup: Annotated[
        bool, Query(description="count regions within a region with it; if not, each has a column of its own")
    ] = True,
    evidence: Annotated[
        bool, Query(description="give the facts behind the figures, with the words of the plan")
    ] = False,
    format: Format = None,
) -> Response:
    """Numbers of goals by kind, initiatives by status and voorlopers, with the facts behind each, and salience.

    A cell without goal or initiative says what that means: mentioned, not in the plan, plan not read, rejected on
    review. Goals that speak of the same thing stand side by side. The address in `self` gives the same comparison.

    Zet regio's naast elkaar. 'Niet gevonden' is iets anders dan 'niet in het plan': elke lege cel zegt wat het is.
    """

    settings: Settings = request.app.state.settings

    def make(snapshot: Snapshot) -> Comparison:
        found = loaded(snapshot, kept(request), settings.base)
        rows, concepts = found.known.concepts(over, theme, approach)
        asked = Asked(
            regions=tuple(dict.fromkeys(map(found.known.region, region))),
            over=rows,
            concepts=concepts,
            rollup=rollup,
            evidence=evidence,
        )
        return compare(found.atlas, asked, snapshot.rows, snapshot.source, snapshot.info.name)

    return answered(request, format, make, csv_of(cell_table, "comparison"), xlsx_of(comparison_tables))
