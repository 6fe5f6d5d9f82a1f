"""The tables as a workbook (XLSX), one sheet a class."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from typing import IO, Any, Final

from xlsxwriter import Workbook

from graph_api.export.about import About
from graph_api.export.selection import Selection
from graph_api.export.tables import TABLES, Cell, Table, rows
from graph_api.store import Snapshot
from ingest.errors import RegiograafError

_THEN: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""When the workbook was made, as it says itself: the same graph gives the same bytes."""
_ROWS: Final = 1_048_575
"""Most rows of a sheet under its header (Microsoft, 'Excel specifications and limits'), as is the next."""
_CHARACTERS: Final = 32_767
_CUT: Final = " … [cut: the CSV export has all of it]"
_WIDTHS: Final = {"iri": 24, "words": 70, "statement": 70, "description": 70, "name": 40, "title": 40}
_WIDTH: Final = 22
_OPTIONS: Final = {
    "constant_memory": True,  # each row goes to disk when the next is begun
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class TooLargeError(RegiograafError):
    """A table has more rows than a sheet can hold."""


def write_workbook(snapshot: Snapshot, selection: Selection, about: About, output: IO[bytes]) -> int:
    """Write all tables as a workbook, with a sheet about it, and say how many rows they have.

    Raises:
        TooLargeError: a table has more rows than a sheet can hold.
    """
    number = 0
    with tempfile.TemporaryFile() as file:
        with Workbook(file, _OPTIONS) as book:
            book.set_properties({"title": "Regiograaf", "comments": about.citation, "created": _THEN})
            bold = book.add_format({"bold": True})
            wrapped = book.add_format({"text_wrap": True, "valign": "top"})
            sheet = book.add_worksheet("about")
            sheet.set_column(0, 0, 30, bold)
            sheet.set_column(1, 1, 100, wrapped)
            for place, (name, text) in enumerate(about.lines()):
                sheet.write_string(place, 0, name, bold)
                sheet.write_string(place, 1, text, wrapped)
            for table in TABLES.values():
                number += _write_sheet(book.add_worksheet(table.name), table, snapshot, selection, bold)
        file.seek(0)
        shutil.copyfileobj(file, output)
    return number


def _write_sheet(sheet: Any, table: Table, snapshot: Snapshot, selection: Selection, bold: Any) -> int:
    sheet.freeze_panes(1, 1)
    for place, name in enumerate(table.header):
        sheet.set_column(place, place, _WIDTHS.get(name, _WIDTH))
        sheet.write_string(0, place, name, bold)
    number = 0
    for number, row in enumerate(rows(snapshot, selection, table), 1):
        if number > _ROWS:
            raise TooLargeError(
                f"'{table.name}' has more rows than a sheet can hold ({_ROWS:,}).",
                way_out="Export a part (plan, theme, region), or as CSV.",
            )
        for place, cell in enumerate(row):
            _write_cell(sheet, number, place, cell)
    if number:
        sheet.autofilter(0, 0, number, len(table.header) - 1)
    return number


def _write_cell(sheet: Any, row: int, column: int, cell: Cell) -> None:
    """A text is written as text, whatever it begins with: it is never a formula."""
    if isinstance(cell, float):
        sheet.write_number(row, column, cell)
    elif cell:
        text = cell if len(cell) <= _CHARACTERS else cell[: _CHARACTERS - len(_CUT)] + _CUT
        sheet.write_string(row, column, text)
