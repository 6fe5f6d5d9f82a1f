"""Pages of problems: in the reader's language, with what may be meant and a way on; tools get the English detail."""

from __future__ import annotations

import re
from html import unescape

import pytest
from service_of_plans import PERSON, client_of, store_of_plans
from starlette.testclient import TestClient

DUTCH = {**PERSON, "Accept-Language": "nl"}
ENGLISH = {**PERSON, "Accept-Language": "en"}


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The service over three plans."""
    return client_of(store_of_plans(tmp_path_factory.mktemp("many") / "store", 3))


def main_of(page: str) -> str:
    """What stands in the body of a page."""
    found = re.search(r"<main.*?</main>", page, re.DOTALL)
    assert found
    return unescape(found[0])


@pytest.mark.parametrize(
    ("address", "dutch"),
    [
        ("/regions/xyzzy", "Geen regio heet 'xyzzy'."),
        ("/compare?region=xyzzy", "Geen regio heet 'xyzzy'."),
        ("/themes/xyzzy", "Geen thema heet 'xyzzy'."),
        ("/voorlopers?region=xyzzy", "Er is hier geen regio 'xyzzy'."),
        ("/plans/xyzzy", "Er is hier geen plan 'xyzzy'."),
        ("/organisations?page=9999", "Bladzijde 9999 is er niet"),
        ("/initiatives/xyzzy/similar", "Er is geen initiatief 'xyzzy'."),
        ("/xyzzy", "Op dit adres is niets."),
    ],
)
def test_a_problem_is_told_in_dutch_to_who_reads_dutch(many: TestClient, address: str, dutch: str) -> None:
    page = many.get(address, headers=DUTCH)
    told = main_of(page.text)
    assert page.status_code in (400, 404)
    assert dutch in told
    assert 'lang="en"' not in told
    assert "startpagina" in told


def test_a_tool_gets_the_english_detail_as_it_was(many: TestClient) -> None:
    answer = many.get("/regions/xyzzy").json()
    assert answer["detail"].startswith("no region is called 'xyzzy'. ")
    assert set(answer) == {"title", "status", "detail"}
    assert "No region is called 'xyzzy'." in main_of(many.get("/regions/xyzzy", headers=ENGLISH).text)


def test_what_may_be_meant_is_a_link_that_keeps_the_rest_of_the_address(many: TestClient) -> None:
    good = many.get("/regions.json").json()["regions"][0]["key"]
    page = main_of(many.get(f"/compare?region={good}&region=xyzzy&sort=name", headers=DUTCH).text)
    links = re.findall(r'href="(/compare\?[^"]+)"', page)
    assert links, page
    for link in links:
        assert link.startswith(f"/compare?region={good}&region=")
        assert link.endswith("&sort=name")
        assert many.get(link, headers=DUTCH).status_code == 200


def test_names_that_nobody_knows_are_escaped(many: TestClient) -> None:
    page = many.get("/compare", params={"region": "<script>alert(1)</script>"}, headers=DUTCH).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
