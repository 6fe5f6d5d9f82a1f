"""Given things with a confidence that are right or not, this reliability table."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_api.evaluation import evaluate
from graph_api.evaluation.quality import sureness
from graph_api.evaluation.reference import read_references
from graph_api.evaluation.reliability import LIMITS, Reliability
from graph_api.store import Store

ROOT = Path(__file__).parents[2]


def test_things_are_counted_in_the_bin_of_their_confidence() -> None:
    table = Reliability()
    table.add("goals", [(0.95, True), (0.9, False), (0.55, True), (1.0, True)])
    bins = dict(zip(LIMITS, table.bins["goals"], strict=True))
    assert (bins[0.9].things, bins[0.9].right) == (3, 2)
    assert bins[0.5].share_right == 1.0
    assert bins[0.7].share_right is None


def test_the_error_is_nought_where_confidence_is_the_share_that_is_right() -> None:
    honest, boastful = Reliability(), Reliability()
    honest.add("goals", [(0.75, True)] * 3 + [(0.75, False)])
    boastful.add("goals", [(0.95, True)] + [(0.95, False)] * 3)
    assert honest.errors()["goals"] == pytest.approx(0.0)
    assert boastful.errors()["goals"] == pytest.approx(0.7)


def test_the_table_has_a_line_a_kind_and_says_of_how_many() -> None:
    table = Reliability()
    table.add("themes", [(0.85, True), (0.85, False)])
    assert "| themes | – | – | – | – | 0.50 of 2 | – | 0.35 |" in sureness(table)


def test_an_evaluation_judges_every_thing_that_was_found(example_store: Store) -> None:
    references = read_references(sorted((ROOT / "tests" / "quality" / "reference").glob("*.json")))[0]
    with example_store.read() as snapshot:
        result = evaluate(snapshot, references, ROOT / "docs" / "examples" / "plans")
    for kind in ("organisations", "goals", "initiatives"):
        assert sum(b.things for b in result.reliability.bins[kind]) == result.overall[kind].found
