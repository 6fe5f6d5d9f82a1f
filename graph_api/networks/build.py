"""Who is tied to whom: organisations that take part in the same initiatives."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

import networkx as nx

from graph_api.facts import Facts, Initiative

MOST: Final = 40
"""Organisations of one initiative that are tied to each other: what names more is a list of partners, not a piece of work."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which part of the network: IRIs, '' for all."""

    region: str = ""
    """Initiatives of this region, or inside it."""
    theme: str = ""
    """Initiatives on this national theme, or below it."""
    type: str = ""
    """Only organisations of this type."""
    least: int = 1
    """Initiatives that two organisations share at least."""


@dataclass
class Tie:
    """What ties two organisations."""

    initiatives: list[str] = field(default_factory=list)
    """IRIs."""
    strength: float = 0.0
    """The sum of 1 / (n - 1) over the shared initiatives, each with n organisations (Newman 2001): in a large group each
    pair has less to do with each other."""


@dataclass
class Member:
    """An organisation in the network."""

    initiatives: list[str] = field(default_factory=list)
    roles: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Role to in how many initiatives."""
    regions: set[str] = field(default_factory=set)
    """Regions of those initiatives."""


def network(facts: Facts, chosen: Chosen) -> nx.Graph:
    """Organisations as nodes (`member`: Member), those that share initiatives tied (`tie`: Tie, `weight`: how many).

    Every organisation that takes part in an initiative is a node, also one that shares none. Nodes and edges come in the
    order of their IRIs.
    """
    members: dict[str, Member] = defaultdict(Member)
    ties: dict[tuple[str, str], Tie] = defaultdict(Tie)
    for one in _initiatives(facts, chosen):
        taking_part = [iri for iri in one.roles if _fits(facts, iri, chosen)]
        for iri in taking_part:
            member = members[iri]
            member.initiatives.append(one.iri)
            member.regions.update(one.regions)
            for role in one.roles[iri]:
                member.roles[role] += 1
        if len(taking_part) <= MOST:
            for pair in combinations(sorted(taking_part), 2):
                ties[pair].initiatives.append(one.iri)
                ties[pair].strength += 1 / (len(taking_part) - 1)
    graph = nx.Graph()
    graph.add_nodes_from((iri, {"member": member}) for iri, member in sorted(members.items()))
    graph.add_edges_from(
        (*pair, {"tie": tie, "weight": len(tie.initiatives)})
        for pair, tie in sorted(ties.items())
        if len(tie.initiatives) >= chosen.least
    )
    return graph


def _initiatives(facts: Facts, chosen: Chosen) -> list[Initiative]:
    inside = facts.below(chosen.region)
    return [
        one
        for one in facts.initiatives.values()
        if (not chosen.region or inside.intersection(one.regions))
        and (not chosen.theme or facts.on_theme(one.national, chosen.theme))
    ]


def _fits(facts: Facts, iri: str, chosen: Chosen) -> bool:
    organisation = facts.organisations.get(iri)
    return organisation is not None and (not chosen.type or organisation.type == chosen.type)
