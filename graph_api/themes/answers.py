"""What pages of themes and approaches answer."""

from __future__ import annotations

from pydantic import BaseModel, Field

from graph_api.compare.answers import EvidenceInfo, Labelled, MentionInfo, State, TargetInfo
from graph_api.lists import InitiativeList, OrganisationList


class Follows(Labelled):
    """A region with what was found of it."""

    statuses: dict[str, int] = Field(description="its initiatives by status: existing, planned, …")
    voorlopers: int
    goals: int


class ConceptRow(Labelled):
    """A theme or approach over all regions; what is below it is counted with it."""

    depth: int = Field(description="0 at the top")
    broader: list[str] = Field(description="keys of what it is below")
    goals: int
    initiatives: int
    voorlopers: int
    regions: list[Follows] = Field(description="regions in which goals or initiatives were found, by name")


class Concepts(BaseModel):
    """All themes, or all approaches that a region follows."""

    version: str = Field(description="of the graph")
    rows: list[ConceptRow] = Field(description="the tree from the top down, by name")
    regions: int = Field(description="regions with facts")


class Wanted(BaseModel):
    """A goal of a region."""

    iri: str
    statement: str
    kind: str
    kind_nl: str
    kind_en: str
    year: int | None
    targets: list[TargetInfo]
    evidence: list[EvidenceInfo] = Field(description="what the reading is surest of first")


class RegionOn(Labelled):
    """What a region says of a theme or approach; regions within it stand on their own."""

    part_of: str | None = Field(description="key of the region that it lies in, where that is listed too")
    state: State
    state_nl: str
    state_en: str
    mentions: int = Field(description="times that its plan uses words of it, where nothing was found")
    mentioned: list[MentionInfo]
    goal_count: int
    initiative_count: int
    voorloper_count: int
    statuses: dict[str, int] = Field(description="initiatives by status")
    years: list[int] = Field(description="target years of its goals, in order")
    without_year: int = Field(description="goals without a target year")
    goals: list[Wanted] = Field(description="by year, those without one last")


class ConceptAnswer(Labelled):
    """A theme or approach: who wants what by when, and who does what."""

    version: str = Field(description="of the graph")
    definition_nl: str
    definition_en: str
    above: list[Labelled]
    below: list[ConceptRow]
    goal_count: int
    initiative_count: int
    voorloper_count: int
    regions: list[RegionOn] = Field(description="those with goals first, the earliest year on top; then by state")
    years: dict[int, dict[str, int]] = Field(description="goals by target year, and in it by key of the region")
    initiatives: InitiativeList = Field(description="the first of them, voorlopers first")
    leaders: OrganisationList = Field(description="the first of those that lead an initiative")
    compare: str = Field(description="address of the comparison of all regions on it")
    note_nl: str
    note_en: str
