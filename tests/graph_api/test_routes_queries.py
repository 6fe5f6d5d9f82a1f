"""The saved queries over HTTP."""

from __future__ import annotations

import csv
import io
import json

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, RdfFormat, Store, Variable, parse, parse_query_results

import queries
from graph_api.store import EmbeddedStore
from ontology import BASE
from queries import ParameterType, published

OUDEREN = "https://w3id.org/regiograaf/theme/ouderen"
ASK = "/queries/goals-per-region-for-theme"
SH = "http://www.w3.org/ns/shacl#"


def rows(content: bytes) -> list[tuple[str, ...]]:
    parsed = parse_query_results(content, QueryResultsFormat.JSON)
    return [tuple(str(row[variable]) for variable in parsed.variables) for row in parsed]  # type: ignore[union-attr]


@pytest.mark.parametrize("query", queries.all(), ids=lambda query: query.name)
def test_each_answers_as_it_does_in_the_store(
    example_client: httpx.Client, example_store: EmbeddedStore, query: queries.SavedQuery
) -> None:
    given = {item.name: item.default for item in query.parameters}
    answer = example_client.get(f"/queries/{query.name}", params=given)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/sparql-results+json"
    with example_store.read() as snapshot:
        expected = snapshot.rows(query.text, **query.substitutions(given))
    head = json.loads(answer.content)["head"]["vars"]
    assert len(rows(answer.content)) == len(expected)
    assert sorted(rows(answer.content)) == sorted(tuple(str(row.get(name)) for name in head) for row in expected)


def test_the_form_is_that_of_the_ending_the_parameter_or_accept(example_client: httpx.Client) -> None:
    json_rows = len(rows(example_client.get(ASK, params={"theme": OUDEREN}).content))
    for answer in (
        example_client.get(f"{ASK}.csv", params={"theme": OUDEREN}),
        example_client.get(ASK, params={"theme": OUDEREN, "format": "csv"}),
        example_client.get(ASK, params={"theme": OUDEREN}, headers={"Accept": "text/csv"}),
    ):
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert len(list(csv.reader(io.StringIO(answer.text)))) == json_rows + 1
    xml = example_client.get(f"{ASK}.xml", params={"theme": OUDEREN})
    assert len(list(parse_query_results(xml.content, QueryResultsFormat.XML))) == json_rows  # type: ignore[arg-type]
    assert example_client.get(f"{ASK}.rq").text == queries.load("goals-per-region-for-theme").text
    assert example_client.get(ASK, params={"theme": OUDEREN, "format": "pdf"}).status_code == 406
    assert example_client.get(ASK, params={"theme": OUDEREN}, headers={"Accept": "image/png"}).status_code == 406


def test_a_form_gives_the_same_as_the_address(example_client: httpx.Client) -> None:
    by_get = example_client.get(ASK, params={"theme": OUDEREN})
    assert example_client.post(ASK, data={"theme": OUDEREN}).content == by_get.content
    assert example_client.post(f"{ASK}.csv", data={"theme": OUDEREN}).headers["content-type"].startswith("text/csv")
    assert example_client.post(ASK, json={"theme": OUDEREN}).status_code == 415
    assert example_client.post(ASK, data={"theme": "x" * 200_000}).status_code == 413
    assert example_client.post(ASK, content=b"theme=%FF", headers=FORM).status_code == 400
    refused = example_client.delete(ASK)
    assert refused.status_code == 405
    assert set(refused.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (ASK, ["'theme' is missing", "a whole IRI", f"theme={OUDEREN}"]),
        (f"{ASK}?theme=ouderen", ["'theme'", "'ouderen' will not do", "a whole IRI, such as"]),
        (f"{ASK}?them={OUDEREN}", ["no parameter 'them'", "theme"]),
        (f"{ASK}?theme={OUDEREN}&theme={OUDEREN}", ["'theme' is given twice"]),
        ("/queries/goals-due-before-year?year=soon", ["'year'", "a year of four digits, such as 2026"]),
        ("/queries/facts-to-review?below=1e-3", ["'below'", "a number with a point, such as 0.6"]),
        ("/queries/approaches-in-several-regions?minimum=", ["'minimum'", "a whole number, such as 3"]),
    ],
)
def test_a_wrong_parameter_is_named_with_its_type_and_an_example(
    example_client: httpx.Client, address: str, told: list[str]
) -> None:
    answer = example_client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    for words in told:
        assert words in answer.json()["detail"]


@pytest.mark.parametrize("name", ["goals-per-region", "nothing-like-it-at-all", "..%2Fpyproject", "goals-per.csv"])
def test_an_unknown_query_names_the_nearest(example_client: httpx.Client, name: str) -> None:
    answer = example_client.get(f"/queries/{name}")
    assert answer.status_code == 404
    assert ("goals-per-region-for-theme" in answer.json()["detail"]) == name.startswith("goals-per")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40), st.sampled_from(["", "text/html"]))
def test_a_value_is_a_term_or_it_is_refused(example_client: httpx.Client, value: str, accept: str) -> None:
    for name, parameter in (("goals-due-before-year", "year"), ("goals-per-region-for-theme", "theme")):
        answer = example_client.get(f"/queries/{name}", params={parameter: value}, headers={"Accept": accept})
        assert answer.status_code in (200, 400)


def test_sparql_in_a_value_stays_a_value(example_client: httpx.Client) -> None:
    whole = len(rows(example_client.get("/queries/facts-to-review", params={"below": "1"}).content))
    assert whole > 3
    for value in ("1) || true || (1", "?confidence + 1", '0.6"^^xsd:decimal } #', "1 } UNION { ?a ?b ?c"):
        assert example_client.get("/queries/facts-to-review", params={"below": value}).status_code == 400
    inside = example_client.get(ASK, params={"theme": "x:>%7D#"})
    assert inside.status_code == 400


def test_the_list_says_what_each_asks_for_and_how(example_client: httpx.Client) -> None:
    listed = example_client.get("/queries").json()
    assert {query["name"] for query in listed} == set(queries.names())
    for query in listed:
        assert set(query["titles"]) == set(query["descriptions"]) == {"nl", "en"}
        assert example_client.get(query["example"], headers={"Accept": "text/csv"}).status_code == 200
    page = example_client.get("/queries", headers={"Accept": "text/html"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    for query in listed:
        assert f'href="/queries/{query["name"]}"' in page.text
        assert query["titles"]["nl"].replace("'", "&#39;") in page.text


def test_a_page_of_a_query_has_its_form_and_its_answer(example_client: httpx.Client) -> None:
    html = {"Accept": "text/html"}
    empty = example_client.get(ASK, headers=html)
    assert empty.status_code == 200
    assert f'<option value="{OUDEREN}" selected>Ouderen</option>' in empty.text
    assert "<table" not in empty.text
    answered = example_client.get(ASK, params={"theme": OUDEREN, "lang": "en"}, headers=html)
    assert '<a href="/id/region/waterlanden">Waterlanden</a>' in answered.text
    assert "Goals per region on a theme" in answered.text
    wrong = example_client.get(ASK, params={"theme": '"><script>alert(1)</script>'}, headers=html)
    assert wrong.status_code == 400
    assert "<script>" not in wrong.text and "&lt;script&gt;" in wrong.text
    assert 'role="alert"' in wrong.text


def test_the_client_is_spared_what_it_has(example_client: httpx.Client) -> None:
    for accept in ("text/csv", "text/html"):
        first = example_client.get(ASK, params={"theme": OUDEREN}, headers={"Accept": accept})
        headers = {"Accept": accept, "If-None-Match": first.headers["etag"]}
        assert example_client.get(ASK, params={"theme": OUDEREN}, headers=headers).status_code == 304


def test_openapi_has_each_query_with_typed_parameters_and_examples(example_client: httpx.Client) -> None:
    paths = example_client.get("/openapi.json").json()["paths"]
    types = {ParameterType.INTEGER: "integer", ParameterType.YEAR: "integer"}
    for query in queries.all():
        by_get, by_post = paths[f"/queries/{query.name}"]["get"], paths[f"/queries/{query.name}"]["post"]
        assert by_get["summary"] == query.titles["en"]
        assert query.descriptions["nl"] in by_get["description"] and query.descriptions["en"] in by_get["description"]
        told = {item["name"]: item for item in by_get["parameters"] if item["name"] != "format"}
        assert set(told) == {item.name for item in query.parameters}
        for item in query.parameters:
            assert told[item.name]["required"] is True
            assert told[item.name]["schema"]["type"] == types.get(item.type, "string")
            assert str(told[item.name]["example"]) == item.default
        if query.parameters:
            form = by_post["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
            assert set(form["properties"]) == set(told)


def test_the_graph_holds_each_as_an_executable_that_runs(example_store: EmbeddedStore) -> None:
    with example_store.read() as snapshot:
        found = snapshot.rows(
            "SELECT ?query ?text ?nl ?en { ?query a sh:SPARQLExecutable, sh:SPARQLSelectExecutable ; sh:select ?text ; "
            'rdfs:label ?nl, ?en FILTER(LANG(?nl) = "nl" && LANG(?en) = "en") }'
        )
        assert {row["query"].value for row in found} == {published.iri(name) for name in queries.names()}  # type: ignore[union-attr]
        for row in found:
            parameters = snapshot.rows(
                "SELECT ?saved ?path ?example { ?saved sh:parameter ?p . ?p sh:path ?path ; skos:example ?example }",
                saved=row["query"],
            )
            terms = {one["path"].value.rpartition("/")[2]: one["example"] for one in parameters}  # type: ignore[union-attr]
            text = row["text"]
            assert isinstance(text, Literal)
            snapshot.rows(text.value, **terms)


def test_parameters_are_published_with_their_types() -> None:
    store = Store()
    store.bulk_extend(parse(published.ntriples("https://example.org/"), RdfFormat.N_TRIPLES))
    year = NamedNode("https://example.org/query/goals-due-before-year/year")
    solutions = store.query(
        f"SELECT ?p ?path ?type ?example {{ ?p <{SH}path> ?path ; <{SH}datatype> ?type ; "
        "<http://www.w3.org/2004/02/skos/core#example> ?example }",
        substitutions={Variable("p"): year},
    )
    (row,) = solutions  # type: ignore[misc]
    assert row["path"] == NamedNode("https://example.org/parameter/year")
    assert row["type"].value.endswith("#gYear")
    assert row["example"].datatype == row["type"]
    assert not any(BASE in quad.subject.value for quad in store), "all IRIs are under the base"  # type: ignore[union-attr]
