"""Cells that a spreadsheet shows as text, whatever they begin with."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?%?")


def safe_cell(cell: str) -> str:
    """A cell with an apostrophe in front where a spreadsheet would take it for a formula; a number stays as it is.

    (OWASP, 'CSV Injection'; the full-width signs are those that some spreadsheets read as the others.)
    """
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) and not is_number(cell) else cell


def is_number(cell: str) -> bool:
    """Whether a cell is a number, perhaps a percentage."""
    return _NUMBER.fullmatch(cell) is not None


def safe_sheet(sheet: bytes) -> bytes:
    """A CSV file (RFC 4180, UTF-8) none of whose cells a spreadsheet takes for a formula."""
    output = io.StringIO()
    rows = csv.reader(io.StringIO(sheet.decode("utf-8"), newline=""))
    csv.writer(output).writerows([safe_cell(cell) for cell in row] for row in rows)
    return output.getvalue().encode("utf-8")
