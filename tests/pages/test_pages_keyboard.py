"""Every page by keyboard alone: into the content with one key, along everything in order, always seeing where one is."""

from __future__ import annotations

import pytest
from pages_list import KINDS, Page
from pages_look import open_page
from pages_sites import Site
from playwright.sync_api import Page as Tab

STOPS = 80
"""Stops that are made one by one; from there on the look of each is tried, and the last few are walked again."""


@pytest.mark.parametrize("page", KINDS, ids=str)
def test_tab_goes_along_everything_in_order_and_shows_where_it_is(tab: Tab, site: Site, page: Page) -> None:
    open_page(tab, site.address(page))
    number = tab.evaluate("look.watchFocus()")
    assert number
    walked = min(number, STOPS)
    _walk(tab, walked)
    assert _wrong(tab, list(range(walked))) == []
    if number > walked:
        tab.evaluate(
            "([from, to]) => { for (let place = from; place < to; place++) look.focusOn(place); }", [walked, number]
        )
        assert _wrong(tab, list(range(walked, number))) == []
        last = max(number - 6, 0)
        tab.evaluate("(place) => look.focusOn(place)", last)
        _walk(tab, number - last - 1)
        assert _wrong(tab, list(range(last, number))) == []
    tab.keyboard.press("Tab")
    after = tab.evaluate("look.focused()")
    assert after is None or after["place"] == 0, f"the focus is kept at {after}"


@pytest.mark.parametrize("page", KINDS, ids=str)
def test_the_first_stop_leads_past_the_menu(tab: Tab, site: Site, page: Page) -> None:
    tab.goto(site.address(page))
    tab.keyboard.press("Tab")
    skip = tab.locator(":focus")
    assert skip.inner_text().strip() == "Naar de inhoud"
    box = skip.bounding_box()
    assert box is not None and box["y"] >= 0 and box["width"] > 24 and box["height"] >= 24, (
        "it shows when it is reached"
    )
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement === document.body || !!document.activeElement.closest('main, footer')")


def _walk(tab: Tab, number: int) -> None:
    """Press Tab so many times. An editor takes it for itself until Escape is pressed, as the page says beside it."""
    editor = tab.locator(".CodeMirror").count()
    for _ in range(number):
        if editor and tab.evaluate("!!document.activeElement.closest('.CodeMirror')"):
            assert tab.get_by_role("main").get_by_text("Escape").count(), "how to leave the editor is told"
            tab.keyboard.press("Escape")
        tab.keyboard.press("Tab")


def _wrong(tab: Tab, expected: list[int]) -> list[str]:
    """What was wrong where the focus has been since this was asked last; it should have been at these places."""
    stops = tab.evaluate("look.visited()")
    places = [stop["place"] for stop in stops]
    wrong = [] if places == expected else [f"stops at {places[:20]} …, of the page it is {expected[:20]} …"]
    for stop in stops:
        faults = {
            "does not show that it has the focus": not stop["shows"],
            "is out of sight": not stop["inSight"],
            "lies under something else": stop["covered"],
        }
        wrong += [f"{stop['what']} {fault}" for fault, true in faults.items() if true]
    return wrong[:8]
