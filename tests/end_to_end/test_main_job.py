"""The main job on the real plans: checked graphs with every fact grounded, of declared terms, that hold no people."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import NamedNode, Store
from rdflib import Graph

import ontology
from ingest.pipeline import PlanReading

pytestmark = pytest.mark.real_plans
EVIDENCE = """
PREFIX rg: <https://w3id.org/regiograaf/def#> PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?start ?end ?words WHERE { GRAPH ?g { ?e a rg:Evidence ; oa:start ?start ; oa:end ?end ; oa:exact ?words } }
"""
FACTS = """
PREFIX rg: <https://w3id.org/regiograaf/def#>
SELECT ?fact WHERE { GRAPH ?g { VALUES ?class { rg:Goal rg:Initiative rg:PlanTheme } ?fact a ?class } FILTER NOT EXISTS { ?fact rg:evidence ?e } }
"""
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


def test_no_plan_is_kept_out(real_readings: list[PlanReading]) -> None:
    for reading in real_readings:
        assert reading.report.conforms, (reading.file, reading.report.lines("en")[:5])


def test_all_evidence_is_the_words_of_the_plan(real_readings: list[PlanReading], real_store: Store) -> None:
    for reading in real_readings:
        graph = [NamedNode(reading.graph)]
        rows = list(real_store.query(EVIDENCE, named_graphs=graph))
        assert len(rows) > 50
        wrong = [r for r in rows if reading.text[int(r["start"].value) : int(r["end"].value)] != r["words"].value]
        assert wrong == []


def test_every_fact_has_evidence(real_store: Store) -> None:
    assert list(real_store.query(FACTS, use_default_graph_as_union=True)) == []


def test_every_term_used_is_declared(real_readings: list[PlanReading]) -> None:
    background = [ontology.load(part) for part in ontology.PARTS]
    for reading in real_readings:
        graph = Graph().parse(data=reading.ntriples, format="nt")
        assert ontology.undeclared(graph, background) == set(), reading.file


def test_people_are_no_entities(real_store: Store) -> None:
    """No name of an organisation or initiative is a person's with a title or a mail address."""
    query = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rg: <https://w3id.org/regiograaf/def#>
    SELECT ?name WHERE { VALUES ?class { rg:Organisation rg:Initiative } ?thing a ?class ; rg:statedIn ?plan ; skos:prefLabel|skos:altLabel ?name }"""
    names = [row["name"].value for row in real_store.query(query, use_default_graph_as_union=True)]
    assert len(names) > 1000
    assert [name for name in names if MAIL.search(name) or re.match(r"(?:dhr|mevr|drs|dr|mw)\.? [A-Z]", name)] == []
