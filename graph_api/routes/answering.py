"""What the answers from the facts of a version have in common: who is meant, JSON or CSV, version and problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

from fastapi import Query, Request, Response
from pydantic import BaseModel

from graph_api.facts import Facts, read
from graph_api.facts.named import EmptyGraphError, Known, UnknownNameError
from graph_api.facts.shown import Cell, to_csv
from graph_api.lookup import Names
from graph_api.routes.documents import kept
from graph_api.routes.problems import Problem, problem
from graph_api.routes.versioned import not_modified, version_headers
from graph_api.sparql.formats import best_of
from graph_api.store import Snapshot, Store
from ingest.errors import RegiograafError

Name = Annotated[str, Query(max_length=300, description="key, IRI or name")]
Format = Annotated[Literal["json", "csv"] | None, Query(description="instead of the Accept header")]


@dataclass(frozen=True, slots=True)
class _Offered:
    name: str
    media_types: tuple[str, ...]


_OFFERED: Final = (_Offered("json", ("application/json",)), _Offered("csv", ("text/csv",)))


@dataclass(frozen=True, slots=True)
class Table:
    """An answer as a table."""

    name: str
    """Of the file, without its ending."""
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Text:
    """An answer in a format of its own."""

    name: str
    """Of the file."""
    media_type: str
    text: str


def responses(description: str) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of the answers of such a route."""
    return {
        200: {"content": {"text/csv": {"schema": {"type": "string"}}}, "description": description},
        304: {"description": "The client has it already (If-None-Match)"},
        400: {"model": Problem, "description": "What was asked makes no sense"},
        404: {"model": Problem, "description": "No such plan, region, theme or organisation, or no plan was read"},
        406: {"model": Problem, "description": "Neither JSON nor CSV is accepted"},
        503: {"model": Problem, "description": "There is no graph"},
    }


def facts(request: Request, snapshot: Snapshot) -> Facts:
    """The facts of a version, read once."""
    return kept(request).of(snapshot, "facts", lambda: read(snapshot.rows))


def known(request: Request, snapshot: Snapshot) -> Known:
    """The facts of a version with their names."""

    def make() -> Known:
        names = kept(request).of(snapshot, "names", lambda: Names.of(snapshot))
        return Known(facts(request, snapshot), names)

    return kept(request).of(snapshot, "known", make)


def answered(
    request: Request,
    format: str | None,
    make: Callable[[Snapshot], BaseModel],
    table: Callable[[Any], Table],
    others: Mapping[str, Callable[[Any], Text]] = MappingProxyType({}),
) -> Response:
    """The answer to a request, as JSON or CSV; a client that has it already gets a 304, and nothing is made.

    Args:
        request: what it answers.
        format: in place of its Accept header.
        make: makes the answer from a version; what it raises of ours becomes a problem.
        table: the answer as a table.
        others: the answer in formats that it has besides, by their names.
    """
    form = format or best_of(request.headers.get("accept"), _OFFERED, "answer").name
    store: Store = request.app.state.store
    with store.read() as snapshot:
        headers = version_headers(snapshot.info, f"{request.url.path}?{request.url.query} {form}") | {"Vary": "Accept"}
        if (unchanged := not_modified(request, headers)) is not None:
            return unchanged
        try:
            made = make(snapshot)
        except (UnknownNameError, EmptyGraphError) as error:
            return problem(404, str(error))
        except BadRequestError as error:
            return problem(400, str(error))
    if form == "json":
        return Response(made.model_dump_json(), media_type="application/json", headers=headers)
    if form in others:
        whole = others[form](made)
        headers |= {"Content-Disposition": f'attachment; filename="{whole.name}"'}
        return Response(whole.text, media_type=whole.media_type, headers=headers)
    as_table = table(made)
    headers |= {"Content-Disposition": f'inline; filename="{as_table.name}.csv"'}
    text = to_csv(as_table.columns, as_table.rows)
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


class BadRequestError(RegiograafError):
    """What was asked makes no sense."""
