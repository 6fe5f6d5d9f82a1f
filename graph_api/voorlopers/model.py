"""The answer with voorlopers, as OpenAPI describes it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from graph_api.facts.shown import Named, QuoteInfo
from graph_api.voorlopers.asked import State
from graph_api.voorlopers.weights import Weights

NOTE_NL = (
    "Wat hier niet staat, is niet gevonden door de lezing; het plan zelf kan het wel noemen. docs/quality.md zegt hoeveel "
    "de lezing mist. Bel voordat u iets overneemt."
)
NOTE_EN = (
    "What is not here was not found by the reading; the plan itself may well name it. docs/quality.md tells how much the "
    "reading misses. Call before you take something over."
)


class PartInfo(BaseModel):
    """A component of the score, or a part of one."""

    value: float = Field(ge=0, le=1)
    weight: float = Field(ge=0, le=1, description="of its level; those of one level add up to 1")
    known: bool = Field(description="false where it could not be known, and a value in the middle stands in")
    label_nl: str
    label_en: str
    parts: dict[str, PartInfo] = Field(default={}, description="what it is made of")


class ContactInfo(BaseModel):
    """An organisation to call."""

    iri: str
    name: str
    type_nl: str | None
    type_en: str | None
    role: Literal["ledBy", "partner", "fundedBy", "involves"]


class FittedGoal(BaseModel):
    """The goal of the region that an initiative fits best."""

    iri: str
    statement: str
    themes: list[Named] = Field(description="national themes that both are on")
    words: list[str] = Field(description="words that both have, the most telling first; as lemmas")
    through_goal: bool = Field(description="whether these are words of a goal that the initiative is stated to serve")
    quotes: list[QuoteInfo]


class OtherInfo(BaseModel):
    """Another initiative that does the same."""

    iri: str
    label: str
    regions: list[Named]


class MentionInfo(BaseModel):
    """Where a plan of the region names the initiative all the same."""

    name: str
    plan: str = Field(description="IRI")
    plan_title: str
    start: int = Field(description="offset in the plan's text, in code points, half-open with `end`")
    end: int


class VoorloperInfo(BaseModel):
    """An initiative of another region."""

    rank: int
    iri: str
    label: str = Field(examples=["Ketenaanpak valpreventie"])
    regions: list[Named]
    status: str = Field(examples=["existing"])
    voorloper: bool = Field(description="whether its plan presents it as exemplary")
    score: float = Field(ge=0, le=1)
    components: dict[str, PartInfo] = Field(description="readiness, fit, evidence")
    reason_nl: str
    reason_en: str
    goal: FittedGoal | None
    themes: list[Named] = Field(description="its national themes")
    spread: list[Named] = Field(description="regions that follow the approach or do something alike")
    also: list[OtherInfo] = Field(description="the same elsewhere; they would stand further down")
    mentioned: MentionInfo | None = Field(
        description="where a plan of the region names it, though the reading found no initiative there"
    )
    call: list[ContactInfo] = Field(description="who leads it, else the organisations involved; never a person")
    text: str = Field(description="the sentence of the plan that it stands in")
    quotes: list[QuoteInfo]


class LeftOutInfo(BaseModel):
    """An initiative that the region has already."""

    iri: str
    label: str
    regions: list[Named]
    score: float = Field(ge=0, le=1)
    own: OtherInfo
    own_status: str
    why: Literal["name", "approach", "similarity"]
    reason_nl: str
    reason_en: str


class NotYetInfo(BaseModel):
    """An initiative of another region that is no voorloper yet."""

    iri: str
    label: str
    regions: list[Named]
    status: str = Field(examples=["planned"])
    cover: float = Field(ge=0, le=1, description="share of the words asked for that it has; 1 where none were")
    reason_nl: str
    reason_en: str
    own: OtherInfo | None = Field(description="what the region has like it itself")
    themes: list[Named] = Field(description="its national themes")
    call: list[ContactInfo] = Field(description="who leads it, else the organisations involved; never a person")
    text: str = Field(description="the sentence of the plan that it stands in")
    quotes: list[QuoteInfo]


class VoorlopersAnswer(BaseModel):
    """Voorlopers for a region."""

    version: str = Field(description="of the graph")
    region: Named | None = Field(description="that was asked for; null for none")
    instead: Named | None = Field(
        description="the region that is answered for, where nothing was read of the one asked for but of those called so"
    )
    alike: list[Named] = Field(description="regions of which something was read, that the name may stand for")
    theme: Named | None
    about: str
    state: State = Field(description="whether the region's goals were found to compare with")
    state_nl: str
    state_en: str
    goals_of: Named | None = Field(
        description="whose goals were compared: the region's, else those of the nearest that holds it; null for no region"
    )
    goals: int = Field(description="how many goals of it are on the theme and about the words asked for")
    weights: dict[str, float] = Field(description="what counted for how much", examples=[Weights.usual().shares()])
    total: int
    page: int = Field(description="from 1, of `limit` each")
    pages: int
    limit: int
    voorlopers: list[VoorloperInfo]
    not_yet_total: int = Field(description="initiatives elsewhere on the theme and words that do not run yet")
    not_yet: list[NotYetInfo] = Field(description="the first of these: no voorlopers, but perhaps worth a call")
    left_out_total: int = Field(description="initiatives that the region has already, or something like them")
    left_out: list[LeftOutInfo] = Field(description="which, where that was asked for")
    note_nl: str = NOTE_NL
    note_en: str = NOTE_EN
