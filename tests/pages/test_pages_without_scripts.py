"""Every page with JavaScript off: the same headings, tables and forms, and forms that answer. And with less motion."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from pages_list import OWN, Page
from pages_look import SCRIPT, Looking, open_page
from pages_sites import Site
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Tab]:
    """A tab in which no script of a page runs."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900}, locale="nl-NL")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def calm(browser: Browser) -> Iterator[Tab]:
    """A tab of a reader who wants less motion."""
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 900}, locale="nl-NL")
    context.add_init_script(SCRIPT)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("page", OWN, ids=str)
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


@pytest.mark.parametrize("page", OWN, ids=str)
def test_every_form_answers(plain: Tab, site: Site, page: Page) -> None:
    address = site.address(page)
    plain.goto(address)
    for number in range(plain.locator("form").count()):
        plain.goto(address)
        form = plain.locator("form").nth(number)
        form.evaluate("(form) => form.closest('details') && (form.closest('details').open = true)")
        submit = form.locator("button:not([type]), button[type=submit], input[type=submit]").first
        assert submit.is_visible(), f"form {number} needs a button"
        with plain.expect_navigation():
            submit.click()
        assert plain.locator("h1").count() == 1, f"form {number} leads to {plain.url}"
        assert urlsplit(plain.url).netloc == urlsplit(address).netloc


@pytest.mark.parametrize("page", OWN, ids=str)
def test_nothing_moves_for_who_wants_less_motion(calm: Tab, site: Site, page: Page) -> None:
    open_page(calm, site.address(page))
    assert calm.evaluate("look.moving()") == []
    assert calm.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
