"""Initiatives of a region, on a theme, of an approach, of an organisation, or all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from graph_api.facts import Initiative
from graph_api.facts.shown import quotes
from graph_api.lists.answers import InitiativeList, InitiativeRow
from graph_api.lists.asked import Asked
from graph_api.lists.entries import Lists, signals
from graph_api.lists.making import code, common, names, paged, place, sifted, sorted_by, sureness

KINDS: Final = (
    "region",
    "theme",
    "status",
    "voorloper",
    "group",
    "approach",
    "signal",
    "organisation",
    "leader",
    "plan",
)
"""What initiatives are chosen by."""
_STATUSES: Final = ("existing", "toScaleUp", "inDevelopment", "planned", "unknown", "", "stopped")
ORDERS: Final[Mapping[str, Callable[[Initiative], Any]]] = {
    "standing": lambda one: (not one.voorloper, _rank(one), one.label.casefold(), one.iri),
    "name": lambda one: (one.label.casefold(), one.iri),
    "place": lambda one: (place(one.quotes), one.iri),
    "confidence": lambda one: (-(sureness(one.quotes)["confidence"] or 0), one.label.casefold(), one.iri),
}
"""standing: voorlopers first, of those and of the rest what runs before what is planned."""


def initiatives(lists: Lists, asked: Asked, version: str = "") -> InitiativeList:
    """The initiatives that are asked for.

    Raises:
        UnknownNameError: what was chosen is not there.
        AskedError: there is no such order or page.
    """
    facts = lists.facts
    found, facets = sifted(lists, lists.initiatives, asked, KINDS)
    ordered, sort = sorted_by((facts.initiatives[iri] for iri in found.sides), asked, ORDERS)
    shown, paging = paged(ordered, asked)
    return InitiativeList(
        **common(facts, asked, version, paging),
        sort=sort,
        facets=facets,
        items=[initiative_row(lists, one) for one in shown],
    )


def initiative_row(lists: Lists, one: Initiative, most: int = 1) -> InitiativeRow:
    """An initiative as it is shown.

    Args:
        lists: what it is made of.
        one: the initiative.
        most: pieces of evidence to give at most.
    """
    facts = lists.facts
    status = one.status or "unknown"
    label = code(facts, status)
    return InitiativeRow(
        iri=one.iri,
        key=one.iri.rsplit("/", 1)[-1],
        label=one.label,
        text=one.text,
        status=status,
        status_nl=label.nl,
        status_en=label.en,
        voorloper=one.voorloper,
        signals=names(facts, signals(one)),
        leaders=names(facts, (iri for iri, roles in one.roles.items() if "ledBy" in roles)),
        organisations=len(one.roles),
        regions=names(facts, one.regions),
        themes=names(facts, one.national),
        groups=names(facts, one.groups),
        approaches=names(facts, one.approaches),
        goals=len(one.goals),
        plans=names(facts, one.plans),
        **sureness(one.quotes),
        quotes=quotes(facts, one.quotes, most),
    )


def _rank(one: Initiative) -> int:
    return _STATUSES.index(one.status) if one.status in _STATUSES else len(_STATUSES)
