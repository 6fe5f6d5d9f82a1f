"""What the answers with a page, Turtle, JSON-LD and the like have in common: the choice, the addresses, the headers.

A thing has one address; which document of it is given follows from the ending of the address (`.ttl`), else from
`?format=`, else from the Accept header.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from pyoxigraph import RdfFormat, Triple, serialize

from graph_api.addresses import Addresses
from graph_api.kept import Kept
from graph_api.routes.versioned import not_modified, version_headers
from graph_api.settings import Settings
from graph_api.sparql.formats import NotAcceptableError, best_of
from graph_api.store import VersionInfo
from graph_api.web import VARY, language
from ontology import PREFIXES


@dataclass(frozen=True, slots=True)
class Rendering:
    """A form that a document comes in."""

    name: str
    """Also its ending."""
    title: str
    form: RdfFormat | None
    """None for a page."""
    media_types: tuple[str, ...]
    """The first is what the answer says it is; the others are names that clients also use for it."""

    @property
    def content_type(self) -> str:
        """For the header of the answer; all are UTF-8, and only text/ types need to say so."""
        first = self.media_types[0]
        return f"{first}; charset=utf-8" if first.startswith("text/") else first


TURTLE: Final = Rendering("ttl", "Turtle", RdfFormat.TURTLE, ("text/turtle", "application/x-turtle"))
HTML: Final = Rendering("html", "HTML", None, ("text/html", "application/xhtml+xml"))
DATA: Final = (
    TURTLE,
    Rendering("jsonld", "JSON-LD", RdfFormat.JSON_LD, ("application/ld+json", "application/json")),
    Rendering("rdf", "RDF/XML", RdfFormat.RDF_XML, ("application/rdf+xml", "application/xml", "text/xml")),
    Rendering("nt", "N-Triples", RdfFormat.N_TRIPLES, ("application/n-triples", "text/plain")),
)
CSV: Final = Rendering("csv", "CSV", None, ("text/csv",))
"""Of things only: their statements as rows."""
RENDERINGS: Final = (TURTLE, HTML, *DATA[1:])
"""Turtle comes first: who takes anything (curl, a library) is no browser, for those ask for text/html by name."""
ENDINGS: Final = {rendering.name: rendering for rendering in RENDERINGS} | {"json": DATA[1], "csv": CSV}
_HOST: Final = re.compile(r"(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?", re.ASCII)


def split_ending(path: str) -> tuple[str, str]:
    """A path without its ending, and the ending without its dot; '' where it has none of `ENDINGS`."""
    stem, dot, ending = path.rpartition(".")
    return (stem, ending.lower()) if dot and stem and ending.lower() in ENDINGS else (path, "")


def choose(request: Request, ending: str = "", offered: tuple[Rendering, ...] = RENDERINGS) -> Rendering:
    """The form that a request asks for.

    Raises:
        NotAcceptableError: it is not offered.
    """
    asked = ending or request.query_params.get("format")
    if asked is None:
        return best_of(request.headers.get("accept"), offered, "document")
    named = ENDINGS.get(asked.lower())
    if named not in offered:
        known = ", ".join(rendering.name for rendering in offered)
        raise NotAcceptableError(f"the format '{asked[:50]}' is not offered here.", way_out=f"Use one of: {known}.")
    assert named is not None
    return named


def contents(media_types: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What OpenAPI says of an answer in one of these media types: texts, and whatever a JSON format holds."""
    return {name: {"schema": {} if name.endswith("json") else {"type": "string"}} for name in media_types}


def links(request: Request) -> Addresses:
    """What links within a page are made with: absolute where the public address is set, else from the root."""
    settings: Settings = request.app.state.settings
    return Addresses(settings.base, settings.public_url.rstrip("/") or str(request.scope.get("root_path", "")))


def service(request: Request) -> Addresses:
    """The addresses as others know them: of the setting, else as the request has them."""
    settings: Settings = request.app.state.settings
    if settings.public_url:
        return Addresses(settings.base, settings.public_url.rstrip("/"))
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):  # it comes from the client, and goes into IRIs
        name, port = request.scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else str(name)
    return Addresses(settings.base, f"{request.url.scheme}://{host}{request.scope.get('root_path', '')}")


def kept(request: Request) -> Kept:
    """What was worked out from the version that is served."""
    found: Kept = request.app.state.kept
    return found


def written(triples: Iterable[Triple], form: RdfFormat, prefixes: dict[str, str] = PREFIXES) -> bytes:
    """Triples in a format, the same each time for the same triples."""
    shortening = form in (RdfFormat.TURTLE, RdfFormat.RDF_XML, RdfFormat.JSON_LD)
    data = serialize(sorted(set(triples), key=str), format=form, prefixes=prefixes if shortening else None)
    assert data is not None
    if form != RdfFormat.TURTLE:
        return data
    lines = data.split(b"\n")  # pyoxigraph writes the prefixes in another order each time
    count = next((n for n, line in enumerate(lines) if not line.startswith(b"@prefix")), len(lines))
    return b"\n".join([*sorted(lines[:count]), *lines[count:]])


def alternatives(address: str, offered: Iterable[Rendering] = DATA) -> dict[str, str]:
    """Links to the other forms of a document, by what they are called."""
    return {rendering.title: f"{address}.{rendering.name}" for rendering in offered}


MEDIA_TYPES: Final = {rendering.title: rendering.media_types[0] for rendering in RENDERINGS}


def document(
    request: Request,
    version: VersionInfo,
    rendering: Rendering,
    make: Callable[[], bytes | str],
    location: str = "",
) -> Response:
    """The answer with a document that was made from a version.

    Args:
        request: what it answers; a client that has it already gets a 304, and nothing is made.
        version: of the graph that it is made from.
        rendering: its form.
        make: makes it.
        location: the address of the document itself, where that is not the one asked for.
    """
    tongue = language(request) if rendering is HTML else ""
    asked = f"{request.url.path}?{request.url.query} {service(request).root}"
    headers = version_headers(version, f"{rendering.content_type} {tongue} {asked}") | {"Vary": "Accept"}
    if tongue:
        headers |= {"Vary": VARY, "Content-Language": tongue}
    if location:
        headers["Content-Location"] = location
    return not_modified(request, headers) or Response(make(), media_type=rendering.content_type, headers=headers)


Route = Callable[..., object]


def readable(router: APIRouter, path: str, **options: Any) -> Callable[[Route], Route]:
    """Declare a route for GET, and for HEAD, which OpenAPI need not list."""

    def declare(function: Route) -> Route:
        router.add_api_route(path, function, methods=["GET"], **options)
        router.add_api_route(path, function, methods=["HEAD"], **(options | {"include_in_schema": False}))
        return function

    return declare


def sent(request: Request, prefix: str) -> str:
    """What stands after `prefix` in the path, as it was sent: still percent-encoded."""
    raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode("utf-8", "surrogatepass")
    path = raw.partition(b"?")[0].decode("latin-1")
    return path.removeprefix(str(request.scope.get("root_path", ""))).removeprefix(prefix)
