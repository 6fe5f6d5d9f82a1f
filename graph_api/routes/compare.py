"""/compare: regions side by side over themes or approaches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request, Response

from graph_api.compare.choices import Choices, choices
from graph_api.compare.compare import Asked, compare
from graph_api.compare.comparison import Comparison, Show, Sort
from graph_api.compare.known import Known
from graph_api.compare.loaded import Loaded, loaded
from graph_api.compare.paging import opened_on, pieces_on, rows_on
from graph_api.compare.tables import cell_table, choice_table, comparison_tables
from graph_api.routes.answering import XLSX, Format, Page, answered, csv_of, responses, xlsx_of
from graph_api.routes.documents import kept, readable, service
from graph_api.settings import Settings
from graph_api.store import Snapshot

router = APIRouter(tags=["Regions"])
_ALL: Final = "all"


def _several(what: str, examples: list[str]) -> Any:
    return Query(description=f"{what}: key, IRI or name", max_length=100, examples=[examples])


@readable(
    router,
    "/compare",
    summary="Regions side by side",
    response_model=Comparison | Choices,
    responses=responses("The regions side by side; without a region, what can be compared", XLSX),
)
def comparison(
    request: Request,
    region: Annotated[list[str], _several("a region, at any level", ["brinkland", "waterlanden"])] = [],  # noqa: B006
    theme: Annotated[list[str], _several("a national theme, with what is below it", ["ouderen"])] = [],  # noqa: B006
    approach: Annotated[list[str], _several("an approach", ["welzijn-op-recept"])] = [],  # noqa: B006
    over: Annotated[
        Literal["themes", "approaches"] | None,
        Query(description="the rows; themes, unless approaches are named"),
    ] = None,
    rollup: Annotated[
        bool, Query(description="count regions within a region with it; if not, each has a column of its own")
    ] = True,
    evidence: Annotated[
        bool, Query(description="give the facts behind the figures, with the words of the plan")
    ] = False,
    open: Annotated[
        list[str],
        _several(
            "a row to open to what is behind its figures, or 'all'; one theme or approach asked for alone is open",
            ["ouderen"],
        ),
    ] = [],  # noqa: B006
    show: Annotated[
        Show, Query(description="rows found in several regions, in only one, or missing in one that is compared")
    ] = "all",
    of: Annotated[str, Query(max_length=300, description="the region that `show` and `sort` are about")] = "",
    sort: Annotated[
        Sort, Query(description="difference: what differs most first; salience: what weighs most; name")
    ] = "difference",
    view: Annotated[
        Literal["page", "print"], Query(description="print: a page with every row open, for paper")
    ] = "page",
    page: Annotated[int, Query(ge=1, description="of the html, where all does not fit on one page")] = 1,
    full: Annotated[
        list[str], Query(max_length=100, description="rows of which the page shows all that is open, by key")
    ] = [],  # noqa: B006
    format: Format = None,
) -> Response:
    """Numbers of goals by kind, initiatives by status and voorlopers, with the facts behind each, and salience.

    A cell without goal or initiative says what that means: mentioned, not in the plan, plan not read, rejected on
    review. Goals that speak of the same thing stand side by side. The address in `self` gives the same comparison.

    Zet regio's naast elkaar. 'Niet gevonden' is iets anders dan 'niet in het plan': elke lege cel zegt wat het is.
    """

    settings: Settings = request.app.state.settings
    wanted = [name for name in region if name.strip()]

    def held(snapshot: Snapshot) -> Loaded:
        return loaded(snapshot, kept(request), settings.base)

    def choose(snapshot: Snapshot) -> Choices:
        return kept(request).of(snapshot, "choices", lambda: choices(held(snapshot).atlas, snapshot.info.name))

    def make(snapshot: Snapshot) -> Comparison:
        found = held(snapshot)
        rows, concepts = found.known.concepts(over, _given(theme), _given(approach))
        asked = Asked(
            regions=tuple(dict.fromkeys(map(found.known.region, wanted))),
            over=rows,
            concepts=concepts,
            rollup=rollup,
            evidence=evidence,
            open=_rows(found.known, rows, open),
            open_all=_ALL in open or view == "print" or _is_workbook(request, format),
            show=show,
            of=found.known.region(of) if of.strip() else "",
            sort=sort,
        )
        return compare(found.atlas, asked, snapshot.rows, snapshot.source, snapshot.info.name)

    def more(snapshot: Snapshot, answer: Any) -> Mapping[str, Any]:
        parts = pieces_on(answer.opened, page) if view == "print" else None
        part = rows_on(answer, 1 if view == "print" else page)
        site = service(request).root
        few = opened_on(answer, len(part.items) * len(answer.columns), full)
        shown = {"shown": part, "pieces": parts, "full": full, "few": few}
        return shown | {"choices": choose(snapshot), "service": site}

    if not wanted:
        begin = Page("compare-choose.html", lambda snapshot, answer: {"over": over or "themes"})
        return answered(request, format, choose, csv_of(choice_table, "choices"), page=begin)
    return answered(
        request,
        format,
        make,
        csv_of(cell_table, "comparison"),
        xlsx_of(lambda answer: comparison_tables(answer, service(request).root), "comparison"),
        page=Page("compare-print.html" if view == "print" else "compare.html", more),
    )


def _rows(known: Known, over: str, names: list[str]) -> tuple[str, ...]:
    find = known.theme if over == "themes" else known.approach
    return tuple(dict.fromkeys(find(name) for name in _given(names) if name != _ALL))


def _given(names: list[str]) -> list[str]:
    """Without the empty ones that a form sends for what was not chosen."""
    return [name for name in names if name.strip()]


def _is_workbook(request: Request, format: str | None) -> bool:
    """Whether a workbook is asked for, which lists every fact."""
    return format == "xlsx" or (format is None and XLSX in request.headers.get("accept", ""))
