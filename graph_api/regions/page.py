"""All that is known of one region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph_api.checks.answer import check
from graph_api.checks.tally import Checked, Scope
from graph_api.compare.alike import alike
from graph_api.compare.answers import Change, Changes, PlanChanges
from graph_api.compare.cells import Cells, Text
from graph_api.compare.columns import labelled, sides
from graph_api.compare.loaded import Loaded
from graph_api.compare.words import both
from graph_api.facts import Goal
from graph_api.lists import Asked, Lists, goals, initiatives, organisations
from graph_api.lists.answers import Facet
from graph_api.regions.answers import DatedGoal, RegionPage, ThemeInfo, UpdateInfo
from graph_api.regions.overview import region_row
from graph_api.regions.parts import part_themes, parts
from graph_api.store import VersionInfo

_GOALS: Final = 6
_INITIATIVES: Final = 8
_ORGANISATIONS: Final = 10
_ALIKE: Final = 3
_CHANGES: Final = 6
"""How much of each list stands on the page itself."""
_DATED: Final = 120
"""Goals on the time line at most."""
_CITATION: Final = (
    "Regiograaf ({year}). {name}: wat de regionale zorgplannen zeggen. Versie {version} van {date}. {address}",
    "Regiograaf ({year}). {name}: what the regional care plans say. Version {version} of {date}. {address}",
)
_TOLD_FIRST: Final[tuple[Change, ...]] = ("changed", "new", "mentioned", "not-mentioned")


@dataclass(frozen=True, slots=True)
class Sources:
    """What a page about a region is made of."""

    found: Loaded
    lists: Lists
    checked: Checked
    text: Text
    version: VersionInfo
    address: str
    """Of the page, as others know it; to cite."""


def region_page(sources: Sources, region: str, changes: Changes, asked: Asked) -> RegionPage:
    """All that is known of a region.

    Args:
        sources: what it is made of.
        region: IRI.
        changes: between its plans.
        asked: how its initiatives are narrowed.

    Raises:
        UnknownNameError: what was chosen of initiatives is not there.
    """
    atlas, lists, version = sources.found.atlas, sources.lists, sources.version.name
    whole = Asked(within={"region": region})
    goal_list = goals(lists, replace(whole, size=_GOALS), version)
    themes = _themes(sources, region)
    dated = _dated(lists, region)
    note, cited = both("note", "reading"), _cited(sources, atlas.regions[region].name)
    return RegionPage(
        **region_row(atlas, region).model_dump(),
        version=version,
        of_region=sum(atlas.numbers.get(region, (0, 0))),
        kinds=_counted(goal_list.facets, "kind"),
        statuses=_counted(initiatives(lists, replace(whole, size=1), version).facets, "status"),
        themes=themes,
        timeline=[_goal(themes, goal) for goal in dated[:_DATED]],
        dated=len(dated),
        undated=goal_list.total - len(dated),
        goal_list=goal_list,
        initiative_list=initiatives(
            lists, replace(asked, within=whole.within, page=1, size=_INITIATIVES, sort=""), version
        ),
        organisation_list=organisations(lists, replace(whole, size=_ORGANISATIONS), version),
        checks=[
            one for one in check(sources.checked, Scope(region=region), "none", version).checks if one.kind == "share"
        ],
        parts=parts(atlas, region),
        part_themes=part_themes(atlas, region, sources.text),
        updates=[_update(pair) for pair in changes.pairs],
        alike=alike(sources.found.profiles, region, version, _ALIKE).like,
        citation_nl=cited[0],
        citation_en=cited[1],
        note_nl=note[0],
        note_en=note[1],
    )


def _themes(sources: Sources, region: str) -> list[ThemeInfo]:
    """All national themes, what weighs most first; of what has no weight, what was found first."""
    atlas = sources.found.atlas
    (side,) = sides(atlas, [region], rollup=True)
    cells = Cells(atlas, side, "themes", sources.text)
    found = []
    for theme in atlas.themes:
        cell = cells.cell(theme)
        found.append(
            ThemeInfo(
                **labelled(atlas, theme).model_dump(),
                state=cell.state,
                state_nl=cell.state_nl,
                state_en=cell.state_en,
                salience=cell.salience,
                share=cell.share,
                goals=cell.goal_count,
                initiatives=cell.initiative_count,
                voorlopers=cell.voorloper_count,
                mentions=cell.mentions,
            )
        )
    return sorted(found, key=lambda one: (one.state != "covered", -(one.salience or 0), one.label_nl, one.iri))


def _dated(lists: Lists, region: str) -> list[Goal]:
    """The goals of a region that have a target year, the earliest first."""
    inside = lists.inside(region)
    found = [lists.facts.goals[entry.iri] for entry in lists.goals if inside & entry.sides[0]["region"]]
    return sorted((goal for goal in found if goal.years), key=lambda goal: (min(goal.years), goal.kind, goal.iri))


def _goal(themes: list[ThemeInfo], goal: Goal) -> DatedGoal:
    weighing = next((theme for theme in themes if theme.iri in goal.national), None)
    return DatedGoal(iri=goal.iri, statement=goal.statement, year=min(goal.years), kind=goal.kind, theme=weighing)


def _update(pair: PlanChanges) -> UpdateInfo:
    worth = [one for change in _TOLD_FIRST for one in pair.changes if one.change == change]
    return UpdateInfo(plan=pair.plan, update=pair.update, numbers=pair.numbers, first=worth[:_CHANGES])


def _cited(sources: Sources, name: str) -> tuple[str, str]:
    """How to cite the page, in Dutch and English."""
    made = sources.version.made[:10]
    values = {"name": name, "version": sources.version.name, "date": made, "year": made[:4], "address": sources.address}
    dutch, english = (text.format(**values) for text in _CITATION)
    return dutch, english


def _counted(facets: Sequence[Facet], name: str) -> dict[str, int]:
    """The numbers of one kind of choice, by key."""
    return {choice.key: choice.count for facet in facets if facet.name == name for choice in facet.choices}
