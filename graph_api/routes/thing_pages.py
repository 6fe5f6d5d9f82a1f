"""Pages of initiatives, goals and organisations, which show more than that of just any thing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request

from graph_api.compare.loaded import loaded
from graph_api.facts import Facts
from graph_api.facts.model import key_of
from graph_api.lists import Lists
from graph_api.networks.answer import around
from graph_api.networks.build import Chosen
from graph_api.networks.measures import Measured, measured
from graph_api.pages_of.goal import goal
from graph_api.pages_of.initiative import beside, initiative
from graph_api.pages_of.organisation import NODES, figure, organisation
from graph_api.routes import documents
from graph_api.routes.answering import facts
from graph_api.routes.checks import checked_of
from graph_api.routes.documents import kept
from graph_api.routes.listing import lists_of
from graph_api.routes.similar import likes_of
from graph_api.settings import Settings
from graph_api.store import Snapshot
from graph_api.web import language, words

_LIKE: Final = 8
"""Like initiatives that a page shows."""
Shown = tuple[str, dict[str, Any]]
"""The template, and what it shows."""


def page_of(request: Request, snapshot: Snapshot, iri: str) -> Shown | None:
    """The page of a thing that has one of its own; None for others, and where no plan was read."""
    known = facts(request, snapshot)
    if known.is_empty:
        return None
    for things, make in _MADE.items():
        if iri in getattr(known, things):
            return make(request, snapshot, known, iri)
    return None


def network(request: Request, snapshot: Snapshot, known: Facts, chosen: Chosen | None = None) -> Measured:
    """A network of a version, made once."""
    asked = chosen or Chosen()
    return kept(request).of(snapshot, ("network", asked), lambda: measured(known, asked))


def types_of(known: Facts, tongue: int) -> dict[str, str]:
    """Types of organisation that there are, by key, in Dutch (0) or English (1)."""
    types = sorted({one.type for one in known.organisations.values() if one.type})
    return {key_of(iri).removeprefix("organisation-"): known.label(iri)[tongue] for iri in types}


def _initiative(request: Request, snapshot: Snapshot, known: Facts, iri: str) -> Shown:
    lists, one = lists_of(request, snapshot), known.initiatives[iri]
    likes = likes_of(request, snapshot, iri, _LIKE)
    pairs = [
        (
            info,
            f"{documents.links(request).root}/compare?{urlencode(asked)}"
            if (asked := beside(known, one, like))
            else "",
        )
        for info, like in likes
    ]
    return "initiative.html", {
        "shown": initiative(lists, iri),
        "likes": pairs,
        "key": _rest(request, iri, "initiative"),
    }


def _goal(request: Request, snapshot: Snapshot, known: Facts, iri: str) -> Shown:
    settings: Settings = request.app.state.settings
    atlas = loaded(snapshot, kept(request), settings.base).atlas
    checked, _ = checked_of(request, snapshot)
    return "goal.html", {"shown": goal(lists_of(request, snapshot), atlas.near, checked.of(iri), iri)}


def _organisation(request: Request, snapshot: Snapshot, known: Facts, iri: str) -> Shown:
    lists: Lists = lists_of(request, snapshot)
    net = network(request, snapshot, known)
    near = around(known, net, iri, snapshot.info.name)
    tongue = 1 if language(request) == "en" else 0
    nodes = [*([near.node] if near.node else []), *(one.organisation for one in near.neighbours)]
    rest = words(language(request))["network_other_types"]
    data = figure(known, net, nodes, tongue, rest, documents.links(request).of)
    return "organisation.html", {
        "shown": organisation(lists, iri),
        "near": near,
        "figure": data,
        "types": types_of(known, tongue),
        "most": NODES - 1,
        "key": key_of(iri),
    }


def _rest(request: Request, iri: str, kind: str) -> str:
    settings: Settings = request.app.state.settings
    return iri.removeprefix(f"{settings.base}{kind}/")


_MADE: Final[dict[str, Callable[[Request, Snapshot, Facts, str], Shown]]] = {
    "initiatives": _initiative,
    "goals": _goal,
    "organisations": _organisation,
}
"""By where the facts have them."""
