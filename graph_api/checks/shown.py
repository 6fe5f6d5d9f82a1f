"""Checks for the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, get_args

from graph_api.checks.answer import (
    COLUMNS,
    ITEM_COLUMNS,
    By,
    CheckInfo,
    check,
    item_rows,
    listed,
    rows,
)
from graph_api.checks.tally import Checked, Scope
from graph_api.console import table
from graph_api.facts import read
from graph_api.facts.named import EmptyGraphError, Known
from graph_api.lookup import Names
from graph_api.store import Snapshot
from graph_api.tables import Table, to_csv
from graph_api.voorlopers.texts import Texts
from ingest.errors import RegiograafError

if TYPE_CHECKING:
    from rich.table import Table as Printed

_LONGEST: Final = 100
"""Characters of a text in a table."""


def check_shown(snapshot: Snapshot, filters: Mapping[str, str], by: str, form: str) -> tuple[Printed | str, str]:
    """All checks, with a column for each region, theme or plan; and a line about them.

    Args:
        snapshot: the version.
        filters: plan, region and theme as they were typed, '' for all.
        by: what to put side by side: region, theme, plan or none.
        form: table, json or csv.

    Raises:
        RegiograafError: a filter or `by` is unknown, or no plan was read.
    """
    chosen = next((one for one in get_args(By) if one == by), None)
    if chosen is None:
        raise RegiograafError(
            f"'{by[:40]}' is not known.", where="--by", way_out=f"Use one of: {', '.join(get_args(By))}."
        )
    checked, scope = _checked(snapshot, filters)
    made = check(checked, scope, chosen, snapshot.info.name)
    if form == "json":
        return made.model_dump_json(indent=1), made.note_en
    if form == "csv":
        return to_csv(Table("checks", COLUMNS, rows(made))), made.note_en
    columns = [made.checks, *(group.checks for group in made.groups)]
    by_name = [{one.name: one for one in column} for column in columns]
    cells = [[one.name, one.en, *(_cell(column.get(one.name)) for column in by_name)] for one in made.checks]
    return table(("check", "looked for", "all", *(group.of.label_nl for group in made.groups)), cells), made.note_en


def list_shown(
    snapshot: Snapshot, name: str, filters: Mapping[str, str], found: bool, limit: int, form: str
) -> tuple[Printed | str, str]:
    """The things behind a share, and a line about them.

    Raises:
        RegiograafError: the check or a filter is unknown, or no plan was read.
    """
    checked, scope = _checked(snapshot, filters)
    made = listed(checked, name, scope, found, limit, version=snapshot.info.name)
    told = f"{made.check.en}: {'found' if found else 'not found'} of {made.total}, {len(made.items)} listed. {made.note_en}"
    if form == "json":
        return made.model_dump_json(indent=1), told
    if form == "csv":
        return to_csv(Table("check", ITEM_COLUMNS, item_rows(made))), told
    cells = [
        (
            _short(item.label),
            ", ".join(region.label_nl for region in item.regions),
            _short(item.detail_en or ""),
            item.quotes[0].start if item.quotes else None,
        )
        for item in made.items
    ]
    shown = [tuple("-" if cell is None else cell for cell in row) for row in cells]
    return table(("thing", "region", "detail", "place in the plan"), shown) if shown else "", told


def _checked(snapshot: Snapshot, filters: Mapping[str, str]) -> tuple[Checked, Scope]:
    facts = read(snapshot.rows)
    if facts.is_empty:
        raise EmptyGraphError
    known = Known(facts, Names.of(snapshot))
    find = {"plan": known.plan, "region": known.region, "theme": known.theme}
    scope = Scope(**{name: find[name](value) for name, value in filters.items() if value})
    return Checked(facts, Texts(facts), snapshot.report), scope


def _cell(one: CheckInfo | None) -> str:
    if one is None:
        return "-"
    if one.of is None:
        return str(one.found)
    return f"{one.found}/{one.of} {one.share:.0%}" if one.share is not None else "-"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
