"""What a comparison needs of a graph."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that was read."""

    iri: str
    title: str
    issued: str
    """A date, a month or a year; '' where it is not known."""
    kind: str
    """IRI of the concept, '' where it is not known."""
    regions: tuple[str, ...]
    updates: tuple[str, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the register, or one that a plan names."""

    iri: str
    name: str
    kind: str
    within: tuple[str, ...]
    """IRIs of the regions that it is directly a part of."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A national theme or an approach."""

    iri: str
    nl: str
    en: str
    broader: tuple[str, ...]
    names: tuple[str, ...]
    """Dutch names of it: skos:prefLabel and skos:altLabel."""
    words: tuple[str, ...]
    """Dutch words by which a text speaks of it: skos:hiddenLabel."""


@dataclass(frozen=True, slots=True)
class PlanTheme:
    """A theme as a plan names it."""

    iri: str
    label: str
    plan: str
    region: str
    themes: tuple[str, ...]
    """The national themes that it maps to."""
    rejected: bool


@dataclass(frozen=True, slots=True)
class Target:
    """What a goal is measured by."""

    value: float | None
    unit: str
    indicator: str
    direction: str
    """IRI, '' where it is not known."""
    baseline: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of a region."""

    iri: str
    statement: str
    kind: str
    plan: str
    region: str
    themes: tuple[str, ...]
    """National themes, its own and those of its plan themes; not those above them."""
    plan_themes: tuple[str, ...]
    year: int | None
    targets: tuple[Target, ...]
    rejected: bool


@dataclass(frozen=True, slots=True)
class Initiative:
    """An initiative of a region; a voorloper too."""

    iri: str
    name: str
    names: tuple[str, ...]
    status: str
    plan: str
    region: str
    themes: tuple[str, ...]
    plan_themes: tuple[str, ...]
    approaches: tuple[str, ...]
    goals: tuple[str, ...]
    """IRIs of the goals that it serves."""
    voorloper: bool
    start: int | None
    end: int | None
    rejected: bool


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a plan that state a thing; offsets are code points, half-open."""

    thing: str
    plan: str
    start: int
    end: int
    section: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    iri: str
    plan: str
    start: int
    end: int
    parent: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is compared, each list in the order of the IRIs."""

    plans: tuple[Plan, ...]
    regions: tuple[Region, ...]
    themes: tuple[Concept, ...]
    approaches: tuple[Concept, ...]
    plan_themes: tuple[PlanTheme, ...]
    goals: tuple[Goal, ...]
    initiatives: tuple[Initiative, ...]
    similar: tuple[tuple[str, str, float], ...]
    """Pairs of like initiatives of different regions (rg:Similarity), and how like."""
    reasons: dict[str, str]
    """Why a fact was rejected on review, where the review says so."""
    names: dict[str, tuple[str, str]]
    """Dutch and English names of the codes that the facts use (kinds, statuses, directions)."""


@lru_cache(maxsize=200_000)
def key(iri: str) -> str:
    """The end of an IRI: what it is called in an address."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
