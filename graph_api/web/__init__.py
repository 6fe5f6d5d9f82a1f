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

LANGUAGES: Final = ("nl", "en")
"""The languages of the pages; the first is for who asks for another."""
STATIC: Final = Path(__file__).parent / "static"
"""The folder that is served as /static."""
_FOLDER: Final = Path(__file__).parent


def language(request: Request) -> str:
    """The language of pages that a request likes best: `?lang=`, else the Accept-Language header (RFC 9110, 12.5.4)."""
    asked = request.query_params.get("lang", "")
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
    return _environment().get_template(template).render(
        language=tongue,
        languages={name: str(request.url.include_query_params(lang=name)).partition("?")[2] for name in LANGUAGES},
        words=words(tongue),
        root=addresses.root,
        address=addresses.of,
        **content,
    )  # fmt: skip


def words(tongue: str) -> MappingProxyType[str, str]:
    """The words of the pages in a language."""
    return _words()[tongue]


@cache
def _words() -> dict[str, MappingProxyType[str, str]]:
    with (_FOLDER / "words.toml").open("rb") as handle:
        table = tomllib.load(handle)
    return {name: MappingProxyType({key: texts[name] for key, texts in table.items()}) for name in LANGUAGES}


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _quality(text: str) -> float:
    digits = text.replace(" ", "").removeprefix("q=")
    try:
        return float(digits) if digits else 1.0
    except ValueError:
        return 0.0
