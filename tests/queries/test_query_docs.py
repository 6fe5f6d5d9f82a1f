"""The page of the saved queries is that of the files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import queries
from queries.__main__ import page

DOCS = Path(__file__).parents[2] / "docs" / "queries.md"


def test_the_page_is_up_to_date() -> None:
    made = subprocess.run([sys.executable, "-m", "queries"], capture_output=True, encoding="utf-8", check=True)
    assert made.stdout == page()
    assert DOCS.read_text(encoding="utf-8") == made.stdout, "run `python -m queries > docs/queries.md`"


def test_each_query_has_its_row_and_its_section() -> None:
    lines = DOCS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("](#")[0].removeprefix("| [") for line in lines if line.startswith("| [")]
    sections = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
    assert rows == sections == [query.name for query in queries.all()]
