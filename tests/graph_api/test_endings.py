"""The ending of an address says in which form its answer is wanted."""

from __future__ import annotations

import httpx
import pytest

REGION = "/regions/waterlanden"


@pytest.mark.parametrize(
    ("ending", "media_type"), [("json", "application/json"), ("csv", "text/csv"), ("html", "text/html")]
)
def test_an_ending_goes_before_the_accept_header(example_client: httpx.Client, ending: str, media_type: str) -> None:
    answer = example_client.get(f"{REGION}.{ending}", headers={"Accept": "image/png"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media_type)
    assert answer.content == example_client.get(REGION, params={"format": ending}).content


def test_what_is_asked_stays(example_client: httpx.Client) -> None:
    asked = {"region": ["brinkland", "waterlanden"], "theme": "ouderen"}
    by_ending = example_client.get("/compare.json", params=asked)
    assert by_ending.json() == example_client.get("/compare", params=asked | {"format": "json"}).json()
    assert [column["key"] for column in by_ending.json()["columns"]] == ["brinkland", "waterlanden"]


def test_an_ending_that_is_not_offered_is_refused_and_a_dot_in_a_name_is_none(example_client: httpx.Client) -> None:
    assert example_client.get(f"{REGION}.graphml").status_code == 406
    assert example_client.get("/regions/st.oedenrode").status_code == 404
    assert example_client.get("/id/region/waterlanden.ttl").headers["content-type"].startswith("text/turtle")


def test_the_figures_name_the_route(example_client: httpx.Client) -> None:
    example_client.get("/themes.csv")
    assert 'route="/themes"' in example_client.get("/metrics").text


def test_the_list_of_saved_queries_has_endings_too(example_client: httpx.Client) -> None:
    assert example_client.get("/queries.json").json() == example_client.get("/queries").json()
    assert example_client.get("/queries.html").headers["content-type"].startswith("text/html")
