"""Looking at a page in the browser: loading it once in each language, and keeping all that tests ask about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from pages_list import Page
from pages_sites import Site
from playwright.sync_api import Browser, ConsoleMessage, Request, Response
from playwright.sync_api import Page as Tab

import ontology

_ALONG: Final = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
  for (const part of document.querySelectorAll("[data-part], figure, canvas")) {
    // not scrollIntoView: Tab would go on from there
    window.scrollTo({ top: part.getBoundingClientRect().top + scrollY - innerHeight / 3, behavior: "instant" });
    await frame();
  }
  window.scrollTo({ top: 0, behavior: "instant" });
  await frame();
  await document.fonts.ready;
}"""
"""Shows all that waits to be seen before it is drawn."""
SCRIPT: Final = (Path(__file__).parent / "look.js").read_text(encoding="utf-8")
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Of Chromium: it asks nobody for anything of its own, and draws on a machine without a screen."""
_CODES: Final = re.compile(r"^(?:rg|rgc):([a-z]+(?:[A-Z][a-z]+)+) a ", re.MULTILINE)


@dataclass(frozen=True)
class Width:
    """How a page is at a width."""

    pixels: int
    needed: int
    """The width that it takes; more than `pixels`: all of it scrolls sideways."""
    culprits: list[str]
    clipped: list[str]
    overlaps: list[str]


@dataclass(frozen=True)
class Seen:
    """What was seen of a page."""

    status: int
    title: str
    asked: str
    """The language that was asked for."""
    language: str
    """The language that it says it is in."""
    size: int
    """Bytes of its html."""
    policy: str
    elsewhere: list[str]
    """Addresses on other hosts that it asked for."""
    failed: list[str]
    """Addresses that it asked for in vain."""
    console: list[str]
    """Errors and warnings, also those of the Content-Security-Policy."""
    raw_names: list[str]
    empty_figures: list[str]
    clickable: list[str]
    moving: list[str]
    """What moves, though its reader wants no motion."""
    scrolling: str
    """How it scrolls to a place within it."""
    turned: list[str]
    """Texts that something before them has turned around."""
    planted: list[str]
    """Elements that no template of ours has."""
    structure: dict[str, Any]
    widths: dict[str, Width]
    """At 1280, 320 and 640 pixels (1280 at 200%), and at 320 and 1280 with the reader's own spacing of text."""


def codes() -> list[str]:
    """The names of terms and codes with a capital inside, which no word of a page has."""
    files = [path for part in ontology.PARTS for path in ontology.files(part)]
    return sorted({name for path in files for name in _CODES.findall(ontology.turtle(path))})


def open_page(tab: Tab, address: str) -> Response:
    """Go to a page and wait until its scripts have run, those too of what must be scrolled to."""
    underway: set[Request] = set()
    tab.on("request", lambda request: underway.add(request))
    tab.on("requestfinished", lambda request: underway.discard(request))
    tab.on("requestfailed", lambda request: underway.discard(request))
    response = tab.goto(address, wait_until="load")
    assert response is not None
    tab.evaluate(_ALONG)
    quiet = 0
    while quiet < 3:  # a script that was loaded may ask for the next
        tab.wait_for_timeout(30)
        quiet = 0 if underway else quiet + 1
    return response


class Looking:
    """Looks at each page once, and remembers."""

    def __init__(self, browser: Browser, seen: dict[str, Seen]) -> None:
        self._browser = browser
        self._seen = seen

    def __call__(self, site: Site, page: Page, language: str) -> Seen:
        """What is seen of a page in a language."""
        address = site.address(page, language)
        if address not in self._seen:
            context = self._browser.new_context(
                viewport={"width": 1280, "height": 900}, locale=language, reduced_motion="reduce"
            )
            context.add_init_script(SCRIPT)
            try:
                self._seen[address] = _look(context.new_page(), address, language)
            finally:
                context.close()
        return self._seen[address]


def _look(tab: Tab, address: str, asked: str) -> Seen:
    elsewhere, failed, console = [], [], []
    host = urlsplit(address).netloc
    tab.on("request", lambda request: elsewhere.append(request.url) if _leaves(request.url, host) else None)
    tab.on("requestfailed", lambda request: failed.append(request.url))
    tab.on("response", lambda got: failed.append(got.url) if got.status >= 400 and got.url != address else None)
    tab.on("pageerror", lambda error: console.append(str(error)))
    tab.on("console", lambda said: console.append(_told(said)) if said.type in ("error", "warning") else None)
    response = open_page(tab, address)
    own = f"Failed to load resource: the server responded with a status of {response.status}"
    widths = {
        "1280": _at(tab, 1280),
        "320": _at(tab, 320),
        "640": _at(tab, 640, scale=2),
    }
    _at(tab, 1280)
    seen: dict[str, Any] = tab.evaluate(
        """(codes) => ({
          title: document.title,
          language: document.documentElement.lang,
          raw_names: look.rawNames(codes),
          empty_figures: look.emptyFigures(),
          clickable: look.clickable(),
          moving: look.moving(),
          scrolling: getComputedStyle(document.documentElement).scrollBehavior,
          turned: look.turned(),
          planted: look.planted(),
          structure: look.structure(),
        })""",
        codes(),
    )
    tab.evaluate("look.spaceTexts()")
    widths |= {"1280, spaced": _at(tab, 1280), "320, spaced": _at(tab, 320)}
    console += tab.evaluate("window.violations")
    return Seen(
        status=response.status,
        asked=asked,
        size=len(response.body()),
        policy=response.headers.get("content-security-policy", ""),
        elsewhere=elsewhere,
        failed=failed,
        console=[line for line in console if not (response.status >= 400 and line.startswith(own))],
        widths=widths,
        **seen,
    )


def _at(tab: Tab, pixels: int, scale: int = 1) -> Width:
    """The page at a width in CSS pixels; `scale` device pixels are one of these."""
    session = tab.context.new_cdp_session(tab)
    metrics = {"width": pixels, "height": 900, "deviceScaleFactor": scale, "mobile": False}
    session.send("Emulation.setDeviceMetricsOverride", metrics)
    tab.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))")
    overflow, clipped, overlaps = tab.evaluate("[look.overflow(), look.clipped(), look.overlaps()]")
    session.detach()
    return Width(pixels, overflow["needed"], overflow["culprits"], clipped, overlaps)


def _told(said: ConsoleMessage) -> str:
    return f"{said.text} [{said.location.get('url', '')}]"


def _leaves(address: str, host: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme not in ("data", "blob", "about") and parts.netloc != host
