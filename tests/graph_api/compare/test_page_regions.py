"""The pages about regions: the same numbers as the JSON, states in words, hostile names, both languages."""

from __future__ import annotations

import csv
import html as markup
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import httpx
import openpyxl
import pytest
from coast import made, triples
from small_service import served

from graph_api.compare.comparison import Comparison
from graph_api.lists import GoalList, InitiativeList, OrganisationList
from graph_api.regions.answers import RegionList, RegionPage
from graph_api.settings import Settings
from graph_api.store import EmbeddedStore
from ontology import BASE

HTML = {"Accept": "text/html"}
HOSTILE = "<script>alert(1)</script>"
MANY = 1000
"""Goals of a region in a test of size; as many initiatives and organisations."""


@pytest.fixture(scope="module")
def coast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A service over the plans of Kust and Duin and the update of Kust."""
    store = made(tmp_path_factory.mktemp("coast") / "store", "kust", "duin", "later")
    with served(store, Settings()) as client:
        yield client


def page(client: httpx.Client, address: str, language: str = "nl") -> str:
    answer = client.get(address, headers=HTML | {"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["content-language"] == language
    return answer.text


def words(html: str) -> str:
    """What is read of a page."""
    return markup.unescape(
        " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<script.*?</script>", "", html, flags=re.S)).split())
    )


def test_the_list_has_the_numbers_of_the_json_and_parts_below_what_holds_them(coast: httpx.Client) -> None:
    listed = RegionList.model_validate(coast.get("/regions").json())
    assert [(one.key, [up.key for up in one.around]) for one in listed.regions] == [
        ("duin", []),
        ("kust", []),
        ("noord", ["kust"]),
    ]
    html = page(coast, "/regions")
    for one in listed.regions:
        row = re.search(rf'<th scope="row"[^>]*><a href="/regions/{one.key}">.*?</tr>', html, re.S)
        assert row is not None
        numbers = [
            int(cell.split()[0]) for cell in map(words, re.findall(r'<td class="number">(.*?)</td>', row[0], re.S))
        ]
        assert numbers == [one.goals, one.initiatives, one.voorlopers]


def test_what_was_not_read_stands_apart_and_says_so(coast: httpx.Client) -> None:
    listed = RegionList.model_validate(coast.get("/regions?name=stil").json())
    assert listed.regions == [] and [one.key for one in listed.not_read] == ["stil"]
    told = words(page(coast, "/regions?name=stil"))
    assert "Plan niet gelezen 1" in told and "Geen gelezen regio" in told
    assert "Plan not read" in words(page(coast, "/regions?name=stil", "en"))
    # who lies in a region with a plan is not one of them
    assert "aa" not in {
        one.key for one in RegionList.model_validate(coast.get("/regions?kind=gemeente").json()).not_read
    }


def test_a_kind_that_is_not_there_is_refused_with_those_that_are(coast: httpx.Client) -> None:
    answer = coast.get("/regions?kind=sterrenstelsel")
    assert answer.status_code == 404 and "izaRegio" in answer.json()["detail"]


def test_the_page_of_a_region_has_what_its_json_has(coast: httpx.Client) -> None:
    found = RegionPage.model_validate(coast.get("/regions/kust").json())
    html = page(coast, "/regions/kust")
    told = words(html)
    assert f"Doelen {found.goals} " in told and f"Initiatieven {found.initiatives} " in told
    for theme in found.themes:
        assert theme.label_nl in told
    for goal in found.goal_list.items:
        assert goal.statement in told
        assert (
            f"/plans/{goal.quotes[0].plan.rsplit('/', 1)[-1]}?at={goal.quotes[0].start}#c{goal.quotes[0].start}" in html
        )
    assert found.citation_nl in told
    assert {goal.year for goal in found.timeline} == {2026, 2028}
    assert found.dated + found.undated == found.goals == found.goal_list.total
    assert 'href="/regions/kust/goals?theme=ouderen"' in html
    assert f'href="/compare?region=kust&amp;theme={found.themes[0].key}"' in html


def test_the_numbers_of_themes_are_those_of_the_comparison_and_of_the_lists(coast: httpx.Client) -> None:
    found = RegionPage.model_validate(coast.get("/regions/kust").json())
    compared = Comparison.model_validate(coast.get("/compare?region=kust").json())
    cells = {row.key: row.cells[0] for row in compared.rows}
    for theme in found.themes:
        cell = cells[theme.key]
        assert (theme.state, theme.goals, theme.initiatives) == (cell.state, cell.goal_count, cell.initiative_count)
        listed = coast.get(f"/regions/kust/goals?theme={theme.key}").json()
        assert listed["total"] == theme.goals
        assert coast.get(f"/regions/kust/initiatives?theme={theme.key}").json()["total"] == theme.initiatives


def test_what_is_not_covered_says_what_that_means(coast: httpx.Client) -> None:
    found = RegionPage.model_validate(coast.get("/regions/kust").json())
    states = {theme.state for theme in found.themes}
    assert {"covered", "mentioned", "not-in-plan"} <= states
    told = words(page(coast, "/regions/kust"))
    assert "Alleen genoemd: geen doel of initiatief gevonden" in told and "Staat niet in het plan" in told


def test_choices_narrow_the_initiatives_and_stay_in_the_address(coast: httpx.Client) -> None:
    html = page(coast, "/regions/kust?voorloper=yes&status=")  # as a form without a script sends it
    assert "Valtraining Kust" in html
    chosen = InitiativeList.model_validate(coast.get("/regions/kust?voorloper=yes").json()["initiative_list"])
    assert all(one.voorloper for one in chosen.items) and chosen.total >= 1
    assert 'href="/regions/kust/initiatives?voorloper=yes&amp;status="' in html
    none = page(coast, "/regions/kust/initiatives?voorloper=yes&theme=acute-zorg")
    assert "Geen initiatieven gevonden" in none and "Laat er een los" in none


@pytest.mark.parametrize(
    ("what", "model"), [("goals", GoalList), ("initiatives", InitiativeList), ("organisations", OrganisationList)]
)
def test_lists_come_as_page_json_csv_and_workbook_with_the_same_number(
    coast: httpx.Client, what: str, model: type[GoalList]
) -> None:
    address = f"/regions/kust/{what}"
    found = model.model_validate(coast.get(f"{address}.json?size=1").json())
    assert len(found.items) == min(found.total, 1)
    assert len(list(csv.reader(io.StringIO(coast.get(f"{address}.csv").text)))) == found.total + 1
    cut = coast.get(f"{address}.csv?size=1").text
    assert len(list(csv.reader(io.StringIO(cut)))) == len(found.items) + 1
    book = openpyxl.load_workbook(io.BytesIO(coast.get(f"{address}.xlsx").content))
    assert book.active.max_row == found.total + 1
    told = words(page(coast, address))
    assert f"{found.total} gevonden" in told if found.total else "gevonden" in told


def test_what_changed_and_what_is_like_it_are_pages(coast: httpx.Client) -> None:
    told = words(page(coast, "/regions/kust/changes"))
    for text in ("Veranderd", "Nieuw", "Niet meer genoemd", "Bestaand", "Op te schalen", "streefjaar: 2026"):
        assert text in told
    assert "No two plans that follow each other" in words(page(coast, "/regions/duin/changes", "en"))
    like = coast.get("/regions/kust/like").json()["like"][0]
    told = words(page(coast, "/regions/kust/like"))
    assert like["region"]["label_nl"] in told and f"{100 * like['score']:.0f}%" in told


def test_a_region_without_a_plan_is_not_a_region_without_goals(coast: httpx.Client) -> None:
    told = words(page(coast, "/regions/stil"))
    assert "Van deze regio is geen plan gelezen" in told and "Doelen 0" not in told
    around = words(page(coast, "/regions/aa"))
    assert "Deze regio heeft geen eigen plan in de graaf" in around and "Regioplan Kust" in around


@pytest.mark.parametrize(
    "address", ["/regions/kust/goals?theme=oudren", "/regions/kust/goals?sort=x", "/regions/kust/goals?page=9"]
)
def test_what_cannot_be_answered_says_how_to_ask(coast: httpx.Client, address: str) -> None:
    answer = coast.get(address)
    assert answer.status_code in (400, 404) and answer.headers["content-type"] == "application/problem+json"
    assert coast.get(address, headers=HTML).headers["content-type"].startswith("text/html")


def test_hostile_names_are_escaped_and_thousands_of_facts_stay_small(tmp_path: Path) -> None:
    store = made(tmp_path / "store", "kust")
    _fill(store, MANY)
    with served(store, Settings()) as client:
        for address in (
            "/regions",
            "/regions/kust",
            "/regions/kust/goals",
            "/regions/kust/initiatives",
            "/regions/kust/organisations",
        ):
            html = page(client, address)
            assert HOSTILE not in html
            assert len(html.encode()) < 300_000, address
        assert "&lt;script&gt;alert(1)" in page(client, "/regions/kust/initiatives")
        block = re.search(
            r'<script type="application/json" id="region-timeline-data">(.*?)</script>',
            page(client, "/regions/kust"),
            re.S,
        )
        assert block is not None
        points: list[Any] = [point for one in json.loads(block[1])["series"] for point in one["points"]]
        assert points and len(points) <= 120
        assert client.get("/regions/kust/goals").json()["total"] == MANY + 2


def _words(seed: int) -> str:
    """Words that no other goal has, one of them long."""
    letters = Random(seed)
    return " ".join("".join(letters.choices("abcdefghijklmnoprstuvwz", k=length)) for length in (7, 9, 200, 8, 6))


def _fill(store: EmbeddedStore, number: int) -> None:
    """Adds goals with a year, an initiative and an organisation each, with names that would do harm."""
    said = [
        f"""<goal/many/{n}> a rg:Goal ; rg:statement "{HOSTILE} {n} {"Zeer" * 80}" ; rg:goalKind rg:objective ;
  rg:region <region/kust> ; rg:statedIn <plan/kust> ; rg:theme rgt:ouderen, rgt:jeugd ; rg:targetYear "{2024 + n % 9}"^^xsd:gYear .
<initiative/many/{n}> a rg:Initiative, rg:Voorloper ; skos:prefLabel "{HOSTILE} {_words(-n - 1)}" ; rg:status rg:planned ;
  rg:region <region/kust> ; rg:statedIn <plan/kust> ; rg:theme rgt:jeugd ; rg:ledBy <organisation/many-{n}> .
<organisation/many-{n}> a rg:Organisation ; skos:prefLabel "{HOSTILE} {n}" ; rg:statedIn <plan/kust> ."""
        for n in range(number)
    ]
    with store.write() as draft:
        draft.replace_graph(f"{BASE}graph/plan/many", triples("\n".join(said)))
        draft.publish()
