"""What the page of like initiatives shows beside the answer: the choices of its form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from fastapi import Request

from graph_api.facts.model import key_of
from graph_api.similar.ask import Question
from graph_api.similar.stored import Stored
from graph_api.web import language

_PERSON: Final = re.compile(r"text/html|application/xhtml\+xml")


def wants_page(request: Request, format: str | None) -> bool:
    """Whether a request is for a page rather than for data."""
    if format is not None:
        return format.lower() == "html"
    return bool(_PERSON.search(request.headers.get("accept", "")))


def form(request: Request, stored: Stored, question: Question) -> Mapping[str, Any]:
    """What the form offers: regions and themes that initiatives have, by key."""
    tongue = language(request)
    regions = {one.region.iri: getattr(one.region, tongue) for one in stored.initiatives if one.region}
    themes = {code: getattr(stored.theme(code), tongue) for one in stored.initiatives for code in one.themes}
    return {
        "regions": sorted(((key_of(iri), name) for iri, name in regions.items()), key=_by_name),
        "themes": sorted(themes.items(), key=_by_name),
        "asked": question,
        "threshold": stored.about["threshold"],
    }


def _by_name(pair: tuple[str, str]) -> tuple[str, str]:
    return pair[1].casefold(), pair[0]
