"""Goals of several regions side by side, where they speak of the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph_api.compare.align import groups
from graph_api.compare.answers import GoalInfo, TargetInfo, Together
from graph_api.compare.atlas import Atlas
from graph_api.compare.columns import Side
from graph_api.compare.facts import Goal, Target, key


def together(atlas: Atlas, columns: Sequence[Side], goals: Iterable[str]) -> list[Together]:
    """Groups of goals with goals in two or more columns; those that most regions have first, then the most alike.

    The atlas remembers the last few: of many regions they take longer than all else.

    Args:
        atlas: the regions.
        columns: a goal stands in the first that holds its region.
        goals: IRIs of the goals that are compared.
    """
    wanted = frozenset(goals)
    asked = (tuple((side.region, side.holds) for side in columns), wanted)
    return atlas.remembered(asked, lambda: _together(atlas, columns, wanted))


def _together(atlas: Atlas, columns: Sequence[Side], goals: Iterable[str]) -> list[Together]:
    column = _columns(columns)
    found = []
    for members, score in tied(atlas, columns, goals):
        places = {iri: column[atlas.goals[iri].region] for iri in members}
        ordered = sorted(members, key=lambda iri: (places[iri], iri))
        found.append(_group(atlas, columns, [(places[iri], atlas.goals[iri]) for iri in ordered], score))
    return sorted(found, key=lambda group: (-group.regions, -group.score, min(goal.iri for goal in group.goals)))


def tied(atlas: Atlas, columns: Sequence[Side], goals: Iterable[str]) -> list[tuple[list[str], float]]:
    """Groups of goals that speak of the same thing, in two or more columns, with how like they are.

    Args:
        atlas: the regions.
        columns: a goal stands in the first that holds its region.
        goals: IRIs; those of other regions, and those that were rejected, are passed over.
    """
    column = _columns(columns)
    wanted = [iri for iri in goals if atlas.goals[iri].region in column and not atlas.goals[iri].rejected]
    found = groups(atlas.near, wanted)
    return [pair for pair in found if len({column[atlas.goals[iri].region] for iri in pair[0]}) > 1]


def _columns(columns: Sequence[Side]) -> dict[str, int]:
    return {region: at for at, side in reversed(list(enumerate(columns))) for region in side.holds}


def _group(atlas: Atlas, columns: Sequence[Side], goals: Sequence[tuple[int, Goal]], score: float) -> Together:
    shared = frozenset.intersection(*(frozenset(goal.themes) for _, goal in goals))
    years = {goal.year for _, goal in goals if goal.year}
    return Together(
        score=min(score, 1.0),
        regions=len({place for place, _ in goals}),
        themes=sorted(map(key, shared)),
        years_differ=len(years) > 1,
        goals=[goal_info(goal, columns[place].region, atlas.facts.names) for place, goal in goals],
    )


def goal_info(goal: Goal, column: str, names: Mapping[str, tuple[str, str]]) -> GoalInfo:
    """A goal as it is shown in a column."""
    kind_nl, kind_en = names.get(goal.kind, ("", ""))
    return GoalInfo(
        iri=goal.iri,
        region=key(column),
        of=key(goal.region),
        plan=goal.plan,
        statement=goal.statement,
        kind=key(goal.kind) if goal.kind else "",
        kind_nl=kind_nl,
        kind_en=kind_en,
        year=goal.year,
        targets=[target_info(target) for target in goal.targets],
    )


def target_info(target: Target) -> TargetInfo:
    """A target as it is shown."""
    return TargetInfo(
        value=target.value,
        unit=target.unit,
        indicator=target.indicator,
        direction=key(target.direction) if target.direction else "",
        baseline=target.baseline,
    )
