"""What every page owes its reader, whatever it is about: it is there, whole, its own, and fits."""

from __future__ import annotations

from collections import Counter

import pytest
from pages_list import LANGUAGES, OWN, PAGES, Page
from pages_look import Looking, Seen
from pages_sites import Site

MOST_BYTES = 300_000
WIDTHS = ("1280", "640", "320", "1280, spaced", "320, spaced")


@pytest.fixture(params=OWN, ids=str)
def page(request: pytest.FixtureRequest) -> Page:
    """A page of ours."""
    found: Page = request.param
    return found


@pytest.fixture(params=LANGUAGES)
def it(request: pytest.FixtureRequest, site: Site, page: Page, seen: Looking) -> Seen:
    """A page of ours in a language, as it was seen."""
    return seen(site, page, request.param)


def test_it_answers_with_a_heading_and_a_title(it: Seen, page: Page) -> None:
    assert it.status == page.status
    assert "Regiograaf" in it.title and len(it.title) > len("Regiograaf") + 5
    assert len(it.structure["headings"]) == 1 and it.structure["headings"][0]


def test_it_is_small(it: Seen) -> None:
    assert it.size < MOST_BYTES


def test_it_loads_nothing_from_elsewhere_and_all_that_it_needs(it: Seen) -> None:
    assert it.elsewhere == []
    assert it.failed == []


def test_it_complains_of_nothing_under_a_strict_policy(it: Seen) -> None:
    assert "script-src 'self'" in it.policy and "unsafe" not in it.policy
    assert it.console == []


@pytest.mark.parametrize("width", WIDTHS)
def test_it_fits_its_width(it: Seen, width: str) -> None:
    found = it.widths[width]
    assert found.needed <= found.pixels, found.culprits


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_is_cut_off_or_lies_over_another(it: Seen, width: str) -> None:
    assert it.widths[width].clipped == []
    assert it.widths[width].overlaps == []


def test_it_calls_things_by_their_names(it: Seen) -> None:
    assert it.raw_names == []


def test_it_has_no_empty_figure(it: Seen) -> None:
    assert it.empty_figures == []


def test_what_looks_clickable_is_reached_by_keyboard(it: Seen) -> None:
    assert it.clickable == []


def test_nothing_moves_for_who_wants_no_motion(it: Seen) -> None:
    assert it.moving == []
    assert it.scrolling == "auto"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_pages_have_one_title(site: Site, seen: Looking, language: str) -> None:
    # what the graph says of a thing has the name of the thing, as its page has
    titles = Counter(seen(site, page, language).title for page in OWN if not page.name.endswith("-thing"))
    assert [title for title, number in titles.items() if number > 1] == []


def test_it_says_which_language_it_is_in(it: Seen) -> None:
    assert it.language == it.asked


@pytest.mark.parametrize("page", [page for page in PAGES if not page.own], ids=str)
def test_a_page_of_others_is_served_by_us_alone(site: Site, seen: Looking, page: Page) -> None:
    it = seen(site, page, "en")
    assert it.status == 200
    assert it.elsewhere == it.failed == it.console == []
