"""/search: full text over all that can be found, with facets, as a page, JSON, CSV or a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field
from pyoxigraph import NamedNode

from graph_api.errors import AskedError
from graph_api.routes.answering import CSV, XLSX, Form, Format, Page, answered, responses, xlsx_of
from graph_api.routes.problems import Problem
from graph_api.search.catalogue import Value, catalogue
from graph_api.search.documents import FACETS
from graph_api.search.find import Found, Result, find
from graph_api.search.indexes import Indexes
from graph_api.search.query import LONGEST
from graph_api.search.table import table
from graph_api.store import Snapshot
from graph_api.tables import to_csv

router = APIRouter(tags=["Search"])

NOTE_NL: Final = (
    "Niet gevonden betekent niet dat het niet in het plan staat: doorzocht wordt wat uit de plannen is gehaald, en dat is "
    "niet alles. Kijk in het plan zelf voordat u zegt dat iets ontbreekt."
)
NOTE_EN: Final = (
    "Not found does not mean that it is not in the plan: what is searched is what was read from the plans, and that is "
    "not everything. Look in the plan itself before you say that something is missing."
)
_VALUES: Final = 50
"""Values of a facet that are listed; of the others the number is told."""
_SECONDS: Final = 3.0
"""What a request waits for an index that is being made."""


class ValueInfo(BaseModel):
    """A value of a facet."""

    key: str = Field(description="for the filter of that name", examples=["valpreventie"])
    iri: str | None = Field(description="null for a kind")
    label_nl: str
    label_en: str
    count: int = Field(description="things that were found and have it")


class FacetInfo(BaseModel):
    """How what was found divides over the values of a facet. A filter on the facet itself does not count here."""

    values: list[ValueInfo] = Field(description="the most frequent first")
    more: int = Field(description="values that are not listed")


class NameInfo(BaseModel):
    """Something that a thing belongs to."""

    key: str
    iri: str
    label: str = Field(description="in Dutch")
    label_en: str = Field(description="in English, where it has one; else the same")


class PassageInfo(BaseModel):
    """A text of a thing that the words were found in."""

    field: Literal["alternative", "text", "quote"]
    html: str = Field(
        description="the text, or the part of it that matters; <mark> around what was found, all else escaped",
        examples=["een cursus <mark>valpreventie</mark>"],
    )
    text: str = Field(description="the whole text as it is")
    evidence: str | None = Field(description="IRI of the evidence, where it is a quote")
    plan: str | None = Field(description="IRI of the plan that is quoted")
    start: int | None = Field(description="of the quote in the plan's text, in code points, half-open with `end`")
    end: int | None


class HitInfo(BaseModel):
    """A thing that was found."""

    iri: str
    kind: str = Field(examples=["initiative"])
    label: str = Field(examples=["Ketenaanpak valpreventie"])
    html: str = Field(description="the label with <mark> around what was found, all else escaped")
    region: NameInfo | None
    status: NameInfo | None
    plans: list[NameInfo] = Field(description="plans that state it; empty for what only the register knows")
    score: float = Field(description="BM25 with weights; the higher the better, comparable within one answer")
    passages: list[PassageInfo]


class SuggestionInfo(BaseModel):
    """What would give something, where nothing was found."""

    q: str
    filtered: bool = Field(description="whether the filters stay")
    total: int
    reason: Literal["spelling", "any-word", "no-filters"]


class SearchAnswer(BaseModel):
    """A page of what was found."""

    q: str
    understood: str = Field(
        description="what was looked for, as it could be typed", examples=["valpreventie OR vallen"]
    )
    ignored: list[str] = Field(description="words that were left out because they are in every text")
    version: str = Field(description="of the graph")
    total: int
    page: int
    size: int
    hits: list[HitInfo]
    facets: dict[str, FacetInfo] = Field(description="kind, region, theme, status, plan")
    filters: dict[str, list[ValueInfo]] = Field(description="what was filtered by, by facet")
    suggestions: list[SuggestionInfo]
    note_nl: str = Field(description="what an empty answer does not say", examples=[NOTE_NL])
    note_en: str = Field(examples=[NOTE_EN])


def _filter(what: str, example: str) -> Any:
    return Query(description=f"key or IRI of {what}; several: one of them", max_length=50, examples=[[example]])


_RESPONSES: Final = responses("A page of what was found", XLSX) | {
    400: {"model": Problem, "description": "It cannot be looked for: too long, or an unknown filter"},
    503: {"model": Problem, "description": "The index of this version is being made, or there is no graph"},
}
_PLACES: Final = """
SELECT ?evidence ?start ?end WHERE { VALUES ?evidence { %s } ?evidence oa:start ?start ; oa:end ?end }"""
_PAGES: Final = {"region": "regions", "plan": "plans", "national-theme": "themes"}
"""Kinds of things that have a page of their own beside that at their IRI."""


@router.get("/search", summary="Full-text search", response_model=SearchAnswer, responses=_RESPONSES)
def search(
    request: Request,
    q: Annotated[str, Query(max_length=LONGEST, description="what to look for", examples=["valpreventie"])] = "",
    kind: Annotated[list[str], _filter("a kind of thing", "initiative")] = [],  # noqa: B006
    region: Annotated[list[str], _filter("a region, for it and what is below it", "brinkland")] = [],  # noqa: B006
    theme: Annotated[list[str], _filter("a national theme, for it and those below it", "ouderen")] = [],  # noqa: B006
    status: Annotated[list[str], _filter("a status of initiatives", "planned")] = [],  # noqa: B006
    plan: Annotated[list[str], _filter("a plan", "brinkland")] = [],  # noqa: B006
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    size: Annotated[int, Query(ge=1, le=100, description="things a page")] = 20,
    format: Format = None,
) -> Response:
    """Words are looked for by their stem, also as parts of compounds; all of them must occur somewhere in a thing.

    `"passende zorg"` finds the words next to each other, `prevent*` words that begin so, `-jeugd` leaves out, and
    `vallen OR valpreventie` takes either. Labels count for more than statements, and those for more than quotes.

    Zoekt op woordstam, ook als deel van samenstellingen; alle woorden moeten ergens in een ding voorkomen.
    """
    indexes: Indexes = request.app.state.indexes
    filters = dict(zip(FACETS, (kind, region, theme, status, plan), strict=True))
    found: list[Result] = []

    def make(snapshot: Snapshot) -> SearchAnswer:
        index = indexes.of(snapshot, _SECONDS)
        if index is None:
            raise NoIndexError("the search index of this version is being made.", way_out="Try again in a moment.")
        found.append(find(index, q, filters, (page - 1) * size, size))
        chosen = _chosen(index, filters, found[0])
        return _answer(found[0], q, snapshot.info.name, (page, size), chosen, _places(snapshot, found[0].things))

    as_csv = Form(
        *("csv", "CSV", CSV),
        lambda _: to_csv(table(found[0].things)),
        "search.csv",
        headers=lambda answer: {"X-Total-Count": str(answer.total)},
    )
    as_xlsx = xlsx_of(lambda _: [table(found[0].things)], "search")
    return answered(request, format, make, as_csv, as_xlsx, page=Page("search.html", lambda _, answer: _more(answer)))


class NoIndexError(AskedError):
    """There is no index to search yet."""

    status = 503


def _chosen(index: Path, filters: Mapping[str, list[str]], result: Result) -> dict[str, list[ValueInfo]]:
    """What was filtered by, with its names, and how many of what was found have it."""
    all_values = catalogue(index)
    known = all_values.known(filters)
    numbers = {name: {value.key: value.number for value in result.facets[name]} for name in known}
    return {
        name: [_value(all_values.values[name][key], numbers[name].get(key, 0)) for key in dict.fromkeys(keys)]
        for name, keys in known.items()
    }


def _places(snapshot: Snapshot, things: Iterable[Found]) -> dict[str, tuple[int, int]]:
    """Where the quotes that are shown stand, by IRI of the evidence."""
    wanted = sorted({passage.evidence for thing in things for passage in thing.passages if passage.evidence})
    if not wanted:
        return {}
    named = " ".join(str(NamedNode(iri)) for iri in wanted)
    return {
        _text(row["evidence"]): (int(_text(row["start"])), int(_text(row["end"])))
        for row in snapshot.rows(_PLACES % named)
    }


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


def _more(answer: SearchAnswer) -> dict[str, Any]:
    """What the page needs to link: pages, and the page of each thing that has one besides that of its IRI."""
    return {
        "pages": -(-answer.total // answer.size),
        "own_page": lambda hit: f"/{_PAGES[hit.kind]}/{hit.iri.rsplit('/', 1)[-1]}" if hit.kind in _PAGES else None,
    }


def _answer(
    result: Result,
    q: str,
    version: str,
    place: tuple[int, int],
    chosen: dict[str, list[ValueInfo]],
    places: Mapping[str, tuple[int, int]],
) -> SearchAnswer:
    """The answer; `place` is the page and its size."""
    return SearchAnswer(
        q=q,
        understood=str(result.query),
        ignored=list(result.query.ignored),
        version=version,
        total=result.total,
        page=place[0],
        size=place[1],
        hits=[_hit(thing, places) for thing in result.things],
        facets={name: _facet(values) for name, values in result.facets.items()},
        filters=chosen,
        suggestions=[
            SuggestionInfo.model_validate({"q": s.text, "filtered": s.filtered, "total": s.total, "reason": s.reason})
            for s in result.suggestions
        ],
        note_nl=NOTE_NL,
        note_en=NOTE_EN,
    )


def _hit(thing: Found, places: Mapping[str, tuple[int, int]]) -> HitInfo:
    passages = []
    for passage in thing.passages:
        start, end = places.get(passage.evidence, (None, None))
        told = {
            "field": passage.field,
            "html": passage.marked.html(),
            "text": passage.marked.text,
            "evidence": passage.evidence or None,
            "plan": passage.plan or None,
            "start": start,
            "end": end,
        }
        passages.append(PassageInfo.model_validate(told))
    return HitInfo(
        iri=thing.iri,
        kind=thing.kind,
        label=thing.label.text,
        html=thing.label.html(),
        region=_name(thing.region),
        status=_name(thing.status),
        plans=[NameInfo(key=p.key, iri=p.iri, label=p.name.nl, label_en=p.name.en) for p in thing.plans],
        score=thing.score,
        passages=passages,
    )


def _name(value: Value | None) -> NameInfo | None:
    return NameInfo(key=value.key, iri=value.iri, label=value.name.nl, label_en=value.name.en) if value else None


def _facet(values: list[Value]) -> FacetInfo:
    listed = [_value(value, value.number) for value in values[:_VALUES]]
    return FacetInfo(values=listed, more=max(0, len(values) - _VALUES))


def _value(value: Value, number: int) -> ValueInfo:
    return ValueInfo(key=value.key, iri=value.iri or None, label_nl=value.name.nl, label_en=value.name.en, count=number)
