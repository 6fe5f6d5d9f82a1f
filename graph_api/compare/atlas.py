"""The regions with what their plans say, indexed: what all comparisons answer from."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any, Final, TypeVar

from graph_api.compare.align import neighbours
from graph_api.compare.facts import Concept, Goal, Initiative, Plan, PlanTheme, Region, key
from graph_api.compare.precomputed import Precomputed
from graph_api.compare.vocabulary import Vocabulary

_MUNICIPALITY: Final = "region-gemeente"
_UPDATE: Final = "plan-update"
_PLACES: Final = 3
"""Places that are told of where a plan mentions something."""

_REMEMBERED: Final = 10_000
"""Groups of goals that are remembered, over all answers."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a plan speaks of something; offsets are code points, half-open."""

    plan: str
    start: int
    end: int
    about: str
    """IRI of the region that this part of the plan is about."""
    named: bool
    """Whether by a name of the theme or approach, not just by a word of it."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Where the plans of some regions speak of something."""

    number: int
    places: tuple[Mention, ...]
    """Three in each plan, those by a name before those by another word."""


class Atlas:
    """A version's regions, plans and facts, and who holds what. Any thread may read it."""

    def __init__(self, made: Precomputed) -> None:
        facts = made.facts
        self.made = made
        self.facts = facts
        self.plans: dict[str, Plan] = {plan.iri: plan for plan in facts.plans}
        self.regions: dict[str, Region] = {region.iri: region for region in facts.regions}
        self.themes: dict[str, Concept] = {theme.iri: theme for theme in facts.themes}
        self.approaches: dict[str, Concept] = {one.iri: one for one in facts.approaches}
        self.concepts: dict[str, Concept] = self.themes | self.approaches
        self.goals: dict[str, Goal] = {goal.iri: goal for goal in facts.goals}
        self.initiatives: dict[str, Initiative] = {one.iri: one for one in facts.initiatives}
        self.links = {(one, two): score for one, two, score in made.together}
        """Goals of different regions that speak of the same thing, and how like they are."""
        self.near = neighbours(self.links)
        """Each of those goals to the others that it goes with."""
        self.cells: dict[Hashable, Any] = {}
        """Cells that were worked out; a cell depends on its own region only."""
        self._around = {iri: self._above(iri) for iri in self.regions}
        self._members = self._municipalities()
        self._inside: dict[str, frozenset[str]] = {}
        self._mentioned: dict[tuple[str, str], dict[str, list[tuple[int, int, bool]]]] = {}
        self._below: dict[str, frozenset[str]] = {}
        self._remembered: dict[Hashable, list[Any]] = {}
        self._guard = Lock()

    def remembered(self, key: Hashable, make: Callable[[], list[T]]) -> list[T]:
        """What `make` gives, not made again while it is among what was asked for last."""
        with self._guard:
            if key in self._remembered:
                found: list[T] = self._remembered.pop(key)
                self._remembered[key] = found  # now the last
                return found
        made = make()
        with self._guard:
            self._remembered[key] = made
            while sum(map(len, self._remembered.values())) > _REMEMBERED and len(self._remembered) > 1:
                del self._remembered[next(iter(self._remembered))]
        return made

    # regions

    def inside(self, region: str) -> frozenset[str]:
        """A region with all regions within it.

        Those are what rg:partOfRegion says, and every region whose municipalities all are municipalities of this one: so
        a zorgkantoorregio holds the IZA region of the same municipalities.
        """
        if region not in self._inside:
            mine = self._members.get(region, frozenset())
            found = {region} | {other for other, members in self._members.items() if members <= mine}
            found |= {other for other, above in self._around.items() if not found.isdisjoint(above)}
            self._inside[region] = frozenset(found)
        return self._inside[region]

    def around(self, region: str) -> frozenset[str]:
        """The regions that hold a region, as rg:partOfRegion says; without the region itself."""
        return self._around.get(region, frozenset())

    @cached_property
    def speaking(self) -> frozenset[str]:
        """The regions that a plan covers, or that facts are of."""
        found = {region for plan in self.facts.plans for region in plan.regions}
        found |= {goal.region for goal in self.facts.goals} | {one.region for one in self.facts.initiatives}
        return frozenset(found - {""})

    def plans_of(self, region: str) -> tuple[Plan, ...]:
        """The plans of a region and of regions within it."""
        inside = self.inside(region)
        return tuple(plan for plan in self.facts.plans if inside.intersection(plan.regions))

    def plans_around(self, region: str) -> tuple[Plan, ...]:
        """The plans of regions that hold this one."""
        around = self.around(region) - self.inside(region)
        own = self.plans_of(region)
        return tuple(plan for plan in self.facts.plans if around.intersection(plan.regions) and plan not in own)

    # facts

    @cached_property
    def goals_on(self) -> dict[str, dict[str, list[Goal]]]:
        """Goals by region and national theme, those that were rejected too."""
        found: dict[str, dict[str, list[Goal]]] = defaultdict(lambda: defaultdict(list))
        for goal in self.facts.goals:
            for theme in goal.themes:
                found[goal.region][theme].append(goal)
        return found

    @cached_property
    def initiatives_on(self) -> dict[str, dict[str, list[Initiative]]]:
        """Initiatives by region and by national theme or approach, those that were rejected too."""
        found: dict[str, dict[str, list[Initiative]]] = defaultdict(lambda: defaultdict(list))
        for one in self.facts.initiatives:
            for concept in (*one.themes, *one.approaches):
                found[one.region][concept].append(one)
        return found

    @cached_property
    def plan_themes_on(self) -> dict[str, dict[str, list[PlanTheme]]]:
        """Plan themes by region and the national theme that they map to."""
        found: dict[str, dict[str, list[PlanTheme]]] = defaultdict(lambda: defaultdict(list))
        for own in self.facts.plan_themes:
            for theme in own.themes:
                found[own.region][theme].append(own)
        return found

    @cached_property
    def numbers(self) -> dict[str, tuple[int, int]]:
        """By region: goals and initiatives that are of that very region, without those that were rejected."""
        goals = Counter(goal.region for goal in self.facts.goals if not goal.rejected)
        initiatives = Counter(one.region for one in self.facts.initiatives if not one.rejected)
        return {region: (goals[region], initiatives[region]) for region in self.speaking}

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of regions by key, and of plan themes by IRI."""
        return {key(iri): region.name for iri, region in self.regions.items()} | {
            own.iri: own.label for own in self.facts.plan_themes
        }

    def below(self, concept: str) -> frozenset[str]:
        """A theme or approach with all that is below it."""
        if concept not in self._below:
            found, new = {concept}, {concept}
            while new := {c.iri for c in self.concepts.values() if new.intersection(c.broader)} - found:
                found |= new
            self._below[concept] = frozenset(found)
        return self._below[concept]

    # words

    @cached_property
    def words(self) -> dict[str, dict[str, float]]:
        """By region: the words that each theme and approach gets there."""
        found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for given in self.made.words.values():
            for region, concept, number in given:
                found[region][concept] += number
        return found

    @cached_property
    def rarity(self) -> dict[str, float]:
        """ln(1 + N / n) of each theme and approach: n of the N plans with a text give words to it."""
        number = len(self.made.words)
        having = Counter(concept for given in self.made.words.values() for concept in {c for _, c, _ in given})
        return {concept: math.log(1 + number / max(having[concept], 1)) for concept in self.concepts}

    def mentioned(self, plans: Iterable[Plan], concepts: Iterable[str], regions: frozenset[str] | None) -> Mentioned:
        """Where plans speak of concepts.

        Args:
            plans: only those are looked at.
            concepts: any of these.
            regions: only the parts of plans that are about these count; None for all parts.
        """
        each = [self._of_plan(plan.iri, concept) for plan in plans for concept in concepts]
        found = [self._counted(where, regions) for where in each]
        places = {place for _, some in found for place in some}
        shown: list[Mention] = []
        for place in sorted(places, key=lambda p: (not p.named, p.plan, p.start, p.end)):
            if sum(other.plan == place.plan for other in shown) < _PLACES:
                shown.append(place)
        return Mentioned(sum(number for number, _ in found), tuple(shown))

    @cached_property
    def with_words(self) -> frozenset[str]:
        """The themes and approaches that have words of their own, so that it can be said that none of them is there."""
        return Vocabulary(self.facts.themes, self.facts.approaches).concepts

    def has_text(self, plan: Plan) -> bool:
        """Whether the text of a plan is known, so that it can be said what it does not speak of."""
        return plan.sha256 in self.made.places

    def _of_plan(self, plan: str, concept: str) -> tuple[str, dict[str, list[tuple[int, int, bool]]]]:
        """Where a plan speaks of a concept, by the region that the part is about."""
        if (plan, concept) not in self._mentioned:
            owner, where = self.made.owner.get(plan, []), defaultdict(list)
            for start, end, named in self.made.places.get(self.plans[plan].sha256, {}).get(concept, ()):
                where[owner[bisect_left(owner, (start + 1, "")) - 1][1]].append((start, end, named))
            self._mentioned[plan, concept] = dict(where)
        return plan, self._mentioned[plan, concept]

    @staticmethod
    def _counted(
        found: tuple[str, dict[str, list[tuple[int, int, bool]]]], regions: frozenset[str] | None
    ) -> tuple[int, list[Mention]]:
        plan, where = found
        kept = {about: places for about, places in where.items() if regions is None or about in regions}
        shown = [
            Mention(plan, start, end, about, named)
            for about, places in kept.items()
            for start, end, named in sorted(places, key=lambda place: not place[2])[:_PLACES]
        ]
        return sum(map(len, kept.values())), shown

    def _above(self, region: str) -> frozenset[str]:
        found: set[str] = set()
        new = {region}
        while new := {up for iri in new if iri in self.regions for up in self.regions[iri].within} - found:
            found |= new
        return frozenset(found - {region})

    def _municipalities(self) -> dict[str, frozenset[str]]:
        members: dict[str, set[str]] = defaultdict(set)
        for iri, region in self.regions.items():
            if region.kind.endswith(_MUNICIPALITY):
                for holder in (iri, *self._around[iri]):
                    members[holder].add(iri)
        return {iri: frozenset(found) for iri, found in members.items()}


def is_update(plan: Plan) -> bool:
    """Whether a plan says of itself that it tells of progress."""
    return bool(plan.updates) or plan.kind.endswith(_UPDATE)


def plan_order(plan: Plan) -> tuple[str, str]:
    """Plans in order of their date; those without one first."""
    return plan.issued, key(plan.iri)
