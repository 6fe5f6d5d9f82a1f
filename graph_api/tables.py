"""Answers as tables: CSV and workbooks (XLSX). What comes from a plan is text there, whatever it begins with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from xlsxwriter import Workbook

from graph_api.cells import safe_cell

Value = str | int | float | None
"""Of a cell; None is an empty one."""
_CHARACTERS: Final = 32_767
"""Most characters of a cell of a sheet (Microsoft, 'Excel specifications and limits')."""
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDE: Final = {"statement": 70, "text_nl": 90, "text_en": 90, "words": 60, "label": 50, "before": 50, "after": 50}
_WIDTH: Final = 20


@dataclass(frozen=True, slots=True)
class Table:
    """A table."""

    name: str
    """Of the file, without its ending, and of the sheet."""
    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]


def to_csv(table: Table) -> str:
    """A table as CSV (RFC 4180); a cell that a spreadsheet would take for a formula gets an apostrophe in front."""
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(table.columns)
    writer.writerows([cell_text(value) for value in row] for row in table.rows)
    return output.getvalue()


def to_xlsx(tables: Iterable[Table]) -> bytes:
    """Tables as a workbook, a sheet each. A text is written as text, whatever it begins with."""
    output = io.BytesIO()
    with Workbook(output, _OPTIONS) as book:
        bold = book.add_format({"bold": True})
        for table in tables:
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 1)
            for place, name in enumerate(table.columns):
                sheet.set_column(place, place, _WIDE.get(name, _WIDTH))
                sheet.write_string(0, place, name, bold)
            for number, row in enumerate(table.rows, 1):
                for place, value in enumerate(row):
                    _write(sheet, number, place, value)
    return output.getvalue()


def cell_text(value: Value) -> str:
    """A cell as text that is safe in a spreadsheet; what is not known is empty."""
    return "" if value is None else safe_cell(value) if isinstance(value, str) else str(value)


def _write(sheet: Any, row: int, column: int, value: Value) -> None:
    if isinstance(value, (int, float)):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, value[:_CHARACTERS])
