"""The ending of an address says in which form the answer is wanted: `/regions/x.csv` is `/regions/x?format=csv`.

Addresses that know their endings themselves are left alone: those of documents about things, whose names may hold a dot.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.types import ASGIApp, Receive, Scope, Send

ENDINGS: Final = ("json", "csv", "xlsx", "html", "graphml")
_PAGES: Final = frozenset(
    (
        *("about", "approaches", "checks", "compare", "initiatives", "networks", "organisations", "plans", "quality"),
        *("regions", "search", "similar", "start", "themes", "voorlopers"),
    )
)
"""First parts of the paths that have forms."""
_LIST: Final = "/queries"
"""The saved queries know their endings themselves, their list does not."""


class Endings:
    """Takes the ending off the path and asks for the form by its name (ASGI middleware)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope.update(_without(scope))  # in place, so that those around it see the route that is found
        await self._app(scope, receive, send)


def _without(scope: Scope) -> Scope:
    """What changes in the scope."""
    root = str(scope.get("root_path", ""))
    path: str = scope["path"]
    stem, dot, ending = path.rpartition(".")
    first = path.removeprefix(root).lstrip("/").partition("/")[0].partition(".")[0]
    known = first in _PAGES or stem.removeprefix(root) == _LIST
    if not dot or ending not in ENDINGS or not known:
        return {}
    query = scope["query_string"].decode("latin-1")
    asked = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name != "format"]
    raw = scope.get("raw_path") or path.encode("utf-8", "surrogatepass")
    return {
        "path": stem,
        "raw_path": raw.rpartition(b".")[0],
        "query_string": urlencode([*asked, ("format", ending)]).encode("ascii"),
    }
