"""The page of /sparql and those of saved queries: the same answers as the files, with names, and nothing unescaped."""

from __future__ import annotations

import csv
import io
import re

import httpx
import pytest

import queries

HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
KINDS = "SELECT ?kind (COUNT(*) AS ?number) WHERE { ?thing a ?kind } GROUP BY ?kind ORDER BY DESC(?number) LIMIT 5"


def rows_of(page: str) -> list[list[str]]:
    """The cells of the answer's table, without marks."""
    body = page.partition('id="answer"')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]
        for row in rows
    ]


def test_a_browser_gets_an_editor_and_a_tool_the_description(example_client: httpx.Client) -> None:
    page = example_client.get("/sparql", headers=HTML)
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "<textarea" in page.text and 'name="query"' in page.text
    for query in queries.names():
        assert f'href="/queries/{query}"' in page.text
    for accept in ("*/*", "text/turtle", "application/sparql-results+json"):
        assert "text/html" not in example_client.get("/sparql", headers={"Accept": accept}).headers["content-type"]


def test_an_answer_is_a_table_with_the_numbers_of_the_file(example_client: httpx.Client) -> None:
    page = example_client.get("/sparql", params={"query": KINDS}, headers=HTML)
    link = re.search(r'href="(/sparql\?[^"]*format=csv)"', page.text)
    assert link
    file = example_client.get(link[1].replace("&amp;", "&"), headers=HTML)
    assert file.headers["content-disposition"] == 'attachment; filename="regiograaf.csv"'
    wanted = [row[1] for row in csv.reader(io.StringIO(file.text))][1:]
    assert [row[1] for row in rows_of(page.text)] == wanted
    assert all(not row[0].startswith("http") for row in rows_of(page.text)), "names, not IRIs"
    assert f'value="{KINDS}"' not in page.text and "COUNT(*)" in page.text, "the editor holds the query"


def test_a_graph_is_shown_as_turtle(example_client: httpx.Client) -> None:
    query = "CONSTRUCT { ?s a rg:Goal } WHERE { ?s a rg:Goal } LIMIT 2"
    page = example_client.get("/sparql", params={"query": query}, headers=HTML)
    assert "<pre" in page.text and "rg:Goal" in page.text.partition("<pre")[2]
    assert "format=ttl" in page.text and "format=csv" not in page.text


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("SELECT * WHERE { ?a ", 400, "ine 1"),
        ("SELECT * WHERE { SERVICE <http://example.org/> { ?a ?b ?c } }", 403, "SERVICE is off"),
        ("</textarea><script>alert(1)</script>", 400, 'role="alert"'),
    ],
)
def test_what_is_wrong_is_said_on_the_page(example_client: httpx.Client, query: str, status: int, said: str) -> None:
    page = example_client.get("/sparql", params={"query": query}, headers=HTML)
    assert page.status_code == status
    assert said in page.text
    assert "<script>alert" not in page.text


def test_a_format_of_some_client_of_its_own_does_not_count(example_client: httpx.Client) -> None:
    """SPARQLWrapper sends `format=turtle` and the like beside its Accept header."""
    asked = {"query": KINDS, "format": "turtle"}
    answer = example_client.get("/sparql", params=asked, headers={"Accept": "text/csv"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")


def test_what_the_graph_holds_is_text_on_the_page(example_client: httpx.Client) -> None:
    query = """SELECT ("<img src=x onerror=alert(1)>" AS ?text) ("=1+1" AS ?sum) WHERE {}"""
    page = example_client.get("/sparql", params={"query": query}, headers=HTML)
    assert "<img src=x" not in page.text and "&lt;img src=x" in page.text


def test_the_text_of_a_saved_query_gives_the_same_answer_in_the_editor(example_client: httpx.Client) -> None:
    for name in queries.names():
        query = queries.load(name)
        given = {item.name: item.default for item in query.parameters}
        saved = example_client.get(f"/queries/{name}.csv", params=given)
        edited = example_client.get("/sparql", params={"query": query.filled(given), "format": "csv"})
        assert edited.text == saved.text, name


def test_a_form_offers_names_and_keeps_what_was_chosen(example_client: httpx.Client) -> None:
    theme = "https://w3id.org/regiograaf/theme/jeugd"
    page = example_client.get("/queries/goals-per-region-for-theme", params={"theme": theme}, headers=HTML)
    assert re.search(rf'<option value="{theme}" selected>[^<]+</option>', page.text)
    assert rows_of(page.text)


def test_a_chart_has_the_numbers_of_the_table(example_client: httpx.Client) -> None:
    query = 'SELECT ?name ?number WHERE { VALUES (?name ?number) { ("a" 3) ("b" 5) } }'
    page = example_client.get("/sparql", params={"query": query}, headers=HTML)
    assert '"values": [3.0, 5.0]' in page.text and [row[1] for row in rows_of(page.text)] == ["3", "5"]


def test_a_saved_query_speaks_the_language_of_the_page(example_client: httpx.Client) -> None:
    """No head of a column and no value is a name of the query's own."""
    for name in queries.names():
        query = queries.load(name)
        given = {item.name: item.default for item in query.parameters}
        page = example_client.get(f"/queries/{name}", params=given | {"lang": "nl"}, headers=HTML)
        heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', page.text.partition('id="answer"')[2], re.DOTALL)
        spoken = [re.sub(r"<[^>]+>", "", head).strip() for head in heads]
        assert all(head[:1].isupper() for head in spoken), (name, spoken)
        cells = {cell for row in rows_of(page.text) for cell in row}
        assert not cells & {"covered", "mentioned", "absent", "unread", "notInUpdate", "statusChanged"}, name
