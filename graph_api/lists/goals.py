"""Goals of a region, a theme, or all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from graph_api.facts import Facts, Goal, Target
from graph_api.facts.shown import quotes
from graph_api.lists.answers import GoalList, GoalRow, TargetInfo
from graph_api.lists.asked import Asked
from graph_api.lists.entries import Lists
from graph_api.lists.making import code, common, names, paged, place, sifted, sorted_by, sureness

KINDS: Final = ("region", "theme", "kind", "year", "number", "served", "plan")
"""What goals are chosen by."""
_KINDS: Final = ("resultAgreement", "objective", "ambition")
_LAST: Final = 10_000
ORDERS: Final[Mapping[str, Callable[[Goal], Any]]] = {
    "kind": lambda goal: (_rank(goal), _doubtful(goal), _unmeasured(goal), place(goal.quotes), goal.iri),
    "year": lambda goal: (_year(goal), _rank(goal), place(goal.quotes), goal.iri),
    "place": lambda goal: (place(goal.quotes), goal.iri),
    "confidence": lambda goal: (-(sureness(goal.quotes)["confidence"] or 0), place(goal.quotes), goal.iri),
}
"""kind: result agreements first, of one kind those that the reading is sure of and that have a number and a year; year:
those without one last; place: as in the plan."""


def goals(lists: Lists, asked: Asked, version: str = "") -> GoalList:
    """The goals that are asked for.

    Raises:
        UnknownNameError: what was chosen is not there.
        AskedError: there is no such order or page.
    """
    facts = lists.facts
    found, facets = sifted(lists, lists.goals, asked, KINDS)
    ordered, sort = sorted_by((facts.goals[iri] for iri in found.sides), asked, ORDERS)
    shown, paging = paged(ordered, asked)
    return GoalList(
        **common(facts, asked, version, paging),
        sort=sort,
        facets=facets,
        items=[goal_row(lists, goal) for goal in shown],
    )


def goal_row(lists: Lists, goal: Goal, most: int = 1) -> GoalRow:
    """A goal as it is shown.

    Args:
        lists: what it is made of.
        goal: the goal.
        most: pieces of evidence to give at most.
    """
    facts = lists.facts
    kind = code(facts, goal.kind)
    return GoalRow(
        iri=goal.iri,
        key=goal.iri.rsplit("/", 1)[-1],
        statement=goal.statement,
        kind=goal.kind,
        kind_nl=kind.nl,
        kind_en=kind.en,
        years=sorted(goal.years),
        targets=[_target(facts, target) for target in goal.targets],
        regions=names(facts, goal.regions),
        themes=names(facts, goal.national),
        plan_themes=names(facts, (iri for iri in goal.themes if iri in facts.themes)),
        plans=names(facts, goal.plans),
        initiatives=names(facts, lists.served.get(goal.iri, ())),
        **sureness(goal.quotes),
        quotes=quotes(facts, goal.quotes, most),
    )


def _target(facts: Facts, target: Target) -> TargetInfo:
    direction = code(facts, target.direction)
    return TargetInfo(
        value=target.value,
        unit=target.unit,
        indicator=target.indicator,
        direction=target.direction,
        direction_nl=direction.nl,
        direction_en=direction.en,
    )


def _rank(goal: Goal) -> int:
    return _KINDS.index(goal.kind) if goal.kind in _KINDS else len(_KINDS)


def _doubtful(goal: Goal) -> bool:
    return bool(sureness(goal.quotes)["uncertain"])


def _unmeasured(goal: Goal) -> int:
    """How many of a number and a year it lacks."""
    return (not goal.years) + all(target.value is None for target in goal.targets)


def _year(goal: Goal) -> int:
    return min(goal.years, default=_LAST)
