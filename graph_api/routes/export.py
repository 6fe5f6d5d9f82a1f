"""/export: the graph, or a part of it, as a file in many formats; sent while it is being made."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import IO, Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from graph_api.export import publication
from graph_api.export.about import About, about
from graph_api.export.formats import FORMATS
from graph_api.export.pipe import Pieces
from graph_api.export.selection import Selection, UnknownFilterError
from graph_api.export.sheets import TooLargeError
from graph_api.export.tables import TABLES, write_table
from graph_api.routes.problems import Problem, problem
from graph_api.routes.versioned import not_modified, version_headers
from graph_api.store import Snapshot, Store

router = APIRouter(tags=["Exports"])

STEM: Final = "regiograaf"
_CSV: Final = ".csv"
_FILTER: Final = "key or IRI; without, all of the graph"
Filter = Annotated[str, Query(max_length=500, description=_FILTER)]
_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The file",
        "content": {format.media_type.partition(";")[0]: {} for format in FORMATS.values()} | {"text/csv": {}},
        "headers": {
            "Content-Disposition": {"schema": {"type": "string"}, "description": "a file name with the version"},
            "Link": {"schema": {"type": "string"}, "description": "the licence"},
        },
    },
    304: {"description": "The client has it already (If-None-Match)"},
    400: {"model": Problem, "description": "No such plan, theme or region, or too large for a sheet"},
    404: {"model": Problem, "description": "No such export"},
    503: {"model": Problem, "description": "There is no graph"},
}


class ExportInfo(BaseModel):
    """A file that can be had."""

    address: str = Field(examples=["/export/regiograaf.nq"])
    media_type: str
    description: str


class ExportsInfo(BaseModel):
    """The files that can be had, and what they say of themselves."""

    version: str = Field(description="fingerprint of the graph; other statements give another one")
    date: str = Field(description="when the last plan was read")
    licence: str
    citation: str
    exports: list[ExportInfo]


@router.get("/export", summary="The exports there are", responses={503: _RESPONSES[503]})
def exports(request: Request) -> ExportsInfo:
    """Each file that can be had, with licence and citation; `plan`, `theme` and `region` give a part of the graph."""
    store: Store = request.app.state.store
    with store.read() as snapshot:
        said = about(snapshot, Selection(), publication(request.app.state.settings))
    return ExportsInfo(
        version=said.fingerprint,
        date=said.date,
        licence=said.publication.licence,
        citation=said.citation,
        exports=[
            *(
                ExportInfo(address=f"/export/{STEM}{ending}", media_type=f.media_type, description=f.words)
                for ending, f in FORMATS.items()
            ),
            *(
                ExportInfo(
                    address=f"/export/{name}{_CSV}", media_type="text/csv", description=f"table of {name}, as CSV"
                )
                for name in TABLES
            ),
        ],
    )


@router.get(
    "/export/{name}",
    summary="The graph, or a part of it, as a file",
    response_class=StreamingResponse,
    responses=_RESPONSES,
)
def export(
    request: Request,
    name: Annotated[str, Path(description="as /export lists them", examples=["regiograaf.nq", "goals.csv"])],
    plan: Filter = "",
    theme: Filter = "",
    region: Filter = "",
) -> Response:
    """`regiograaf.nq`, `.trig`, `.ttl`, `.nt`, `.rdf`, `.jsonld`, `.csv.zip`, `.xlsx` and `.graphml`; `goals.csv` for a table.

    A part of the graph holds its things, what lies below the theme or region, their evidence, and what their
    neighbours are called. A download that breaks off halfway is told as broken by the connection.
    """
    chosen = _chosen(name)
    if chosen is None:
        return problem(404, "there is no such export; /export lists them.")
    media_type, write = chosen
    store: Store = request.app.state.store
    settings = request.app.state.settings
    with ExitStack() as stack:
        snapshot = stack.enter_context(store.read())
        headers = version_headers(snapshot.info, f"{name} {plan} {theme} {region}")
        if (unchanged := not_modified(request, headers)) is not None:
            return unchanged
        try:
            selection = Selection.of(snapshot, settings.base, plan, theme, region)
        except UnknownFilterError as error:
            return problem(400, str(error))
        said = about(snapshot, selection, publication(settings))
        try:
            pieces = Pieces(partial(write, snapshot, selection, said), stack.pop_all().close).begun()
        except TooLargeError as error:
            return problem(400, str(error))
    headers |= {
        "Content-Disposition": f'attachment; filename="{_file_name(name, snapshot, selection)}"',
        "Link": f'<{said.publication.licence}>; rel="license", </export>; rel="describedby"',
        "Regiograaf-Fingerprint": said.fingerprint,
    }
    return StreamingResponse(pieces, media_type=media_type, headers=headers)


def _chosen(name: str) -> tuple[str, Callable[[Snapshot, Selection, About, IO[bytes]], object]] | None:
    format = FORMATS.get(name.removeprefix(STEM)) if name.startswith(STEM) else None
    if format is not None:
        return format.media_type, format.write
    table = TABLES.get(name.removesuffix(_CSV)) if name.endswith(_CSV) else None
    if table is None:
        return None
    return "text/csv; charset=utf-8", lambda snapshot, selection, _, output: write_table(
        snapshot, selection, table, output
    )


def _file_name(name: str, snapshot: Snapshot, selection: Selection) -> str:
    """With the version and the keys of what was chosen, in letters, digits and hyphens."""
    stem, _, ending = name.partition(".")
    keys = [iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1] for iri in selection.filters.values()]
    plain = ("".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in key)[:60] for key in keys)
    named = [stem] if stem == STEM else [STEM, stem]
    return "-".join([*named, *plain, snapshot.info.name]) + f".{ending}"
