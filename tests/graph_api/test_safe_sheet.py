"""A CSV file for spreadsheets: what begins like a formula is shown as text."""

from __future__ import annotations

import csv
import io

from graph_api.cells import safe_sheet


def test_cells_that_begin_like_a_formula_are_text_and_numbers_stay() -> None:
    sheet = 'naam,aantal\r\n=1+1,-3\r\n"@som, en\r\nnog wat",5%\r\n'
    rows = list(csv.reader(io.StringIO(safe_sheet(sheet.encode()).decode(), newline="")))
    assert rows == [["naam", "aantal"], ["'=1+1", "-3"], ["'@som, en\r\nnog wat", "5%"]]
