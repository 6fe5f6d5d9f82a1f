"""The structure of a plan as plain data: all its words are in it, each once, and what is what is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.outline import make_outline
from ingest.outline.kept import structure, to_json
from ingest.read import read_source
from ingest.read.source import SourceText

EXAMPLES = sorted((Path(__file__).parents[3] / "docs" / "examples" / "plans").glob("*.txt"))
PLAN = """# Regioplan Veenrand

## 2. Wat we willen bereiken

1. Minder vallen bij ouderen
   - valtraining in elke wijk
   - **huis**bezoek<br>bij 75-plussers

Thema	Partijen
Vallen	GGD Veenrand; <b>Buurtzorg</b> & co
\f
126

Het plan loopt door op de vol-
gende bladzijde.
"""
lines = st.text(alphabet="abcDE 1.#-*|\t<>/br[]()&;\f\"'•Å\u00ad\u202e", max_size=60)


def made(text: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(to_json(structure(make_outline(SourceText.of(text)))))
    return data


def spans(block: dict[str, Any]) -> list[list[int]]:
    return block["spans"] if "spans" in block else [cell for row in block["rows"] for cell in row["cells"]]


def words(text: str, pieces: list[list[int]]) -> str:
    return " ".join(text[start:end] for start, end in pieces)


def test_each_kind_of_block_is_kept_with_what_it_needs() -> None:
    data = made(PLAN)
    shown = [(block["kind"], words(PLAN, spans(block))) for block in data["blocks"]]
    assert shown == [
        ("heading", "Regioplan Veenrand"),
        ("heading", "2. Wat we willen bereiken"),
        ("item", "Minder vallen bij ouderen"),
        ("item", "valtraining in elke wijk"),
        ("item", "**huis**bezoek<br>bij 75-plussers"),
        ("table", "Thema Partijen Vallen GGD Veenrand; <b>Buurtzorg</b> & co"),
        ("furniture", "126"),
        ("paragraph", "Het plan loopt door op de vol-\ngende bladzijde."),
    ]
    heading, goals, first, second = data["blocks"][:4]
    assert (heading["level"], goals["level"], goals["role"]) == (1, 2, "goals")
    assert [words(PLAN, [one["marker"]]) for one in (first, second)] == ["1.", "-"]
    assert (first["depth"], second["depth"]) == (0, 1)
    assert [row["head"] for row in data["blocks"][5]["rows"]] == [True, False]


def test_marks_of_the_converter_and_pages_are_kept_by_their_offsets() -> None:
    data = made(PLAN)
    assert [(PLAN[start:end], kind) for start, end, kind in data["noise"]] == [
        ("**", "mark"),
        ("**", "mark"),
        ("<br>", "break"),
        ("<b>", "tag"),
        ("</b>", "tag"),
        ("-\n", "hyphen"),
    ]
    assert [PLAN[start:end] for start, end in data["bold"]] == ["huis"]
    assert data["pages"] == [[0, 1], [PLAN.index("\f") + 1, 2]]
    assert made("Zonder bladzijden.")["pages"] == []


def test_a_tag_that_is_no_layout_stays_a_word_of_the_plan() -> None:
    text = "Zie <https://voorbeeld.nl> en <script>x</script> <i>hier</i>."
    assert [text[start:end] for start, end, _ in made(text)["noise"]] == ["<i>", "</i>"]


@settings(max_examples=150, deadline=None)
@given(st.lists(lines, max_size=25).map("\n".join))
def test_every_word_is_in_exactly_one_block(text: str) -> None:
    data = made(text)
    taken = [0] * len(text)
    for block in data["blocks"]:
        for start, end in [*spans(block), *([block["marker"]] if "marker" in block else [])]:
            for at in range(start, end):
                taken[at] += 1
    assert all(count <= 1 for count in taken)
    assert [text[at] for at, count in enumerate(taken) if not count and text[at].isalnum()] == []
    noise = [(start, end) for start, end, _ in data["noise"]]
    assert all(0 <= start < end <= len(text) and all(taken[start:end]) for start, end in noise)
    assert all(one[1] <= two[0] for one, two in zip(sorted(noise), sorted(noise)[1:], strict=False))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_blocks_of_the_outline_lie_in_the_blocks_that_are_kept(path: Path) -> None:
    outline = make_outline(read_source(path))
    inside = [span for block in structure(outline)["blocks"] for span in spans(block)]
    for block in outline.blocks:
        for span in block.passage.spans():
            assert any(start <= span.start and span.end <= end for start, end in inside), block.text
