"""Organisations of a region, on a theme, or all, with what they do there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from graph_api.facts import Organisation
from graph_api.facts.shown import named, quotes
from graph_api.lists.answers import OrganisationList, OrganisationRow
from graph_api.lists.asked import Asked
from graph_api.lists.entries import NAMED, ROLES, Lists
from graph_api.lists.making import common, names, paged, sifted, sorted_by, sureness
from graph_api.lists.sift import Side

KINDS: Final = ("region", "theme", "type", "role", "plan")
"""What organisations are chosen by."""
_Sided = tuple[Organisation, Sequence[Side]]
ORDERS: Final[Mapping[str, Callable[[_Sided], Any]]] = {
    "initiatives": lambda one: (-len(_initiatives(one[1])), one[0].label.casefold(), one[0].iri),
    "leading": lambda one: (
        -len(_initiatives(one[1], "ledBy")),
        -len(_initiatives(one[1])),
        one[0].label.casefold(),
        one[0].iri,
    ),
    "name": lambda one: (one[0].label.casefold(), one[0].iri),
}


def organisations(lists: Lists, asked: Asked, version: str = "") -> OrganisationList:
    """The organisations that are asked for.

    Raises:
        UnknownNameError: what was chosen is not there.
        AskedError: there is no such order or page.
    """
    facts = lists.facts
    found, facets = sifted(lists, lists.organisations, asked, KINDS)
    sided = ((facts.organisations[iri], sides) for iri, sides in found.sides.items())
    ordered, sort = sorted_by(sided, asked, ORDERS)
    shown, paging = paged(ordered, asked)
    return OrganisationList(
        **common(facts, asked, version, paging),
        sort=sort,
        facets=facets,
        items=[_row(lists, one, sides) for one, sides in shown],
    )


def _row(lists: Lists, one: Organisation, sides: Sequence[Side]) -> OrganisationRow:
    facts = lists.facts
    mine = _initiatives(sides)
    roles = Counter(role for side in sides for role in side["role"] if role != NAMED)
    return OrganisationRow(
        iri=one.iri,
        key=one.iri.rsplit("/", 1)[-1],
        label=one.label,
        type=named(facts, one.type) if one.type else None,
        initiatives=len(mine),
        voorlopers=sum(facts.initiatives[iri].voorloper for iri in mine),
        roles={role: roles[role] for role in ROLES if roles[role]},
        regions=names(facts, {region for side in sides for region in side["region"]}),
        plans=names(facts, {plan for side in sides for plan in side["plan"]}),
        **sureness(one.quotes),
        quotes=quotes(facts, one.quotes, 1),
    )


def _initiatives(sides: Iterable[Side], role: str = "") -> set[str]:
    return {iri for side in sides if not role or role in side["role"] for iri in side.get("of", ())}
