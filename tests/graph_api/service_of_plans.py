"""Stores of as many made-up plans as a test wants, the service over them without a network, and the queries it asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random

import pytest
from rdflib import RDF
from small_service import triples
from starlette.testclient import TestClient

import ontology
from graph_api.app import create_app
from graph_api.build import background
from graph_api.search.index import FILE, make_index
from graph_api.settings import Settings
from graph_api.store import EmbeddedStore
from graph_api.store.snapshot import EmbeddedSnapshot
from ontology import BASE

HOSTILE = "<script>alert(1)</script>\"' \u202eomgekeerd " + "z" * 400
"""What a plan may hold to do harm: script, quotes, a mark that turns the direction, a very long word."""
PERSON = {"Accept": "text/html"}


def store_of_plans(
    folder: Path, number: int, facts: int = 12, label: str = "Initiatief", title: str = "Regioplan"
) -> EmbeddedStore:
    """A store of plans that each cover a region with a long name and state some goals and initiatives on national themes.

    Args:
        folder: of the store.
        number: of plans.
        facts: goals in each, and as many initiatives.
        label: what initiatives are called, before their number.
        title: of the plans, before their number.
    """
    random = Random(number)
    themes = sorted({str(iri) for iri in ontology.load("themes").subjects(RDF.type, ontology.RG.NationalTheme)})
    made = EmbeddedStore(folder)
    with made.write() as draft:
        for part in ("ontology", "themes"):
            draft.replace_graph(f"{BASE}graph/{part}", background(part, BASE))
        for at in range(number):
            text, turtle = _plan(at, facts, (label, title), random, themes)
            draft.replace_graph(f"{BASE}graph/plan/plan-{at}", triples(turtle))
            draft.keep_source(f"sha-{at}", text)
            draft.keep_report(f"plan-{at}", [_finding(at, severity) for severity in ("warning", "info")])
        draft.keep_file(FILE, partial(make_index, draft.rows))
        draft.publish()
    return made


def client_of(store: EmbeddedStore, **settings: object) -> TestClient:
    """The service over a store, in this process."""
    return TestClient(create_app(store, Settings.model_validate(settings)))


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The queries that the service asks of the store meanwhile."""
    asked: list[str] = []
    rows = EmbeddedSnapshot.rows

    def counting(self: EmbeddedSnapshot, query: str, **bindings: object) -> object:
        asked.append(query)
        return rows(self, query, **bindings)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(EmbeddedSnapshot, "rows", counting)
        yield asked


def _plan(at: int, facts: int, names: tuple[str, str], random: Random, themes: list[str]) -> tuple[str, str]:
    text, lines = "", []
    plan = f"<{BASE}plan/plan-{at}>"
    region = f"<{BASE}region/regio-met-een-lange-naam-{at}>"
    lines.append(
        f'{plan} a rg:Plan ; dcterms:title {_quoted(f"{names[1]} {at}")} ; dcterms:issued "2024"^^xsd:gYear ; rg:sourceFile "{at}.txt" ;'
        f' rg:sourceSha256 "sha-{at}" ; rg:coversRegion {region} .\n'
        f'{region} a rg:Region ; skos:prefLabel "Regio met een lange naam {at}" ; rg:statedIn {plan} .'
    )
    for kind, number in (("goal", facts), ("initiative", facts)):
        for n in range(number):
            # unlike each other: what is alike is compared with all that it is like, and that takes long
            words = f"Plan {at} {kind} {n}: {' '.join(_word(random) for _ in range(6))}."
            start = len(text)
            text += words + "\n"
            iri, theme = f"{BASE}{kind}/{at}-{n}", random.choice(themes)
            told = (
                f'a rg:Goal ; rg:statement "{words}" ; rg:goalKind rg:objective'
                if kind == "goal"
                else f"a rg:Initiative ; skos:prefLabel {_quoted(f'{names[0]} {n}')} ; rg:status rg:planned"
            )
            lines.append(
                f"<{iri}> {told} ; rg:region {region} ; rg:theme <{theme}> ; rg:statedIn {plan} ;"
                f" rg:evidence <{BASE}evidence/{kind}-{at}-{n}> .\n"
                f'<{BASE}evidence/{kind}-{at}-{n}> a rg:Evidence ; oa:hasSource {plan} ; oa:exact "{words}" ;'
                f" oa:start {start} ; oa:end {start + len(words)} ; rg:confidence {random.random():.2f} ."
            )
    return text, "\n".join(lines)


def _word(random: Random) -> str:
    return "".join(random.choice("bdfgklmnprstvz") + random.choice("aeiou") for _ in range(4))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _finding(at: int, severity: str) -> dict[str, str | None]:
    return {
        "severity": severity,
        "focus": f"{BASE}goal/{at}-0",
        "label": HOSTILE,
        "path": None,
        "message_nl": "Het doel heeft geen jaar.",
        "message_en": "The goal has no year.",
        "value": None,
        "evidence": f"Plan {at} goal 0",
        "shape": "https://w3id.org/regiograaf/shapes#GoalYear",
    }
