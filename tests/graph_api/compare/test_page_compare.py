"""The page of comparisons: the same numbers as the JSON, rows that open, what is said of what was not found."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import httpx
import openpyxl
import pytest
from coast import iri, made
from lxml import html
from small_service import served

from graph_api.compare.choices import Choices
from graph_api.compare.comparison import Comparison
from graph_api.compare.naming import Naming
from graph_api.compare.paging import THINGS, opened_on, pieces_on, rows_on
from graph_api.settings import Settings
from graph_api.store import EmbeddedStore

PAGE = {"Accept": "text/html", "Accept-Language": "nl"}
BOTH = "region=kust&region=duin"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """A store with the plans of Kust and Duin and the update of Kust."""
    return made(tmp_path_factory.mktemp("coast") / "store", "kust", "duin", "later")


@pytest.fixture(scope="module")
def coast(store: EmbeddedStore) -> Iterator[httpx.Client]:
    """A service over it."""
    with served(store, Settings()) as client:
        yield client


def _page(coast: httpx.Client, address: str, language: str = "nl") -> html.HtmlElement:
    answer = coast.get(address, headers=PAGE | {"Accept-Language": language})
    assert answer.status_code == 200, answer.text[:500]
    assert answer.headers["content-language"] == language
    return html.fromstring(answer.text)


def _found(coast: httpx.Client, query: str) -> Comparison:
    return Comparison.model_validate(coast.get(f"/compare?{query}").json())


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_without_regions_there_is_a_form_and_what_can_be_chosen(coast: httpx.Client) -> None:
    found = Choices.model_validate(coast.get("/compare").json())
    assert [region.key for region in found.regions] == ["duin", "kust", "noord"]
    page = _page(coast, "/compare")
    assert sorted(page.xpath("//select[@name='region']//option/@value")) == ["duin", "kust", "noord"]
    assert page.xpath("//select[@name='theme']//option/@value") == [theme.key for theme in found.themes]
    assert page.xpath("//main//form//label[@for='region']")
    examples = page.xpath("//main//ul//a[starts-with(@href, '/compare?')]/@href")
    assert examples == [example.address for example in found.examples]
    assert all(coast.get(address).status_code == 200 for address in examples)
    rows = list(csv.DictReader(io.StringIO(coast.get("/compare.csv").text)))
    assert {row["key"] for row in rows if row["what"] == "region"} == {"duin", "kust", "noord"}


def test_approaches_are_chosen_in_a_form_of_their_own(coast: httpx.Client) -> None:
    page = _page(coast, "/compare?over=approaches")
    assert page.xpath("//select[@name='approach']//option/@value") == ["welzijn-op-recept"]
    assert not page.xpath("//select[@name='theme']")
    assert page.xpath("//form[@action='/compare']//input[@type='hidden' and @name='over']/@value") == ["approaches"]


def test_the_matrix_has_the_numbers_of_the_json(coast: httpx.Client) -> None:
    found, page = _found(coast, BOTH), _page(coast, f"/compare?{BOTH}")
    rows = page.xpath("//table[contains(@class, 'compare')]/tbody/tr")
    assert len(rows) == len(found.rows)
    for row, shown in zip(found.rows, rows, strict=True):
        assert row.label_nl in _text(shown.xpath("./th")[0])
        for cell, told in zip(row.cells, shown.xpath("./td"), strict=True):
            text = _text(told)
            if cell.state == "covered":
                numbers = [
                    int(number) for number in re.findall(r"(\d+) (?:doel|initiatief|initiatieven|voorloper)", text)
                ]
                assert numbers == [cell.goal_count, cell.initiative_count, cell.voorloper_count]
            else:
                assert f"heat--{cell.state}" in told.get("class")
                assert not re.search(r"\d+ doel", text)


def test_a_row_that_is_opened_has_goals_with_their_targets_on_one_line(coast: httpx.Client) -> None:
    found = _found(coast, f"{BOTH}&open=valpreventie")
    (opened,) = found.opened
    (line,) = [line for line in opened.lines if line.what == "goal"]
    told = [(thing.region, thing.year, thing.targets[0].value) for thing in line.things]
    assert told == [("kust", 2026, 30.0), ("kust", 2028, 30.0), ("duin", 2027, 40.0)]
    assert line.years_differ
    page = _page(coast, f"/compare?{BOTH}&open=valpreventie")
    (table,) = page.xpath("//section[@id='row-valpreventie']//table")
    assert table.xpath("./thead//th/text()") == ["Kust", "=Duin"]
    cells = [_text(cell) for cell in table.xpath("./tbody/tr/td")]
    assert ("2026" in cells[0] and "30%" in cells[0]) and ("2027" in cells[1] and "40%" in cells[1])


def test_one_theme_that_is_asked_for_alone_is_open(coast: httpx.Client) -> None:
    assert [row.key for row in _found(coast, f"{BOTH}&theme=valpreventie").opened] == ["valpreventie"]
    assert not _found(coast, BOTH).opened


def test_everything_in_an_opened_row_is_on_a_line_or_alone_and_has_its_words(coast: httpx.Client) -> None:
    found = _found(coast, f"{BOTH}&open=all")
    rows = {row.key: row for row in found.rows}
    assert {row.key for row in found.opened} == set(rows)
    for opened in found.opened:
        cells = rows[opened.key].cells
        figures = {iri for c in cells for some in (*c.goals.values(), *c.initiatives.values()) for iri in some}
        on_lines = {thing.iri for line in opened.lines for thing in line.things if thing.on_row}
        alone = {one.thing.iri for one in opened.alone}
        assert on_lines | alone == figures
        assert not on_lines & alone
        for thing in [thing for line in opened.lines for thing in line.things] + [one.thing for one in opened.alone]:
            assert thing.evidence
            assert all(piece.words for piece in thing.evidence)


def test_initiatives_of_one_approach_stand_on_a_line(coast: httpx.Client) -> None:
    (opened,) = _found(coast, f"{BOTH}&theme=welzijn-op-recept").opened
    (line,) = opened.lines
    assert line.approach is not None
    assert line.approach.key == "welzijn-op-recept"
    assert [thing.label for thing in line.things] == ["Welzijn op Recept Noord", "Welzijn op Recept Duin"]
    assert [thing.of for thing in line.things] == ["noord", "duin"]


def test_what_only_one_region_has_is_told_in_words(coast: httpx.Client) -> None:
    page = _page(coast, f"/compare?{BOTH}&open=acute-zorg")
    heading = page.xpath("//*[@id='alone-acute-zorg-duin']")[0]
    assert _text(heading).startswith("Alleen in =Duin 1")
    assert "Dat wil niet zeggen dat het er niet is" in _text(heading.getparent())
    (row,) = page.xpath("//table[contains(@class, 'compare')]/tbody/tr[.//a[@href='#row-acute-zorg']]")
    assert "Alleen in =Duin" in _text(row.xpath("./th")[0])
    assert "compare-cell--only" in row.xpath("./td")[1].get("class")
    assert "alleen in deze regio gevonden" in _text(row.xpath("./td")[1])


@pytest.mark.parametrize("show", ["shared", "only", "missing"])
def test_rows_are_narrowed_and_their_numbers_stay(coast: httpx.Client, show: str) -> None:
    every, found = _found(coast, BOTH), _found(coast, f"{BOTH}&show={show}")
    fits = {
        "shared": lambda row: row.covered > 1,
        "only": lambda row: row.covered == 1,
        "missing": lambda row: 0 < row.covered < 2,
    }[show]
    assert [row.key for row in found.rows] == [row.key for row in every.rows if fits(row)]
    assert found.numbers == every.numbers
    assert found.numbers[found.show] == len(found.rows)
    assert _page(coast, f"/compare?{BOTH}&show={show}") is not None


def test_rows_that_one_region_lacks(coast: httpx.Client) -> None:
    found = _found(coast, f"{BOTH}&show=missing&of=kust")
    assert [row.key for row in found.rows] == [one.row for one in found.missing if one.region == "kust"]
    assert "acute-zorg" in {row.key for row in found.rows}
    page = _text(_page(coast, f"/compare?{BOTH}&show=missing&of=kust"))
    assert all(one.text_nl in page for one in found.missing if one.region == "kust")


@pytest.mark.parametrize("sort", ["salience", "name"])
def test_rows_are_sorted(coast: httpx.Client, sort: str) -> None:
    rows = _found(coast, f"{BOTH}&sort={sort}&of=duin").rows
    keys = [row.label_nl.casefold() if sort == "name" else -(row.cells[1].salience or 0) for row in rows]
    assert keys == sorted(keys)


def test_the_address_keeps_the_whole_state(coast: httpx.Client) -> None:
    query = f"{BOTH}&theme=Ouderen&open=valpreventie&show=missing&of=duin&sort=name&rollup=false"
    found = _found(coast, query)
    assert Comparison.model_validate(coast.get(found.self).json()) == found
    page = _page(coast, f"/compare?{query}")
    address = page.xpath("//a[text()='Download als Excel']/@href")[0]
    assert address == f"/compare.xlsx?{query}"


def test_a_region_without_a_plan_proposes_others(coast: httpx.Client) -> None:
    found = _found(coast, "region=zorgkantoor&region=stil")
    assert not found.columns[0].instead
    assert found.columns[1].instead == []
    page = _page(coast, "/compare?region=stil&region=duin")
    assert "Plan niet gelezen" in _text(page)


def test_by_what_is_not_compared_nothing_is_narrowed(coast: httpx.Client) -> None:
    answer = coast.get(f"/compare?{BOTH}&show=missing&of=noord")
    assert answer.status_code == 400
    assert "Use one of: kust, duin" in answer.json()["detail"]


def test_the_workbook_has_each_quote_with_its_place_and_address(coast: httpx.Client) -> None:
    answer = coast.get(f"/compare.xlsx?{BOTH}")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = [[cell.value for cell in row] for row in book["facts"].iter_rows()]
    facts = [dict(zip(sheet[0], row, strict=True)) for row in sheet[1:]]
    every = _found(coast, f"{BOTH}&open=all")
    things = {thing.iri: thing for row in every.opened for line in row.lines for thing in line.things}
    things |= {one.thing.iri: one.thing for row in every.opened for one in row.alone}
    assert len(facts) == sum(len(thing.evidence) for thing in things.values())
    (goal,) = [fact for fact in facts if fact["iri"] == iri("goal/duin/1")]
    piece = things[iri("goal/duin/1")].evidence[0]
    assert (goal["words"], goal["start"], goal["end"], goal["plan"]) == (
        piece.words,
        piece.start,
        piece.end,
        "Regioplan Duin",
    )
    assert str(goal["address"]).endswith(f"/plans/duin?at={piece.start}#c{piece.start}")
    assert str(goal["address"]).startswith("http://127.0.0.1")
    assert goal["region"] == "=Duin"
    assert book["facts"].cell(2, 1).data_type != "f"


def test_the_page_for_paper_has_all_rows_open_with_version_and_address(coast: httpx.Client) -> None:
    found, page = _found(coast, f"{BOTH}&open=all"), _page(coast, f"/compare?{BOTH}&view=print")
    assert page.xpath("//section[starts-with(@id, 'row-')]/@id") == [f"row-{row.key}" for row in found.opened]
    told = _text(page.xpath("//dl")[0])
    assert found.version in told
    assert f"{str(coast.base_url).rstrip('/')}{found.self}" in told


def test_the_page_is_in_english_too(coast: httpx.Client) -> None:
    page = _page(coast, f"/compare?{BOTH}&open=acute-zorg", "en")
    assert _text(page.xpath("//*[@id='alone-acute-zorg-duin']")[0]).startswith("Only in =Duin")
    assert page.xpath("//section[@id='row-acute-zorg']//p[@lang='nl']")


def test_a_name_is_found_as_whole_words_over_lines_and_in_its_place() -> None:
    text = "İn de Strand\nBus rijdt; de Strandbussen staan stil. STRANDBUS!"
    naming = Naming({"x": text}.get)
    place = naming.place("x", ["Strand bus"])
    assert place is not None
    assert text[place[0] : place[1]] == place[2] == "Strand\nBus"
    found = naming.place("x", ["strandbus"])
    assert found is not None
    assert text[found[0] : found[1]] == "STRANDBUS"
    assert naming.place("x", ["bus", "Strandbu"]) is None
    assert naming.place("y", ["Strandbus"]) is None


def test_long_comparisons_come_in_parts_that_hold_everything(coast: httpx.Client) -> None:
    opened = _found(coast, f"{BOTH}&open=all").opened
    first = pieces_on(opened, 1, most=2)
    pieces = [piece for number in range(1, first.pages + 1) for piece in pieces_on(opened, number, most=2).items]
    for row in opened:
        mine = [piece for piece in pieces if piece.row.key == row.key]
        assert [line for piece in mine for line in piece.lines] == row.lines
        assert [one for piece in mine for one in piece.alone] == row.alone
        assert [piece.first for piece in mine] == [True] + [False] * (len(mine) - 1)
    assert pieces_on(opened, 999, most=2).page == first.pages
    assert pieces_on(opened, 1, most=THINGS).pages == 1


def test_a_matrix_of_many_regions_comes_in_pages_of_rows(coast: httpx.Client) -> None:
    found = _found(coast, BOTH)
    wide = found.model_copy(update={"columns": found.columns * 50})
    first = rows_on(wide, 1)
    assert first.pages > 1
    every = [at for number in range(1, first.pages + 1) for at in rows_on(wide, number).items]
    assert every == list(range(len(found.rows)))


def test_what_is_open_gets_less_room_the_more_there_is(coast: httpx.Client) -> None:
    found = _found(coast, f"{BOTH}&open=all")
    (row,) = [row for row in found.opened if row.key == "valpreventie"]
    assert opened_on(found.model_copy(update={"opened": [row]}), 20, ["valpreventie"]) == {"valpreventie": 100}
    long = row.model_copy(update={"lines": row.lines * 400})
    assert 0 < opened_on(found.model_copy(update={"opened": [long]}), 20, ["valpreventie"])["valpreventie"] < 100
    many = found.model_copy(update={"opened": [row] * 2000})
    assert len(opened_on(many, 300, [])) <= 1
