"""/similar, /initiatives/KEY/similar and /approaches/candidates: like initiatives of other regions, and their groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi import Path as PathParameter

from graph_api.errors import AskedError
from graph_api.lookup import Names
from graph_api.routes import documents
from graph_api.routes.answering import Format, Page, Table, answered, csv_of
from graph_api.routes.documents import readable
from graph_api.routes.problems import Problem
from graph_api.routes.similar_page import form, wants_page
from graph_api.settings import Settings
from graph_api.similar import ask
from graph_api.similar.answers import (
    KEY,
    CandidateInfo,
    LikeInfo,
    SimilarAnswer,
    candidate_info,
    initiative_info,
    like_info,
)
from graph_api.similar.stored import Known, Like, Stored
from graph_api.similar.versions import comparison
from graph_api.store import Snapshot, Store

router = APIRouter(tags=["Comparing"])
_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {name: {"schema": {"type": "string"}} for name in ("text/csv", "text/html")},
        "description": "What was found",
    },
    304: {"description": "The client has it already (If-None-Match)"},
    400: {"model": Problem, "description": "Several initiatives have that name"},
    404: {"model": Problem, "description": "No such initiative, region or theme; the nearest are named"},
    406: {"model": Problem, "description": "Neither JSON nor CSV is accepted"},
    503: {"model": Problem, "description": "No store"},
}
Region = Annotated[
    str,
    Query(
        max_length=300,
        description="name, key or IRI: only of this region and those within it",
        examples=["waterlanden"],
    ),
]
Theme = Annotated[str, Query(max_length=300, description="code or IRI of a national theme", examples=["valpreventie"])]
Limit = Annotated[int, Query(ge=1, le=100, description="initiatives to give at most")]
Least = Annotated[float, Query(ge=0, le=1, description="leave out what scores less; 0 shows also what is not alike")]


@readable(router, "/similar", summary="Like initiatives", response_model=SimilarAnswer, responses=_RESPONSES)
def similar(
    request: Request,
    initiative: Annotated[str, Query(max_length=500, description="name, key or IRI", examples=[KEY])] = "",
    region: Region = "",
    theme: Theme = "",
    limit: Limit = 20,
    min_score: Least = 0.0,
    format: Format = None,
) -> Response:
    """Initiatives of other regions that are like one, the most like first, with what they share.

    Kept are of each initiative the best 20, the best five of each region, and all that are alike: the filters choose
    among these.

    Initiatieven in andere regio's die op één initiatief lijken, met wat zij delen.
    """
    question = ask.Question(initiative.strip(), region, theme, limit, min_score)
    if wants_page(request, format) and (several := _several(request, question)) is not None:
        return several
    if not question.initiative:
        raise AskedError("of which initiative?", where="initiative", way_out=f"For example /similar?initiative={KEY}.")
    return _similar(request, question, format)


@readable(
    router,
    "/initiatives/{key:path}/similar",
    summary="Initiatives like this one",
    response_model=SimilarAnswer,
    responses=_RESPONSES,
)
def similar_to(
    request: Request,
    key: Annotated[str, PathParameter(max_length=500, description="of the initiative", examples=[KEY])],
    region: Region = "",
    theme: Theme = "",
    limit: Limit = 20,
    min_score: Least = 0.0,
    format: Format = None,
) -> Response:
    """Initiatives of other regions that are like this one, the most like first, with what they share."""
    return _similar(request, ask.Question(key, region, theme, limit, min_score), format)


@readable(
    router,
    "/approaches/candidates",
    summary="Groups of like initiatives",
    response_model=list[CandidateInfo],
    responses={status: _RESPONSES[status] for status in (200, 304, 406, 503)},
)
def candidates(
    request: Request,
    known: Annotated[bool, Query(description="also groups that follow an approach of the vocabulary")] = False,
    format: Format = None,
) -> Response:
    """Groups of like initiatives over regions: candidates for an approach, the largest first.

    Derived from the scores, apart from the curated vocabulary of approaches: nobody has looked at them.

    Groepen van gelijke initiatieven in verschillende regio's: kandidaten voor een aanpak.
    """
    settings: Settings = request.app.state.settings
    base, used = settings.base, list[Stored]()

    def make(snapshot: Snapshot) -> list[CandidateInfo]:
        used.append(stored := _stored(request, snapshot, base))
        return [candidate_info(stored, group, base) for group in stored.candidates if known or group.approach is None]

    def table(_: Any) -> Table:
        return ask.candidate_table(used[0], known)

    shown = Page("candidates.html", lambda snapshot, answer: {"known": known})
    return answered(request, format, make, csv_of(table, "candidates"), page=shown)


def likes_of(request: Request, snapshot: Snapshot, iri: str, most: int) -> list[tuple[LikeInfo, Like]]:
    """The initiatives that are most like one, by its IRI; those that are not called alike are left out."""
    settings: Settings = request.app.state.settings
    stored = _stored(request, snapshot, settings.base)
    if iri not in stored.places:
        return []
    alike = [like for like in stored.like(iri) if like.alike]
    return [(like_info(stored, like, settings.base), like) for like in alike[:most]]


def _similar(request: Request, question: ask.Question, format: str | None) -> Response:
    settings: Settings = request.app.state.settings
    base, used = settings.base, list[tuple[Stored, ask.Answer]]()

    def make(snapshot: Snapshot) -> SimilarAnswer:
        stored = _stored(request, snapshot, base)
        names = documents.kept(request).of(snapshot, "names", lambda: Names.of(snapshot))
        found = ask.answer(stored, names, question, base)
        used.append((stored, found))
        return SimilarAnswer(
            initiative=initiative_info(stored, found.one, base),
            threshold=float(stored.about["threshold"]),
            meaning=stored.about["meaning"] == "yes",
            version=snapshot.info.name,
            similar=[like_info(stored, like, base) for like in found.like],
        )

    def table(_: Any) -> Table:
        return ask.table(*used[0], base)

    def more(snapshot: Snapshot, _: Any) -> Mapping[str, Any]:
        one = ask.key_of(used[0][1].one.iri, base)
        return {**form(request, used[0][0], replace(question, initiative=one)), "found": None}

    return answered(request, format, make, csv_of(table, "similar"), page=Page("similar.html", more))


def _several(request: Request, question: ask.Question) -> Response | None:
    """The page that asks which initiative is meant; None where that is clear."""
    settings: Settings = request.app.state.settings
    opened: Store = request.app.state.store
    with opened.read() as snapshot:
        stored = _stored(request, snapshot, settings.base)
        names = documents.kept(request).of(snapshot, "names", lambda: Names.of(snapshot))
        exact: list[Known] = []
        near: list[Known] = []
        if question.initiative:
            exact, near = ask.matching(stored, names, question.initiative, settings.base)
        if len(exact) == 1 or (question.initiative and not exact and not near):
            return None  # the answer, or the problem
        listed = [initiative_info(stored, one, settings.base) for one in exact or near]
        more = {**form(request, stored, question), "found": listed, "many": bool(exact)}
    page = answered(request, "html", lambda _: None, page=Page("similar.html", lambda *_: more))
    if near and page.status_code == HTTPStatus.OK:
        page.status_code = HTTPStatus.NOT_FOUND
    return page


def _stored(request: Request, snapshot: Snapshot, base: str) -> Stored:
    return documents.kept(request).of(snapshot, "similar", lambda: comparison(snapshot, base))
