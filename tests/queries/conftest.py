"""The graphs that the saved queries are tried on: a small one with known answers, and one of the real plans."""

from __future__ import annotations

import importlib
import importlib.util
import os
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

import ontology

HERE = Path(__file__).parent
PLANS = HERE.parents[2] / "shared" / "plans"


@pytest.fixture(scope="session")
def fixture_store() -> Store:
    """The graph of `fixture.trig`."""
    store = Store()
    store.bulk_load(path=str(HERE / "fixture.trig"), format=RdfFormat.TRIG)
    return store


@pytest.fixture(scope="session")
def real_store() -> Store:
    """The real plans as `ingest.pipeline.read_plan` reads them, with terms, themes and register."""
    plans = sorted(PLANS.glob("*.txt"))
    if not plans:
        _missing(f"no plans in {PLANS.parent.name}/{PLANS.name} beside the repository")
    if importlib.util.find_spec("ingest.pipeline") is None:
        _missing("ingest.pipeline is not there")
    pipeline: Any = importlib.import_module("ingest.pipeline")
    store = Store()
    for part in ontology.PARTS:
        graph = NamedNode(f"{ontology.BASE}graph/{part}")
        store.load(ontology.load(part).serialize(format="nt", encoding="utf-8"), RdfFormat.N_TRIPLES, to_graph=graph)
    for path in plans:
        reading = pipeline.read_plan(path)
        store.load(reading.ntriples, RdfFormat.N_TRIPLES, to_graph=NamedNode(str(reading.graph)))
    return store


def _missing(reason: str) -> None:
    """Skip, saying why; where everything must be there, fail."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
