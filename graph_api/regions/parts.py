"""The parts of a region, and in which themes they differ."""

from __future__ import annotations

from typing import Final

from graph_api.compare.atlas import Atlas
from graph_api.compare.cells import Cells, Text
from graph_api.compare.columns import Side, labelled, sides
from graph_api.regions.answers import PartCell, PartInfo, PartTheme
from graph_api.regions.overview import region_row

_THEMES: Final = 15
"""Themes in which parts are put side by side."""
_SALIENT: Final = 3


def parts(atlas: Atlas, region: str) -> list[PartInfo]:
    """The regions within a region that goals or initiatives are of, by name."""
    return [_part(atlas, side) for side in _sides(atlas, region)]


def part_themes(atlas: Atlas, region: str, text: Text) -> list[PartTheme]:
    """The themes in which the parts of a region differ most in salience; none where it has fewer than two parts.

    Args:
        atlas: the regions.
        region: IRI.
        text: gives the texts of plans.
    """
    columns = _sides(atlas, region)
    if len(columns) < 2:
        return []
    each = [Cells(atlas, side, "themes", text) for side in columns]
    found = []
    for theme in atlas.themes:
        cells = [one.cell(theme) for one in each]
        if not any(cell.goal_count or cell.initiative_count for cell in cells):
            continue
        saliences = [cell.salience or 0.0 for cell in cells]
        found.append(
            PartTheme(
                **labelled(atlas, theme).model_dump(),
                difference=round(max(saliences) - min(saliences), 4),
                cells=[
                    PartCell(
                        region=cell.region,
                        state=cell.state,
                        goals=cell.goal_count,
                        initiatives=cell.initiative_count,
                        salience=cell.salience,
                    )
                    for cell in cells
                ],
            )
        )
    return sorted(found, key=lambda one: (-one.difference, one.label_nl, one.iri))[:_THEMES]


def _sides(atlas: Atlas, region: str) -> list[Side]:
    return [side for side in sides(atlas, [region], rollup=False) if side.region != region]


def _part(atlas: Atlas, side: Side) -> PartInfo:
    row = region_row(atlas, side.region)
    return PartInfo(
        **labelled(atlas, side.region).model_dump(),
        kind_nl=row.kind_nl,
        kind_en=row.kind_en,
        goals=row.goals,
        initiatives=row.initiatives,
        voorlopers=row.voorlopers,
        salient=row.salient[:_SALIENT],
    )
