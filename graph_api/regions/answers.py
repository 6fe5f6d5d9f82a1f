"""What is told of regions: the same for pages, JSON and tables."""

from __future__ import annotations

from pydantic import BaseModel, Field

from graph_api.checks.answer import CheckInfo
from graph_api.compare.answers import Change, ChangeInfo, Labelled, Like, PlanInfo, RegionInfo, Regions, State
from graph_api.lists import GoalList, InitiativeList, OrganisationList
from graph_api.lists.answers import Choice


class RegionRow(RegionInfo):
    """A region in the list of regions."""

    kind: str = Field(description="key; empty where it is not known", examples=["izaRegio"])
    voorlopers: int
    around: list[Labelled] = Field(description="the regions that hold it and that facts are of")


class NotRead(Labelled):
    """A region of which no plan was read, nor of a region around it."""

    kind_nl: str
    kind_en: str


class RegionList(Regions):
    """The regions of the graph, and those of which no plan was read."""

    regions: list[RegionRow]  # type: ignore[assignment]  # says more of each
    name: str = Field(description="that was looked for; empty for all")
    kinds: list[Choice] = Field(description="kinds of region, with how many of these names there are, read or not")
    not_read: list[NotRead] = Field(description="no plan of theirs was read; IZA regions, unless a kind was chosen")


class ThemeInfo(Labelled):
    """What a region says of a national theme."""

    state: State
    state_nl: str
    state_en: str
    salience: float | None = Field(description="null without a text", ge=0, le=1)
    share: float | None = Field(description="of the words that any theme gets", ge=0, le=1)
    goals: int
    initiatives: int
    voorlopers: int
    mentions: int = Field(description="times that the plan uses its words; counted for what is not covered")


class DatedGoal(BaseModel):
    """A goal with its target year."""

    iri: str
    statement: str
    year: int
    kind: str
    theme: Labelled | None = Field(description="of its themes the one that weighs most in the region")


class PartCell(BaseModel):
    """What a part of a region says of a theme."""

    region: str = Field(description="key")
    state: State
    goals: int
    initiatives: int
    salience: float | None = Field(ge=0, le=1)


class PartTheme(Labelled):
    """A theme over the parts of a region."""

    difference: float = Field(description="largest salience less the smallest", ge=0, le=1)
    cells: list[PartCell] = Field(description="in the order of the parts")


class PartInfo(Labelled):
    """A region within a region."""

    kind_nl: str
    kind_en: str
    goals: int
    initiatives: int
    voorlopers: int
    salient: list[Labelled]


class UpdateInfo(BaseModel):
    """In short what changed from a plan to its update."""

    plan: PlanInfo
    update: PlanInfo
    numbers: dict[Change, int]
    first: list[ChangeInfo] = Field(description="a few, what changed before what is new")


class RegionPage(RegionRow):
    """All that is known of a region; of what is long the first part, with the way to the rest."""

    version: str = Field(description="of the graph")
    of_region: int = Field(description="goals and initiatives of the region as a whole, and of no part of it")
    kinds: dict[str, int] = Field(description="goals by kind")
    statuses: dict[str, int] = Field(description="initiatives by status")
    themes: list[ThemeInfo] = Field(description="by salience")
    timeline: list[DatedGoal] = Field(description="goals with a target year, the earliest first; at most 120")
    dated: int = Field(description="goals with a target year")
    undated: int = Field(description="goals without one")
    goal_list: GoalList = Field(description="the first; all at /regions/{key}/goals")
    initiative_list: InitiativeList = Field(
        description="narrowed by what was chosen; all at /regions/{key}/initiatives"
    )
    organisation_list: OrganisationList = Field(description="the first; all at /regions/{key}/organisations")
    checks: list[CheckInfo]
    parts: list[PartInfo] = Field(description="regions within it with goals or initiatives")
    part_themes: list[PartTheme] = Field(description="the themes in which these differ most")
    updates: list[UpdateInfo] = Field(description="all of it at /regions/{key}/changes")
    alike: list[Like] = Field(description="the most like; more at /regions/{key}/like")
    citation_nl: str
    citation_en: str
    note_nl: str
    note_en: str
