"""What is in the graph at a glance: plans, numbers, the matrix of regions and national themes, how well it was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from pydantic import BaseModel, Field

from graph_api.compare.answers import Cell, Labelled, State
from graph_api.compare.atlas import Atlas
from graph_api.compare.cells import Cells, Text
from graph_api.compare.columns import labelled, sides
from graph_api.compare.facts import key
from graph_api.compare.words import both
from graph_api.evaluation.figures import Score, figures
from graph_api.facts.model import OTHER
from graph_api.plans import KINDS, StoredPlan
from graph_api.store import Snapshot, VersionInfo
from graph_api.tables import Value

_SCORED: Final = ("goals", "initiatives", "voorlopers", "organisations", "themes")


class VersionTold(BaseModel):
    """The version of the graph."""

    name: str = Field(examples=["000003"])
    made: str = Field(description="when it was published (UTC)", examples=["2026-02-03T12:00:00Z"])
    software: str = Field(examples=["regiograaf 0.1.0"])
    statements: int = Field(description="triples in all named graphs")


class PlanTold(BaseModel):
    """A plan."""

    key: str
    iri: str
    title: str
    region: str = Field(description="name of the region that it covers")
    issued: str = Field(description="a year, year-month or date; empty where the plan gives none")
    kind: str
    facts: int
    counts: dict[str, int] = Field(description="goals, initiatives, voorlopers, organisations, themes, regions")


class Totals(BaseModel):
    """How much there is; an organisation that several plans name counts once."""

    plans: int
    regions: int = Field(description="that a plan covers or that facts are of")
    goals: int
    initiatives: int = Field(description="voorlopers are among them")
    voorlopers: int
    organisations: int
    facts: int = Field(description="things with evidence, counted in each plan")


class RegionTold(BaseModel):
    """A region: a column of the matrix. What lies within it counts with it."""

    key: str
    iri: str
    label: str
    part_of: str | None = Field(description="key of the column that it lies within")


class CellTold(BaseModel):
    """What a region has on a theme, or below it."""

    state: State
    goals: int
    initiatives: int
    voorlopers: int
    salience: float | None = Field(ge=0, le=1, description="part of the region's plans that is about it; see /compare")

    @property
    def facts(self) -> int:
        """Goals and initiatives."""
        return self.goals + self.initiatives


class ThemeTold(Labelled):
    """A national theme: a row of the matrix."""

    broader: str | None = Field(description="key of the theme that it is below; it counts there too")
    cells: list[CellTold] = Field(description="in the order of the regions")


class Start(BaseModel):
    """What is in the graph."""

    version: VersionTold
    totals: Totals
    plans: list[PlanTold]
    parts: bool = Field(description="whether regions within other regions have a column too")
    has_parts: bool = Field(description="whether there are any")
    regions: list[RegionTold]
    themes: list[ThemeTold] = Field(description="those at the top by name, each followed by what is below it")
    most: int = Field(description="goals and initiatives of the fullest cell")
    scores: list[Score] = Field(description="how well plans are read; all scores are at /quality")
    scored_plans: int = Field(description="plans that the scores were measured on")
    note_nl: str
    note_en: str


COLUMNS: Final = (
    *("region", "theme", "state", "goals", "initiatives", "voorlopers", "salience"),
    *("region_key", "theme_key", "theme_broader"),
)
_NUMBERS: Final = """
SELECT ?class (COUNT(DISTINCT ?thing) AS ?number) WHERE {
  ?thing rg:evidence ?evidence ; a ?class
} GROUP BY ?class"""


def numbers(snapshot: Snapshot) -> dict[str, int]:
    """How many things of each of `plans.KINDS` have evidence, each counted once whatever number of plans states it."""
    kinds = {class_: kind for kind, class_ in KINDS.items()}
    found = dict.fromkeys(KINDS, 0)
    for row in snapshot.rows(_NUMBERS):
        kind = kinds.get(str(getattr(row.get("class"), "value", "")).rpartition("#")[2])
        if kind:
            found[kind] = int(str(getattr(row["number"], "value", 0)))
    return found


def start(
    version: VersionInfo,
    plans: Sequence[StoredPlan],
    counted: Mapping[str, int],
    atlas: Atlas | None,
    text: Text,
    parts: bool = False,
) -> Start:
    """What is in a version.

    Args:
        version: which.
        plans: its plans.
        counted: see `numbers`.
        atlas: its regions; None where no plan was read.
        text: gives texts of plans (`Snapshot.source`).
        parts: whether regions within other regions get a column too.
    """
    columns, some_parts = _columns(atlas, parts) if atlas else ([], False)
    themes = _themes(atlas, [iri for iri, _ in columns], lru_cache(maxsize=None)(text)) if atlas else []
    measured, note = figures(), both("note", "reading")
    return Start(
        version=VersionTold.model_validate(version, from_attributes=True),
        totals=Totals(
            plans=len(plans),
            regions=len(_speaking(atlas)) if atlas else 0,
            facts=sum(plan.facts for plan in plans),
            **{kind: counted[kind] for kind in ("goals", "initiatives", "voorlopers", "organisations")},
        ),
        plans=[PlanTold.model_validate(plan, from_attributes=True) for plan in plans],
        parts=parts,
        has_parts=some_parts,
        regions=[_region(atlas, iri, within) for iri, within in columns] if atlas else [],
        themes=themes,
        most=max((cell.facts for theme in themes for cell in theme.cells), default=0),
        scores=[one for kind in _SCORED if (one := measured.score(kind))] if measured else [],
        scored_plans=measured.plans if measured else 0,
        note_nl=note[0],
        note_en=note[1],
    )


def rows(answer: Start) -> Iterator[list[Value]]:
    """A row for each cell of the matrix, as long as COLUMNS."""
    for theme in answer.themes:
        for region, cell in zip(answer.regions, theme.cells, strict=True):
            yield [
                *(region.label, theme.label_nl, cell.state, cell.goals, cell.initiatives, cell.voorlopers),
                *(cell.salience, region.key, theme.key, theme.broader),
            ]


def _columns(atlas: Atlas, parts: bool) -> tuple[list[tuple[str, str]], bool]:
    """The regions, each with the column that it lies within ('' for none), and whether any lies within another.

    A region that lies within another comes after it, or counts in that one only.
    """
    speaking = _speaking(atlas)
    inside = {iri: (atlas.inside(iri) & speaking) - {iri} for iri in speaking}
    # two regions of the same municipalities hold each other: of these the first is the column
    outer = [
        iri
        for iri in speaking
        if not any(iri in inside[other] and (other not in inside[iri] or other < iri) for other in speaking)
    ]
    found: list[tuple[str, str]] = []
    for iri in sorted(outer, key=lambda iri: (atlas.regions[iri].name, iri)):
        found.append((iri, ""))
        if parts:
            found += [(part, iri) for part in sorted(inside[iri], key=lambda part: (atlas.regions[part].name, part))]
    return found, len(outer) < len(speaking)


def _speaking(atlas: Atlas) -> frozenset[str]:
    return atlas.speaking & atlas.regions.keys()


def _themes(atlas: Atlas, regions: Sequence[str], text: Text) -> list[ThemeTold]:
    """The rows: the themes at the top by name, each followed by those below it; 'anders' comes last."""
    each = [Cells(atlas, side, "themes", text) for side in sides(atlas, regions, rollup=True)]
    below = {iri: [one.iri for one in atlas.themes.values() if iri in one.broader] for iri in atlas.themes}
    top = [one.iri for one in atlas.themes.values() if not atlas.themes.keys() & set(one.broader)]
    found: list[ThemeTold] = []
    todo = _ordered(atlas, top)[::-1]
    while todo:
        theme = todo.pop()
        if theme not in (told.iri for told in found):
            found.append(_theme(atlas, theme, [cells.cell(theme) for cells in each]))
            todo += _ordered(atlas, below[theme])[::-1]
    return found


def _ordered(atlas: Atlas, themes: Sequence[str]) -> list[str]:
    return sorted(themes, key=lambda iri: (iri == OTHER, atlas.themes[iri].nl.casefold(), iri))


def _theme(atlas: Atlas, theme: str, cells: Sequence[Cell]) -> ThemeTold:
    above = sorted(atlas.themes.keys() & set(atlas.themes[theme].broader))
    return ThemeTold(
        **labelled(atlas, theme).model_dump(),
        broader=key(above[0]) if above else None,
        cells=[
            CellTold(
                state=cell.state,
                goals=cell.goal_count,
                initiatives=cell.initiative_count,
                voorlopers=cell.voorloper_count,
                salience=cell.salience,
            )
            for cell in cells
        ],
    )


def _region(atlas: Atlas, region: str, within: str) -> RegionTold:
    return RegionTold(
        key=key(region), iri=region, label=atlas.regions[region].name, part_of=key(within) if within else None
    )
