"""What lists answer: rows, and the choices that narrow them."""

from __future__ import annotations

from pydantic import BaseModel, Field

from graph_api.facts.shown import Named, QuoteInfo


class Choice(BaseModel):
    """A value that a list can be narrowed by."""

    key: str = Field(description="as the address has it", examples=["ouderen"])
    iri: str | None
    label_nl: str
    label_en: str
    count: int = Field(description="things that it leaves, with what else was chosen")
    chosen: bool


class Facet(BaseModel):
    """A kind of choice."""

    name: str = Field(description="name of the parameter", examples=["theme"])
    choices: list[Choice] = Field(description="those with most first; years in order")


class TargetInfo(BaseModel):
    """What a goal is measured by."""

    value: float | None
    unit: str
    indicator: str
    direction: str = Field(description="increase, decrease, reach, atLeast, atMost; empty where it is not known")
    direction_nl: str
    direction_en: str


class GoalRow(BaseModel):
    """A goal."""

    iri: str
    key: str
    statement: str = Field(description="verbatim")
    kind: str = Field(examples=["resultAgreement"])
    kind_nl: str
    kind_en: str
    years: list[int] = Field(description="target years")
    targets: list[TargetInfo]
    regions: list[Named]
    themes: list[Named] = Field(description="national themes")
    plan_themes: list[Named] = Field(description="as the plan names them")
    plans: list[Named]
    initiatives: list[Named] = Field(description="that serve it")
    confidence: float | None = Field(ge=0, le=1, description="of its surest evidence")
    uncertain: bool = Field(description="whether that is below 0.4")
    quotes: list[QuoteInfo]


class InitiativeRow(BaseModel):
    """An initiative."""

    iri: str
    key: str
    label: str
    text: str = Field(description="what its plan says of it; may be empty")
    status: str = Field(examples=["inDevelopment"])
    status_nl: str
    status_en: str
    voorloper: bool
    signals: list[Named] = Field(description="by what it was taken for a voorloper")
    leaders: list[Named]
    organisations: int = Field(description="that take part, in whatever role")
    regions: list[Named]
    themes: list[Named]
    groups: list[Named] = Field(description="target groups")
    approaches: list[Named]
    goals: int = Field(description="that it serves")
    plans: list[Named]
    confidence: float | None = Field(ge=0, le=1, description="of its surest evidence")
    uncertain: bool = Field(description="whether that is below 0.4")
    quotes: list[QuoteInfo]


class OrganisationRow(BaseModel):
    """An organisation."""

    iri: str
    key: str
    label: str
    type: Named | None
    initiatives: int = Field(description="that it takes part in, of those that the list is about")
    voorlopers: int
    roles: dict[str, int] = Field(
        description="initiatives by role: ledBy, partner, fundedBy; involves where no other is said",
        examples=[{"ledBy": 2, "partner": 5}],
    )
    regions: list[Named] = Field(description="of these initiatives, or of the parts of plans that name it")
    plans: list[Named] = Field(description="that name it")
    confidence: float | None = Field(ge=0, le=1, description="of its surest evidence")
    uncertain: bool = Field(description="whether that is below 0.4")
    quotes: list[QuoteInfo]


class Listed(BaseModel):
    """What lists have in common."""

    version: str = Field(description="of the graph")
    region: Named | None = Field(description="that the list is of")
    theme: Named | None
    approach: Named | None
    organisation: Named | None
    total: int
    page: int
    pages: int
    size: int = Field(description="things on a page at most")
    sort: str
    facets: list[Facet]


class GoalList(Listed):
    """Goals."""

    items: list[GoalRow]


class InitiativeList(Listed):
    """Initiatives."""

    items: list[InitiativeRow]


class OrganisationList(Listed):
    """Organisations."""

    items: list[OrganisationRow]
