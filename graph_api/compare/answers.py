"""What comparisons answer: the same for the service, the command line and tables."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from graph_api.compare import examples

State = Literal["covered", "mentioned", "not-found", "not-in-plan", "plan-not-read", "rejected"]
Change = Literal["kept", "changed", "new", "not-mentioned", "mentioned"]


class Labelled(BaseModel):
    """Something with its names."""

    key: str = Field(examples=["ouderen"])
    iri: str = Field(examples=["https://w3id.org/regiograaf/theme/ouderen"])
    label_nl: str = Field(examples=["Ouderen"])
    label_en: str = Field(examples=["Older people"])


class PlanInfo(BaseModel):
    """A plan."""

    key: str
    iri: str
    title: str
    issued: str = Field(description="a date, month or year; empty where it is not known", examples=["2023-12"])


class Column(BaseModel):
    """A region that is compared."""

    key: str
    iri: str
    label: str
    kind_nl: str = Field(examples=["IZA-regio"])
    kind_en: str = Field(examples=["IZA region"])
    part_of: str | None = Field(description="key of the region asked for that this is a part of, where parts are apart")
    plans: list[PlanInfo] = Field(description="plans of the region, or of regions within it")
    plans_around: list[PlanInfo] = Field(description="plans of regions that hold it")
    holds: list[str] = Field(description="keys of the regions whose facts are counted here")
    goals: int
    initiatives: int


class Compared(Column):
    """A region of a comparison."""

    instead: list[Labelled] = Field(
        description="where no plan of it was read: regions with facts whose names share a word with it, or that it lies in"
    )


class MentionInfo(BaseModel):
    """A place where a plan speaks of something."""

    plan: str = Field(description="IRI")
    start: int = Field(description="code points from the start of the plan's text; half-open")
    end: int
    words: str
    about: str = Field(description="key of the region that this part of the plan is about")


class Rejected(BaseModel):
    """A fact that a review rejected: it counts nowhere."""

    iri: str
    why: str = Field(description="as the review says; may be empty")


class Cell(BaseModel):
    """What a region says of a theme or approach."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.CELL]})

    region: str = Field(description="key of the column")
    state: State = Field(
        description="covered: goals or initiatives were found. mentioned: none were, but the plan speaks of it. "
        "not-in-plan: none of its words is in the plan's text. not-found: none were found, and the text cannot be "
        "checked. plan-not-read: no plan of the region was read. rejected: what was found, a review rejected."
    )
    state_nl: str
    state_en: str
    goals: dict[str, list[str]] = Field(description="IRIs of goals by kind: ambition, objective, resultAgreement")
    initiatives: dict[str, list[str]] = Field(description="IRIs of initiatives by status; voorlopers are among them")
    voorlopers: list[str] = Field(description="IRIs")
    goal_count: int
    initiative_count: int
    voorloper_count: int
    plan_themes: list[str] = Field(description="IRIs of the plan's own themes that map to it")
    share: float | None = Field(description="share of the words that any theme gets; null without a text", ge=0, le=1)
    salience: float | None = Field(
        description="that share weighted by rarity across plans; over all themes it adds up to 1; null without a text",
        ge=0,
        le=1,
    )
    mentions: int = Field(description="times that the plan uses its words; counted for what is not covered")
    mentioned: list[MentionInfo] = Field(description="the first places, for what is only mentioned")
    rejected: list[Rejected]


class TargetInfo(BaseModel):
    """What a goal is measured by."""

    value: float | None
    unit: str
    indicator: str
    direction: str = Field(description="increase, decrease, reach, atLeast, atMost; empty where it is not known")
    baseline: str


class GoalInfo(BaseModel):
    """A goal."""

    iri: str
    region: str = Field(description="key of the column")
    of: str = Field(description="key of the region that it is of, which may be within that of the column")
    plan: str = Field(description="IRI")
    statement: str
    kind: str
    kind_nl: str
    kind_en: str
    year: int | None
    targets: list[TargetInfo]


class Together(BaseModel):
    """Goals of two or more regions that speak of the same thing."""

    score: float = Field(description="mean of how like they are, two by two", ge=0, le=1)
    regions: int
    themes: list[str] = Field(description="keys of the national themes that all have")
    years_differ: bool
    goals: list[GoalInfo] = Field(description="in the order of the columns")


class EvidenceInfo(BaseModel):
    """The words that state a fact."""

    iri: str
    plan: str
    start: int
    end: int
    words: str
    confidence: float | None
    page: str | None = Field(default=None, description="of the plan's PDF, where that is known")


class FactInfo(BaseModel):
    """A goal or initiative with its evidence."""

    iri: str
    label: str
    evidence: list[EvidenceInfo]


class Changed(BaseModel):
    """What differs between a plan and its update."""

    what: Literal["status", "year", "target", "kind"]
    before: str
    after: str


class ChangeInfo(BaseModel):
    """A goal or initiative of a plan or of its update."""

    kind: Literal["goal", "initiative"]
    change: Change
    change_nl: str
    change_en: str
    label: str
    before: str | None = Field(description="IRI in the plan")
    after: str | None = Field(description="IRI in the update")
    label_before: str | None
    label_after: str | None
    score: float | None = Field(description="how like the two are, where there are two", ge=0, le=1)
    changed: list[Changed]


class PlanChanges(BaseModel):
    """The differences between one plan and one update."""

    plan: PlanInfo
    update: PlanInfo
    stated: bool = Field(description="whether the update names the plan that it updates; else date and region tell")
    numbers: dict[Change, int]
    changes: list[ChangeInfo]


class Changes(BaseModel):
    """What changed for a region between its plans."""

    self: str
    version: str
    region: Labelled
    pairs: list[PlanChanges] = Field(description="empty where no two plans follow each other")
    note_nl: str
    note_en: str


class Reason(BaseModel):
    """Something that a likeness rests on."""

    kind: Literal["theme", "goal", "initiative", "approach"]
    weight: float = Field(description="its part of the likeness in themes, goals or initiatives")
    text_nl: str
    text_en: str
    things: list[str] = Field(description="IRIs")


class Like(BaseModel):
    """A region that is like another."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.LIKE]})

    region: Labelled
    score: float = Field(description="0.5 themes + 0.25 goals + 0.25 initiatives", ge=0, le=1)
    themes: float = Field(description="cosine of the saliences", ge=0, le=1)
    goals: float = Field(
        description="share of the goals that speak of the same thing, of the one with fewest", ge=0, le=1
    )
    initiatives: float = Field(description="mean of the share of like initiatives and of approaches shared", ge=0, le=1)
    because: list[Reason] = Field(description="themes, goals, initiatives, approaches; of each what weighs most first")


class Likes(BaseModel):
    """Regions like a region."""

    self: str
    version: str
    region: Labelled
    like: list[Like]
    note_nl: str
    note_en: str


class RegionInfo(Column):
    """A region with what was read of it."""

    within: list[str] = Field(description="keys of the regions that hold it")
    salient: list[Labelled] = Field(description="the national themes that weigh most in its plans")
    like: str = Field(description="address of the regions like it")
    changes: str = Field(description="address of what changed between its plans")


class Regions(BaseModel):
    """The regions of the graph."""

    version: str
    regions: list[RegionInfo]
    note_nl: str
    note_en: str
