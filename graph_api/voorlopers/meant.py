"""Which region somebody may mean by the name of a region that no plan covers."""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.facts import Facts
from ingest.outline.roles import fold


@dataclass(frozen=True, slots=True)
class Meant:
    """What is to be answered for."""

    region: str
    """IRI; the region itself where something of it was read, or where it cannot be told which is meant."""
    alike: tuple[str, ...] = ()
    """Regions of which something was read, that are called so, by name."""


def meant(facts: Facts, region: str) -> Meant:
    """The region to answer for: of one of which nothing was read, the one that is called so too or holds all that are.

    Only a region whose name has all words of the name that was asked for is taken to be called so.
    """
    covered = frozenset(facts.covered)
    if covered & (facts.below(region) | facts.above(region)):
        return Meant(region)
    wanted = _words(facts.label(region).nl)
    alike = tuple(one for one in facts.covered if wanted and wanted <= _words(facts.label(one).nl))
    if not alike:
        return Meant(region)
    around = frozenset.intersection(*(facts.above(one) for one in alike)) & covered
    nearest = min(around, key=lambda one: (len(facts.below(one)), one), default=region)
    return Meant(nearest, alike)


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).replace("-", " ").split()) - {"regio", "iza", "gemeente", "provincie"}
