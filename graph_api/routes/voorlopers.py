"""/voorlopers: what a region could take over from others, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from graph_api.pages_of import choices
from graph_api.routes.answering import Format, Name, Page, Table, answered, csv_of, known, responses
from graph_api.routes.documents import kept, readable
from graph_api.store import Snapshot
from graph_api.voorlopers import Asked, Prepared, Weights
from graph_api.voorlopers.answer import COLUMNS, answer, rows
from graph_api.voorlopers.model import VoorlopersAnswer
from graph_api.web import language, words

router = APIRouter(tags=["Voorlopers"])
_PREFIX: Final = "weight."
_CARDS: Final = 40
"""Cards on a page; 200 of them would be a megabyte."""


@readable(
    router,
    "/voorlopers",
    summary="What a region could take over from others",
    response_model=VoorlopersAnswer,
    responses=responses("Initiatives elsewhere, the best first"),
)
def voorlopers(
    request: Request,
    region: Annotated[
        str, Query(max_length=300, description="key, IRI or name; without: of all regions", examples=["brinkland"])
    ] = "",
    theme: Name = "",
    about: Annotated[str, Query(max_length=300, description="words that they must have to do with")] = "",
    limit: Annotated[int, Query(ge=1, le=200, description="how many to give at most")] = 20,
    page: Annotated[int, Query(ge=1, le=10_000, description="the first gives the best, the second those after")] = 1,
    left_out: Annotated[bool, Query(description="list what the region has already too, and why")] = False,
    readiness: Annotated[float | None, Query(alias="weight.readiness", ge=0, examples=[0.5])] = None,
    fit: Annotated[float | None, Query(alias="weight.fit", ge=0)] = None,
    evidence: Annotated[float | None, Query(alias="weight.evidence", ge=0)] = None,
    format: Format = None,
) -> Response:
    """Initiatives of other regions that run or are exemplary, fit the region's goals, and that it was not found to have.

    Each with its score from 0 to 1 and what that is made of, a reason in a sentence, whom to call, and the words of its
    plan. The weights can be changed, those of parts too (`weight.fit.goals=0.5`); the answer gives them back as they
    counted. `not_yet` lists what is only planned elsewhere. docs/voorlopers.md has the table.

    Initiatieven van andere regio's die lopen of als voorbeeld gelden, passen bij de doelen van de regio en daar niet
    gevonden zijn.
    """

    def make(snapshot: Snapshot) -> VoorlopersAnswer:
        found = known(request, snapshot)
        asked = Asked(
            region=found.region(region) if region else "",
            theme=found.theme(theme) if theme else None,
            about=about.strip(),
            limit=limit,
            skip=(page - 1) * limit,
            weights=_weights(request),
        )
        prepared = kept(request).of(snapshot, "voorlopers", lambda: Prepared(found.facts, snapshot.source))
        return answer(found, prepared, asked, snapshot.info.name, left_out)

    def more(snapshot: Snapshot, made: VoorlopersAnswer) -> Mapping[str, Any]:
        """What the form offers."""
        tongue = language(request)
        facts = known(request, snapshot).facts
        first, inside = words(tongue)["voorlopers_regions"], words(tongue)["voorlopers_inside"]
        own = made.region.key if made.region else ""
        return {
            "regions": choices.regions(facts, first, inside, own),
            "themes": choices.themes(facts, tongue),
            "weights": _form(Weights.usual(), _weights(request), 1 if tongue == "en" else 0),
            "weighed": {name: value for name, value in request.query_params.items() if name.startswith(_PREFIX)},
            "cards": _CARDS,
        }

    return answered(request, format, make, csv_of(_table, "voorlopers"), page=Page("voorlopers.html", more))


def _table(made: Any) -> Table:
    return Table("voorlopers", COLUMNS, rows(made))


def _weights(request: Request) -> Weights:
    given = {
        name.removeprefix(_PREFIX): value for name, value in request.query_params.items() if name.startswith(_PREFIX)
    }
    return Weights.usual().changed(given)


def _form(usual: Weights, asked: Weights, tongue: int) -> list[dict[str, Any]]:
    """The weights as a form shows them, each component with its parts."""

    def field(name: str, label: tuple[str, str], was: float, share: float) -> dict[str, Any]:
        return {"name": f"{_PREFIX}{name}", "label": label[tongue], "usual": round(was, 3), "value": round(share, 3)}

    return [
        {
            **field(name, of.weight.label, of.weight.share, asked.components[name].weight.share),
            "parts": [
                field(f"{name}.{part}", own.label, own.share, asked.components[name].parts[part].share)
                for part, own in of.parts.items()
            ],
        }
        for name, of in usual.components.items()
    ]
