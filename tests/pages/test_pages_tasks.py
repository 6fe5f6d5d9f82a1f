"""The tasks of a new user, from the start page, by what can be seen: names of links, labels of fields, keys.

Whether what is found is right is asked of the graph itself (SPARQL), not of the pages.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from pages_sites import Site
from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as Tab

GOALS = """
SELECT DISTINCT ?goal ?name ?year WHERE {{
  ?goal a rg:Goal ; rg:region ?region ; rg:theme/(skos:exactMatch|skos:closeMatch|skos:broadMatch)?/skos:broader* <{theme}> .
  ?region skos:prefLabel ?name
  OPTIONAL {{ ?goal rg:targetYear ?year }}
}}"""
THEME = "https://w3id.org/regiograaf/theme/"


@dataclass(frozen=True)
class Asked:
    """The words of the tasks, for a graph."""

    theme: str
    theme_key: str
    one: str
    """A region, as is the next."""
    other: str
    shared: str
    """A theme on which the two are compared."""
    region: str
    """Who looks for a voorloper."""
    about: str
    found: str
    """The voorloper."""
    organisation: str
    """Whom to call for it."""


ASKED = {
    "examples": Asked(
        "Valpreventie", "valpreventie", "Brinkland", "Waterlanden", "Mentale gezondheid",
        "Brinkland", "praathuis voor ouderen", "Praathuis", "Stichting Aanlegplaats",
    ),
    "real": Asked(
        "Valpreventie", "valpreventie", "Flevoland", "Kennemerland", "Mentale gezondheid",
        "Utrecht Stad", "wachtverzachter", "WachtVerzachter", "Gemeente Lelystad",
    ),
}  # fmt: skip


@pytest.fixture
def asked(site: Site) -> Asked:
    """The words of the tasks for what the site serves."""
    return ASKED[site.name]


@pytest.fixture
def start(tab: Tab, site: Site) -> Tab:
    """A tab at the start page."""
    tab.goto(f"{site.url}/")
    return tab


def test_which_regions_want_something_on_a_theme_and_by_when(start: Tab, site: Site, asked: Asked) -> None:
    _menu(start, "Thema's")
    start.get_by_role("main").get_by_role("link", name=asked.theme, exact=True).first.click()
    expect(start.get_by_role("heading", level=1)).to_have_text(asked.theme)
    rows = start.get_by_role("table").first.get_by_role("row")
    shown = {" ".join(row.get_by_role("rowheader").inner_text().split()): row.inner_text() for row in rows.all()[1:]}
    truth = _rows(site, GOALS.format(theme=THEME + asked.theme_key))
    assert truth
    for goal in truth:
        line = next((text for name, text in shown.items() if name.startswith(goal["name"])), None)
        assert line is not None, f"{goal['name']} wants something, and is not among {list(shown)}"
        assert (goal["year"] or "zonder jaar") in line, line


def test_what_one_region_has_that_another_lacks_by_keyboard_alone(start: Tab, asked: Asked) -> None:
    _menu(start, "Vergelijken")
    regions = start.get_by_role("combobox", name="Regio's", exact=True)
    for name in (asked.one, asked.other):
        _pick(regions, name)
    _pick(start.get_by_role("combobox", name="Thema's", exact=True), asked.shared)
    start.get_by_role("button", name="Vergelijk", exact=True).press("Enter")
    expect(start.get_by_role("heading", level=1)).to_contain_text(asked.one)
    alone = start.get_by_role("link", name=re.compile(f"Alleen in .*{asked.one}")).first
    number = int(re.findall(r"\d+", alone.inner_text())[-1])
    assert number > 0
    alone.press("Enter")
    heading = start.locator(start.url.partition("#")[2].join(("[id='", "']")))
    expect(heading).to_be_in_viewport()
    expect(heading.or_(heading.locator("xpath=ancestor::section[1]")).first).to_contain_text(asked.one)
    section = heading.locator("xpath=ancestor-or-self::*[self::section or self::details or self::div][1]")
    assert section.get_by_role("link").count() >= min(number, 5), "what it has alone is listed, with links"


def test_a_voorloper_and_the_organisation_to_call(start: Tab, asked: Asked) -> None:
    card = _voorloper(start, asked)
    expect(card).to_contain_text("Wie u kunt bellen")
    expect(card.get_by_role("blockquote")).not_to_be_empty()
    card.get_by_role("link", name=asked.organisation, exact=True).click()
    expect(start.get_by_role("heading", level=1)).to_contain_text(asked.organisation)


def test_the_sentence_in_the_plan(start: Tab, site: Site, asked: Asked) -> None:
    card = _voorloper(start, asked)
    words = card.get_by_role("blockquote").inner_text().strip("‘’'\" \n")
    card.get_by_role("figure").get_by_role("link").first.click()
    assert "/plans/" in start.url
    marked = start.locator(f"[id='{start.url.partition('#')[2]}']")
    expect(marked).to_be_in_viewport()
    paragraph = marked.locator(
        "xpath=ancestor-or-self::*[self::p or self::li or self::td or self::h2 or self::h3 or self::h4][1]"
    )
    said = paragraph.evaluate(
        "one => { const copy = one.cloneNode(true); copy.querySelectorAll('.fact__more').forEach((mark) => mark.remove()); return copy.textContent; }"
    )
    assert _letters(words[:60]) in _letters(said), "the sentence stands where the link leads"


def test_the_comparison_taken_to_excel(start: Tab, site: Site, asked: Asked, tmp_path: Path) -> None:
    start.goto(f"{site.url}/compare?region={asked.one}&region={asked.other}&theme=ouderen")
    with start.expect_download() as waiting:
        start.get_by_role("link", name="Download als Excel").first.click()
    path = tmp_path / waiting.value.suggested_filename
    assert path.suffix == ".xlsx"
    waiting.value.save_as(path)
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    text = " ".join(str(cell.value) for cell in cells)
    assert asked.one in text and asked.other in text
    assert not [cell for cell in cells if cell.data_type == "f"], "no cell is a formula"
    heads = [[str(cell.value).lower() for cell in next(sheet.iter_rows())] for sheet in book]
    quotes = [
        sheet
        for sheet, head in zip(book, heads, strict=True)
        if any(re.search("woorden|citaat|quote|words", one) for one in head)
    ]
    assert quotes and quotes[0].max_row > 3, "quotes are in it"
    assert re.search(r"/plans/\S+\?at=\d+", text), "each with its place"


def test_a_saved_query_for_another_theme(start: Tab, site: Site) -> None:
    _menu(start, "Vragen")
    start.get_by_role("main").get_by_role("link", name="Doelen per regio over een thema").click()
    answers = []
    for theme in ("Mentale gezondheid", "Digitalisering"):
        start.get_by_role("combobox", name="Thema", exact=True).select_option(label=theme)
        start.get_by_role("button", name="Vraag", exact=True).click()
        table = start.get_by_role("main").get_by_role("table").first
        expect(table).to_be_visible()
        answers.append(table.inner_text())
        assert start.get_by_role("combobox", name="Thema", exact=True).locator("option:checked").inner_text() == theme
    assert answers[0] != answers[1]
    shared = start.context.new_page()
    shared.goto(start.url)
    assert shared.get_by_role("main").get_by_role("table").first.inner_text() == answers[1], (
        "the address holds all of it"
    )


def _menu(tab: Tab, name: str) -> None:
    tab.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name=name, exact=True).click()


def _pick(picker: Locator, words: str) -> None:
    """Choose from a list of many by typing and the arrow keys."""
    picker.press_sequentially(words)
    picker.press("ArrowDown")
    picker.press("Enter")


def _voorloper(tab: Tab, asked: Asked) -> Locator:
    """The card of the voorloper that is looked for."""
    _menu(tab, "Voorlopers")
    tab.get_by_role("combobox", name="Uw regio").select_option(label=asked.region)
    tab.get_by_role("textbox", name="Gaat over").fill(asked.about)
    tab.get_by_role("button", name="Zoek voorlopers").click()
    heading = tab.get_by_role("heading", level=3, name=re.compile(rf"(^|\. ){re.escape(asked.found)}$"))
    cards = tab.get_by_role("listitem").filter(has=heading)
    expect(cards.first).to_be_visible()
    return cards.first


def _rows(site: Site, query: str) -> list[dict[str, str]]:
    answer = site.client.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"})
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


def _letters(text: str) -> str:
    """A text without spaces and signs: line ends and hyphens differ between a quote and the plan."""
    return "".join(letter for letter in text.lower() if letter.isalnum())
