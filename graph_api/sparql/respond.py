"""The HTTP answer to a SPARQL query: the same for the protocol, for saved queries and for descriptions of things."""

from __future__ import annotations

from fastapi import Request, Response

from graph_api.routes.versioned import not_modified, version_headers
from graph_api.sparql.run import QueryRunner
from graph_api.store import Query


async def respond(request: Request, query: Query, accept: str | None, *, filename: str | None = None) -> Response:
    """Run a query over the published version and answer with its result.

    Args:
        request: that asks; its address says whose turn it is, its If-None-Match what it has already.
        query: what to run.
        accept: the Accept header, or the media type that an ending or parameter asks for; None gives the usual format.
        filename: the name (ASCII, without folders) under which a browser is to save the result.

    Returns:
        The result with content type, Vary, ETag and version; or a 304.

    Raises:
        RefusedQueryError, NotAcceptableError, StoreError: as `QueryRunner.run`; the app tells them as problems.
    """
    runner: QueryRunner = request.app.state.runner
    answer = await runner.run(query, accept)
    headers = version_headers(answer.version, f"{answer.content_type} {query!r}") | {"Vary": "Accept"}
    if filename is not None:
        headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return not_modified(request, headers) or Response(answer.content, media_type=answer.content_type, headers=headers)
