"""What the routes of themes and of approaches share."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response

from graph_api.compare.known import Over
from graph_api.compare.loaded import Loaded, loaded
from graph_api.lists import Asked
from graph_api.routes.answering import Page, answered, csv_of, xlsx_of
from graph_api.routes.documents import kept
from graph_api.routes.listing import listed, lists_of
from graph_api.settings import Settings
from graph_api.store import Snapshot
from graph_api.themes.concept import concept
from graph_api.themes.overview import overview
from graph_api.themes.tables import concept_table, overview_table


def all_concepts(request: Request, format: str | None, over: Over) -> Response:
    """All themes or approaches."""

    def make(snapshot: Snapshot) -> Any:
        atlas = _held(request, snapshot).atlas
        return kept(request).of(snapshot, ("concepts", over), lambda: overview(atlas, over, snapshot.info.name))

    return answered(request, format, make, csv_of(overview_table, over), page=Page(f"{over}.html"))


def one_concept(request: Request, format: str | None, over: Over, key: str) -> Response:
    """One of them."""

    def make(snapshot: Snapshot) -> Any:
        held = _held(request, snapshot)
        lists = lists_of(request, snapshot)
        name = snapshot.info.name
        return concept(held.atlas, lists, over, _iri(held, over, key), snapshot.rows, snapshot.source, name)

    return answered(
        request,
        format,
        make,
        csv_of(concept_table, over),
        xlsx_of(lambda answer: [concept_table(answer)], over),
        page=Page("concept.html", lambda snapshot, answer: {"over": over}),
    )


def concept_list(request: Request, format: str | None, over: Over, key: str, what: str, asked: Asked) -> Response:
    """All goals, initiatives or organisations on one of them."""
    kind = "theme" if over == "themes" else "approach"

    def within(snapshot: Snapshot) -> dict[str, str]:
        return {kind: _iri(_held(request, snapshot), over, key)}

    return listed(request, format, what, asked, "concept-list.html", within, over=over)


def _held(request: Request, snapshot: Snapshot) -> Loaded:
    settings: Settings = request.app.state.settings
    return loaded(snapshot, kept(request), settings.base)


def _iri(held: Loaded, over: Over, key: str) -> str:
    return held.known.theme(key) if over == "themes" else held.known.approach(key)
