"""A browser (Debian's Chromium), and the service over the example plans and over the real ones, each started once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pages_look import FLAGS, SCRIPT, Looking, Seen
from pages_sites import Site, serve
from pages_stores import built
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright
from playwright.sync_api import Page as Tab

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
AXE = ROOT / "graph_api" / "web" / "client" / "node_modules" / "axe-core" / "axe.min.js"
REAL = pytest.param("real", marks=pytest.mark.real_plans)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where the real plans are there, look at them in Dutch and at the examples in English, unless all is asked for.

    What the real plans add to a page is Dutch in both languages, and the examples show nothing more than they do.
    """
    if os.environ.get("REGIOGRAAF_PAGES") == "all":
        return
    real = (SHARED / "plans").is_dir()
    left_out = [item for item in items if _says_nothing_new(item, real)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def _says_nothing_new(item: pytest.Item, real: bool) -> bool:
    given = set(_parameters(item))
    if not real or "examples" not in given:
        return {"real", "en"} <= given
    page = item.callspec.params.get("page")  # type: ignore[attr-defined]
    return "en" not in given or bool(page and page.like)  # pages of one template have the same English words


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright, for the tests of one module: as long as it runs, no other test can run an event loop of its own."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """Chromium as Debian has it; Playwright downloads none of its own."""
    chromium = shutil.which("chromium")
    if chromium is None:
        _lacking("Chromium is not there: apt-get install chromium")
    options = browser_type_launch_args | {"executable_path": chromium, "args": list(FLAGS)}
    browser = playwright.chromium.launch(**options)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def browser_context_args() -> dict[str, object]:
    """A reader of Dutch at a desk, who wants no motion: nothing has to be waited for until it has slid into its place."""
    return {"locale": "nl-NL", "viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which `make setup` installs with what the pages are built of."""
    if not AXE.is_file():
        _lacking(f"axe-core is not there ({AXE}): make setup")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session", params=["examples", REAL])
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """The service over the example plans, and over the real ones."""
    yield from _served(request, request.param)


@pytest.fixture(scope="session")
def examples(request: pytest.FixtureRequest) -> Iterator[Site]:
    """The service over the example plans only."""
    yield from _served(request, "examples")


@pytest.fixture(scope="session")
def remembered() -> dict[str, Seen]:
    """What was seen of pages, by their addresses."""
    return {}


@pytest.fixture(scope="module")
def seen(browser: Browser, remembered: dict[str, Seen]) -> Looking:
    """Looks at a page of a site in a language, once a session however many tests ask."""
    return Looking(browser, remembered)


@pytest.fixture
def tab(context: BrowserContext) -> Tab:
    """A new tab, with what the tests know how to ask of a page."""
    context.add_init_script(SCRIPT)
    return context.new_page()


def _parameters(item: pytest.Item) -> Iterable[str]:
    """Those of a test of this folder that are words."""
    if not item.path.is_relative_to(Path(__file__).parent):
        return ()
    made = getattr(item, "callspec", None)
    return (value for value in made.params.values() if isinstance(value, str)) if made else ()


def _served(request: pytest.FixtureRequest, name: str) -> Iterator[Site]:
    shared = request.getfixturevalue("shared") if name == "real" else None
    factory: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
    with serve(name, built(name, shared, factory)) as started:
        yield started


def _lacking(reason: str) -> None:
    """Skip, and fail where CI is set: there it must be."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
