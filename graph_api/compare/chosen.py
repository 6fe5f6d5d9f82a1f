"""Which rows of a comparison are shown, and in what order."""

from __future__ import annotations

from collections.abc import Sequence

from graph_api.compare.answers import Cell
from graph_api.compare.comparison import Row, Show, Sort
from graph_api.compare.facts import key
from graph_api.errors import AskedError


class NotComparedError(AskedError):
    """A comparison is to be narrowed or sorted by a region that is not in it."""


def chosen(rows: Sequence[Row], columns: Sequence[str], show: Show, of: str, sort: Sort) -> list[Row]:
    """The rows that are asked for, in the order that is asked for.

    Args:
        rows: all of them, those that differ most first.
        columns: IRIs of the regions that are compared.
        show: what rows are narrowed to.
        of: IRI of the column that `show` and `sort` are about, '' for any.
        sort: the order; 'difference' leaves it as it is.

    Raises:
        NotComparedError: `of` is no column.
    """
    if of and of not in columns:
        compared = ", ".join(map(key, columns))
        raise NotComparedError(
            f"'{key(of)}' is not compared here.",
            way_out=f"Use one of: {compared}.",
            dutch=f"'{key(of)}' staat niet in deze vergelijking. Kies een regio die er wel in staat.",
            asked=key(of),
            instead=[(key(column), key(column)) for column in columns],
        )
    at = columns.index(of) if of else None
    found = [row for row in rows if _fits(row, show, at)]
    if sort == "name":
        return sorted(found, key=lambda row: (row.label_nl.casefold(), row.iri))
    if sort == "salience":
        return sorted(found, key=lambda row: (-_salience(row, at), row.label_nl, row.iri))
    return found


def numbers(rows: Sequence[Row]) -> dict[Show, int]:
    """How many rows there are by each choice, over all columns."""
    kinds: tuple[Show, ...] = ("all", "shared", "only", "missing")
    return {show: sum(_fits(row, show, None) for row in rows) for show in kinds}


def _fits(row: Row, show: Show, at: int | None) -> bool:
    cells = row.cells if at is None else [row.cells[at]]
    if show == "shared":
        return row.covered > 1 and any(map(_found, cells))
    if show == "only":
        return row.covered == 1 and any(map(_found, cells))
    if show == "missing":
        return row.covered > 0 and not all(map(_found, cells))
    return True


def _found(cell: Cell) -> bool:
    return cell.state == "covered"


def _salience(row: Row, at: int | None) -> float:
    cells = row.cells if at is None else [row.cells[at]]
    return max((cell.salience or 0.0 for cell in cells), default=0.0)
