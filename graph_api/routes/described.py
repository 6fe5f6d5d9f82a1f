"""Answers with a description that is made from the numbers of a version."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request, Response
from pyoxigraph import Triple

from graph_api.description.site import Export, Site
from graph_api.description.statements import NAMESPACES
from graph_api.description.statistics import count
from graph_api.export.formats import FORMATS
from graph_api.routes import documents
from graph_api.routes.documents import DATA, Rendering, choose, document
from graph_api.settings import Settings
from graph_api.store import Snapshot, Store


def site_of(request: Request, snapshot: Snapshot) -> Site:
    """What the descriptions of a version are made from; it is counted once a version."""
    settings: Settings = request.app.state.settings
    return Site(
        root=documents.service(request).root,
        settings=settings,
        version=snapshot.info,
        statistics=documents.kept(request).of(snapshot, "statistics", lambda: count(snapshot)),
        exports=tuple(
            Export(ending, form.media_type.partition(";")[0], form.words, form.of == "statements")
            for ending, form in FORMATS.items()
        ),
    )


def described(
    request: Request,
    describe: Callable[[Site], list[Triple]],
    ending: str = "",
    *,
    location: str = "",
    page: Callable[[Site], str] | None = None,
) -> Response:
    """The answer with a description, in the form that the request asks for.

    Args:
        request: what it answers.
        describe: makes the statements.
        ending: of the address, without its dot.
        location: path of the description, without ending, where its forms have addresses of their own.
        page: makes a page of it; without, there is none.
    """
    rendering = choose(request, ending, documents.RENDERINGS if page else DATA)
    opened: Store = request.app.state.store
    with opened.read() as snapshot:
        found = site_of(request, snapshot)
        return document(
            request,
            snapshot.info,
            rendering,
            lambda: _made(request, snapshot, found, rendering, describe, page),
            f"{found.root}{location}.{rendering.name}" if location else "",
        )


def _made(
    request: Request,
    snapshot: Snapshot,
    site: Site,
    rendering: Rendering,
    describe: Callable[[Site], list[Triple]],
    page: Callable[[Site], str] | None,
) -> bytes | str:
    form = rendering.form
    if form is None:
        assert page is not None
        return page(site)
    key = (describe.__qualname__, rendering.name, site.root)
    return documents.kept(request).of(snapshot, key, lambda: documents.written(describe(site), form, NAMESPACES))
