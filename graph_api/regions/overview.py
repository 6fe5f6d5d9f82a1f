"""The list of regions: those that were read, with their parts below them, and those that were not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from graph_api.compare.atlas import Atlas
from graph_api.compare.columns import labelled
from graph_api.compare.facts import key
from graph_api.compare.overview import region_info
from graph_api.compare.words import both
from graph_api.errors import UnknownError
from graph_api.lists.answers import Choice
from graph_api.regions.answers import NotRead, RegionList, RegionRow
from ingest.outline.roles import fold

_PLANNING: Final = "izaRegio"
"""The kind of region that has to make a plan: of the others most never will."""
_PREFIX: Final = "region-"


def region_list(atlas: Atlas, version: str, name: str = "", kind: str = "", everything: bool = False) -> RegionList:
    """The regions that a plan covers or that facts are of, and those of which no plan was read.

    Args:
        atlas: the regions.
        version: its name.
        name: letters in the name of a region; '' for all.
        kind: key of a kind of region; '' for all that were read, and IZA regions that were not.
        everything: whether regions of which nothing was read are listed among the others too.

    Raises:
        UnknownError: there is no such kind.
    """
    kinds = {kind_of(atlas, iri) for iri in atlas.regions}
    if kind and kind not in kinds:
        way_out = f"Use one of: {', '.join(sorted(kinds - {''}))}."
        raise UnknownError(
            f"there is no kind of region '{kind[:40]}'.",
            way_out=way_out,
            dutch=f"Er is geen soort regio '{kind[:40]}'.",
        )
    named = [iri for iri in atlas.regions if fold(name.strip()) in fold(atlas.regions[iri].name)]
    fitting = [iri for iri in named if not kind or kind_of(atlas, iri) == kind]
    listed = [iri for iri in fitting if everything or iri in atlas.speaking]
    missed = [iri for iri in fitting if not _planned(atlas, iri) and (kind or kind_of(atlas, iri) == _PLANNING)]
    note = both("note", "reading")
    return RegionList(
        version=version,
        regions=[region_row(atlas, iri) for iri in _nested(atlas, listed)],
        name=name.strip(),
        kinds=_kinds(atlas, named, kind),
        not_read=[_not_read(atlas, iri) for iri in sorted(missed, key=lambda iri: (atlas.regions[iri].name, iri))],
        note_nl=note[0],
        note_en=note[1],
    )


def region_row(atlas: Atlas, region: str) -> RegionRow:
    """A region with its numbers, those within it counted too."""
    holds = atlas.inside(region)
    found = (one for one in atlas.facts.initiatives if one.region in holds and not one.rejected)
    return RegionRow(
        **region_info(atlas, region).model_dump(),
        kind=kind_of(atlas, region),
        voorlopers=sum(one.voorloper for one in found),
        around=[labelled(atlas, iri) for iri in sorted(atlas.around(region) & atlas.speaking)],
    )


def kind_of(atlas: Atlas, region: str) -> str:
    """The key of the kind of a region, '' where it is not known."""
    return key(atlas.regions[region].kind).removeprefix(_PREFIX) if region in atlas.regions else ""


def _planned(atlas: Atlas, region: str) -> bool:
    """Whether a plan of it was read, or of a region around it."""
    return bool(atlas.plans_of(region) or atlas.plans_around(region)) or region in atlas.speaking


def _nested(atlas: Atlas, regions: Iterable[str]) -> list[str]:
    """Regions by name, each followed by those within it."""
    listed = frozenset(regions)

    def place(region: str) -> tuple[tuple[str, str], ...]:
        above = sorted(atlas.around(region) & listed & atlas.speaking, key=lambda iri: (-len(atlas.inside(iri)), iri))
        return tuple((atlas.regions[iri].name, iri) for iri in (*above[:1], region))

    return sorted(listed, key=place)


def _kinds(atlas: Atlas, regions: Iterable[str], chosen: str) -> list[Choice]:
    counts = Counter(atlas.regions[iri].kind for iri in regions)
    made = []
    for kind, count in counts.items():
        nl, en = atlas.facts.names.get(kind, ("", ""))
        short = key(kind).removeprefix(_PREFIX)
        if short:
            made.append(Choice(key=short, iri=kind, label_nl=nl, label_en=en, count=count, chosen=short == chosen))
    return sorted(made, key=lambda one: (-one.count, one.key))


def _not_read(atlas: Atlas, region: str) -> NotRead:
    nl, en = atlas.facts.names.get(atlas.regions[region].kind, ("", ""))
    return NotRead(**labelled(atlas, region).model_dump(), kind_nl=nl, kind_en=en)
