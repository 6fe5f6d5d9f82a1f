"""Headers of what is made from one version of the graph: which one, and how long an answer may be kept (RFC 9110, 9111).

A version never changes, so an answer that carries its version's ETag stays right until the next version is published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version as version_of
from typing import Final

from fastapi import Request, Response

from graph_api.store import VersionInfo

VERSION: Final = "Regiograaf-Version"
"""The header that names the version that an answer was made from."""
_SHOWN_IN_304: Final = ("ETag", VERSION, "Cache-Control", "Vary", "Last-Modified", "Content-Location")


def version_headers(version: VersionInfo, variant: str = "") -> dict[str, str]:
    """ETag, version and Cache-Control of an answer from a version.

    Args:
        version: of the snapshot that the answer was made from (`snapshot.info`).
        variant: what tells this answer from others of the same version: media type and what was asked.
    """
    return {
        "ETag": f'"{version.name}-{_hash(version.made, version.statements, variant)}"',
        VERSION: version.name,
        "Cache-Control": "no-cache",  # keep it, but ask each time whether there is a newer version: a 304 costs little
    }


def not_modified(request: Request, headers: Mapping[str, str]) -> Response | None:
    """The 304 that spares the client what it has already; None where it has something else, or nothing.

    Args:
        request: a GET or HEAD; other methods never give a 304.
        headers: of the answer as it would be, with its ETag (`version_headers`).
    """
    asked = request.headers.get("if-none-match")
    if asked is None or request.method not in ("GET", "HEAD"):
        return None
    tags = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
    if "*" not in tags and headers["ETag"] not in tags:
        return None
    return Response(status_code=304, headers={name: headers[name] for name in _SHOWN_IN_304 if name in headers})


@lru_cache(maxsize=1)
def _software() -> str:
    return version_of("regiograaf")


def _hash(*parts: object) -> str:
    """The store made anew has the same names of versions, and other software makes other pages: both count."""
    text = "\0".join(map(str, (_software(), *parts)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
