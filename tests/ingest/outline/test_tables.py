"""Given rows as converters write them, every cell stands under the head of its own column."""

from __future__ import annotations

from ingest.outline import Block, make_outline
from ingest.read.source import SourceText

HEAD = "Doelen\tUit te voeren acties\t2025\t2026\n"


def cells(text: str) -> dict[str, Block]:
    outline = make_outline(SourceText.of(f"## Vervoer\n\n{text}"))
    return {b.text: b for section in outline.sections for b in section.blocks if b.kind == "cell"}


def test_empty_cells_at_the_end_of_a_row_may_be_left_out() -> None:
    found = cells(HEAD + "Elke kern heeft een halte\tRoutes tekenen\n")
    assert found["Elke kern heeft een halte"].role == "goals"
    assert found["Routes tekenen"].header == "Uit te voeren acties"


def test_empty_cells_at_the_start_of_a_row_keep_their_place() -> None:
    found = cells("Planning" + "\t" + HEAD + "\tElke kern heeft een halte\tRoutes tekenen\tQ1\t\n")
    assert found["Elke kern heeft een halte"].header == "Doelen"
    assert found["Q1"].header == "2025"


def test_a_shorter_row_further_on_is_of_another_table() -> None:
    found = cells(HEAD + "Elke kern heeft een halte\tRoutes tekenen\tQ1\tQ2\n\n\nVervoer\tTafel drie\n")
    assert found["Vervoer"].header == ""
