"""On plans that were read: what is said not to be in a plan is not in its text, looked for in another way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph_api.build import background
from graph_api.compare.atlas import Atlas
from graph_api.compare.compare import Asked, compare
from graph_api.compare.known import Over
from graph_api.compare.precomputed import precomputed
from graph_api.store import EmbeddedStore, Snapshot
from ingest.pipeline import PlanReading
from ontology import BASE, PARTS

_WORD = re.compile(r"[^\W_]+")


def wrong_absences(snapshot: Snapshot, over: Over) -> list[str]:
    """Names of themes or approaches that stand in the text of a plan of a region that is said to have them not."""
    atlas = Atlas(precomputed(snapshot))
    texts = {plan.iri: _plain(snapshot.source(plan.sha256) or "") for plan in atlas.facts.plans}
    regions = tuple(sorted(atlas.speaking))
    found = compare(atlas, Asked(regions, over), snapshot.rows, snapshot.source, "1")
    wrong = []
    for row in found.rows:
        names = [_plain(name) for concept in sorted(atlas.below(row.iri)) for name in atlas.concepts[concept].names]
        for region, cell in zip(regions, row.cells, strict=True):
            if cell.state == "not-in-plan":
                text = " ".join(texts[plan.iri] for plan in (*atlas.plans_of(region), *atlas.plans_around(region)))
                wrong += [f"{cell.region}: {name.strip()}" for name in names if name in text]
    return wrong


def _plain(text: str) -> str:
    """Words in small letters with a blank around each, so that a name is found as whole words."""
    return " ".join(["", *_WORD.findall(text.casefold()), ""])


@pytest.mark.parametrize("over", ["themes", "approaches"])
def test_no_example_plan_speaks_of_what_is_said_not_to_be_in_it(example_store: EmbeddedStore, over: Over) -> None:
    with example_store.read() as snapshot:
        assert wrong_absences(snapshot, over) == []


@pytest.mark.real_plans
@pytest.mark.parametrize("over", ["themes", "approaches"])
def test_no_real_plan_speaks_of_what_is_said_not_to_be_in_it(
    real_readings: list[PlanReading], tmp_path: Path, over: Over
) -> None:
    store = EmbeddedStore(tmp_path / "store")
    with store.write() as draft:
        for part in PARTS:
            draft.replace_graph(f"{BASE}graph/{part}", background(part, BASE))
        for reading in real_readings:
            draft.replace_graph(reading.graph, reading.ntriples)
            draft.keep_source(reading.sha256, reading.text)
        draft.publish()
    with store.read() as snapshot:
        assert wrong_absences(snapshot, over) == []
