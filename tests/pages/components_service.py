"""A service of one page that has every component on it, with harmful text in each place where a plan's words may stand."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, DictLoader

from graph_api import web
from graph_api.addresses import Addresses
from graph_api.security import protect
from graph_api.settings import Settings
from graph_api.web.assets import STATIC, Assets
from ingest.errors import StoreError

LONG: Final = "langwoord" * 12
EVIL: Final = f"\"><script>document.title='run'</script>{{{{7*7}}}}</textarea> \u202eomgekeerd {LONG}"
"""What a plan may hold, and no page may run or be broken by."""
PAGE: Final = "components_page.html"
_TEXT: Final = Path(__file__).with_name(PAGE).read_text(encoding="utf-8")
_ROWS: Final = ("Ouderen", "Mentale gezondheid", EVIL)
_BARS: Final[dict[str, Any]] = {
    "categories": ["2024", "2025", "2026", EVIL],
    "series": [{"name": "Doelen", "values": [3, None, 1234, 4], "links": ["/regions", None, "/themes", None]}],
    "x": "jaar",
    "y": "aantal",
}
_TWO: Final = [*_BARS["series"], {"name": EVIL, "values": [300, 500, 2, 8]}]
_POINTS: Final = [
    {
        "name": name,
        "points": [{"x": 2024 + (at * step) % 7, "y": _ROWS[at % 3], "label": f"{EVIL} {at}"} for at in range(30)],
    }
    for name, step in (("Ambitie", 3), ("Doel", 2))
]
CHARTS: Final[dict[str, Any]] = {
    "bar": _BARS | {"horizontal": True},
    "stacked": _BARS | {"series": _TWO},
    "line": _BARS | {"series": _TWO},
    "scatter": {"series": [{"name": "a", "points": [{"x": at, "y": at * at, "label": EVIL} for at in range(9)]}]},
    "timeline": {"series": _POINTS, "x": "jaar", "y": "thema"},
}
KINDS: Final = ("GGD", "Gemeente", "Ziekenhuis", EVIL, "Zorgverzekeraar")
NETWORK: Final[dict[str, Any]] = {
    "nodes": [
        {"id": str(at), "label": EVIL if at == 3 else f"Organisatie {at}", "kind": f"k{at % 5}", "href": f"/node/{at}"}
        for at in range(20)
    ],
    "edges": [{"source": str(at), "target": str((at * at + 1) % 20), "weight": at % 4 + 1} for at in range(20)],
    "kinds": {f"k{at}": name for at, name in enumerate(KINDS)},
}


class _NoStore:
    """Where there is no graph, pages have no version to show."""

    def read(self) -> None:
        raise StoreError("there is none", way_out="none is needed here")


def components_app() -> FastAPI:
    """The page at every address, behind the policy that all pages have."""
    environment = web._environment()
    assert environment.loader is not None
    environment.loader = ChoiceLoader([environment.loader, DictLoader({PAGE: _TEXT})])
    app = FastAPI()
    app.state.store = _NoStore()
    protect(app, Settings())
    app.mount("/static", Assets(directory=STATIC))

    @app.get("/{path:path}")
    def shown(request: Request, path: str) -> HTMLResponse:
        return HTMLResponse(web.page(request, Addresses(), PAGE, evil=EVIL, charts=CHARTS, network=NETWORK))

    return app


@contextmanager
def components_served() -> Iterator[str]:
    """Starts it in a thread, and gives its address."""
    server = uvicorn.Server(uvicorn.Config(components_app(), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


if __name__ == "__main__":  # to look at it
    uvicorn.run(components_app(), port=8012, log_level="warning")
