"""What flows through the reading of a plan: spans, evidence, and the facts of each kind.

Offsets count Unicode code points in the plan's source text and are half-open; confidence runs from 0 to 1; years are
Gregorian. Everything is frozen: a stage gives new values and never changes what an earlier one gave.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A stretch of the source text, `text[start:end]`.

    Raises:
        ValueError: where the offsets do not make a stretch of at least one code point.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"no stretch of text: {self.start} to {self.end}")

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]


@dataclass(frozen=True, order=True, slots=True)
class Evidence:
    """Where the plan says so, and how sure the reading is (0 to 1)."""

    span: Span
    confidence: float = 1.0
    section: str | None = None
    """Key of the section that the words stand in."""


class GoalKind(StrEnum):
    """The values are the local names of the ontology's terms."""

    AMBITION = "ambition"
    OBJECTIVE = "objective"
    RESULT_AGREEMENT = "resultAgreement"


class Status(StrEnum):
    """How far an initiative is; the values are the local names of the ontology's terms."""

    EXISTING = "existing"
    PLANNED = "planned"
    IN_DEVELOPMENT = "inDevelopment"
    TO_SCALE_UP = "toScaleUp"
    STOPPED = "stopped"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What an organisation does in an initiative; the values are the local names of the ontology's properties."""

    INVOLVES = "involves"
    LEADS = "ledBy"
    PARTNER = "partner"
    FUNDS = "fundedBy"


class Direction(StrEnum):
    """Which way a target points; the values are the local names of the ontology's terms."""

    INCREASE = "increase"
    DECREASE = "decrease"
    REACH = "reach"
    AT_LEAST = "atLeast"
    AT_MOST = "atMost"


@dataclass(frozen=True, slots=True)
class SectionFact:
    """A heading and what stands under it."""

    key: str
    title: str
    level: int
    span: Span
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class RegionFact:
    """A region, municipality or neighbourhood that the plan names. `kind` is a code of the list `regionKinds`."""

    key: str
    name: str
    kind: str
    evidence: tuple[Evidence, ...]
    aliases: tuple[str, ...] = ()
    part_of: str | None = None
    """Key of the region that this one is part of."""


@dataclass(frozen=True, slots=True)
class ThemeFact:
    """A theme as the plan names it; `national` are codes of the national themes, `parent` another theme's key."""

    key: str
    label: str
    evidence: tuple[Evidence, ...]
    national: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    level: int = 1
    parent: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What a goal wants to reach, as a number: 30 per cent of people over 65, from 1.4 to 0.8 …"""

    value: float
    unit: str | None = None
    indicator: str | None = None
    direction: Direction = Direction.REACH
    baseline: float | None = None


@dataclass(frozen=True, slots=True)
class GoalFact:
    """A desired end state or result that the plan commits to."""

    key: str
    statement: str
    kind: GoalKind
    evidence: tuple[Evidence, ...]
    region: str | None = None
    themes: tuple[str, ...] = ()
    national: tuple[str, ...] = ()
    year: int | None = None
    target: Target | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Involvement:
    """An organisation (by key) in an initiative, and its role."""

    organisation: str
    role: Role = Role.INVOLVES


@dataclass(frozen=True, slots=True)
class InitiativeFact:
    """A named or clearly delimited thing that organisations do or will do; a voorloper where it has signals.

    `voorloper_signals` are codes of the list `voorloperSignals`, `target_groups` of the list `targetGroups`,
    `approach` the key of an approach in the ontology.
    """

    key: str
    name: str
    evidence: tuple[Evidence, ...]
    region: str
    aliases: tuple[str, ...] = ()
    description: str = ""
    status: Status = Status.UNKNOWN
    voorloper_signals: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    national: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    start_year: int | None = None
    end_year: int | None = None
    organisations: tuple[Involvement, ...] = ()
    approach: str | None = None


@dataclass(frozen=True, slots=True)
class OrganisationFact:
    """A legal or organised body with a name. `type` is a code of the list `organisationTypes`.

    `key` is that of the register where the body is known there, else made from the name.
    """

    key: str
    name: str
    type: str
    evidence: tuple[Evidence, ...]
    aliases: tuple[str, ...] = ()
    works_in: tuple[str, ...] = ()
    because: str = ""
    """Why these names are one body, as a sentence that a person can check."""


@dataclass(frozen=True, slots=True)
class PlanHeader:
    """What the plan says of itself."""

    key: str
    title: str
    region: str | None = None
    """Key of the region that the plan covers."""
    issued: str | None = None
    """A year, year-month or date (xsd:gYear, xsd:gYearMonth or xsd:date)."""
    language: str = "nl"
    kind: str = "regioplan"
    """A code of the list `planKinds`."""
    updates: str | None = None
    """Key of the plan that this one updates."""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """Everything that was read from one plan."""

    header: PlanHeader
    sections: tuple[SectionFact, ...] = ()
    regions: tuple[RegionFact, ...] = ()
    themes: tuple[ThemeFact, ...] = ()
    goals: tuple[GoalFact, ...] = ()
    initiatives: tuple[InitiativeFact, ...] = ()
    organisations: tuple[OrganisationFact, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """Warnings of the reading, for the user."""
