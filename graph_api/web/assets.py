"""What the pages load: files with a hash in their name, kept by browsers for a year, and sent compressed.

`make setup` builds them from `client/` into `static/built/`; the manifest there says what they are called.
"""

from __future__ import annotations

import json
import mimetypes
import os
from pathlib import Path
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

from ingest.errors import RegiograafError

STATIC: Final = Path(__file__).parent / "static"
"""The folder that is served as /static."""
_BUILT: Final = STATIC / "built"
_ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))
"""Content codings (RFC 9110, 8.4.1) and what files in them end in, the smallest first."""
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_FOR_AN_HOUR: Final = "public, max-age=3600"
_manifest: tuple[int, dict[str, str]] = (0, {})


class NotBuiltError(RegiograafError):
    """What the pages load was not built."""


def asset(name: str) -> str:
    """The address of a file that was built, below the service's root.

    Args:
        name: of its source, without a hash: 'main.css'.

    Raises:
        NotBuiltError: there is no such file.
    """
    try:
        return f"/static/built/{_names()[name]}"
    except (OSError, KeyError) as error:
        raise NotBuiltError(
            f"'{name}' was not built.", where=str(_BUILT), way_out="Run `make setup`, which builds what the pages load."
        ) from error


def _names() -> dict[str, str]:
    """The manifest, read again after another build."""
    global _manifest
    path = _BUILT / "manifest.json"
    changed = path.stat().st_mtime_ns
    if changed != _manifest[0]:
        _manifest = (changed, json.loads(path.read_bytes()))
    return _manifest[1]


class Assets(StaticFiles):
    """Serves them (ASGI)."""

    def file_response(
        self, full_path: Any, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The file, in a coding that the client takes if the build made one."""
        path = Path(full_path)
        built = path.parent == _BUILT
        hashed = built and path.name not in ("manifest.json", "licences.txt")
        headers = {"Cache-Control": _FOR_EVER if hashed else _FOR_AN_HOUR}
        request = Headers(scope=scope)
        if built:
            headers["Vary"] = "Accept-Encoding"
            for coding, ending in _ENCODINGS:
                encoded = path.with_name(path.name + ending)
                if coding in _accepted(request.get("accept-encoding", "")) and encoded.exists():
                    headers["Content-Encoding"] = coding
                    stat_result, full_path = encoded.stat(), encoded
                    break
        response = FileResponse(full_path, status_code, headers, _type(path), stat_result=stat_result)
        if self.is_not_modified(response.headers, request):
            return NotModifiedResponse(response.headers)
        return response


def _type(path: Path) -> str:
    return {".js": "text/javascript", ".woff2": "font/woff2"}.get(
        path.suffix, mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    )


def _accepted(header: str) -> set[str]:
    """The codings of an Accept-Encoding header, without those of quality 0 (RFC 9110, 12.5.3)."""
    found = set()
    for part in header.lower().split(","):
        coding, _, parameters = part.strip().partition(";")
        quality = parameters.replace(" ", "").removeprefix("q=")
        if coding and quality not in ("0", "0.0", "0.00", "0.000"):
            found.add(coding.strip())
    return found
