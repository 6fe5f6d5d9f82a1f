"""Answers about regions as tables."""

from __future__ import annotations

from typing import Final

from graph_api.compare.answers import Cell, Changes, GoalInfo, Likes, Regions
from graph_api.compare.choices import Choices
from graph_api.compare.comparison import Comparison, ThingInfo
from graph_api.tables import Table, Value

_WHAT: Final = {"goal": "doel", "initiative": "initiatief"}


def comparison_tables(found: Comparison, service: str = "") -> list[Table]:
    """A comparison as tables: the matrix, its cells, goals side by side, what is missing where, the facts with their
    quotes, and how to read it.

    Args:
        found: of which the rows were opened whose facts are to be listed.
        service: what addresses start with, without a slash at its end.
    """
    about = [
        ("address", f"{service}{found.self}"),
        ("version", found.version),
        ("volgorde", found.order_nl),
        ("order", found.order_en),
        ("opmerking", found.note_nl),
        ("note", found.note_en),
    ]
    return [
        matrix(found),
        cell_table(found),
        goal_table(found),
        Table(
            "missing",
            ("region", "row", "state", "text_nl", "text_en"),
            [(one.region, one.row, one.state, one.text_nl, one.text_en) for one in found.missing],
        ),
        fact_table(found, service),
        Table("about", ("what", "text_nl"), list(about)),
    ]


def fact_table(found: Comparison, service: str) -> Table:
    """A row for each piece of evidence of the goals and initiatives of the opened rows, with its place in the plan.

    Args:
        found: the comparison.
        service: what addresses start with; the last but one column is where the reader of plans shows the words.
    """
    rows_of: dict[str, list[str]] = {}
    things: dict[str, ThingInfo] = {}
    alone: set[str] = set()
    for row in found.opened:
        listed = [(thing, False) for line in row.lines for thing in line.things]
        for thing, only in [*listed, *((one.thing, True) for one in row.alone)]:
            things[thing.iri] = thing
            if thing.on_row:
                rows_of.setdefault(thing.iri, []).append(row.label_nl)
            if only:
                alone.add(thing.iri)
    columns = {column.key: at for at, column in enumerate(found.columns)}
    names = {column.key: column.label for column in found.columns}
    ordered = sorted(things.values(), key=lambda one: (columns[one.region], one.what, one.label.casefold(), one.iri))
    header = (
        *("region", "of", "what", "label", "kind", "voorloper", "year", "target", "rows", "only_here", "led_by"),
        *("words", "plan", "page", "start", "end", "address", "confidence", "iri"),
    )
    rows: list[tuple[Value, ...]] = []
    for thing in ordered:
        told = (
            *(names[thing.region], thing.of_label, _WHAT[thing.what], thing.label, thing.kind_nl),
            *("ja" if thing.voorloper else "", thing.year, target_of(thing), "; ".join(rows_of.get(thing.iri, []))),
            *("ja" if thing.iri in alone else "", "; ".join(thing.led_by)),
        )
        for one in thing.evidence:
            address = f"{service}/plans/{one.plan.rsplit('/', 1)[-1]}?at={one.start}#c{one.start}"
            place = (thing.plan_title, one.page, one.start, one.end, address, one.confidence)
            rows.append((*told, one.words, *place, thing.iri))
        if not thing.evidence:
            rows.append((*told, None, thing.plan_title, None, None, None, None, None, thing.iri))
    return Table("facts", header, rows)


def choice_table(found: Choices) -> Table:
    """A row for each region, theme and approach that can be compared."""
    rows: list[tuple[Value, ...]] = [
        ("region", one.key, one.label_nl, one.label_en, one.kind_nl, one.goals, one.initiatives, None, one.iri)
        for one in found.regions
    ]
    for what, concepts in (("theme", found.themes), ("approach", found.approaches)):
        rows += [
            (what, one.key, one.label_nl, one.label_en, None, None, None, one.regions, one.iri) for one in concepts
        ]
    header = ("what", "key", "label_nl", "label_en", "kind", "goals", "initiatives", "regions", "iri")
    return Table("choices", header, rows)


def matrix(found: Comparison) -> Table:
    """A row for each theme or approach and a column for each region; in a cell goals / initiatives / voorlopers."""
    rows = [(row.label_nl, *(in_short(cell) for cell in row.cells)) for row in found.rows]
    one = "thema" if found.over == "themes" else "aanpak"
    return Table("matrix", (one, *(column.label for column in found.columns)), list(rows))


def in_short(cell: Cell) -> str:
    """A cell in few words: numbers of goals, initiatives and voorlopers with the salience, else the state."""
    if cell.state != "covered":
        return f"{cell.state_nl} ({cell.mentions}×)" if cell.mentions else cell.state_nl
    weight = "" if cell.salience is None else f"  {100 * cell.salience:.1f}%"
    return f"{cell.goal_count} / {cell.initiative_count} / {cell.voorloper_count}{weight}"


def cell_table(found: Comparison) -> Table:
    """A row for each cell, with the IRIs behind its figures."""
    kinds = sorted({kind for row in found.rows for cell in row.cells for kind in cell.goals})
    statuses = sorted({status for row in found.rows for cell in row.cells for status in cell.initiatives})
    labels = {column.key: column.label for column in found.columns}
    header = (
        *("row", "label_nl", "label_en", "region", "region_label", "state", "state_nl", "state_en"),
        *("goals", *(f"goals_{kind}" for kind in kinds)),
        *("initiatives", *(f"initiatives_{status}" for status in statuses), "voorlopers"),
        *("share", "salience", "mentions", "goal_iris", "initiative_iris", "rejected_iris"),
    )
    rows: list[tuple[Value, ...]] = []
    for row in found.rows:
        for cell in row.cells:
            rows.append(
                (
                    *(row.key, row.label_nl, row.label_en, cell.region, labels[cell.region]),
                    *(cell.state, cell.state_nl, cell.state_en),
                    *(cell.goal_count, *(len(cell.goals.get(kind, ())) for kind in kinds)),
                    *(cell.initiative_count, *(len(cell.initiatives.get(status, ())) for status in statuses)),
                    *(cell.voorloper_count, cell.share, cell.salience, cell.mentions),
                    " ".join(iri for some in cell.goals.values() for iri in some),
                    " ".join(iri for some in cell.initiatives.values() for iri in some),
                    " ".join(one.iri for one in cell.rejected),
                )
            )
    return Table("cells", header, rows)


def goal_table(found: Comparison) -> Table:
    """Goals side by side: a row for each goal, those that speak of the same thing with one number."""
    header = ("group", "score", "region", "of", "statement", "kind", "year", "target", "iri")
    rows: list[tuple[Value, ...]] = [
        (number, group.score, goal.region, goal.of, goal.statement, goal.kind_nl, goal.year, target_of(goal), goal.iri)
        for number, group in enumerate(found.together, 1)
        for goal in group.goals
    ]
    return Table("goals side by side", header, rows)


def target_of(goal: GoalInfo | ThingInfo) -> str:
    """The targets of a goal in few words."""
    told = []
    for target in goal.targets:
        value = "" if target.value is None else f"{target.value:g}"
        told.append(" ".join(part for part in (target.direction, value, target.unit, target.indicator) if part))
    return "; ".join(told)


def change_table(found: Changes) -> Table:
    """A row for each goal or initiative of a plan and its update."""
    header = ("plan", "update", "kind", "change", "change_nl", "before", "after", "differences", "score", "iri_before")
    rows: list[tuple[Value, ...]] = [
        (
            *(pair.plan.key, pair.update.key, change.kind, change.change, change.change_nl),
            *(change.label_before, change.label_after),
            "; ".join(f"{one.what}: {one.before} > {one.after}" for one in change.changed),
            *(change.score, change.before, change.after),
        )
        for pair in found.pairs
        for change in pair.changes
    ]
    return Table("changes", (*header, "iri_after"), rows)


def like_table(found: Likes) -> Table:
    """A row for each region, with what weighs most."""
    rows: list[tuple[Value, ...]] = [
        (
            *(like.region.key, like.region.label_nl, like.score, like.themes, like.goals, like.initiatives),
            "; ".join(reason.text_nl for reason in like.because),
            "; ".join(reason.text_en for reason in like.because),
        )
        for like in found.like
    ]
    return Table("like", ("region", "label", "score", "themes", "goals", "initiatives", "text_nl", "text_en"), rows)


def region_table(found: Regions) -> Table:
    """A row for each region."""
    rows: list[tuple[Value, ...]] = [
        (
            *(one.key, one.label, one.kind_nl, one.kind_en, one.goals, one.initiatives),
            " ".join(plan.key for plan in one.plans),
            "; ".join(theme.label_nl for theme in one.salient),
            one.iri,
        )
        for one in found.regions
    ]
    header = ("region", "label", "kind_nl", "kind_en", "goals", "initiatives", "plans", "salient", "iri")
    return Table("regions", header, rows)
