"""Every shape: a good plan passes it, and a plan spoilt in one place fails it and no other."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pyshacl
import pytest
from rdflib import SH, Graph, Literal, URIRef

import ontology
import shapes
from ingest.validate import validate
from shapes import RGS

CASES = Path(__file__).parent / "cases"
DOCS = Path(__file__).parents[2] / "docs" / "checks.md"
PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in ontology.PREFIXES.items())
BAD = [
    (f"{group}-{name}", update)
    for group, names in tomllib.loads((CASES / "bad.toml").read_text(encoding="utf-8")).items()
    for name, updates in names.items()
    for update in updates
]


@pytest.fixture(scope="module")
def background() -> Graph:
    graph = Graph().parse(CASES / "background.ttl")
    for part in ontology.PARTS:
        graph += ontology.load(part)
    return graph


@pytest.fixture(scope="module")
def text() -> str:
    return (CASES / "good.md").read_bytes().decode()


@pytest.fixture
def plan() -> Graph:
    return Graph().parse(CASES / "good.ttl")


def test_the_good_plan_passes_every_shape(plan: Graph, background: Graph, text: str) -> None:
    assert validate(plan, background, text).lines() == []


@pytest.mark.parametrize(("key", "update"), BAD, ids=[key for key, _ in BAD])
def test_a_spoilt_plan_fails_one_shape(key: str, update: str, plan: Graph, background: Graph, text: str) -> None:
    plan.update(f"BASE <{ontology.BASE}>\n{PREFIXES}{update}")
    found = {finding.shape.removeprefix(str(RGS)) for finding in validate(plan, background, text).findings}
    assert found == {key}


def test_every_shape_has_a_bad_case() -> None:
    assert {key for key, _ in BAD} == {check.key for check in shapes.checks().values()}


def test_the_shapes_are_themselves_valid_shacl() -> None:
    conforms, _, explanation = pyshacl.validate(Graph(), shacl_graph=shapes.load(), meta_shacl=True, advanced=True)
    assert conforms, explanation


def test_every_shape_says_what_to_do_in_both_languages() -> None:
    graph = shapes.load()
    for shape in shapes.checks():
        messages = list(graph.objects(URIRef(shape), SH.message))
        assert sorted(str(m.language) for m in messages if isinstance(m, Literal)) == ["en", "nl"], shape
        for message in messages:
            # what is wrong, then what to do
            assert len(re.findall(r"[.;:]( |$)", str(message))) >= 2, f"{shape}: {message}"


def test_every_shape_of_the_files_is_listed_once() -> None:
    graph = shapes.load()
    assert set(shapes.checks()) == {str(shape) for shape in graph.subjects(SH.message) if isinstance(shape, URIRef)}
    for check in shapes.checks().values():
        assert check.key.split("-")[0] in (check.file.removesuffix(".ttl"), "voorloper")


def test_shapes_without_a_target_are_those_that_python_checks() -> None:
    graph = shapes.load()
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.target)
    for shape, check in shapes.checks().items():
        assert check.by_python is not any((URIRef(shape), target, None) in graph for target in targets)


def test_shapes_use_only_terms_of_the_ontology() -> None:
    known = set(ontology.load("ontology").subjects()) | set(ontology.load("themes").subjects())
    namespaces = (str(ontology.RG), str(ontology.RGT), str(ontology.RGC))
    used = {term for triple in shapes.load() for term in triple if str(term).startswith(namespaces)}
    assert used <= known


def test_paths_are_told_in_the_notation_of_sparql() -> None:
    paths = {check.key: check.path for check in shapes.checks().values()}
    assert paths["goal-statement"] == str(ontology.RG.statement)
    assert paths["goal-initiative"] == "^rg:servesGoal"
    assert paths["theme-mapping"] == "(skos:broader*/(skos:exactMatch|skos:closeMatch|skos:broadMatch))"


def test_the_page_of_checks_is_up_to_date() -> None:
    assert DOCS.read_text(encoding="utf-8") == shapes.table(), "run: python -m shapes > docs/checks.md"
