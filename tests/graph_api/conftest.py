"""A small store made by hand, and the service over it."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from pyoxigraph import RdfFormat, parse, serialize

from graph_api.app import create_app
from graph_api.build import build
from graph_api.reading import HowToRead
from graph_api.settings import Settings
from graph_api.store import EmbeddedStore
from ontology import BASE, PREFIXES

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples" / "plans"
TEXT = "Regio Veenrand\nIn 2026 is 30% van de ouderen gescreend.\nBuurtzorg trekt Valfit.\n"

PLAN = f"""
@base <{BASE}> .
<plan/veenrand> a rg:Plan ; dcterms:title "Regioplan Veenrand" ; dcterms:issued "2023"^^xsd:gYear ;
  rg:sourceFile "veenrand.txt" ; rg:sourceSha256 "abc" ; rg:coversRegion <region/veenrand> .
<region/veenrand> a rg:Region ; skos:prefLabel "Veenrand" ; rg:evidence <evidence/r> .
<goal/g> a rg:Goal ; rg:statement "In 2026 is 30% van de ouderen gescreend." ; rg:goalKind rg:resultAgreement ;
  rg:targetYear "2026"^^xsd:gYear ; rg:target <goal/g/target> ; rg:theme rgt:valpreventie ; rg:evidence <evidence/g> .
<goal/g/target> a rg:Target ; rg:value 30.0 ; rg:unit "%" .
<initiative/i> a rg:Initiative, rg:Voorloper ; skos:prefLabel "Valfit" ; rg:status rg:existing ;
  rg:ledBy <organisation/buurtzorg> ; rg:theme rgt:valpreventie ; rg:evidence <evidence/i> .
<organisation/buurtzorg> a rg:Organisation ; skos:prefLabel "Buurtzorg" ; rg:evidence <evidence/o> .
<reading/veenrand> a prov:Activity ; prov:endedAtTime "2026-01-02T03:04:05Z"^^xsd:dateTime .
"""


def triples(turtle: str) -> bytes:
    """N-Triples of a piece of Turtle, with the prefixes of the project."""
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    data = serialize((quad.triple for quad in parse(head + turtle, RdfFormat.TURTLE)), format=RdfFormat.N_TRIPLES)
    assert data is not None
    return data


def evidence(key: str, words: str) -> str:
    """Turtle of a piece of evidence in TEXT."""
    start = TEXT.index(words)
    return (
        f'<evidence/{key}> a rg:Evidence ; oa:hasSource <plan/veenrand> ; oa:exact "{words}" ; '
        f"oa:start {start} ; oa:end {start + len(words)} ; rg:confidence 0.9 .\n"
    )


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


Serve = Callable[..., httpx.Client]


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


@contextmanager
def served(store: EmbeddedStore, settings: Settings) -> Iterator[httpx.Client]:
    """The service in a thread."""
    server = uvicorn.Server(uvicorn.Config(create_app(store, settings), port=0, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
        yield client
    server.should_exit = True
    thread.join()
