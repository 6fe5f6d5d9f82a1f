"""Goals, initiatives, organisations, plans, regions and themes as objects. Everything is known by its IRI."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from ontology import RGT

OTHER: Final = str(RGT.anders)
"""The national theme of what fits no other: sharing it says nothing."""


class Label(NamedTuple):
    """What something is called; the one language stands in for the other."""

    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of evidence."""

    iri: str
    plan: str
    """IRI."""
    start: int
    """Code points in the plan's text, half-open with `end`; -1 where it is not said, and so is `end`."""
    end: int
    words: str
    confidence: float | None
    """0 to 1."""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """A region."""

    iri: str
    label: str
    names: tuple[str, ...]
    """All names, hidden ones too."""
    kinds: frozenset[str]
    """Keys of the code list: gemeente, izaRegio, …"""
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that was read."""

    iri: str
    key: str
    title: str
    kind: str
    """Key of the code list: regioplan, update, …; '' where it is not known."""
    regions: tuple[str, ...]
    """IRIs of what it covers."""
    sha256: str = ""
    """Of its file; by this its text is found (`Snapshot.source`)."""

    @property
    def is_update(self) -> bool:
        """Whether it only tells how an earlier plan goes on."""
        return self.kind == "update"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of a plan."""

    iri: str
    label: str
    plans: tuple[str, ...]
    parents: tuple[str, ...]
    national: frozenset[str]
    """IRIs of the national themes that it is tied to itself."""
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached, as a number."""

    value: float | None
    unit: str
    indicator: str
    direction: str
    """increase, decrease, reach, atLeast, atMost, or ''."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of a plan."""

    iri: str
    statement: str
    kind: str
    """ambition, objective or resultAgreement."""
    plans: tuple[str, ...]
    regions: tuple[str, ...]
    """Its own region, else what its plans cover."""
    themes: tuple[str, ...]
    """IRIs of what it points to: themes of the plan, or national ones."""
    national: frozenset[str]
    """IRIs of national themes, without those above them and without 'anders'."""
    years: tuple[int, ...]
    targets: tuple[Target, ...]
    parents: tuple[str, ...]
    """Goals that it is part of."""
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Initiative:
    """An initiative of a plan."""

    iri: str
    label: str
    names: tuple[str, ...]
    """Its label and its other names."""
    text: str
    """Description."""
    status: str
    """existing, planned, inDevelopment, toScaleUp, stopped or unknown; '' where nothing is said."""
    voorloper: bool
    signals: frozenset[str]
    """Keys: heading, namedExample, pilot, scaleUp, provenPractice."""
    plans: tuple[str, ...]
    regions: tuple[str, ...]
    places: tuple[str, ...]
    themes: tuple[str, ...]
    national: frozenset[str]
    goals: tuple[str, ...]
    """IRIs of the goals that it serves."""
    groups: frozenset[str]
    """IRIs of target groups."""
    approaches: frozenset[str]
    roles: Mapping[str, frozenset[str]]
    """Organisation to its roles: ledBy, partner, fundedBy, involves."""
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation."""

    iri: str
    label: str
    names: tuple[str, ...]
    type: str
    """IRI of its type, '' where it is not known."""
    plans: tuple[str, ...]
    """Plans that name it."""
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Facts:
    """All of them, by IRI, each in the order of IRIs."""

    regions: Mapping[str, Region]
    plans: Mapping[str, Plan]
    themes: Mapping[str, Theme]
    goals: Mapping[str, Goal]
    initiatives: Mapping[str, Initiative]
    organisations: Mapping[str, Organisation]
    labels: Mapping[str, Label]
    """Of national themes, approaches and codes."""
    broader: Mapping[str, frozenset[str]]
    """National theme to itself and all above it."""
    similar: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Initiative to the like ones of other regions, with their scores (0 to 1)."""

    @property
    def is_empty(self) -> bool:
        """Whether no plan was read."""
        return not self.plans

    def label(self, iri: str) -> Label:
        """What a thing is called; its key where nobody gave it a name."""
        if iri in self.labels:
            return self.labels[iri]
        for things in (self.regions, self.themes, self.initiatives, self.organisations):
            if iri in things:
                return Label(things[iri].label, things[iri].label)
        if iri in self.plans:
            return Label(self.plans[iri].title, self.plans[iri].title)
        return Label(key_of(iri), key_of(iri))

    def above(self, region: str) -> frozenset[str]:
        """A region with all regions that hold it."""
        return self._above[region] if region in self._above else frozenset({region})

    def below(self, region: str) -> frozenset[str]:
        """A region with all regions inside it."""
        return self._below.get(region, frozenset({region}))

    def on_theme(self, national: Iterable[str], theme: str) -> bool:
        """Whether one of these national themes is `theme`, or below it."""
        return any(theme in self.broader.get(one, ()) for one in national)

    @cached_property
    def _above(self) -> dict[str, frozenset[str]]:
        return closure({region.iri: region.parents for region in self.regions.values()})

    @cached_property
    def _below(self) -> dict[str, frozenset[str]]:
        below: dict[str, set[str]] = {}
        for region, above in self._above.items():
            for one in above:
                below.setdefault(one, set()).add(region)
        return {region: frozenset(inside) for region, inside in below.items()}

    @cached_property
    def covered(self) -> tuple[str, ...]:
        """IRIs of the regions that a plan covers or that have goals or initiatives, by name."""
        found = {region for plan in self.plans.values() for region in plan.regions}
        found |= {region for goal in self.goals.values() for region in goal.regions}
        found |= {region for initiative in self.initiatives.values() for region in initiative.regions}
        return tuple(sorted(found, key=lambda iri: (self.label(iri).nl.casefold(), iri)))


def closure(links: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Each thing with itself and all that it leads to; cycles are no harm."""
    found: dict[str, frozenset[str]] = {}
    for start in links:
        seen: set[str] = set()
        todo = [start]
        while todo:
            one = todo.pop()
            if one not in seen:
                seen.add(one)
                todo += links.get(one, ())
        found[start] = frozenset(seen)
    return found


def key_of(iri: str) -> str:
    """The end of an IRI: what tells it from others of its kind."""
    return iri.rstrip("/#").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
