"""The goals, initiatives and organisations of a version, with all that they can be chosen by: made once a version."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from rapidfuzz import process

from graph_api.facts import Facts, Goal, Initiative, Organisation, Quote
from graph_api.facts.model import OTHER, key_of
from graph_api.facts.named import UnknownNameError
from graph_api.lists.sift import Entry, Side
from ingest.outline.roles import fold
from ontology import RGC

YES: Final = "yes"
NO: Final = "no"
NONE: Final = "none"
"""Of a goal without a year, and of an initiative of which no status is said."""
NAMED: Final = "named"
"""Role of an organisation that a plan names, without an initiative that it takes part in."""
ROLES: Final = ("ledBy", "partner", "fundedBy", "involves", NAMED)
_PREFIXES: Final = {"group": "group-", "type": "organisation-", "signal": "signal-"}
_VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": ("ambition", "objective", "resultAgreement"),
    "status": ("existing", "planned", "inDevelopment", "toScaleUp", "stopped", "unknown"),
    "role": ROLES,
    "year": (NONE,),
    **dict.fromkeys(("served", "number", "voorloper"), (YES, NO)),
}
_BEGINS: Final = {kind: f"#{prefix}" for kind, prefix in _PREFIXES.items()} | {"approach": "/approach/"}
_NEAREST: Final = 3
_LONGEST: Final = 200
Owner = Sequence[tuple[int, str]]
"""Starts of the parts of a plan, in code points, each with the region that the part is about."""


@dataclass(frozen=True)
class Lists:
    """What lists are made of."""

    facts: Facts
    inside: Callable[[str], frozenset[str]] = field(default=lambda region: frozenset({region}))
    """A region to itself and all regions within it."""
    rejected: Collection[str] = frozenset()
    """IRIs of what a review rejected: it is in no list."""
    owners: Mapping[str, Owner] = field(default_factory=dict)
    """By plan: which region each part is about; it tells where an organisation is named."""

    @cached_property
    def goals(self) -> list[Entry]:
        """Goals by region, theme, kind, year, whether an initiative serves it, whether it has a number, and plan."""
        return [Entry(one.iri, (self._goal(one),)) for one in self.facts.goals.values() if self._kept(one.iri)]

    @cached_property
    def initiatives(self) -> list[Entry]:
        """Initiatives by region, theme, status, target group, approach, voorloper, signal, organisation, goal, plan."""
        ones = self.facts.initiatives.values()
        return [Entry(one.iri, (self._initiative(one),)) for one in ones if self._kept(one.iri)]

    @cached_property
    def organisations(self) -> list[Entry]:
        """Organisations by type and by what they do: role, region, theme, plan of each initiative; and where named."""
        sides: dict[str, list[Side]] = defaultdict(list)
        for entry in self.initiatives:
            for organisation, roles in self.facts.initiatives[entry.iri].roles.items():
                for role in _plain(roles):
                    sides[organisation].append(
                        {**entry.sides[0], "role": frozenset({role}), "of": frozenset({entry.iri})}
                    )
        return [
            Entry(one.iri, tuple({**side, "type": frozenset({one.type} - {""})} for side in self._sides(one, sides)))
            for one in self.facts.organisations.values()
            if self._kept(one.iri)
        ]

    @cached_property
    def served(self) -> dict[str, list[str]]:
        """Goal to the initiatives that serve it."""
        found: dict[str, list[str]] = defaultdict(list)
        for entry in self.initiatives:
            for goal in self.facts.initiatives[entry.iri].goals:
                found[goal].append(entry.iri)
        return found

    def narrowed(self, kind: str, value: str) -> frozenset[str]:
        """What a choice stands for: a region with those within it, a theme with those below it."""
        if kind == "region":
            return self.inside(value)
        if kind == "theme":
            return frozenset(theme for theme, above in self.facts.broader.items() if value in above) | {value}
        return frozenset({value})

    def widened(self, kind: str, value: str) -> Iterable[str]:
        """What a thing counts for: its region and those that hold it, its theme and those above it."""
        if kind == "region":
            return self._holders.get(value, (value,))
        if kind == "theme":
            return self.facts.broader.get(value, (value,))
        return (value,)

    def value(self, kind: str, name: str) -> str:
        """The value that a key, an IRI or a name stands for, whether or not anything has it.

        Raises:
            UnknownNameError: there is no such choice; the way out holds the nearest.
        """
        if kind == "year" and name.isdecimal():
            return name
        called = self._called.setdefault(kind, {}) or self._call(kind)
        if (found := called.get(name) or called.get(fold(name))) is not None:
            return found
        near = [called[match] for match, *_ in process.extract(fold(name[:_LONGEST]), list(called), limit=_NEAREST)]
        raise UnknownNameError(kind, name, list(dict.fromkeys(choice_key(kind, value) for value in near)))

    @cached_property
    def _holders(self) -> dict[str, tuple[str, ...]]:
        held: dict[str, list[str]] = defaultdict(list)
        for holder in self.facts.covered:
            for region in self.inside(holder):
                held[region].append(holder)
        return {region: tuple(holders) for region, holders in held.items()}

    @cached_property
    def _called(self) -> dict[str, dict[str, str]]:
        """By kind: IRIs, keys and names of the values, to the value."""
        return {}

    def _call(self, kind: str) -> dict[str, str]:
        called = self._called[kind]
        for value in self._vocabulary(kind):
            label = self.facts.label(value)
            for text in (value, choice_key(kind, value), fold(label.nl), fold(label.en)):
                called.setdefault(text, value)
        return called

    def _vocabulary(self, kind: str) -> Iterable[str]:
        facts = self.facts
        things: dict[str, Iterable[str]] = {
            "region": facts.regions,
            "theme": facts.broader,
            "organisation": facts.organisations,
            "leader": facts.organisations,
            "plan": facts.plans,
        }
        if kind in things:
            return things[kind]
        return _VALUES[kind] if kind in _VALUES else (iri for iri in facts.labels if _BEGINS[kind] in iri)

    def _goal(self, one: Goal) -> Side:
        return {
            "region": frozenset(one.regions),
            "theme": self._themes(one.national, one.themes),
            "kind": frozenset({one.kind}),
            "year": frozenset(map(str, one.years)) or frozenset({NONE}),
            "served": frozenset({YES if one.iri in self.served else NO}),
            "number": frozenset({YES if any(target.value is not None for target in one.targets) else NO}),
            "plan": frozenset(one.plans),
        }

    def _initiative(self, one: Initiative) -> Side:
        return {
            "region": frozenset(one.regions),
            "theme": self._themes(one.national, one.themes),
            "status": frozenset({one.status or "unknown"}),
            "group": one.groups,
            "approach": one.approaches,
            "voorloper": frozenset({YES if one.voorloper else NO}),
            "signal": signals(one),
            "organisation": frozenset(one.roles),
            "leader": frozenset(iri for iri, roles in one.roles.items() if "ledBy" in roles),
            "goal": frozenset(one.goals),
            "plan": frozenset(one.plans),
        }

    def _sides(self, one: Organisation, working: Mapping[str, Sequence[Side]]) -> list[Side]:
        """What it does in initiatives, and where it is named, which is a side for each plan and region."""
        sides = list(working.get(one.iri, ()))
        places = {(quote.plan, region) for quote in one.quotes for region in self._about(quote)}
        places |= {(plan, region) for plan in one.plans if not one.quotes for region in self._covers(plan)}
        done = {(plan, region) for side in sides for plan in side["plan"] for region in side["region"]}
        for plan, region in sorted(places - done):
            sides.append({"region": frozenset({region}), "plan": frozenset({plan}), "role": frozenset({NAMED})})
        return sides

    def _about(self, quote: Quote) -> tuple[str, ...]:
        owner = self.owners.get(quote.plan)
        if not owner or quote.start < 0:
            return self._covers(quote.plan)
        place = bisect_right(owner, quote.start, key=lambda part: part[0]) - 1
        return (owner[max(place, 0)][1],)

    def _covers(self, plan: str) -> tuple[str, ...]:
        return self.facts.plans[plan].regions if plan in self.facts.plans else ()

    def _themes(self, national: frozenset[str], own: Iterable[str]) -> frozenset[str]:
        """The national themes, 'anders' too where that is what the thing or its plan theme points to."""
        other = any(
            iri == OTHER or (iri in self.facts.themes and OTHER in self.facts.themes[iri].national) for iri in own
        )
        return national | {OTHER} if other else national

    def _kept(self, iri: str) -> bool:
        return iri not in self.rejected


def choice_key(kind: str, value: str) -> str:
    """What a value is called in an address."""
    return key_of(value).removeprefix(_PREFIXES.get(kind, "")) if "/" in value else value


def signals(one: Initiative) -> frozenset[str]:
    """IRIs of the signs by which an initiative was taken for a voorloper."""
    return frozenset(str(RGC[f"signal-{signal}"]) for signal in one.signals)


def _plain(roles: Iterable[str]) -> frozenset[str]:
    """Roles without `involves`, which every other role is too, where there is another."""
    said = frozenset(roles)
    return said - {"involves"} or said
