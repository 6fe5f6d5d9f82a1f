"""The start page: its numbers are those of its JSON, each cell leads to what is behind it, and it stays small."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from service_of_plans import HOSTILE, PERSON, client_of, counted, store_of_plans
from starlette.testclient import TestClient

from graph_api.store import EmbeddedStore

_CELL = re.compile(r'<td class=heat-\d><a href="/compare\?region=([^&]+)&amp;theme=([^"]+)">(\d+)</a>')


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The service over three plans."""
    return client_of(store_of_plans(tmp_path_factory.mktemp("few") / "store", 3))


def test_the_page_the_json_and_the_csv_have_the_same_matrix(few: TestClient) -> None:
    answer = few.get("/start.json").json()
    page = few.get("/", headers=PERSON)
    shown = {(region, theme): int(number) for region, theme, number in _CELL.findall(page.text)}
    told = {
        (region["key"], theme["key"]): cell["goals"] + cell["initiatives"]
        for theme in answer["themes"]
        for region, cell in zip(answer["regions"], theme["cells"], strict=True)
        if cell["state"] == "covered"
    }
    assert shown == told
    rows = list(csv.DictReader(io.StringIO(few.get("/start.csv").text)))
    assert {
        (row["region_key"], row["theme_key"]): int(row["goals"]) + int(row["initiatives"])
        for row in rows
        if row["state"] == "covered"
    } == told
    assert len(rows) == len(answer["regions"]) * len(answer["themes"])
    assert answer["most"] == max(told.values())


def test_the_numbers_are_those_of_the_plans(few: TestClient) -> None:
    totals = few.get("/start.json").json()["totals"]
    assert (totals["plans"], totals["regions"], totals["goals"], totals["initiatives"]) == (3, 3, 36, 36)


def test_a_cell_has_what_compare_has_for_its_region_and_theme(few: TestClient) -> None:
    answer = few.get("/start.json").json()
    for theme in answer["themes"][:6]:
        region, cell = answer["regions"][0], theme["cells"][0]
        asked = {"region": region["key"], "theme": theme["key"], "format": "json"}
        rows = few.get("/compare", params=asked).json()["rows"]
        (same,) = [row["cells"][0] for row in rows if row["key"] == theme["key"]]
        assert (same["state"], same["goal_count"], same["initiative_count"]) == (
            cell["state"],
            cell["goals"],
            cell["initiatives"],
        )


def test_a_theme_comes_after_the_one_that_it_is_below(few: TestClient) -> None:
    themes = few.get("/start.json").json()["themes"]
    seen: list[str] = []
    for theme in themes:
        assert theme["broader"] is None or theme["broader"] in seen
        seen.append(theme["key"])
    assert len(seen) == len(set(seen))
    assert seen[-1] == "anders"


def test_an_empty_cell_says_in_words_what_it_is(few: TestClient) -> None:
    answer = few.get("/start.json").json()
    states = [cell["state"] for theme in answer["themes"] for cell in theme["cells"]]
    assert "not-in-plan" in states
    for lang, words in (("nl", "niet in het plan"), ("en", "not in the plan")):
        page = few.get(f"/?lang={lang}", headers=PERSON).text
        assert page.count(f"<i>{words}</i>") == states.count("not-in-plan")


def test_what_a_tool_gets_are_links(few: TestClient) -> None:
    for accept in ("application/json", "*/*"):
        links = few.get("/", headers={"Accept": accept}).json()
        assert links["start"] == "/start.json"
    assert few.get("/", headers={"Accept": "text/csv"}).text == few.get("/start.csv").text
    assert few.get("/", headers={"Accept": "image/png"}).status_code == 406


def test_sixty_regions_stay_under_300_kb_with_the_queries_of_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, sizes = {}, {}
    for number in (2, 60):
        client = client_of(store_of_plans(tmp_path / str(number), number, facts=60))
        with counted(monkeypatch) as queries:
            page = client.get("/", headers=PERSON)
        assert page.status_code == 200
        asked[number], sizes[number] = len(queries), len(page.content)
    assert asked[2] == asked[60]
    assert sizes[2] < sizes[60] < 300_000


def test_names_of_plans_are_escaped(tmp_path: Path) -> None:
    store = store_of_plans(tmp_path / "store", 1, title=HOSTILE)
    page = client_of(store).get("/", headers=PERSON)
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


def test_a_graph_without_plans_says_what_to_do(tmp_path: Path) -> None:
    page = client_of(store_of_plans(tmp_path / "store", 0)).get("/", headers=PERSON)
    assert page.status_code == 200
    assert "regiograaf build" in page.text


def test_without_a_graph_the_page_says_so(tmp_path: Path) -> None:
    page = client_of(EmbeddedStore(tmp_path / "none")).get("/", headers=PERSON)
    assert page.status_code == 503
    assert page.headers["content-type"].startswith("text/html")
