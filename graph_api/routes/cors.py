"""Lets pages of other sites use the service from a browser: it has nothing that only its own pages may see (CORS)."""

from __future__ import annotations

from typing import Final

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from graph_api.routes.versioned import VERSION
from graph_api.settings import Settings

_SHOWN: Final = ("ETag", VERSION, "Link", "Location", "Content-Disposition", "Retry-After")
_DAY: Final = 86_400


def allow_other_sites(app: FastAPI, settings: Settings) -> None:
    """Allow every site to read; to change as well, with the token, where changes are on. Cookies play no part."""
    methods, headers = (
        ["GET", "HEAD", "POST", "OPTIONS"],
        ["Accept", "Accept-Language", "Content-Type", "If-None-Match"],
    )
    if settings.allow_updates:
        methods += ["PUT", "DELETE"]
        headers += ["Authorization"]
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=methods,
        allow_headers=headers,
        expose_headers=_SHOWN,
        max_age=_DAY,
    )
