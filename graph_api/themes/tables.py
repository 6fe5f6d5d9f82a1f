"""Themes and approaches as tables."""

from __future__ import annotations

from graph_api.compare.answers import TargetInfo
from graph_api.tables import Table, Value
from graph_api.themes.answers import ConceptAnswer, Concepts


def overview_table(found: Concepts) -> Table:
    """A row for each theme or approach and each region that was found for it; one with no region has a row too."""
    header = ("key", "label_nl", "label_en", "depth", "broader", "goals", "initiatives", "voorlopers", "regions")
    rows: list[tuple[Value, ...]] = []
    for row in found.rows:
        told = (
            *(row.key, row.label_nl, row.label_en, row.depth, "; ".join(row.broader)),
            *(row.goals, row.initiatives, row.voorlopers, len(row.regions)),
        )
        for one in row.regions:
            statuses = "; ".join(f"{status}: {number}" for status, number in one.statuses.items())
            rows.append((*told, one.key, one.label_nl, one.goals, statuses, one.voorlopers, row.iri))
        if not row.regions:
            rows.append((*told, None, None, None, None, None, row.iri))
    return Table("overview", (*header, "region", "region_label", "region_goals", "statuses", "leads", "iri"), rows)


def concept_table(found: ConceptAnswer) -> Table:
    """A row for each goal of each region, by year; a region without a goal has one too, which tells its state."""
    header = ("region", "label", "part_of", "state", "state_nl", "goals", "initiatives", "voorlopers", "statuses")
    more = ("year", "target", "kind_nl", "statement", "words", "plan", "start", "end", "page", "iri")
    rows: list[tuple[Value, ...]] = []
    for one in found.regions:
        statuses = "; ".join(f"{status}: {number}" for status, number in one.statuses.items())
        told = (
            *(one.key, one.label_nl, one.part_of, one.state, one.state_nl),
            *(one.goal_count, one.initiative_count, one.voorloper_count, statuses),
        )
        for goal in one.goals:
            first = goal.evidence[0] if goal.evidence else None
            place = (first.words, first.plan, first.start, first.end, first.page) if first else (None,) * 5
            target = "; ".join(map(in_short, goal.targets))
            rows.append((*told, goal.year, target, goal.kind_nl, goal.statement, *place, goal.iri))
        if not one.goals:
            rows.append((*told, *(None,) * len(more)))
    return Table("goals by region", (*header, *more), rows)


def in_short(target: TargetInfo) -> str:
    """A target in few words."""
    value = "" if target.value is None else f"{target.value:g}"
    return " ".join(part for part in (target.direction, value, target.unit, target.indicator) if part)
