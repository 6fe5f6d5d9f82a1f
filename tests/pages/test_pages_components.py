"""Every component of the pages, in the browser: what it does, by keyboard too, and that it keeps to the policy."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from components_service import CHARTS, KINDS, components_served
from pages_look import open_page
from playwright.sync_api import Browser, Page, expect

ADDRESS = "/regions?kind=goal"


@pytest.fixture(scope="module")
def components() -> Iterator[str]:
    """The address of the page that has them all."""
    with components_served() as address:
        yield address


@pytest.fixture
def shown(tab: Page, components: str) -> Page:
    """That page in a tab, at rest."""
    open_page(tab, components + ADDRESS)
    return tab


def query(tab: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(tab.url).query)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_keeps_to_the_policy_and_to_its_own_host(tab: Page, components: str, language: str) -> None:
    said: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("request", lambda request: asked.append(request.url))
    open_page(tab, f"{components}{ADDRESS}&lang={language}")
    assert said == []
    assert [url for url in asked if not url.startswith(components)] == []
    assert tab.evaluate("window.violations") == []
    assert tab.title() == "Components"
    assert tab.evaluate("document.querySelectorAll('style, [onclick], script:not([src], [type*=json])').length") == 0
    assert tab.evaluate("document.documentElement.lang") == language


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(tab: Page, components: str, axe: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    open_page(tab, components + ADDRESS)
    tab.evaluate(axe)
    found = tab.evaluate("axe.run().then(({violations}) => violations.map((one) => [one.id, one.nodes[0].html]))")
    assert found == []


def test_at_320_pixels_only_tables_and_figures_scroll(tab: Page, components: str) -> None:
    tab.set_viewport_size({"width": 320, "height": 900})
    open_page(tab, components + ADDRESS)
    assert tab.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("kind", CHARTS)
def test_charts_are_drawn_and_described(shown: Page, kind: str) -> None:
    plot = shown.locator(f"#chart-{kind}")
    expect(plot).to_have_role("img")
    assert f"Figuur {kind}" in (plot.get_attribute("aria-label") or "")
    colours = plot.evaluate(
        """(plot) => {
          const canvas = plot.querySelector("canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const seen = new Set();
          for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 200) seen.add(data.slice(at, at + 3).join());
          return seen.size;
        }"""
    )
    assert colours > 5, "axes, words and what they are of"


def test_what_stands_at_the_pointer_is_drawn_too(shown: Page) -> None:
    plot = shown.locator("#chart-bar")
    before = plot.screenshot()
    box = plot.bounding_box()
    assert box is not None
    for down in range(10, int(box["height"]), 8):
        plot.hover(position={"x": box["width"] * 0.3, "y": down})
        if shown.evaluate("document.querySelector('#chart-bar canvas').parentElement.style.cursor") == "pointer":
            break
    expect(plot.locator("canvas").first).to_be_visible()
    shown.wait_for_timeout(400)  # it comes with a delay
    assert plot.screenshot() != before
    assert shown.evaluate("window.violations") == []


def test_a_chart_fits_when_the_window_changes(shown: Page) -> None:
    shown.set_viewport_size({"width": 600, "height": 900})
    shown.wait_for_function("document.querySelector('#chart-line canvas').clientWidth < 600")
    assert shown.evaluate("document.documentElement.scrollWidth") == 600


def test_a_node_of_a_network_leads_to_its_page(shown: Page) -> None:
    plot = shown.locator("#net .network__plot")
    assert plot.locator("canvas").count() > 0
    assert shown.locator(".network__key li").count() == len(KINDS)
    box = plot.bounding_box()
    assert box is not None
    cells = ((x, y) for y in range(20, int(box["height"]), 14) for x in range(20, int(box["width"]), 14))
    for x, y in cells:
        plot.hover(position={"x": x, "y": y})
        if plot.evaluate("(plot) => plot.style.cursor") == "pointer":
            break
    with shown.expect_navigation():
        plot.click(position={"x": x, "y": y})
    assert "/node/" in shown.url


def test_many_are_picked_by_keyboard(shown: Page) -> None:
    box = shown.get_by_role("combobox", name="Regio's", exact=True)
    expect(shown.locator("select#regions")).to_be_hidden()
    box.press_sequentially("DUIN")
    expect(shown.get_by_role("option", name="Duinstreek")).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("Enter")
    expect(shown.get_by_role("button", name="Verwijder Duinstreek")).to_be_visible()
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    shown.get_by_role("button", name="Verwijder Veenrand").press("Enter")
    box.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    expect(shown.locator(f"#{active}")).to_have_text("Veenrand (IZA)")
    box.press("Escape")
    with shown.expect_navigation():
        shown.locator(".filters__submit button").press("Enter")
    assert query(shown)["regions"] == ["b", "c"]


def test_what_is_not_there_is_said(shown: Page) -> None:
    box = shown.get_by_role("combobox", name="Regio's", exact=True)
    box.press_sequentially("xyz")
    expect(shown.get_by_text("Niets gevonden")).to_be_visible()


def test_a_choice_is_a_new_address(shown: Page) -> None:
    shown.locator("#words").fill("")
    with shown.expect_navigation():
        shown.get_by_label("Regio", exact=True).select_option("a")
    assert query(shown)["region"] == ["a"]
    assert query(shown)["sort"] == ["year"]
    assert "words" not in query(shown), "what is empty is left out"


def test_a_quote_is_copied_with_its_place(shown: Page, components: str) -> None:
    shown.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = shown.get_by_role("button", name="Kopieer citaat").first
    button.press("Enter")
    expect(shown.get_by_role("status").filter(has_text="Gekopieerd")).to_have_count(1)
    expect(shown.get_by_role("button", name="Gekopieerd")).to_be_focused()
    assert shown.evaluate("navigator.clipboard.readText()") == (
        "‘In 2026 is 30% van de ouderen gescreend.’ (Regioplan Veenrand, bladzijde 12) "
        f"{components}/plans/veenrand?at=100#c100"
    )


def test_without_scripts_forms_and_tables_do_it_all(browser: Browser, components: str) -> None:
    tab = browser.new_context(java_script_enabled=False).new_page()
    tab.goto(components + ADDRESS)
    expect(tab.locator("select#regions")).to_be_visible()
    expect(tab.get_by_role("button", name="Kopieer citaat")).to_have_count(0)
    for kind in CHARTS:
        expect(tab.locator(f"#chart-{kind}")).to_be_hidden()
    tab.locator("summary", has_text="Figuur bar").click()
    expect(tab.get_by_role("table", name="Als tabel: bar")).to_be_visible()
    with tab.expect_navigation():
        tab.locator(".filters__submit button").click()
    assert query(tab)["regions"] == ["a", "c"]


def test_on_paper_the_content_stands_alone(shown: Page) -> None:
    shown.emulate_media(media="print")
    for name in (".site-nav", ".site-search", ".filters", ".formats", ".copy >> nth=0"):
        expect(shown.locator(name)).to_be_hidden()
    expect(shown.locator(".quote__words").first).to_be_visible()
    place = shown.locator(".quote__place a").first.evaluate("(link) => getComputedStyle(link, '::after').content")
    assert "/plans/veenrand?at=100" in place
