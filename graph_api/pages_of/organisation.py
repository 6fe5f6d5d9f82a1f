"""All that is known of one organisation, and the figure of a network."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from graph_api.facts import Facts
from graph_api.facts.model import key_of
from graph_api.facts.shown import Named, named
from graph_api.lists import Lists
from graph_api.lists.answers import InitiativeRow
from graph_api.lists.initiatives import initiative_row
from graph_api.networks.answer import NodeInfo
from graph_api.networks.measures import Measured
from graph_api.pages_of.initiative import ROLES, roles_of

NODES: Final = 40
"""Organisations that a figure shows: more is a tangle."""
_TYPES: Final = 7
"""Types of organisation that a figure tells apart; the rest looks the same."""
Address = Callable[[str], str | None]
_INITIATIVES: Final = 60
"""Initiatives that a page lists."""


@dataclass(frozen=True)
class OrganisationShown:
    """What its page shows."""

    organisation: Named
    type: Named | None
    names: tuple[str, ...]
    """Other names than its label."""
    plans: list[tuple[Named, list[Named]]]
    """Plans that name it, each with the regions that it covers."""
    by_role: list[tuple[str, list[InitiativeRow]]]
    """Initiatives by its strongest role in each, as many as a page lists."""
    initiatives: int
    """All of them."""
    regions: list[Named]
    """Of these initiatives."""
    rejected: bool
    """On review."""


def organisation(lists: Lists, iri: str) -> OrganisationShown:
    """What the page of an organisation shows, from facts that are in memory.

    Args:
        lists: of the version.
        iri: of an organisation in its facts.
    """
    facts = lists.facts
    one = facts.organisations[iri]
    mine = [i for i in facts.initiatives.values() if iri in i.roles and i.iri not in lists.rejected]
    by_role: dict[str, list[InitiativeRow]] = defaultdict(list)
    for each in sorted(mine, key=lambda i: (not i.voorloper, i.label.casefold(), i.iri))[:_INITIATIVES]:
        by_role[roles_of(each.roles[iri])[0]].append(initiative_row(lists, each, 0))
    regions = sorted({region for each in mine for region in each.regions}, key=lambda r: facts.label(r).nl.casefold())
    return OrganisationShown(
        organisation=named(facts, iri),
        type=named(facts, one.type) if one.type else None,
        names=tuple(name for name in one.names if name != one.label),
        plans=[(named(facts, plan), _covers(facts, plan)) for plan in one.plans],
        by_role=[(role, by_role[role]) for role in ROLES if by_role[role]],
        initiatives=len(mine),
        regions=[named(facts, region) for region in regions],
        rejected=iri in lists.rejected,
    )


def figure(
    facts: Facts, measured: Measured, nodes: Iterable[NodeInfo], tongue: int, rest: str, address: Address
) -> dict[str, Any]:
    """The data of a figure: the first organisations of a list, with what ties them to each other.

    Args:
        facts: of the version.
        measured: the network.
        nodes: organisations, those that matter most first.
        tongue: 0 for Dutch names of types, 1 for English.
        rest: name of the types that have no shape of their own.
        address: of the page of an IRI.
    """
    shown = list(islice(nodes, NODES))
    often = [type_ for type_, _ in Counter(facts.organisations[node.id].type for node in shown).most_common(_TYPES)]

    def kind(node: NodeInfo) -> str:
        own = facts.organisations[node.id].type
        return key_of(own) if own and own in often else "rest"

    inside = measured.graph.subgraph([node.id for node in shown])
    ties = sorted(((*sorted(pair), tie) for *pair, tie in inside.edges(data="tie")), key=lambda edge: edge[:2])
    kinds = {key_of(type_): facts.label(type_)[tongue] for type_ in often if type_}
    return {
        "nodes": [
            {
                "id": node.id,
                "label": node.label,
                "kind": kind(node),
                "href": address(node.id),
                "size": node.initiatives,
            }
            for node in shown
        ],
        "edges": [
            {"source": one, "target": two, "weight": len(tie.initiatives), "label": ""} for one, two, tie in ties
        ],
        "kinds": kinds | ({"rest": rest} if any(kind(node) == "rest" for node in shown) else {}),
    }


def _covers(facts: Facts, plan: str) -> list[Named]:
    return [named(facts, region) for region in facts.plans[plan].regions] if plan in facts.plans else []
