"""The regions of the graph, with what was read of each."""

from __future__ import annotations

from typing import Final

from graph_api.compare.answers import RegionInfo, Regions
from graph_api.compare.atlas import Atlas
from graph_api.compare.columns import column, labelled, sides
from graph_api.compare.facts import key
from graph_api.compare.salience import Salience
from graph_api.compare.words import both

_SALIENT: Final = 5


def overview(atlas: Atlas, version: str, everything: bool = False) -> Regions:
    """The regions that a plan covers or that facts are of, by name; or all that the register knows.

    Args:
        atlas: the regions.
        version: its name.
        everything: whether regions of which nothing was read are listed too.
    """
    listed = atlas.regions if everything else atlas.speaking & atlas.regions.keys()
    note = both("note", "reading")
    return Regions(
        version=version,
        regions=[region_info(atlas, iri) for iri in sorted(listed, key=lambda iri: (atlas.regions[iri].name, iri))],
        note_nl=note[0],
        note_en=note[1],
    )


def region_info(atlas: Atlas, region: str) -> RegionInfo:
    """A region, with the regions within it."""
    (side,) = sides(atlas, [region], rollup=True)
    weights = Salience(atlas, side.holds & atlas.speaking, atlas.themes).vector()
    most = sorted(weights, key=lambda theme: (-weights[theme], theme))[:_SALIENT]
    return RegionInfo(
        **column(atlas, side).model_dump(),
        within=sorted(key(iri) for iri in atlas.around(region)),
        salient=[labelled(atlas, theme) for theme in most],
        like=f"/regions/{key(region)}/like",
        changes=f"/regions/{key(region)}/changes",
    )
