"""Pictures of every page, to be looked at: `make screenshots` puts them into /screenshots, which git ignores."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages_list import PAGES, Page
from pages_look import open_page
from pages_sites import Site
from playwright.sync_api import Browser

FOLDER = Path(__file__).parents[2] / "screenshots"
TALLEST = 12_000
"""Pixels; what is below shows nothing new."""


@pytest.mark.screenshots
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_picture(browser: Browser, site: Site, page: Page, width: int) -> None:
    folder = FOLDER / site.name
    folder.mkdir(parents=True, exist_ok=True)
    with browser.new_context(viewport={"width": width, "height": 900}, locale="nl-NL") as context:
        tab = context.new_page()
        open_page(tab, site.address(page))
        height = min(tab.evaluate("document.scrollingElement.scrollHeight"), TALLEST)
        path = folder / f"{page.name}-{width}.png"
        tab.screenshot(path=path, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
    assert path.stat().st_size > 5_000, "there is something to see"
