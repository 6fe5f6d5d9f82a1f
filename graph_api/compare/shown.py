"""Comparisons for the command line: tables with the names of regions and states in words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel

from graph_api.compare.alike import alike
from graph_api.compare.changes import changes
from graph_api.compare.compare import Asked, compare
from graph_api.compare.comparison import Comparison
from graph_api.compare.known import Over
from graph_api.compare.loaded import loaded
from graph_api.compare.overview import overview
from graph_api.compare.tables import (
    cell_table,
    change_table,
    comparison_tables,
    goal_table,
    like_table,
    matrix,
    region_table,
)
from graph_api.console import clean, table
from graph_api.store import Snapshot
from graph_api.tables import Table, cell_text, to_csv, to_xlsx
from ingest.errors import RegiograafError

if TYPE_CHECKING:
    from rich.table import Table as Printed

_GROUPS: Final = 10
"""Groups of goals that are shown; the CSV, JSON and XLSX have them all."""
_MISSING: Final = 20
_CELL: Final = "A cell is goals / initiatives / voorlopers and salience, or what it means that nothing was found."


def comparison_shown(
    snapshot: Snapshot,
    regions: Sequence[str],
    themes: Sequence[str],
    approaches: Sequence[str],
    over: Over | None,
    rollup: bool,
    base: str,
) -> Comparison:
    """A comparison of regions, themes and approaches that are given by key, IRI or name.

    Raises:
        NotKnownError: nothing is called so.
        EmptyGraphError: the graph holds no plan.
        MixedError: there are both themes and approaches.
    """
    found = loaded(snapshot, base=base)
    over, concepts = found.known.concepts(over, themes, approaches)
    asked = Asked(tuple(dict.fromkeys(map(found.known.region, regions))), over, concepts, rollup)
    return compare(found.atlas, asked, snapshot.rows, snapshot.source, snapshot.info.name)


def printed(found: Comparison, form: str) -> list[Printed | str]:
    """A comparison to print: tables and sentences, or CSV or JSON as a text."""
    if form != "table":
        return [_written(found, cell_table(found), form)]
    lines: list[Printed | str] = [_table(matrix(found)), f"\n{_CELL} {found.order_en}"]
    if found.together:
        groups = found.together[:_GROUPS]
        side_by_side = goal_table(found.model_copy(update={"together": groups}))
        names = {column.key: column.label for column in found.columns}
        cells = [(row[0], names[str(row[2])], row[4], row[6], row[7]) for row in side_by_side.rows]
        more = f" ({len(groups)} of {len(found.together)} groups)" if len(found.together) > len(groups) else ""
        lines.append(f"\nGoals that speak of the same thing{more}:")
        lines.append(_table(Table("goals", ("group", "region", "goal", "year", "target"), list(cells))))
    if found.missing:
        lines.append("\nFound elsewhere:")
        lines += [f"- {clean(one.text_nl)}" for one in found.missing[:_MISSING]]
        if len(found.missing) > _MISSING:
            lines.append(f"… and {len(found.missing) - _MISSING} more: --csv, --json and --xlsx have them all.")
    return lines


def write_workbook(found: Comparison, path: Path) -> None:
    """Write a comparison as a workbook.

    Raises:
        RegiograafError: the file cannot be written.
    """
    try:
        path.write_bytes(to_xlsx(comparison_tables(found)))
    except OSError as error:
        raise RegiograafError(f"the workbook cannot be written ({error.strerror}).", where=str(path)) from error


def regions_shown(
    snapshot: Snapshot, like: str, changed: str, everything: bool, form: str, base: str
) -> tuple[list[Printed | str], str]:
    """The regions of the graph, or those like one, or what changed for one; and a line about it.

    Raises:
        NotKnownError: no region is called so.
        EmptyGraphError: the graph holds no plan.
        RegiograafError: both `like` and `changed` were asked.
    """
    if like and changed:
        raise RegiograafError("like what, or changes of what?", way_out="Ask for one of --like and --changes.")
    found, version = loaded(snapshot, base=base), snapshot.info.name
    answer: BaseModel
    if like:
        likes = alike(found.profiles, found.known.region(like), version)
        answer, full, told = likes, like_table(likes), likes.note_en
        short = Table("like", full.columns[1:7], [row[1:7] for row in full.rows])
    elif changed:
        between = changes(found.atlas, found.known.region(changed), snapshot.source, version)
        answer, full = between, change_table(between)
        told = between.note_en if between.pairs else "No two plans of this region follow each other."
        rows = [(row[2], *row[4:8]) for row in full.rows]
        short = Table("changes", ("kind", "change", "before", "after", "differences"), rows)
    else:
        listed = overview(found.atlas, version, everything)
        answer, full, told = listed, region_table(listed), listed.note_en
        short = Table("regions", full.columns[:-1], [row[:-1] for row in full.rows])
    return [_written(answer, full, form) if form != "table" else _table(short)], told


def _written(answer: BaseModel, as_table: Table, form: str) -> str:
    return to_csv(as_table).rstrip("\r\n") if form == "csv" else answer.model_dump_json(indent=1)


def _table(made: Table) -> Printed:
    return table(made.columns, [list(map(cell_text, row)) for row in made.rows])
