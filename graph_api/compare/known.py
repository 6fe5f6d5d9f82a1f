"""Regions, themes and approaches by key, IRI or name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

from graph_api.compare.atlas import Atlas
from graph_api.compare.facts import key
from graph_api.errors import AskedError, UnknownError
from graph_api.lookup import Kind, Names

Over = Literal["themes", "approaches"]
_NEAR: Final = 5
_IN_DUTCH: Final = {"region": "regio", "theme": "thema", "approach": "aanpak"}
_SHOWN: Final = 200
"""Characters of what was asked that an error repeats."""


class NotKnownError(UnknownError):
    """Nothing in the graph is called so."""


class EmptyGraphError(UnknownError):
    """The graph holds no plan."""


class MixedError(AskedError):
    """Both themes and approaches are asked for."""


class Known:
    """What can be compared, by what people call it."""

    def __init__(self, atlas: Atlas, names: Names) -> None:
        self._atlas = atlas
        self._names = names

    def region(self, asked: str) -> str:
        """The IRI of a region. Of several of one name, that of which most was read.

        Raises:
            NotKnownError: there is none; the message has the nearest names.
        """
        return self._find(asked, "region", Kind.REGION, self._atlas.regions)

    def theme(self, asked: str) -> str:
        """The IRI of a national theme; see `region`."""
        return self._find(asked, "theme", Kind.NATIONAL_THEME, self._atlas.themes)

    def approach(self, asked: str) -> str:
        """The IRI of an approach; see `region`."""
        return self._find(asked, "approach", Kind.APPROACH, self._atlas.approaches)

    def concepts(
        self, over: Over | None, themes: Sequence[str], approaches: Sequence[str]
    ) -> tuple[Over, tuple[str, ...]]:
        """What the rows of a comparison are, and the IRIs of those that are asked for; none for all.

        Raises:
            MixedError: there are both, or the rows are to be the other.
            NotKnownError: one is called like none.
        """
        rows: Over = over or ("approaches" if approaches else "themes")
        if themes if rows == "approaches" else approaches:
            raise MixedError(
                "themes and approaches are compared apart.",
                way_out="Leave one of the two out.",
                dutch="Thema's en aanpakken worden apart vergeleken. Laat een van de twee weg.",
            )
        found = map(self.theme, themes) if rows == "themes" else map(self.approach, approaches)
        return rows, tuple(dict.fromkeys(found))

    def _find(self, asked: str, what: str, kind: Kind, things: Mapping[str, object]) -> str:
        wanted = asked.strip()
        if wanted in things:
            return wanted
        keys = [iri for iri in things if key(iri) == wanted.casefold()]
        found = keys or [m.thing.iri for m in self._names.find(wanted, kind, most=50) if m.score == 100]
        found = [iri for iri in found if iri in things]
        if found:
            return max(found, key=lambda iri: (self._weight(iri), -len(iri), iri))
        near = self._near(wanted, what, kind, things)
        raise NotKnownError(
            f"no {what} is called '{wanted[:_SHOWN]}'.",
            way_out=self._way_out(near, things),
            dutch=f"Geen {_IN_DUTCH[what]} heet '{wanted[:_SHOWN]}'.",
            asked=asked,
            instead=near or self._some(things),
        )

    def _weight(self, iri: str) -> tuple[int, int]:
        """How much was read of a region with all within it, and of that very region."""
        if iri not in self._atlas.regions:
            return 0, 0
        numbers = {region: 1 + sum(self._atlas.numbers[region]) for region in self._atlas.speaking}
        return sum(numbers.get(region, 0) for region in self._atlas.inside(iri)), numbers.get(iri, 0)

    def _near(self, wanted: str, what: str, kind: Kind, things: Mapping[str, object]) -> list[tuple[str, str]]:
        """Names and keys."""
        near = [match.thing for match in self._names.find(wanted, kind, most=_NEAR)]
        near += [thing for thing in self._names.near(f"{what}/{wanted}", _NEAR) if kind in thing.kinds]
        return list(dict.fromkeys((thing.label, key(thing.iri)) for thing in near if thing.iri in things))[:_NEAR]

    def _some(self, things: Iterable[str]) -> list[tuple[str, str]]:
        return [(name, name) for name in sorted(self._names_of(things))[:_NEAR]]

    def _way_out(self, near: Sequence[tuple[str, str]], things: Iterable[str]) -> str:
        if near:
            return f"Nearest: {', '.join(f'{name} ({code})' for name, code in near)}."
        some = ", ".join(name for name, _ in self._some(things))
        return f"Some that are known: {some}." if some else "The graph holds none at all."

    def _names_of(self, things: Iterable[str]) -> Iterable[str]:
        if things is self._atlas.regions:
            return (self._atlas.regions[iri].name for iri in self._atlas.speaking if iri in self._atlas.regions)
        return (self._atlas.concepts[iri].nl for iri in things)


def check_not_empty(atlas: Atlas) -> None:
    """Refuse to compare where no plan was read.

    Raises:
        EmptyGraphError: there is none.
    """
    if not atlas.plans:
        raise EmptyGraphError(
            "the graph holds no plan yet, so there is nothing to compare.",
            way_out="Read plans into it: regiograaf build PLANS --store DIR",
            dutch="De graaf bevat nog geen plan, dus er is niets te vergelijken. "
            "Laat er een lezen: regiograaf build PLANNEN --store MAP",
        )
