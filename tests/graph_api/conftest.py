"""A small store made by hand, and the service over it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from small_service import PLAN, TEXT, Serve, evidence, served, triples

from graph_api.build import build
from graph_api.reading import HowToRead
from graph_api.settings import Settings
from graph_api.store import EmbeddedStore
from ontology import BASE

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples" / "plans"


@pytest.fixture(scope="session")
def plan_triples() -> bytes:
    """All that was read from the plan in TEXT."""
    pieces = {
        "r": "Regio Veenrand",
        "g": "In 2026 is 30% van de ouderen gescreend.",
        "i": "Valfit",
        "o": "Buurtzorg",
    }
    return triples(PLAN + "".join(evidence(key, words) for key, words in pieces.items()))


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, plan_triples: bytes) -> EmbeddedStore:
    """A store with that plan, to read only."""
    made = EmbeddedStore(tmp_path_factory.mktemp("made") / "store")
    with made.write() as draft:
        draft.replace_graph(f"{BASE}graph/plan/veenrand", plan_triples)
        draft.keep_source("abc", TEXT)
        draft.keep_report("veenrand", [_finding("warning"), _finding("info")])
        draft.publish()
    return made


@pytest.fixture
def store(made_once: EmbeddedStore, tmp_path: Path) -> EmbeddedStore:
    """A copy of it."""
    return EmbeddedStore(Path(shutil.copytree(made_once.folder, tmp_path / "store")))


@pytest.fixture(scope="session")
def client(made_once: EmbeddedStore) -> Iterator[httpx.Client]:
    """The service over the store that is only read, with the settings as they are by themselves."""
    with served(made_once, Settings()) as started:
        yield started


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """The example plans, built as the command line builds them, to read only."""
    made = EmbeddedStore(tmp_path_factory.mktemp("examples") / "store")
    built = build(sorted(EXAMPLES.glob("*.txt")), made, HowToRead(BASE, workers=1), lambda event: None)
    assert built.version is not None
    return made


@pytest.fixture(scope="session")
def example_client(example_store: EmbeddedStore) -> Iterator[httpx.Client]:
    """The service over the example plans."""
    with served(example_store, Settings()) as started:
        yield started


def _finding(severity: str) -> dict[str, str | None]:
    names = ("focus", "label", "path", "message_nl", "message_en", "value", "evidence", "shape")
    return {"severity": severity, **dict.fromkeys(names, "x")}


@pytest.fixture
def serve(store: EmbeddedStore) -> Iterator[Serve]:
    """Starts the service over the store, with settings, and gives a client."""
    running: list[object] = []

    def start(**settings: object) -> httpx.Client:
        context = served(store, Settings.model_validate(settings))
        running.append(context)
        return context.__enter__()

    yield start
    for context in running:
        context.__exit__(None, None, None)  # type: ignore[attr-defined]
