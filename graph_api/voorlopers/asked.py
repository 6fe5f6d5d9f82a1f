"""What is asked of voorlopers for a region, and what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from graph_api.facts import Goal, Initiative
from graph_api.voorlopers.prepared import Mention
from graph_api.voorlopers.weights import Weights


class State(StrEnum):
    """What is known of the region."""

    FOUND = "goals-found"
    NO_GOALS = "no-goals-found"
    """Its plan was read, and no goal on the theme was found in it."""
    NOT_READ = "plan-not-read"
    """No plan of it was read, nor of a region that holds it."""
    ANYWHERE = "no-region"
    """No region was asked for."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a score."""

    value: float
    """0 to 1."""
    known: bool = True
    """Whether it was known; else a value in the middle stands in."""


@dataclass(frozen=True, slots=True)
class Found:
    """An initiative elsewhere."""

    initiative: Initiative
    score: float
    """0 to 1."""
    components: Mapping[str, Part]
    """readiness, fit, evidence; and their parts: fit.goals, …"""
    goal: Goal | None
    """The goal of the region that it fits best."""
    themes: tuple[str, ...]
    """IRIs of the national themes that it shares with that goal; without a goal, its own."""
    words: tuple[str, ...]
    """The words that it shares with that goal, the rarest first; as lemmas."""
    through_goal: bool
    """Whether these are words of a goal that it is stated to serve."""
    spread: tuple[str, ...]
    """IRIs of the regions that follow the approach or do something alike, its own too."""
    also: tuple[Initiative, ...] = ()
    """Initiatives further down the list that do the same elsewhere."""
    mention: Mention | None = None
    """Where a plan of the region names it all the same; what it says of it was not taken for an initiative."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An initiative elsewhere that the region has already."""

    initiative: Initiative
    own: Initiative
    why: str
    """name, approach or similarity."""
    score: float
    """0 to 1."""


@dataclass(frozen=True)
class Advice:
    """The answer for a region."""

    region: str
    """IRI; '' for none."""
    theme: str | None
    state: State
    goals_of: str
    """IRI of the region whose goals were compared: the region itself, or where it has none the nearest that holds it."""
    goals: int
    """How many goals that is."""
    weights: Weights
    total: int
    """How many were found, before a limit."""
    found: list[Found] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked."""

    region: str = ""
    """IRI; '' for none: then nothing counts that hangs on the region."""
    theme: str | None = None
    """IRI of a national theme; what is below it counts."""
    about: str = ""
    """Words that goals and initiatives must have to do with; '' for all."""
    limit: int = 20
    skip: int = 0
    """How many of the best to leave out: those of the pages before."""
    weights: Weights = field(default_factory=Weights.usual)
