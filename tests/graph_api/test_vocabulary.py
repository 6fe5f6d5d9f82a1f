"""The ontology, the national themes and the code lists at the paths of their namespaces."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import OWL, RDF, Graph, URIRef

import ontology
from graph_api.description import ontology_page
from graph_api.description.vocabulary import schemes
from graph_api.store import EmbeddedStore
from ontology import BASE, RG, RGC, RGT

SKOS = ontology.PREFIXES["skos"]
HTML = {"Accept": "text/html"}


def test_the_ontology_is_served_whole(example_client: httpx.Client, example_store: EmbeddedStore) -> None:
    with example_store.read() as snapshot:
        whole = set(snapshot.triples(f"{BASE}graph/ontology"))
    for address in ("/def", "/def/", "/def.ttl"):
        answer = example_client.get(address)
        assert answer.headers["content-location"].endswith("/def.ttl")
        found = Graph().parse(data=answer.content, format="turtle")
        assert len(found) == len(whole)
        assert (URIRef(str(RG).rstrip("#")), RDF.type, OWL.Ontology) in found
    for ending, form in (("jsonld", "json-ld"), ("rdf", "xml"), ("nt", "nt")):
        answer = example_client.get(f"/def.{ending}")
        assert len(Graph().parse(data=answer.content, format=form)) == len(whole)


@pytest.mark.parametrize(("language", "name"), [("nl", "doel"), ("en", "goal")])
def test_each_of_our_terms_is_documented_where_its_fragment_leads(
    example_client: httpx.Client, language: str, name: str
) -> None:
    page = example_client.get("/def", params={"lang": language}, headers=HTML).text
    terms = set(ontology_page.own_terms(language).subjects(RDF.type, None))
    own = {str(term).removeprefix(str(RG)) for term in terms if str(term).startswith(str(RG))}
    assert len(own) > 40
    for term in own | {"ambition", "existing", "atLeast"}:
        assert page.count(f'id="{term}"') == 1, term
    assert f">{name}" in page
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=", page)
    assert "pyLODE" in page


def test_only_one_language_and_only_our_terms_are_documented() -> None:
    for language in ("nl", "en"):
        found = ontology_page.own_terms(language)
        assert {value.language for value in found.objects() if hasattr(value, "language")} <= {None, language}  # type: ignore[union-attr]
        assert all(
            str(term).startswith("https://w3id.org/regiograaf/def")
            for term in found.subjects(RDF.type, OWL.Class)
            if isinstance(term, URIRef)
        )


def test_the_documentation_writes_nothing_beside_pylode(tmp_path: Path) -> None:
    code = (
        "import shutil, sys; from pathlib import Path; from pylode import utils\n"
        "utils.RDF_FOLDER = Path(shutil.copytree(utils.RDF_FOLDER, sys.argv[1] + '/rdf',"
        " ignore=shutil.ignore_patterns('*.pickle')))\n"
        "from graph_api.description.ontology_page import main; print(main('nl'))"
    )  # in a process of its own: pyLODE changes the log of the one that loads it
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, check=True, text=True)
    assert 'id="Goal"' in done.stdout
    assert {file.suffix for file in (tmp_path / "rdf").iterdir()} == {".ttl"}


def test_without_pylode_the_page_says_the_rest(
    example_client: httpx.Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(ontology_page.sys, "executable", "/usr/bin/false")
    ontology_page._made.cache_clear()
    page = example_client.get("/def?lang=en", headers=HTML)
    ontology_page._made.cache_clear()
    assert page.status_code == 200
    assert 'id="ambition"' in page.text and 'href="/def.ttl"' in page.text
    assert "pyLODE gave no documentation" in caplog.text


@pytest.mark.parametrize(("name", "namespace"), [("theme", str(RGT)), ("code", str(RGC))])
def test_lists_are_served_with_all_their_concepts(
    example_client: httpx.Client, example_store: EmbeddedStore, name: str, namespace: str
) -> None:
    with example_store.read() as snapshot:
        rows = snapshot.rows("SELECT ?scheme ?concept { ?concept skos:inScheme ?scheme }")
    members = {
        row["concept"].value: row["scheme"].value  # type: ignore[union-attr]
        for row in rows
        if row["scheme"].value.startswith(namespace.rstrip("/"))  # type: ignore[union-attr]
    }
    assert len(members) > 30
    answer = example_client.get(f"/{name}")
    said = {quad.triple for quad in parse(answer.content, RdfFormat.TURTLE)}
    for concept, scheme in members.items():
        assert Triple(NamedNode(concept), NamedNode(SKOS + "inScheme"), NamedNode(scheme)) in said
    page = example_client.get(f"/{name}", headers=HTML).text
    for concept in members:
        assert f'id="{concept.rpartition("/")[2].rpartition("#")[2]}"' in page, concept
    assert example_client.get(f"/{name}.jsonld").headers["content-type"] == "application/ld+json"


def test_concepts_stand_under_what_is_broader_and_circles_end() -> None:
    def said(subject: str, predicate: str, value: NamedNode | Literal) -> Triple:
        return Triple(NamedNode(f"http://x/{subject}"), NamedNode(SKOS + predicate), value)

    one, two, scheme = (NamedNode(f"http://x/{name}") for name in ("one", "two", "scheme"))
    statements = [
        said("scheme", "prefLabel", Literal("lijst", language="nl")),
        said("one", "inScheme", scheme),
        said("two", "inScheme", scheme),
        said("two", "broader", one),
        said("one", "prefLabel", Literal("een", language="nl")),
        said("one", "prefLabel", Literal("one", language="en")),
        said("one", "altLabel", Literal("1", language="nl")),
    ]
    (found,) = schemes(statements, "en")
    assert found.label == "lijst", "in another language where it has none in this one"
    assert [(top.label, top.others, [below.label for below in top.below]) for top in found.concepts] == [
        ("one", (), ["two"])
    ]
    circle = [*statements, said("one", "broader", two)]
    assert schemes(circle, "nl")[0].concepts == (), "neither is topmost"


def test_the_version_of_the_ontology_leads_to_it(example_client: httpx.Client) -> None:
    version = str(next(ontology.load("ontology").objects(None, OWL.versionInfo)))
    answer = example_client.get(f"/def/{version}")
    assert (answer.status_code, httpx.URL(answer.headers["location"]).path) == (303, "/def")
    assert example_client.get("/def/9.9.9").status_code == 404


def test_a_store_without_an_ontology_says_so(client: httpx.Client) -> None:
    for name in ("def", "theme", "code"):
        answer = client.get(f"/{name}")
        assert answer.status_code == 404
        assert "build it again" in answer.json()["detail"]
