"""What all tests share: where the real plans are, and the five of them read once a session."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

import ontology
from ingest.pipeline import PlanReading, read_plan

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
EXAMPLES = ROOT / "docs" / "examples" / "plans"
os.environ.setdefault("REGIOGRAAF_WARM", "false")  # or each service that a test starts would be busy with its pages


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real plans and their reference; without it a test is skipped, and fails where CI is set."""
    if not (SHARED / "plans").is_dir():
        reason = "the real plans are not there (../shared/plans beside the repository)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return SHARED


@pytest.fixture(scope="session")
def real_readings(shared: Path) -> list[PlanReading]:
    """The real plans, read with the committed weights."""
    plans = sorted((shared / "plans").glob("*.txt"), key=lambda path: -path.stat().st_size)
    # spawn: a forked child would share what the tests before it opened
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        return sorted(pool.map(read_plan, plans), key=lambda reading: reading.file)


@pytest.fixture(scope="session")
def example_readings() -> list[PlanReading]:
    """The three example plans, read with the committed weights."""
    return [read_plan(path) for path in sorted(EXAMPLES.glob("*.txt"))]


@pytest.fixture(scope="session")
def real_store(real_readings: list[PlanReading]) -> Store:
    """The graphs of the real plans with ontology, themes and register."""
    return store_of(real_readings)


def store_of(readings: list[PlanReading]) -> Store:
    """An in-memory store of readings with ontology, themes and register, each in its named graph."""
    store = Store()
    for part in ontology.PARTS:
        graph = NamedNode(f"{ontology.BASE}graph/{part}")
        for path in ontology.files(part):
            store.load(ontology.turtle(path).encode(), RdfFormat.TURTLE, to_graph=graph)
    for reading in readings:
        store.load(reading.ntriples, RdfFormat.N_TRIPLES, to_graph=NamedNode(reading.graph))
    return store
