"""The pages of themes, approaches and candidates for an approach: their numbers, states, and what they lead to."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from coast import iri, made, triples
from lxml import html
from small_service import served

from graph_api.compare.comparison import Comparison
from graph_api.settings import Settings
from graph_api.store.snapshot import EmbeddedSnapshot
from graph_api.themes.answers import ConceptAnswer, Concepts
from graph_api.web import words
from ontology import BASE

PAGE = {"Accept": "text/html", "Accept-Language": "nl"}
HOSTILE = """
<initiative/duin/wor> a rg:Initiative ; skos:prefLabel '''<script>alert(1)</script>"\\\\'&{{ 7*7 }}''' .
"""


@pytest.fixture(scope="module")
def coast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A service over the plans of Kust and Duin."""
    store = made(tmp_path_factory.mktemp("coast") / "store", "kust", "duin")
    with served(store, Settings()) as client:
        yield client


def _page(client: httpx.Client, address: str, language: str = "nl") -> html.HtmlElement:
    answer = client.get(address, headers=PAGE | {"Accept-Language": language})
    assert answer.status_code == 200, answer.text[:500]
    return html.fromstring(answer.text)


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _one(client: httpx.Client, address: str) -> ConceptAnswer:
    return ConceptAnswer.model_validate(client.get(address).json())


def test_all_themes_stand_in_their_tree_with_the_numbers_of_the_json(coast: httpx.Client) -> None:
    found = Concepts.model_validate(coast.get("/themes").json())
    keys = [row.key for row in found.rows]
    assert keys.index("valpreventie") > keys.index("ouderen")
    assert {row.key: row.depth for row in found.rows}["valpreventie"] == 1
    rows = _page(coast, "/themes").xpath("//table/tbody/tr")
    assert [row.xpath("./th/a/@href")[0] for row in rows] == [f"/themes/{key}" for key in keys]
    for row, shown in zip(found.rows, rows, strict=True):
        told = [_text(cell) for cell in shown.xpath("./td")]
        assert told == [str(n) for n in (row.goals, row.initiatives, row.voorlopers, len(row.regions))]


def test_a_theme_counts_what_a_comparison_of_its_regions_counts(coast: httpx.Client) -> None:
    for row in Concepts.model_validate(coast.get("/themes").json()).rows:
        one = _one(coast, f"/themes/{row.key}")
        compared = Comparison.model_validate(coast.get(f"/compare?region=kust&region=duin&theme={row.key}").json())
        (cells,) = [other.cells for other in compared.rows if other.key == row.key]
        assert (one.goal_count, one.initiative_count, one.voorloper_count) == (
            sum(cell.goal_count for cell in cells),
            sum(cell.initiative_count for cell in cells),
            sum(cell.voorloper_count for cell in cells),
        )
        assert (row.goals, row.initiatives, row.voorlopers) == (
            one.goal_count,
            one.initiative_count,
            one.voorloper_count,
        )
        assert one.goal_count == sum(len(region.goals) for region in one.regions)
        assert one.initiatives.total == one.initiative_count


def test_which_regions_want_something_and_by_when(coast: httpx.Client) -> None:
    one = _one(coast, "/themes/Valpreventie")
    wanted = [(region.key, goal.year, goal.targets[0].value) for region in one.regions for goal in region.goals]
    assert wanted == [("kust", 2026, 30.0), ("duin", 2027, 40.0)]
    assert one.years == {2026: {"kust": 1}, 2027: {"duin": 1}}
    page = _page(coast, "/themes/valpreventie")
    (first,) = page.xpath("//h2[@id='who']/following::table[1]")
    rows = [[_text(cell) for cell in row.xpath("./*")][:2] for row in first.xpath("./tbody/tr")]
    assert rows == [["Kust", "2026"], ["=Duin", "2027"]]
    goals = page.xpath("//table[contains(@class, 'wanted')]/tbody")
    assert [body.get("id") for body in goals] == ["goals-kust", "goals-duin"]
    assert "40%" in _text(goals[1])
    place = goals[1].xpath(".//a[starts-with(@href, '/plans/')]/@href")[0]
    piece = one.regions[1].goals[0].evidence[0]
    assert place == f"/plans/duin?at={piece.start}#c{piece.start}"


def test_where_nothing_was_found_is_told_with_what_that_means(coast: httpx.Client) -> None:
    one = _one(coast, "/themes/mantelzorg-informele-zorg")
    states = {region.key: region.state for region in one.regions}
    assert states["noord"] == "covered"
    assert set(states) == {"noord", "kust", "duin"}
    (table,) = _page(coast, "/themes/mantelzorg-informele-zorg").xpath("//h2[@id='elsewhere']/following::table[1]")
    told = {_text(row.xpath("./th")[0]): _text(row.xpath("./td")[0]) for row in table.xpath("./tbody/tr")}
    empty = {region.label_nl: region for region in one.regions if region.state != "covered"}
    assert set(told) == set(empty)
    for name, region in empty.items():
        assert words("nl")[f"state_{region.state}"] in told[name]
        assert all(place.words in told[name] for place in region.mentioned)


def test_a_theme_leads_to_the_comparison_the_voorlopers_and_the_linked_data(coast: httpx.Client) -> None:
    page = _page(coast, "/themes/valpreventie", "en")
    links = {_text(link): link.get("href") for link in page.xpath("//main//a")}
    assert links["Compare all regions on it"] == "/compare?region=duin&region=kust&theme=valpreventie"
    assert links["Find voorlopers on it"] == "/voorlopers?theme=valpreventie"
    assert links["Turtle"] == "/theme/valpreventie.ttl"
    assert coast.get(links["Turtle"]).headers["content-type"].startswith("text/turtle")
    for name in ("JSON", "CSV", "Excel"):
        assert coast.get(links[name]).status_code == 200


@pytest.mark.parametrize("what", ["goals", "initiatives", "organisations"])
def test_all_on_a_theme_is_a_list_with_choices(coast: httpx.Client, what: str) -> None:
    found = coast.get(f"/themes/ouderen/{what}").json()
    assert found["theme"]["key"] == "ouderen"
    page = _page(coast, f"/themes/ouderen/{what}")
    assert page.xpath("//nav[contains(@class, 'tabs')]/a[@aria-current='page']/@href") == [f"/themes/ouderen/{what}"]
    rows = list(csv.DictReader(io.StringIO(coast.get(f"/themes/ouderen/{what}.csv").text)))
    assert len(rows) == found["total"]


def test_approaches_tell_which_region_follows_them_in_what_status(coast: httpx.Client) -> None:
    found = Concepts.model_validate(coast.get("/approaches").json())
    (row,) = [row for row in found.rows if row.key == "welzijn-op-recept"]
    assert {region.key: region.statuses for region in row.regions} == {"duin": {"planned": 1}, "noord": {"existing": 1}}
    told = _text(_page(coast, "/approaches").xpath("//tr[./th/a[@href='/approaches/welzijn-op-recept']]/td[3]")[0])
    assert told == "=Duin Gepland Noord Bestaand"
    rows = list(csv.DictReader(io.StringIO(coast.get("/approaches.csv").text)))
    assert [one["statuses"] for one in rows if one["key"] == "welzijn-op-recept"] == ["planned: 1", "existing: 1"]


def test_an_approach_has_who_does_it(coast: httpx.Client) -> None:
    one = _one(coast, "/approaches/welzijn-op-recept")
    assert {region.key for region in one.regions if region.state == "covered"} == {"duin", "noord"}
    page = _text(_page(coast, "/approaches/Welzijn op Recept"))
    assert "Welzijn op Recept Noord" in page
    assert "Welzijn op Recept Duin" in page


def test_candidates_have_a_page_before_the_approach_of_that_name(coast: httpx.Client) -> None:
    found = coast.get("/approaches/candidates?known=true").json()
    page = _page(coast, "/approaches/candidates?known=true")
    assert len(page.xpath("//ul[contains(@class, 'cards')]/li")) == len(found)
    assert page.xpath("//main//a[@aria-current='true']/@href") == ["/approaches/candidates?known=true"]


def test_what_is_not_known_is_a_problem_with_the_nearest(coast: httpx.Client) -> None:
    answer = coast.get("/themes/valprevensie")
    assert answer.status_code == 404
    assert "Valpreventie" in answer.json()["detail"]
    assert coast.get("/approaches/welzijn-op-resept", headers=PAGE).status_code == 404


def test_names_from_plans_do_no_harm(tmp_path: Path) -> None:
    store = made(tmp_path / "store", "kust", "duin")
    with store.write() as draft:
        draft.replace_graph(f"{BASE}graph/evil", triples(HOSTILE))
        draft.publish()
    with served(store, Settings()) as client:
        named = {one["label"] for one in client.get("/themes/welzijn-op-recept/initiatives").json()["items"]}
        assert any("<script>" in name for name in named)
        for address in (
            "/themes/welzijn-op-recept",
            "/approaches/welzijn-op-recept",
            "/compare?region=kust&region=duin&theme=welzijn-op-recept",
            "/compare?region=kust&region=duin&theme=welzijn-op-recept&view=print",
        ):
            text = client.get(address, headers=PAGE).text
            assert "alert(1)</script>" not in text
            assert (
                "49" not in text.replace("{{ 7*7 }}", "")[text.index("<main") : text.index("</main")] or "7*7" in text
            )


def test_a_page_asks_the_store_as_often_however_much_there_is(
    coast: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    rows: Callable[..., Any] = EmbeddedSnapshot.rows

    def counted(self: EmbeddedSnapshot, query: str, **bindings: Any) -> Any:
        asked.append(query)
        return rows(self, query, **bindings)

    numbers = {}
    for address in (
        "/themes/duurzaamheid",
        "/themes/ouderen",
        "/compare?region=kust&region=duin&open=valpreventie",
        "/compare?region=kust&region=duin&open=all",
    ):
        coast.get(address, headers=PAGE)  # what is kept with the version is made
        with monkeypatch.context() as patch:
            patch.setattr(EmbeddedSnapshot, "rows", counted)
            asked.clear()
            coast.get(address + "&lang=nl" if "?" in address else address + "?lang=nl", headers=PAGE)
            numbers[address] = len(asked)
    assert max(numbers.values()) <= 2, numbers
    assert iri("goal/duin/1") in "".join(asked)
