"""What the answers about regions have in common: the version, the form that is asked for, and who is not known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeVar

from fastapi import Request, Response
from pydantic import BaseModel

from graph_api.compare.known import EmptyGraphError, MixedError, NotKnownError
from graph_api.compare.loaded import Loaded, loaded
from graph_api.compare.tables import Table, to_csv, to_xlsx
from graph_api.routes import documents
from graph_api.routes.problems import Problem, problem
from graph_api.routes.versioned import not_modified, version_headers
from graph_api.settings import Settings
from graph_api.sparql.formats import NotAcceptableError, best_of
from graph_api.store import Snapshot, Store

Form = Literal["json", "csv", "xlsx"]
Answer = TypeVar("Answer", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class _Offered:
    name: Form
    media_types: tuple[str, ...]


XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OFFERED: Final = (
    _Offered("json", ("application/json",)),
    _Offered("csv", ("text/csv",)),
    _Offered("xlsx", (XLSX,)),
)


def responses(model: type[BaseModel], description: str, *, workbook: bool = False) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of the answers of such a route."""
    content: dict[str, Any] = {"text/csv": {"schema": {"type": "string"}}}
    if workbook:
        content[XLSX] = {"schema": {"type": "string", "format": "binary"}}
    return {
        200: {"model": model, "content": content, "description": description},
        304: {"description": "The client has it already (If-None-Match)"},
        400: {"model": Problem, "description": "What was asked makes no sense"},
        404: {"model": Problem, "description": "No such region, theme or approach, or the graph holds no plan"},
        406: {"model": Problem, "description": "None of the forms that the client accepts is offered"},
        503: {"model": Problem, "description": "There is no graph"},
    }


def answered(
    request: Request,
    form: Form | None,
    make: Callable[[Snapshot, Loaded], Answer],
    table: Callable[[Answer], Table],
    workbook: Callable[[Answer], Sequence[Table]] | None = None,
) -> Response:
    """The answer to a request as JSON, CSV or XLSX.

    Args:
        request: what it answers; a client that has it already gets a 304, and nothing is made.
        form: in place of its Accept header.
        make: makes the answer.
        table: the answer as a table.
        workbook: the answer as the sheets of a workbook; without, XLSX is not offered.
    """
    offered = _OFFERED if workbook else _OFFERED[:2]
    chosen = form or best_of(request.headers.get("accept"), offered, "comparison").name
    if chosen not in {offer.name for offer in offered}:
        raise NotAcceptableError(f"'{chosen}' is not offered here.", way_out="Use json or csv.")
    store: Store = request.app.state.store
    settings: Settings = request.app.state.settings
    with store.read() as snapshot:
        asked = f"{request.url.path}?{request.url.query} {chosen}"
        headers = version_headers(snapshot.info, asked) | {"Vary": "Accept"}
        if (unchanged := not_modified(request, headers)) is not None:
            return unchanged
        try:
            answer = make(snapshot, loaded(snapshot, documents.kept(request), settings.base))
        except (NotKnownError, EmptyGraphError) as error:
            return problem(404, str(error))
        except MixedError as error:
            return problem(400, str(error))
    if chosen == "json":
        return Response(answer.model_dump_json(), media_type="application/json", headers=headers)
    if chosen == "xlsx" and workbook:
        headers |= {"Content-Disposition": 'attachment; filename="regiograaf.xlsx"'}
        return Response(to_xlsx(workbook(answer)), media_type=XLSX, headers=headers)
    made = table(answer)
    headers |= {"Content-Disposition": f'inline; filename="{made.name}.csv"'}
    return Response(to_csv(made), media_type="text/csv", headers=headers)
