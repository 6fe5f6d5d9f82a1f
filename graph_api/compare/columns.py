"""The regions that are compared, rolled up or apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph_api.compare.answers import Column, Compared, Labelled, PlanInfo
from graph_api.compare.atlas import Atlas
from graph_api.compare.facts import Plan, key

_TELLING: Final = 4
"""Letters of a word in a region's name from which it tells of a place."""
_GENERAL: Final = frozenset({"regio", "iza-regio", "provincie", "gemeente", "zorgkantoor", "zorgkantoorregio", "noord"})
"""Words of many regions' names."""


@dataclass(frozen=True, slots=True)
class Side:
    """A region that is compared."""

    region: str
    holds: frozenset[str]
    """The regions whose facts are counted here."""
    part_of: str
    """The region asked for that it is a part of, '' where it was asked for itself."""
    plans: tuple[Plan, ...]
    around: tuple[Plan, ...]


def sides(atlas: Atlas, regions: Sequence[str], rollup: bool) -> list[Side]:
    """The columns of a comparison.

    Args:
        atlas: the regions.
        regions: IRIs, in the order of the columns; one that is given twice counts once.
        rollup: whether a region's own column holds the regions within it too. If not, each of those that facts are of
            gets a column of its own, after that of the region; what was asked for itself is not listed twice.
    """
    found: list[Side] = []
    asked = list(dict.fromkeys(regions))
    for region in asked:
        inside = atlas.inside(region)
        if rollup:
            found.append(_side(atlas, region, inside, ""))
            continue
        found.append(_side(atlas, region, frozenset({region}), ""))
        taken = {*asked, *(side.region for side in found)}
        parts = sorted(inside & atlas.speaking - taken, key=lambda iri: (_name(atlas, iri), iri))
        found += [_side(atlas, part, frozenset({part}), region) for part in parts]
    return found


def _side(atlas: Atlas, region: str, holds: frozenset[str], part_of: str) -> Side:
    return Side(region, holds, part_of, atlas.plans_of(region), atlas.plans_around(region))


def column(atlas: Atlas, side: Side) -> Column:
    """A column as it is shown."""
    kind_nl, kind_en = atlas.facts.names.get(atlas.regions[side.region].kind, ("", ""))
    return Column(
        key=key(side.region),
        iri=side.region,
        label=_name(atlas, side.region),
        kind_nl=kind_nl,
        kind_en=kind_en,
        part_of=key(side.part_of) if side.part_of else None,
        plans=[plan_info(plan) for plan in side.plans],
        plans_around=[plan_info(plan) for plan in side.around],
        holds=sorted(key(iri) for iri in side.holds & atlas.speaking),
        goals=sum(atlas.numbers[iri][0] for iri in side.holds & atlas.speaking),
        initiatives=sum(atlas.numbers[iri][1] for iri in side.holds & atlas.speaking),
    )


def compared(atlas: Atlas, side: Side) -> Compared:
    """A column of a comparison, with where to look instead if no plan of it was read."""
    near = [] if side.plans or side.around else _instead(atlas, side.region)
    return Compared(**column(atlas, side).model_dump(), instead=[labelled(atlas, iri) for iri in near])


def _instead(atlas: Atlas, region: str) -> list[str]:
    """Regions with facts whose names share a word with a region's, or with that of a region around it."""
    named = {region, *atlas.around(region)}
    words = {word for iri in named for word in _words(_name(atlas, iri))}
    speaking = atlas.speaking & atlas.regions.keys()
    found = {iri for iri in speaking if words & _words(_name(atlas, iri))}
    found |= {holder for iri in found for holder in atlas.around(iri) & speaking}
    return sorted(found, key=lambda iri: (-sum(atlas.numbers[iri]), iri))


def _words(name: str) -> set[str]:
    return {word for word in re.split(r"\W+", name.casefold()) if len(word) >= _TELLING} - _GENERAL


def plan_info(plan: Plan) -> PlanInfo:
    """A plan as it is shown."""
    return PlanInfo(key=key(plan.iri), iri=plan.iri, title=plan.title, issued=plan.issued)


def labelled(atlas: Atlas, iri: str) -> Labelled:
    """A region, theme or approach with its names."""
    if iri in atlas.concepts:
        concept = atlas.concepts[iri]
        return Labelled(key=key(iri), iri=iri, label_nl=concept.nl, label_en=concept.en)
    name = _name(atlas, iri)
    return Labelled(key=key(iri), iri=iri, label_nl=name, label_en=name)


def _name(atlas: Atlas, iri: str) -> str:
    return atlas.regions[iri].name if iri in atlas.regions else key(iri)
