"""All that is known of one initiative."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph_api.facts.model import Facts, Initiative
from graph_api.facts.shown import Named, named
from graph_api.lists import Lists
from graph_api.lists.answers import GoalRow, InitiativeRow
from graph_api.lists.goals import goal_row
from graph_api.lists.initiatives import initiative_row
from graph_api.similar.stored import Like

ROLES = ("ledBy", "partner", "fundedBy", "involves")


@dataclass(frozen=True)
class Partner:
    """An organisation of an initiative."""

    organisation: Named
    type: Named | None
    roles: tuple[str, ...]
    """The strongest first; 'involves' only where no other is said."""


@dataclass(frozen=True)
class InitiativeShown:
    """What its page shows."""

    row: InitiativeRow
    names: tuple[str, ...]
    """Other names than its label."""
    partners: list[Partner]
    """Who leads comes first."""
    goals: list[GoalRow]
    """That it serves."""
    places: list[Named]
    plan_themes: list[Named]
    rejected: bool
    """On review."""


def initiative(lists: Lists, iri: str) -> InitiativeShown:
    """What the page of an initiative shows, from facts that are in memory.

    Args:
        lists: of the version.
        iri: of an initiative in its facts.
    """
    facts = lists.facts
    one = facts.initiatives[iri]
    return InitiativeShown(
        row=initiative_row(lists, one, 0),
        names=tuple(name for name in one.names if name != one.label),
        partners=_partners(facts, one),
        goals=[goal_row(lists, facts.goals[goal], 0) for goal in one.goals if goal in facts.goals],
        places=[named(facts, place) for place in one.places],
        plan_themes=[named(facts, theme) for theme in one.themes if theme in facts.themes],
        rejected=iri in lists.rejected,
    )


def beside(facts: Facts, one: Initiative, like: Like) -> list[tuple[str, str]]:
    """The parameters of a comparison of its region with that of an initiative like it, over what the two share.

    Empty where either has no region: there is nothing to put side by side.
    """
    if not one.regions or like.other.region is None:
        return []
    regions = [("region", named(facts, one.regions[0]).key), ("region", like.other.region.iri.rsplit("/", 1)[-1])]
    if like.shared.approaches:
        return [*regions, ("approach", like.shared.approaches[0])]
    return [*regions, *(("theme", theme) for theme in like.shared.themes[:3])]


def roles_of(roles: Iterable[str]) -> tuple[str, ...]:
    """Roles, the strongest first; 'involves' says nothing beside another."""
    ordered = tuple(role for role in ROLES if role in set(roles))
    return tuple(role for role in ordered if role != "involves") or ordered


def _partners(facts: Facts, one: Initiative) -> list[Partner]:
    found = [
        Partner(
            named(facts, iri),
            named(facts, facts.organisations[iri].type) if facts.organisations[iri].type else None,
            roles_of(roles),
        )
        for iri, roles in one.roles.items()
        if iri in facts.organisations
    ]
    return sorted(found, key=lambda each: (ROLES.index(each.roles[0]), each.organisation.label_nl.casefold()))
