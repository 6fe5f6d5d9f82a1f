"""What the answers from a version have in common: one answer, and its forms: JSON, CSV, a page, and others.

The ending of an address (`/regions/x.csv`) is the same as `?format=csv` (`endings.py`), and either goes before the
Accept header. A page is a template over the same answer, so it shows the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import Query, Request, Response
from pydantic import BaseModel

from graph_api.facts import Facts, read
from graph_api.facts.named import EmptyGraphError, Known
from graph_api.lookup import Names
from graph_api.routes import documents
from graph_api.routes.documents import HTML, kept
from graph_api.routes.problems import Problem
from graph_api.routes.versioned import not_modified, version_headers
from graph_api.sparql.formats import NotAcceptableError, best_of
from graph_api.store import Snapshot, Store
from graph_api.tables import Table, to_csv, to_xlsx
from graph_api.web import VARY, language, page

__all__ = ["CSV", "Form", "Format", "Name", "Page", "Table", "answered", "csv_of", "facts", "known", "responses"]
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Name = Annotated[str, Query(max_length=300, description="key, IRI or name")]
Format = Annotated[str | None, Query(max_length=20, description="instead of the Accept header", examples=["json"])]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of an answer."""

    name: str
    """Also the ending of the address."""
    title: str
    media_types: tuple[str, ...]
    write: Callable[[Any], str | bytes]
    """Of the answer."""
    file: str = ""
    """Name of the file; '' for what no one keeps."""
    attached: bool = False
    """Whether a browser is to keep it rather than show it."""
    headers: Callable[[Any], Mapping[str, str]] = lambda answer: {}
    """More headers of the answer."""


@dataclass(frozen=True, slots=True)
class Page:
    """The form for people."""

    template: str
    """Name of a file in `graph_api/web/templates`; it sees the answer as `answer`."""
    more: Callable[[Snapshot, Any], Mapping[str, Any]] = lambda snapshot, answer: {}
    """What the template sees besides: the choices of a form, breadcrumbs …"""


JSON: Final = Form("json", "JSON", ("application/json",), lambda answer: _json(answer))
CSV: Final = ("text/csv",)


def csv_of(table: Callable[[Any], Table], name: str = "regiograaf") -> Form:
    """The form CSV of answers that have one table.

    Args:
        table: makes it.
        name: of the file, without its ending.
    """
    return Form("csv", "CSV", CSV, lambda answer: to_csv(table(answer)), f"{name}.csv")


def xlsx_of(tables: Callable[[Any], Sequence[Table]], name: str = "regiograaf") -> Form:
    """The form XLSX: a workbook with a sheet for each table."""
    return Form("xlsx", "Excel", (XLSX,), lambda answer: to_xlsx(tables(answer)), f"{name}.xlsx", attached=True)


def responses(description: str, *others: str, model: type[BaseModel] | None = None) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of the answers of such a route.

    Args:
        description: of the answer.
        others: media types that it comes in, besides JSON, CSV and a page.
        model: of the answer, where the route does not say it.
    """
    texts = {name: {"schema": {"type": "string"}} for name in ("text/csv", "text/html")}
    binary = {name: {"schema": {"type": "string", "format": "binary"}} for name in others}
    return {
        200: {"content": texts | binary, "description": description} | ({"model": model} if model else {}),
        304: {"description": "The client has it already (If-None-Match)"},
        400: {"model": Problem, "description": "What was asked makes no sense"},
        404: {"model": Problem, "description": "No such thing, or no plan was read"},
        406: {"model": Problem, "description": "None of the forms that the client accepts is offered"},
        503: {"model": Problem, "description": "There is no graph"},
    }


def facts(request: Request, snapshot: Snapshot) -> Facts:
    """The facts of a version, read once."""
    return kept(request).of(snapshot, "facts", lambda: read(snapshot.rows))


def known(request: Request, snapshot: Snapshot) -> Known:
    """The facts of a version with their names.

    Raises:
        EmptyGraphError: no plan was read.
    """

    def make() -> Known:
        names = kept(request).of(snapshot, "names", lambda: Names.of(snapshot))
        return Known(facts(request, snapshot), names)

    found = kept(request).of(snapshot, "known", make)
    if found.facts.is_empty:
        raise EmptyGraphError
    return found


def answered(
    request: Request,
    format: str | None,
    make: Callable[[Snapshot], Any],
    *forms: Form,
    page: Page | None = None,
) -> Response:
    """The answer to a request, in the form that it asks for; a client that has it already gets a 304.

    Args:
        request: what it answers.
        format: in place of its Accept header.
        make: makes the answer from a version, a pydantic model or a list of them; what it raises becomes a problem.
        forms: that it has besides JSON, which is given to who does not mind.
        page: the form for people, if there is one.

    Raises:
        NotAcceptableError: it has no form that the request accepts.
    """
    form = _chosen(request, format, (JSON, *forms), page)
    store: Store = request.app.state.store
    with store.read() as snapshot:
        tongue = language(request) if form is None else ""
        asked = f"{request.url.path}?{request.url.query} {form.name if form else 'html'} {tongue}"
        headers = version_headers(snapshot.info, asked) | {"Vary": VARY if page else "Accept"}
        if (unchanged := not_modified(request, headers)) is not None:
            return unchanged
        answer = make(snapshot)
        if form is None:
            assert page is not None
            text = _page(request, snapshot, answer, page, forms)
            return Response(text, media_type="text/html", headers=headers | {"Content-Language": tongue})
    if form.file:
        headers["Content-Disposition"] = f'{"attachment" if form.attached else "inline"}; filename="{form.file}"'
    headers |= form.headers(answer)
    return Response(form.write(answer), media_type=form.media_types[0], headers=headers)


def _chosen(request: Request, format: str | None, forms: Sequence[Form], page: Page | None) -> Form | None:
    """The form that is asked for; None for the page."""
    offered: list[Form | documents.Rendering] = [*forms, *([HTML] if page else [])]
    if format is None:
        best = best_of(request.headers.get("accept"), offered, "answer")
    else:
        named = next((form for form in offered if form.name == format.lower()), None)
        if named is None:
            names = ", ".join(form.name for form in offered)
            raise NotAcceptableError(f"'{format}' is not offered here.", way_out=f"Use one of: {names}.")
        best = named
    return best if isinstance(best, Form) else None


def _page(request: Request, snapshot: Snapshot, answer: Any, shown: Page, forms: Sequence[Form]) -> str:
    pairs = [(name, value) for name, value in request.query_params.multi_items() if name not in ("format", "lang")]
    query = f"?{urlencode(pairs)}" if pairs else ""
    path = documents.links(request).root + request.url.path.removeprefix(str(request.scope.get("root_path", "")))
    links = {form.title: f"{path}.{form.name}{query}" for form in (JSON, *forms)}
    more = shown.more(snapshot, answer)
    return page(request, documents.links(request), shown.template, answer=answer, formats=links, **more)


def _json(answer: Any) -> bytes:
    if isinstance(answer, BaseModel):
        return answer.model_dump_json().encode()
    return b"[" + b",".join(one.model_dump_json().encode() for one in answer) + b"]"
