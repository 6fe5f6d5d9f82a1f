"""Cells that a spreadsheet shows as text, whatever they begin with."""

from __future__ import annotations

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
