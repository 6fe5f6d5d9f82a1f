"""All that is known of one goal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph_api.checks.items import Item
from graph_api.checks.table import definitions
from graph_api.lists import Lists
from graph_api.lists.answers import GoalRow, InitiativeRow
from graph_api.lists.goals import goal_row
from graph_api.lists.initiatives import initiative_row

_ALIKE: Final = 8
"""Goals elsewhere that are shown."""
_ABOUT: Final = ("goal", "target")
"""What the checks are about that say something of one goal; others ask the same of a kind of goals."""


@dataclass(frozen=True)
class Checked:
    """What a check found of it."""

    name: str
    label_nl: str
    label_en: str
    found: bool
    detail_nl: str
    detail_en: str


@dataclass(frozen=True)
class GoalShown:
    """What its page shows."""

    row: GoalRow
    parents: list[GoalRow]
    """Goals that it is part of."""
    parts: list[GoalRow]
    initiatives: list[InitiativeRow]
    """That serve it."""
    alike: list[tuple[GoalRow, float]]
    """Goals of other regions that speak of the same, with how like they are (0 to 1), the most like first."""
    alike_total: int
    checks: list[Checked]
    rejected: bool
    """On review."""


def goal(lists: Lists, near: Mapping[str, Mapping[str, float]], items: list[Item], iri: str) -> GoalShown:
    """What the page of a goal shows, from facts that are in memory.

    Args:
        lists: of the version.
        near: goal to those of other regions that speak of the same, with how like they are.
        items: what the checks found of this goal.
        iri: of a goal in the facts.
    """
    facts = lists.facts
    one = facts.goals[iri]
    alike = sorted(near.get(iri, {}).items(), key=lambda pair: (-pair[1], pair[0]))
    alike = [(other, score) for other, score in alike if other in facts.goals and other not in lists.rejected]
    return GoalShown(
        row=goal_row(lists, one, 0),
        parents=[goal_row(lists, facts.goals[other], 0) for other in one.parents if other in facts.goals],
        parts=[goal_row(lists, other, 0) for other in facts.goals.values() if iri in other.parents],
        initiatives=[initiative_row(lists, facts.initiatives[other], 0) for other in lists.served.get(iri, ())],
        alike=[(goal_row(lists, facts.goals[other], 1), score) for other, score in alike[:_ALIKE]],
        alike_total=len(alike),
        checks=[_checked(item) for item in items if definitions()[item.check].about in _ABOUT],
        rejected=iri in lists.rejected,
    )


def _checked(item: Item) -> Checked:
    told = definitions()[item.check]
    detail = item.detail
    return Checked(item.check, told.nl, told.en, item.found, detail.nl if detail else "", detail.en if detail else "")
