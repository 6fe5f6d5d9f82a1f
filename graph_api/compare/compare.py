"""Regions side by side over themes or approaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from graph_api.compare.answers import Cell, FactInfo
from graph_api.compare.atlas import Atlas
from graph_api.compare.cells import Cells, Text
from graph_api.compare.chosen import chosen, numbers
from graph_api.compare.columns import Side, compared, labelled, sides
from graph_api.compare.comparison import Comparison, Opened, Row, Show, Sort, Where
from graph_api.compare.evidence import evidence_of, leaders_of
from graph_api.compare.facts import key
from graph_api.compare.known import Over
from graph_api.compare.opened import Filler, Opener
from graph_api.compare.read import Rows
from graph_api.compare.together import tied, together
from graph_api.compare.words import both


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared, all by IRI."""

    regions: tuple[str, ...]
    """In the order of the columns."""
    over: Over = "themes"
    concepts: tuple[str, ...] = ()
    """Themes, each with what is below it, or approaches; without any, all."""
    rollup: bool = True
    evidence: bool = False
    open: tuple[str, ...] = ()
    """Rows that are opened, beside the one theme or approach that was asked for alone."""
    open_all: bool = False
    show: Show = "all"
    of: str = ""
    """The region that `show`, or else `sort`, is about."""
    sort: Sort = "difference"

    def opens(self, row: Row) -> bool:
        """Whether a row is opened: where one theme or approach alone is asked for, it is that."""
        return self.open_all or row.iri in self.open or self.concepts == (row.iri,)

    def address(self) -> str:
        """The address of this comparison: the same for whoever asks the same."""
        one = "theme" if self.over == "themes" else "approach"
        asked = [("region", key(region)) for region in self.regions]
        asked += [(one, key(concept)) for concept in sorted(self.concepts)]
        if self.over == "approaches" and not self.concepts:
            asked.append(("over", "approaches"))
        asked.append(("rollup", str(self.rollup).lower()))
        if self.evidence:
            asked.append(("evidence", "true"))
        if self.show != "all":
            asked.append(("show", self.show))
        if self.of:
            asked.append(("of", key(self.of)))
        if self.sort != "difference":
            asked.append(("sort", self.sort))
        asked += [("open", "all")] if self.open_all else [("open", key(row)) for row in self.open]
        return f"/compare?{urlencode(asked)}"


def compare(atlas: Atlas, asked: Asked, rows: Rows, text: Text, version: str) -> Comparison:
    """Put regions side by side.

    Args:
        atlas: the regions.
        asked: what is compared.
        rows: answers SELECT queries over the graph; only asked for evidence, and of rows that are opened.
        text: gives texts of plans; only asked where a theme is mentioned and not covered, and of rows that are opened.
        version: name of the version.

    Raises:
        NotComparedError: what is asked to narrow or sort by is a region that is not compared.
    """
    columns, text = sides(atlas, asked.regions, asked.rollup), lru_cache(maxsize=None)(text)
    each = [Cells(atlas, side, asked.over, text) for side in columns]
    found = {concept: [cells.cell(concept) for cells in each] for concept in _concepts(atlas, asked, columns)}
    ranked = sorted((_row(atlas, concept, cells) for concept, cells in found.items()), key=_worth)
    goals = {iri for cells in found.values() for cell in cells for some in cell.goals.values() for iri in some}
    shown = chosen(ranked, [side.region for side in columns], asked.show, asked.of, asked.sort)
    order, note = both("order", "rows" if asked.sort == "difference" else asked.sort), both("note", "reading")
    return Comparison(
        self=asked.address(),
        version=version,
        over=asked.over,
        asked=[key(concept) for concept in asked.concepts],
        rollup=asked.rollup,
        show=asked.show,
        of=key(asked.of) if asked.of else None,
        sort=asked.sort,
        columns=[compared(atlas, side) for side in columns],
        rows=shown,
        numbers=numbers(ranked),
        shared_by_all=[row.key for row in ranked if row.covered == len(columns)],
        only_in={
            key(side.region): [row.key for row in ranked if row.covered == 1 and row.cells[at].state == "covered"]
            for at, side in enumerate(columns)
        },
        missing=[
            cells.missing(row.iri, cell)
            for row in ranked
            for cells, cell in zip(each, row.cells, strict=True)
            if row.covered and cell.state != "covered" and row.iri in atlas.with_words
        ],
        together=together(atlas, columns, sorted(goals)),
        opened=_opened(atlas, asked, columns, shown, rows, text),
        facts=_facts(atlas, ranked, rows) if asked.evidence else None,
        order_nl=order[0],
        order_en=order[1],
        note_nl=note[0],
        note_en=note[1],
    )


def _concepts(atlas: Atlas, asked: Asked, columns: Sequence[Side]) -> list[str]:
    """The rows: what was asked for with all below it; else all themes, or the approaches that a region follows."""
    if asked.concepts:
        return sorted({below for concept in asked.concepts for below in atlas.below(concept)})
    if asked.over == "themes":
        return list(atlas.themes)
    held = {region for side in columns for region in side.holds}
    followed = {a for one in atlas.facts.initiatives if one.region in held for a in one.approaches}
    return sorted(followed & atlas.approaches.keys())


def _row(atlas: Atlas, concept: str, cells: list[Cell]) -> Row:
    saliences = [cell.salience for cell in cells if cell.salience is not None]
    return Row(
        **labelled(atlas, concept).model_dump(),
        broader=sorted(map(key, atlas.concepts[concept].broader)),
        covered=(covered := sum(cell.state == "covered" for cell in cells)),
        where=_where(covered, len(cells)),
        difference=round(max(saliences) - min(saliences), 4) if saliences else 0.0,
        cells=cells,
    )


def _worth(row: Row) -> tuple[object, ...]:
    """What `order` in words.toml says."""
    group = 0 if row.covered > 1 else 1 if row.covered else 2 if any(c.state == "mentioned" for c in row.cells) else 3
    return group, -row.difference, row.label_nl, row.iri


def _where(covered: int, columns: int) -> Where:
    if covered == columns and covered > 1:
        return "all"
    return "some" if covered > 1 else "one" if covered else "none"


def _facts(atlas: Atlas, rows_of: Sequence[Row], rows: Rows) -> dict[str, FactInfo]:
    """Every fact of a figure, with its evidence in order of place."""
    wanted = {
        iri
        for row in rows_of
        for cell in row.cells
        for some in (*cell.goals.values(), *cell.initiatives.values())
        for iri in some
    }
    labels = {iri: atlas.goals[iri].statement for iri in wanted if iri in atlas.goals}
    labels |= {iri: atlas.initiatives[iri].name for iri in wanted if iri in atlas.initiatives}
    found = evidence_of(rows, wanted)
    return {iri: FactInfo(iri=iri, label=labels[iri], evidence=some) for iri, some in found.items()}


def _opened(
    atlas: Atlas, asked: Asked, columns: Sequence[Side], ranked: Sequence[Row], rows: Rows, text: Text
) -> list[Opened]:
    """The rows to open, by a fixed number of queries however many there are."""
    wanted = [row for row in ranked if asked.opens(row)]
    if not wanted:
        return []
    held = {region for side in columns for region in side.holds}
    goals = (goal.iri for goal in atlas.facts.goals if goal.region in held)
    opener = Opener(atlas, columns, tied(atlas, columns, goals))
    outlines = [opener.outline(row) for row in wanted]
    things = {iri for outline in outlines for iri in outline.things}
    leaders = leaders_of(rows, things & atlas.initiatives.keys())
    filler = Filler(atlas, columns, opener, evidence_of(rows, things), leaders, text)
    return [filler.filled(outline) for outline in outlines]
