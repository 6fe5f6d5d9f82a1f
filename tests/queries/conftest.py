"""The small graph with known answers that the saved queries are tried on."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store


@pytest.fixture(scope="session")
def fixture_store() -> Store:
    """The graph of `fixture.trig`."""
    store = Store()
    store.bulk_load(path=str(Path(__file__).parent / "fixture.trig"), format=RdfFormat.TRIG)
    return store
