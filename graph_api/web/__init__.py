"""The pages: templates in which everything that comes from outside is escaped, and their words in Dutch and English.

No page holds a script or a style of its own, so they stand a Content-Security-Policy that allows neither.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from graph_api.addresses import Addresses
from graph_api.store import Store, VersionInfo
from graph_api.web.assets import asset
from graph_api.web.bidi import ended
from graph_api.web.links import changer
from ingest.errors import StoreError

LANGUAGES: Final = ("nl", "en")
"""The languages of the pages; the first is for who asks for another."""
COOKIE: Final = "language"
"""Of the language that somebody chose."""
VARY: Final = "Accept, Accept-Language, Cookie"
"""What the form and language of an answer hang on."""
_FOLDER: Final = Path(__file__).parent


def language(request: Request) -> str:
    """The language of pages that a request likes best: `?lang=`, else the one that was chosen earlier (a cookie), else
    that of the Accept-Language header (RFC 9110, 12.5.4)."""
    for asked in (request.query_params.get("lang", ""), request.cookies.get(COOKIE, "")):
        if asked in LANGUAGES:
            return asked
    liked: dict[str, float] = {}
    for part in request.headers.get("accept-language", "").lower().split(","):
        tag, _, quality = part.strip().partition(";")
        liked.setdefault(tag.split("-")[0], _quality(quality))
    return max(LANGUAGES, key=lambda name: liked.get(name, 0.0))


def page(request: Request, addresses: Addresses, template: str, **content: Any) -> str:
    """A page as HTML.

    Args:
        request: that the page answers; its address is linked to in the other language.
        addresses: what links are made with.
        template: name of a file in `templates`.
        content: what the template shows; all of it is escaped.
    """
    tongue = language(request)
    here = request.url.remove_query_params("format")
    return (
        _environment()
        .get_template(template)
        .render(
            language=tongue,
            languages={name: here.include_query_params(lang=name).query for name in LANGUAGES},
            words=words(tongue),
            root=addresses.root,
            here=request.url.path.removeprefix(str(request.scope.get("root_path", ""))),
            version=_version(request),
            address=addresses.of,
            changed=changer(request, addresses.root),
            **content,
        )
    )


def words(tongue: str) -> MappingProxyType[str, str]:
    """The words of the pages in a language."""
    return _words()[tongue]


@cache
def _words() -> dict[str, MappingProxyType[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for path in sorted((_FOLDER / "words").glob("*.toml")):
        with path.open("rb") as handle:
            more = tomllib.load(handle)
        assert table.keys().isdisjoint(more), (
            f"{path.name}: {sorted(table.keys() & more.keys())} are in another file too"
        )
        table |= more
    return {name: MappingProxyType({key: texts[name] for key, texts in table.items()}) for name in LANGUAGES}


def _version(request: Request) -> VersionInfo | None:
    """Of the graph that is served; None where there is none."""
    store: Store = request.app.state.store
    try:
        with store.read() as snapshot:
            return snapshot.info
    except StoreError:
        return None


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=ended,
    )
    made.globals["asset"] = asset
    return made


def _quality(text: str) -> float:
    digits = text.replace(" ", "").removeprefix("q=")
    try:
        return float(digits) if digits else 1.0
    except ValueError:
        return 0.0
