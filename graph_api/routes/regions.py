"""/regions: the regions of the graph, regions like a region, and what changed between the plans of a region."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from graph_api.compare.alike import MOST, alike
from graph_api.compare.answers import Changes, Likes, RegionInfo, Regions
from graph_api.compare.changes import changes
from graph_api.compare.loaded import Loaded, loaded
from graph_api.compare.overview import overview, region_info
from graph_api.compare.tables import change_table, like_table, region_table
from graph_api.routes.answering import Format, Table, csv_of, responses
from graph_api.routes.answering import answered as answered_from
from graph_api.routes.documents import kept
from graph_api.settings import Settings
from graph_api.store import Snapshot

router = APIRouter(tags=["Regions"])

Key = Annotated[str, Path(description="key or name of the region", examples=["brinkland"], max_length=300)]


@router.get(
    "/regions",
    summary="The regions of the graph",
    response_model=Regions,
    responses=responses("The regions, by name"),
)
def regions(
    request: Request,
    everything: Annotated[
        bool, Query(alias="all", description="also those that only the register knows, of which nothing was read")
    ] = False,
    format: Format = None,
) -> Response:
    """Those that a plan covers or that goals and initiatives are of, with their plans and what weighs most in them.

    De regio's waarvan een plan gelezen is, of waarvan doelen en initiatieven gevonden zijn.
    """
    return _answered(
        request,
        format,
        lambda snapshot, found: overview(found.atlas, snapshot.info.name, everything),
        region_table,
    )


@router.get(
    "/regions/{key}",
    summary="A region",
    response_model=RegionInfo,
    responses=responses("The region"),
)
def region(request: Request, key: Key, format: Format = None) -> Response:
    """What was read of a region, with the regions within it. / Wat van een regio gelezen is."""
    return _answered(
        request,
        format,
        lambda snapshot, found: region_info(found.atlas, found.known.region(key)),
        lambda answer: region_table(Regions(version="", regions=[answer], note_nl="", note_en="")),
    )


@router.get(
    "/regions/{key}/like",
    summary="Regions like a region",
    response_model=Likes,
    responses=responses("The regions most like it"),
)
def like(
    request: Request,
    key: Key,
    most: Annotated[int, Query(ge=1, le=100, description="regions at most")] = MOST,
    format: Format = None,
) -> Response:
    """Regions whose plans are alike in themes, goals and initiatives, with what that rests on.

    Regio's waarvan de plannen op elkaar lijken in thema's, doelen en initiatieven, en waarop dat rust.
    """
    return _answered(
        request,
        format,
        lambda snapshot, found: alike(found.profiles, found.known.region(key), snapshot.info.name, most),
        like_table,
    )


@router.get(
    "/regions/{key}/changes",
    summary="What changed between the plans of a region",
    response_model=Changes,
    responses=responses("Goals and initiatives of the plan next to those of its update"),
)
def changed(request: Request, key: Key, format: Format = None) -> Response:
    """Kept, changed (status, target, year), new, or not mentioned again, which does not mean that it stopped.

    Gebleven, veranderd, nieuw, of niet meer genoemd; dat laatste betekent niet dat het gestopt is.
    """
    return _answered(
        request,
        format,
        lambda snapshot, found: kept(request).of(
            snapshot,
            ("changes", iri := found.known.region(key)),
            lambda: changes(found.atlas, iri, snapshot.source, snapshot.info.name),
        ),
        change_table,
    )


def _answered(
    request: Request,
    format: str | None,
    make: Callable[[Snapshot, Loaded], Any],
    table: Callable[[Any], Table],
) -> Response:
    """The answer about the regions of a version, as JSON or CSV."""
    settings: Settings = request.app.state.settings

    def of_version(snapshot: Snapshot) -> Any:
        return make(snapshot, loaded(snapshot, kept(request), settings.base))

    return answered_from(request, format, of_version, csv_of(table, "regions"))
