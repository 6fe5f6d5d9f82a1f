"""Every page by keyboard alone: into the content with one key, along everything in order, always seeing where one is."""

from __future__ import annotations

import pytest
from pages_list import OWN, Page
from pages_look import open_page
from pages_sites import Site
from playwright.sync_api import Page as Tab

STOPS = 120
"""Stops that are made one by one; from there on the look of each is tried, and the last few are walked again."""


@pytest.mark.parametrize("page", OWN, ids=str)
def test_tab_goes_along_everything_in_order_and_shows_where_it_is(tab: Tab, site: Site, page: Page) -> None:
    open_page(tab, site.address(page))
    number = tab.evaluate("look.watchFocus()")
    assert number
    wrong = []
    for place in range(min(number, STOPS)):
        tab.keyboard.press("Tab")
        wrong += _wrong(tab, place)
        if len(wrong) > 5:
            break
    if number > STOPS and not wrong:
        for place in range(STOPS, number):
            tab.evaluate("(place) => look.focusOn(place)", place)
            wrong += _wrong(tab, place)
        tab.evaluate("(place) => look.focusOn(place)", number - 6)
        for place in range(number - 5, number):
            tab.keyboard.press("Tab")
            wrong += _wrong(tab, place)
    assert wrong == []
    tab.keyboard.press("Tab")
    after = tab.evaluate("look.focused()")
    assert after is None or after["place"] == 0, f"the focus is kept at {after}"


@pytest.mark.parametrize("page", OWN, ids=str)
def test_the_first_stop_leads_past_the_menu(tab: Tab, site: Site, page: Page) -> None:
    open_page(tab, site.address(page))
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


def _wrong(tab: Tab, place: int) -> list[str]:
    """What is wrong where the focus is now."""
    at = tab.evaluate("look.focused()")
    if at is None:
        return [f"stop {place}: the focus is nowhere"]
    faults = {
        f"comes at stop {place}, but is number {at['place']} of the page": at["place"] != place,
        "does not show that it has the focus": not at["shows"],
        "is out of sight": not at["inSight"],
        "lies under something else": at["covered"],
    }
    return [f"{at['what']} {fault}" for fault, true in faults.items() if true]
