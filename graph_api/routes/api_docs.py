"""/docs: all addresses to read and to try. Its scripts come from a package (fastapi-offline), not from another host."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Final

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.exceptions import HTTPException

router = APIRouter(include_in_schema=False)

_HERE: Final = Path(__file__).parent.parent / "web" / "api_docs"
_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Regiograaf: API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/docs/swagger-ui.css"><link rel="icon" href="data:,"></head>
<body><div id="api"></div><noscript><p>This page needs JavaScript; <a href="/openapi.json">the same for machines</a>.</p>
</noscript>
<script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>
"""


def _package() -> Path:
    found = find_spec("fastapi_offline")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "static"


_FILES: Final = {
    "swagger-ui.css": (_package() / "swagger-ui.css", "text/css"),
    "swagger-ui-bundle.js": (_package() / "swagger-ui-bundle.js", "text/javascript"),
    "start.js": (_HERE / "start.js", "text/javascript"),
}


@router.get("/docs")
def page() -> HTMLResponse:
    """The page."""
    return HTMLResponse(_PAGE)


@router.get("/docs/{name}")
def file(name: str) -> Response:
    """What the page loads."""
    if name not in _FILES:
        raise HTTPException(404, "there is no such file; /docs is the page.")
    path, media_type = _FILES[name]
    return FileResponse(path, media_type=media_type, headers={"Cache-Control": "max-age=86400"})
