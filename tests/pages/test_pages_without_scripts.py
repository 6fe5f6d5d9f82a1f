"""Every page with JavaScript off: the same headings, tables and forms, and forms that answer."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from pages_list import KINDS, Page
from pages_look import SCRIPT, Looking
from pages_sites import Site
from playwright.sync_api import Browser, Locator
from playwright.sync_api import Page as Tab


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Tab]:
    """A tab in which no script of a page runs."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900}, locale="nl-NL")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("page", KINDS, ids=str)
def test_nothing_is_lost(plain: Tab, site: Site, seen: Looking, page: Page) -> None:
    response = plain.goto(site.address(page))
    assert response is not None and response.status == page.status
    plain.evaluate(SCRIPT)
    without, scripted = plain.evaluate("look.structure()"), seen(site, page, "nl").structure
    assert without["headings"] == scripted["headings"]
    assert sorted(without["tables"]) == sorted(scripted["tables"])
    assert without["forms"] == scripted["forms"]
    assert without["links"] == pytest.approx(scripted["links"], rel=0.1, abs=2)
    assert not plain.get_by_role("progressbar").or_(plain.locator("[aria-busy=true]")).count(), (
        "nothing waits for a script"
    )


@pytest.mark.parametrize("page", KINDS, ids=str)
def test_every_form_answers(plain: Tab, site: Site, page: Page) -> None:
    address = site.address(page)
    plain.goto(address)
    for number in range(plain.locator("main form").count()):
        plain.goto(address)
        _submit(plain, plain.locator("main form").nth(number))


def test_the_search_of_every_page_answers(plain: Tab, site: Site) -> None:
    plain.goto(site.url)
    search = plain.get_by_role("banner").get_by_role("search")
    search.get_by_role("searchbox").fill("valpreventie")
    _submit(plain, search)
    assert "valpreventie" in plain.locator("main").inner_text().lower()
    assert plain.get_by_role("main").get_by_role("searchbox").input_value() == "valpreventie", (
        "what was asked stays to be changed"
    )


def _submit(tab: Tab, form: Locator) -> None:
    """Send a form as it stands, with words where it wants some; it must have a button, and lead to a page of this service."""
    before = urlsplit(tab.url).netloc
    form.evaluate("(form) => form.closest('details') && (form.closest('details').open = true)")
    for field in form.locator("input[required], textarea[required]").all():
        if not field.input_value():
            field.fill("valpreventie")
    button = form.locator("button:not([type]), button[type=submit], input[type=submit]").first
    assert button.is_visible(), f"the form to {form.get_attribute('action')} needs a button"
    with tab.expect_navigation():
        button.click()
    assert tab.locator("h1").count() == 1, tab.url
    assert urlsplit(tab.url).netloc == before
