"""One theme or approach over all regions with facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from graph_api.compare.answers import Cell, EvidenceInfo
from graph_api.compare.atlas import Atlas
from graph_api.compare.cells import Cells, Text
from graph_api.compare.columns import Side, labelled, sides
from graph_api.compare.facts import Goal, key
from graph_api.compare.known import Over
from graph_api.compare.read import Rows
from graph_api.compare.together import target_info
from graph_api.compare.words import both
from graph_api.facts import Facts, Quote
from graph_api.lists import Asked, Lists, initiatives, organisations
from graph_api.themes.answers import ConceptAnswer, RegionOn, Wanted
from graph_api.themes.overview import concept_row

FEW: Final = 12
"""Initiatives, and organisations, that the answer begins with; the rest has addresses of its own."""
_STATES: Final = ("covered", "rejected", "mentioned", "not-found", "not-in-plan", "plan-not-read")
_DEFINITION: Final = "SELECT ?text { %s skos:definition ?text }"
_NEVER: Final = 10_000


def concept(atlas: Atlas, lists: Lists, over: Over, iri: str, rows: Rows, text: Text, version: str) -> ConceptAnswer:
    """What all regions with facts say of a theme or approach, each region by itself.

    Args:
        atlas: the regions.
        lists: of the same version.
        over: which of the two it is.
        iri: of the theme or approach.
        rows: answers SELECT queries over the graph.
        text: gives the texts of plans.
        version: its name.
    """
    columns = sides(atlas, _tops(atlas), rollup=False)
    cells = [Cells(atlas, side, over, text).cell(iri) for side in columns]
    goals = {one for cell in cells for some in cell.goals.values() for one in some}
    found = [_region(atlas, lists.facts, side, cell) for side, cell in zip(columns, cells, strict=True)]
    within = {"theme" if over == "themes" else "approach": iri}
    definition, note = _definition(rows, iri), both("note", "reading")
    return ConceptAnswer(
        **labelled(atlas, iri).model_dump(),
        version=version,
        definition_nl=definition.get("nl", ""),
        definition_en=definition.get("en", definition.get("nl", "")),
        above=[labelled(atlas, one) for one in atlas.concepts[iri].broader if one in atlas.concepts],
        below=[concept_row(atlas, over, one, 0) for one in atlas.concepts.values() if iri in one.broader],
        goal_count=len(goals),
        initiative_count=len({one for cell in cells for some in cell.initiatives.values() for one in some}),
        voorloper_count=len({one for cell in cells for one in cell.voorlopers}),
        regions=sorted(found, key=_worth),
        years=_years(found),
        initiatives=initiatives(lists, Asked(within=within, size=FEW), version),
        leaders=organisations(lists, Asked(within=within, chosen={"role": ("ledBy",)}, size=FEW), version),
        compare=_compared(atlas, over, iri),
        note_nl=note[0],
        note_en=note[1],
    )


def _tops(atlas: Atlas) -> list[str]:
    """The regions with facts that no other of them holds, by name."""
    speaking = atlas.speaking & atlas.regions.keys()
    tops = [iri for iri in speaking if not any(iri in atlas.inside(other) for other in speaking - {iri})]
    alike = speaking - {iri for top in tops for iri in atlas.inside(top)}  # that hold each other
    return sorted([*tops, *alike], key=lambda iri: (atlas.regions[iri].name, iri))


def _region(atlas: Atlas, facts: Facts, side: Side, cell: Cell) -> RegionOn:
    goals = [atlas.goals[iri] for some in cell.goals.values() for iri in some]
    goals.sort(key=lambda goal: (goal.year or _NEVER, goal.statement.casefold(), goal.iri))
    return RegionOn(
        **labelled(atlas, side.region).model_dump(),
        part_of=key(side.part_of) if side.part_of else None,
        state=cell.state,
        state_nl=cell.state_nl,
        state_en=cell.state_en,
        mentions=cell.mentions,
        mentioned=cell.mentioned,
        goal_count=cell.goal_count,
        initiative_count=cell.initiative_count,
        voorloper_count=cell.voorloper_count,
        statuses={status or "unknown": len(some) for status, some in cell.initiatives.items()},
        years=sorted({goal.year for goal in goals if goal.year}),
        without_year=sum(goal.year is None for goal in goals),
        goals=[_wanted(atlas, goal, facts.goals[goal.iri].quotes) for goal in goals],
    )


def _wanted(atlas: Atlas, goal: Goal, quotes: Sequence[Quote]) -> Wanted:
    kind_nl, kind_en = atlas.facts.names.get(goal.kind, ("", ""))
    return Wanted(
        iri=goal.iri,
        statement=goal.statement,
        kind=key(goal.kind) if goal.kind else "",
        kind_nl=kind_nl,
        kind_en=kind_en,
        year=goal.year,
        targets=[target_info(target) for target in goal.targets],
        evidence=[_evidence(one) for one in sorted(quotes, key=_sureness) if one.start >= 0],
    )


def _evidence(quote: Quote) -> EvidenceInfo:
    return EvidenceInfo(
        iri=quote.iri,
        plan=quote.plan,
        start=quote.start,
        end=quote.end,
        words=quote.words,
        confidence=quote.confidence,
        page=quote.page or None,
    )


def _sureness(quote: Quote) -> float:
    return -(quote.confidence or 0)


def _worth(one: RegionOn) -> tuple[object, ...]:
    return _STATES.index(one.state), not one.goals, min(one.years, default=_NEVER), one.label_nl, one.iri


def _years(regions: Sequence[RegionOn]) -> dict[int, dict[str, int]]:
    found: dict[int, Counter[str]] = {}
    for one in regions:
        for goal in one.goals:
            if goal.year:
                found.setdefault(goal.year, Counter())[one.key] += 1
    return {year: dict(sorted(found[year].items())) for year in sorted(found)}


def _compared(atlas: Atlas, over: Over, iri: str) -> str:
    asked = [("region", key(region)) for region in _tops(atlas)]
    return f"/compare?{urlencode([*asked, ('theme' if over == 'themes' else 'approach', key(iri))])}"


def _definition(rows: Rows, iri: str) -> dict[str, str]:
    terms = [row["text"] for row in rows(_DEFINITION % NamedNode(iri))]
    return {getattr(term, "language", None) or "nl": str(getattr(term, "value", term)) for term in terms}
