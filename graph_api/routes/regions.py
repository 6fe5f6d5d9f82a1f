"""/regions: the regions of the graph, regions like a region, and what changed between the plans of a region."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from graph_api.compare.alike import MOST, alike
from graph_api.compare.answers import Changes, Likes
from graph_api.compare.changes import changes
from graph_api.compare.loaded import Loaded, loaded
from graph_api.compare.tables import change_table, like_table
from graph_api.facts.model import key_of
from graph_api.regions.answers import RegionList, RegionPage
from graph_api.regions.overview import region_list
from graph_api.regions.page import Sources, region_page
from graph_api.regions.tables import list_table, page_table, page_tables
from graph_api.routes.answering import Form, Format, Page, csv_of, responses, xlsx_of
from graph_api.routes.answering import answered as answered_from
from graph_api.routes.checks import checked_of
from graph_api.routes.documents import kept, readable, service
from graph_api.routes.listing import InitiativeChoices, lists_of
from graph_api.settings import Settings
from graph_api.store import Snapshot

router = APIRouter(tags=["Regions"])

Key = Annotated[str, Path(description="key or name of the region", examples=["brinkland"], max_length=300)]
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@readable(
    router,
    "/regions",
    summary="The regions of the graph",
    response_model=RegionList,
    responses=responses("The regions, by name; parts below what holds them"),
)
def regions(
    request: Request,
    name: Annotated[str, Query(max_length=100, description="letters in their names")] = "",
    kind: Annotated[str, Query(max_length=50, description="key of a kind of region", examples=["izaRegio"])] = "",
    everything: Annotated[
        bool, Query(alias="all", description="also those that only the register knows, of which nothing was read")
    ] = False,
    format: Format = None,
) -> Response:
    """Those that a plan covers or that goals and initiatives are of, with their plans and what weighs most in them.

    Apart those of which no plan was read: IZA regions, or the kind that is asked for.

    De regio's waarvan een plan gelezen is, of waarvan doelen en initiatieven gevonden zijn.
    """
    return _answered(
        request,
        format,
        lambda snapshot, found: region_list(found.atlas, snapshot.info.name, name, kind, everything),
        csv_of(list_table, "regions"),
        page=Page("regions.html"),
    )


@readable(
    router,
    "/regions/{key}",
    summary="A region",
    response_model=RegionPage,
    responses=responses("The region", _XLSX),
)
def region(request: Request, key: Key, asked: InitiativeChoices, format: Format = None) -> Response:
    """All that was read of a region: themes by what they weigh, goals by year, initiatives, organisations, checks, the
    regions within it, what changed, and regions like it. The choices narrow the initiatives.

    Alles wat van een regio gelezen is.
    """

    def make(snapshot: Snapshot, found: Loaded) -> RegionPage:
        iri = found.known.region(key)
        sources = Sources(
            found=found,
            lists=lists_of(request, snapshot),
            checked=checked_of(request, snapshot)[0],
            text=snapshot.source,
            version=snapshot.info,
            address=f"{service(request).root}/regions/{key_of(iri)}",
        )
        return region_page(sources, iri, _changes(request, snapshot, found, iri), asked)

    return _answered(
        request,
        format,
        make,
        csv_of(page_table, "region"),
        xlsx_of(page_tables, "region"),
        page=Page("region.html"),
    )


@readable(
    router,
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
        csv_of(like_table, "regions"),
        page=Page("region-like.html"),
    )


@readable(
    router,
    "/regions/{key}/changes",
    summary="What changed between the plans of a region",
    response_model=Changes,
    responses=responses("Goals and initiatives of the plan next to those of its update"),
)
def changed(
    request: Request,
    key: Key,
    shown: Annotated[
        int, Query(ge=1, le=500, description="changes of a kind on the page; the other forms have all")
    ] = 50,
    format: Format = None,
) -> Response:
    """Kept, changed (status, target, year), new, or not mentioned again, which does not mean that it stopped.

    Gebleven, veranderd, nieuw, of niet meer genoemd; dat laatste betekent niet dat het gestopt is.
    """
    return _answered(
        request,
        format,
        lambda snapshot, found: _changes(request, snapshot, found, found.known.region(key)),
        csv_of(change_table, "regions"),
        page=Page("region-changes.html", lambda snapshot, answer: {"most": shown}),
    )


def _changes(request: Request, snapshot: Snapshot, found: Loaded, region: str) -> Changes:
    return kept(request).of(
        snapshot,
        ("changes", region),
        lambda: changes(found.atlas, region, snapshot.source, snapshot.info.name),
    )


def _answered(
    request: Request, format: str | None, make: Callable[[Snapshot, Loaded], Any], *forms: Form, page: Page
) -> Response:
    """The answer about the regions of a version."""
    settings: Settings = request.app.state.settings

    def of_version(snapshot: Snapshot) -> Any:
        return make(snapshot, loaded(snapshot, kept(request), settings.base))

    return answered_from(request, format, of_version, *forms, page=page)
