"""axe-core finds nothing serious or critical on any page, wide and narrow, in both languages (WCAG 2.2, A and AA)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pages_list import LANGUAGES, OWN, Page
from pages_look import open_page
from pages_sites import Site
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = ("serious", "critical")
RUN = """async (tags) => {
  const found = await axe.run(document, { runOnly: tags, resultTypes: ["violations"], elementRef: false });
  return found.violations.map(({ id, impact, nodes }) => ({
    id, impact, nodes: nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} :: ${failureSummary}`),
  }));
}"""


@pytest.fixture(scope="module")
def lenient(browser: Browser) -> Iterator[Tab]:
    """A tab in which axe may put what it needs; that the pages stand a strict policy is tested elsewhere."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", OWN, ids=str)
def test_axe_finds_nothing_grave(lenient: Tab, axe: str, site: Site, page: Page, language: str) -> None:
    lenient.set_viewport_size({"width": 1280, "height": 900})
    open_page(lenient, site.address(page, language))
    # what is folded up is read too
    lenient.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    lenient.evaluate(axe)
    found = []
    for width in (1280, 390):
        lenient.set_viewport_size({"width": width, "height": 900})
        found += [(width, one["id"], one["nodes"][:3]) for one in lenient.evaluate(RUN, TAGS) if one["impact"] in GRAVE]
    assert found == []


def test_axe_would_find_it(lenient: Tab, axe: str) -> None:
    """The test above can fail."""
    lenient.set_content(
        '<html lang="nl"><main><img src="data:,"><button></button><a href="/" style="color:#ddd">wit</a>'
    )
    lenient.evaluate(axe)
    found = {one["id"] for one in lenient.evaluate(RUN, TAGS) if one["impact"] in GRAVE}
    assert {"image-alt", "button-name", "color-contrast"} <= found
