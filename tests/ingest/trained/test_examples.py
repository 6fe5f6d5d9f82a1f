"""Given a text and a reference for it, what the rows say that models are fitted on."""

from __future__ import annotations

from pathlib import Path

from ingest.trained.examples import MentionFeatures, Plan, rows


def test_rows_say_which_thing_of_the_reference_a_mention_is_like(tmp_path: Path) -> None:
    text = tmp_path / "plan.txt"
    text.write_text("# Aanpak\n\nWe starten de Buurtacademie en een leescafé in Zeekant.\n", encoding="utf-8")
    wanted = {"id": "i1", "name": "Buurtacademie", "lines": [3, 3], "quote": "de Buurtacademie", "national": []}
    empty: dict[str, list[object]] = {"themes": [], "goals": [], "organisations": [], "regions": []}
    reference = {"document": "plan.txt", "lines": [1, 3], "initiatives": [wanted | {"organisations": []}], **empty}
    meant = {
        (row.meant, label)
        for row, label in rows(Plan(text), reference)["initiatives"]
        if isinstance(row, MentionFeatures)
    }
    assert meant == {("plan.txt 1 i1", True), ("", False)}
