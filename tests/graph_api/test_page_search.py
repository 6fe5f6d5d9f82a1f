"""The page of search: what its JSON has, filters that stay in the address, quotes that lead into the plan."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from search_graph import GRAPH, store_with
from service_of_plans import HOSTILE, PERSON, client_of, counted, store_of_plans
from starlette.testclient import TestClient


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The service over the small graph."""
    return client_of(store_with(tmp_path_factory.mktemp("search") / "store", GRAPH))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The service over three plans with offsets."""
    return client_of(store_of_plans(tmp_path_factory.mktemp("many") / "store", 3))


def test_the_page_has_the_hits_of_the_json_in_its_order(searched: TestClient) -> None:
    asked = {"q": "zorg"}
    answer = searched.get("/search", params=asked).json()
    page = searched.get("/search", params=asked, headers=PERSON)
    assert page.headers["content-type"].startswith("text/html")
    heads = re.findall(r'<h3 class="[^"]*hit__label[^>]*><a href="[^"]*">(.*?)</a></h3>', page.text)
    assert heads == [hit["html"] for hit in answer["hits"]]
    assert f'<span class="count">{answer["total"]}</span>' in page.text


def test_a_facet_is_a_link_that_keeps_the_rest_of_the_address(searched: TestClient) -> None:
    page = searched.get("/search?q=valpreventie&status=existing&page=1", headers=PERSON).text
    links = [unescape(link) for link in re.findall(r'class="facet" href="([^"]+)"', page)]
    narrowed = [parse_qs(urlsplit(link).query) for link in links]
    assert {"q": ["valpreventie"], "status": ["existing"], "region": ["veen"]} in narrowed
    chosen = [unescape(link) for link in re.findall(r'facet--chosen" href="([^"]+)"', page)]
    assert [parse_qs(urlsplit(link).query) for link in chosen] == [{"q": ["valpreventie"]}], "which lets go"
    for link in links:
        number = searched.get(link, headers={"Accept": "application/json"}).json()["total"]
        assert number > 0, link


def test_what_was_filtered_by_is_named_even_where_it_leaves_nothing(searched: TestClient) -> None:
    answer = searched.get("/search?q=ziekenhuis&region=ver").json()
    assert answer["total"] == 0
    assert [(one["key"], one["label_nl"], one["count"]) for one in answer["filters"]["region"]] == [("ver", "Veraf", 0)]
    page = searched.get("/search?q=ziekenhuis&region=ver", headers=PERSON).text
    assert "Veraf" in page
    assert "Alle filters weg" in page


def test_what_comes_from_a_plan_is_escaped_but_for_the_marks(searched: TestClient) -> None:
    page = searched.get("/search", params={"q": "regioplan script"}, headers=PERSON).text
    assert "<script>alert(1)" not in page
    assert "&lt;<mark>script</mark>&gt;" in page
    harm = '"><script>alert(1)</script>'
    asked = searched.get("/search", params={"q": harm}, headers=PERSON)
    assert "<script>alert" not in asked.text


def test_a_quote_leads_to_its_place_in_the_plan(many: TestClient) -> None:
    answer = many.get("/search", params={"q": "plan 1 goal 3", "kind": "goal"}).json()
    quotes = [passage for hit in answer["hits"] for passage in hit["passages"] if passage["field"] == "quote"]
    page = many.get("/search", params={"q": "plan 1 goal 3", "kind": "goal"}, headers=PERSON).text
    assert quotes
    for quote in quotes:
        assert quote["end"] - quote["start"] == len(quote["text"])
        key = quote["plan"].rsplit("/", 1)[-1]
        assert f'href="/plans/{key}?at={quote["start"]}#c{quote["start"]}"' in page


def test_things_lead_to_their_pages(many: TestClient) -> None:
    page = many.get("/search?kind=region&kind=plan", headers=PERSON).text
    assert 'href="/regions/regio-met-een-lange-naam-0"' in page
    assert 'href="/plans/plan-0"' in page
    assert 'href="/id/goal/' in many.get("/search?kind=goal", headers=PERSON).text


def test_nothing_found_says_so_and_what_to_try(searched: TestClient) -> None:
    for lang, title, reason in (
        ("nl", "Niets gevonden voor", "andere spelling"),
        ("en", "Nothing found for", "another spelling"),
    ):
        page = searched.get("/search", params={"q": "valprevnetie", "lang": lang}, headers=PERSON).text
        assert title in page
        assert reason in page
        assert "q=valpreventie" in page


def test_pages_say_where_they_are(many: TestClient) -> None:
    first = many.get("/search?kind=goal&size=10", headers=PERSON).text
    second = many.get("/search?kind=goal&size=10&page=2", headers=PERSON).text
    assert 'rel="next" href="/search?kind=goal&amp;size=10&amp;page=2"' in first
    assert "(Bladzijde 2 van 4)" in second
    beyond = many.get("/search?kind=goal&size=10&page=9", headers=PERSON)
    assert (beyond.status_code, "Naar de eerste bladzijde" in beyond.text) == (200, True)


def test_as_many_queries_for_a_hundred_hits_as_for_one(many: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    for size in (1, 100):
        many.get(f"/search?kind=goal&size={size}", headers=PERSON)  # what is kept is there
        with counted(monkeypatch) as queries:
            many.get(f"/search?q=plan&kind=goal&size={size}", headers=PERSON)
        asked.append(len(queries))
    assert asked == [1, 1]


def test_a_hundred_hostile_hits_stay_small(tmp_path: Path) -> None:
    client = client_of(store_of_plans(tmp_path / "store", 5, facts=30, label=HOSTILE))
    page = client.get("/search?kind=initiative&size=100", headers=PERSON)
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert len(page.content) < 300_000


def test_who_types_the_name_of_a_theme_is_led_to_its_page(searched: TestClient) -> None:
    theme = searched.get("/search").json()["facets"]["theme"]["values"][0]
    asked = {"q": theme["label_nl"].lower(), "lang": "nl"}
    page = unescape(searched.get("/search", params=asked, headers=PERSON).text)
    links = re.findall(r'search__shortcut"><a href="([^"]+)">([^<]+)<', page)
    assert [link for link, text in links if theme["label_nl"] in text] == [f"/themes/{theme['key']}"]
    other = searched.get("/search?q=zorg+xyzzy&lang=nl", headers=PERSON).text
    assert "search__shortcut" not in other
