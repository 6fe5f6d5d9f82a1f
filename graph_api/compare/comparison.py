"""What a comparison answers: the matrix, what is shared or missing, and rows opened to what is behind their figures."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from graph_api.compare import examples
from graph_api.compare.answers import (
    Cell,
    Compared,
    EvidenceInfo,
    FactInfo,
    Labelled,
    MentionInfo,
    State,
    TargetInfo,
    Together,
)

Where = Literal["all", "some", "one", "none"]
Show = Literal["all", "shared", "only", "missing"]
Sort = Literal["difference", "salience", "name"]


class Missing(BaseModel):
    """What was found in another region and not in this one, and what can be said of that."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.MISSING]})

    region: str = Field(description="key of the column")
    row: str = Field(description="key of the theme or approach")
    state: State
    text_nl: str
    text_en: str


class Row(Labelled):
    """A theme or approach over all regions."""

    broader: list[str] = Field(description="keys of what it is below")
    covered: int = Field(description="regions in which it was found")
    where: Where = Field(description="found in all regions that are compared, in some, in one of several, or in none")
    difference: float = Field(description="largest salience less the smallest", ge=0, le=1)
    cells: list[Cell] = Field(description="in the order of the columns")


class ThingInfo(BaseModel):
    """A goal or initiative of an opened row."""

    iri: str
    what: Literal["goal", "initiative"]
    region: str = Field(description="key of the column")
    of: str = Field(description="key of the region that it is of, which may be within that of the column")
    of_label: str
    plan: str = Field(description="IRI")
    plan_title: str
    label: str = Field(description="statement of a goal, name of an initiative")
    kind: str = Field(description="kind of a goal, status of an initiative")
    kind_nl: str
    kind_en: str
    voorloper: bool
    year: int | None = Field(description="target year of a goal; last year of an initiative")
    targets: list[TargetInfo]
    approaches: list[Labelled]
    led_by: list[str] = Field(description="names of the organisations that lead it")
    on_row: bool = Field(description="whether it is on this theme or approach; else only what it stands beside is")
    evidence: list[EvidenceInfo] = Field(description="what the reading is surest of first")


class Line(BaseModel):
    """Goals, or initiatives, of two or more regions that speak of the same thing: they stand on one line."""

    what: Literal["goal", "initiative"]
    score: float | None = Field(description="mean of how like they are, two by two; null where an approach ties them")
    approach: Labelled | None = Field(description="the approach that the initiatives follow, where that ties them")
    regions: int
    years_differ: bool
    things: list[ThingInfo] = Field(description="in the order of the columns")


class Elsewhere(BaseModel):
    """What can be said of another region, in which nothing like it was found."""

    region: str = Field(description="key of the column")
    state: State
    text_nl: str
    text_en: str
    place: MentionInfo | None = Field(description="where its plan speaks of it all the same")


class Alone(BaseModel):
    """A goal or initiative that nothing like was found of in another region."""

    thing: ThingInfo
    elsewhere: list[Elsewhere] = Field(description="the regions of which more can be said than 'not found'")


class Opened(Labelled):
    """What is behind the figures of a row."""

    lines: list[Line] = Field(description="goals, then initiatives; what most regions have first")
    alone: list[Alone] = Field(description="in the order of the columns: initiatives with voorlopers first, then goals")


class Comparison(BaseModel):
    """Regions side by side."""

    self: str = Field(description="address of this comparison, with all that it was asked for")
    version: str = Field(description="of the graph")
    over: Literal["themes", "approaches"]
    asked: list[str] = Field(description="keys of the themes or approaches that were asked for; none for all")
    rollup: bool
    show: Show = Field(description="which rows are given")
    of: str | None = Field(description="key of the column that this is about")
    sort: Sort
    columns: list[Compared]
    rows: list[Row]
    numbers: dict[Show, int] = Field(description="rows by what they can be narrowed to, whatever is shown now")
    shared_by_all: list[str] = Field(description="keys of rows found in every column")
    only_in: dict[str, list[str]] = Field(description="by column, keys of rows found only there")
    missing: list[Missing] = Field(description="rows found in some column and not in this one, with what that means")
    together: list[Together] = Field(description="goals side by side where they speak of the same thing")
    opened: list[Opened] = Field(description="the rows that were opened, in their order")
    facts: dict[str, FactInfo] | None = Field(description="with evidence=true: every fact of a figure, by its IRI")
    order_nl: str
    order_en: str
    note_nl: str
    note_en: str
