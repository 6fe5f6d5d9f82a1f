"""Which plan, region, theme or organisation somebody means: by IRI, key, name or another name in use."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from rapidfuzz import process

from graph_api.errors import UnknownError
from graph_api.facts.model import Facts, key_of
from graph_api.lookup import Kind, Names
from ingest.outline.roles import fold

_NEAREST: Final = 5
"""Names that are told where there is no such thing."""
_NEAR: Final = 60.0
"""How like a key must be to be told, where no name comes near (rapidfuzz, weighted ratio, 0 to 100)."""
_SAME: Final = 50
"""Things of one name that are looked at."""
_LONGEST: Final = 200


class UnknownNameError(UnknownError):
    """There is no such thing; the way out holds the nearest names."""

    def __init__(
        self, kind: str, name: str, near: Collection[str], called: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """
        Args:
            kind: of thing, in English.
            name: that was asked for.
            near: the nearest names or keys.
            called: what pages show for those of them that are keys.
        """
        way_out = f"Do you mean {_listed(near)}?" if near else f"/lookup finds a {kind} by its name."
        dutch = f"Er is hier geen {_IN_DUTCH.get(kind, kind)} '{name[:_LONGEST]}'."
        what = f"there is no {kind} '{name[:_LONGEST]}' here."
        super().__init__(
            what, way_out=way_out, dutch=dutch, asked=name, instead=[(called.get(one, one), one) for one in near]
        )
        self.near = tuple(near)


class EmptyGraphError(UnknownError):
    """No plan was read."""

    def __init__(self) -> None:
        way_out = "Read some: regiograaf build PLANS --store DIR, and ask again."
        dutch = "De graaf bevat nog geen plannen. Laat er een lezen: regiograaf build PLANNEN --store MAP"
        super().__init__("the graph holds no plans yet.", way_out=way_out, dutch=dutch)


@dataclass(frozen=True)
class Known:
    """The facts of a version with the names of its things. Each search raises UnknownNameError where there is none."""

    facts: Facts
    names: Names

    def region(self, name: str) -> str:
        """The IRI of a region; of several of that name one that has goals or initiatives, or a region inside that has."""
        covered = frozenset(self.facts.covered)
        return self._found(Kind.REGION, name, self.facts.regions, lambda iri: len(self.facts.below(iri) & covered))

    def plan(self, name: str) -> str:
        """The IRI of a plan."""
        return self._found(Kind.PLAN, name, self.facts.plans)

    def theme(self, name: str) -> str:
        """The IRI of a national theme."""
        return self._found(Kind.NATIONAL_THEME, name, self.facts.broader)

    def organisation(self, name: str) -> str:
        """The IRI of an organisation; of several of that name the one with most evidence."""
        organisations = self.facts.organisations
        return self._found(Kind.ORGANISATION, name, organisations, lambda iri: len(organisations[iri].quotes))

    def alike(self, region: str) -> tuple[str, ...]:
        """Names of the regions with facts that share a word with the name of a region."""
        words = set(fold(self.facts.label(region).nl).split()) - {"regio", "iza"}
        labels = [self.facts.label(iri).nl for iri in self.facts.covered]
        return tuple(label for label in labels if words & set(fold(label).replace("-", " ").split()))

    def _found(
        self, kind: Kind, name: str, things: Mapping[str, Any], weight: Callable[[str], int] = lambda _: 1
    ) -> str:
        if name in things:
            return name
        keyed = self._by_key.get((kind, name), ())
        weighed = max(((weight(iri), iri) for iri in keyed), default=(0, ""))
        if weighed[0]:
            return weighed[1]  # to look for names that come near takes longer
        matches = self.names.find(name, kind, _SAME)
        exact = [match.thing.iri for match in matches if match.score == 100 and match.thing.iri in things]
        found: dict[str, None] = dict.fromkeys([*keyed, *exact])
        if found:
            return max(found, key=weight)  # of equals the first: a key goes before a name
        near = [match.thing.label for match in matches] or self._near_key(kind, name)
        raise UnknownNameError(_CALLED[kind], name, list(dict.fromkeys(near))[:_NEAREST])

    def _near_key(self, kind: Kind, name: str) -> list[str]:
        keys = {iris[0]: key for (of, key), iris in self._by_key.items() if of == kind}
        found = process.extract(key_of(name)[:_LONGEST], keys, score_cutoff=_NEAR, limit=_NEAREST)
        return [self.facts.label(iri).nl for _, _, iri in found]

    @cached_property
    def _by_key(self) -> dict[tuple[Kind, str], list[str]]:
        kinds = {
            Kind.REGION: self.facts.regions,
            Kind.PLAN: self.facts.plans,
            Kind.NATIONAL_THEME: self.facts.broader,
            Kind.ORGANISATION: self.facts.organisations,
        }
        keys: dict[tuple[Kind, str], list[str]] = {}
        for kind, things in kinds.items():
            for iri in things:
                keys.setdefault((kind, key_of(iri)), []).append(iri)
        return keys


_CALLED: Final = {
    Kind.REGION: "region",
    Kind.PLAN: "plan",
    Kind.NATIONAL_THEME: "theme",
    Kind.ORGANISATION: "organisation",
}
_IN_DUTCH: Final = {
    "theme": "thema",
    "region": "regio",
    "organisation": "organisatie",
    "approach": "aanpak",
    "initiative": "initiatief",
    "type of organisation": "soort organisatie",
    "check": "controle",
    "year": "jaar",
    "kind": "soort",
    "group": "doelgroep",
    "role": "rol",
    "type": "type",
}
"""Kinds of things and of choices in Dutch, for pages; the others are the same word."""


def _listed(names: Collection[str]) -> str:
    quoted = [f"'{name}'" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
