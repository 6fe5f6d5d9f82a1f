"""Answers about regions as tables."""

from __future__ import annotations

from graph_api.compare.answers import Cell, Changes, GoalInfo, Likes, Regions
from graph_api.compare.comparison import Comparison
from graph_api.tables import Table, Value


def comparison_tables(found: Comparison) -> list[Table]:
    """A comparison as tables: the matrix, its cells, goals side by side, what is missing where, and how to read it."""
    about = [
        ("address", found.self),
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
        Table("about", ("what", "text_nl"), list(about)),
    ]


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


def target_of(goal: GoalInfo) -> str:
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
