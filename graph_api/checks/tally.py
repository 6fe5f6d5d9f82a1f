"""The counts of all checks of a version, for every plan, region and theme, worked out once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from graph_api.checks.items import Item, Thing, items
from graph_api.checks.shaped import Report, warnings
from graph_api.checks.table import definitions
from graph_api.facts import Facts
from graph_api.voorlopers.texts import Texts


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted: all, or what is of a plan, of a region or inside it, on a theme or below it. IRIs, '' for all."""

    plan: str = ""
    region: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    found: int
    of: int

    @property
    def share(self) -> float | None:
        """0 to 1; None where there is nothing to count."""
        return self.found / self.of if self.of else None


class Checked:
    """The checks of a version."""

    def __init__(self, facts: Facts, texts: Texts, report: Report) -> None:
        self.facts = facts
        self._items: dict[str, list[Item]] = defaultdict(list)
        for item in (*items(facts, texts), *warnings(facts, report)):
            self._items[item.check].append(item)
        self._counts = self._counted()

    def share(self, check: str, scope: Scope) -> Share:
        """What was found in a scope; of a shape's warnings `found` is how many there are, and `of` 0."""
        found, of = self._counts.get((check, scope), (0, 0))
        return Share(of, 0) if definitions()[check].shape else Share(found, of)

    def items(self, check: str, scope: Scope, found: bool) -> list[Item]:
        """The things behind a share, those found or those not, in order of plan and place."""
        chosen = [
            item
            for item in self._items.get(check, ())
            if item.found == found and scope in _Scopes(self.facts, item.thing)
        ]
        return sorted(chosen, key=lambda item: (item.thing.plans, _place(item.thing), item.thing.iri))

    def of(self, iri: str) -> list[Item]:
        """What each check found of one thing, in the order of the checks."""
        return [found[iri] for name in definitions() if iri in (found := self._by_thing.get(name, {}))]

    @cached_property
    def _by_thing(self) -> dict[str, dict[str, Item]]:
        return {name: {item.thing.iri: item for item in listed} for name, listed in self._items.items()}

    def _counted(self) -> dict[tuple[str, Scope], tuple[int, int]]:
        """Things that count alike are counted first, and then in each of their scopes."""
        alike: Counter[tuple[str, tuple[str, ...], tuple[str, ...], frozenset[str], bool]] = Counter(
            (item.check, item.thing.plans, item.thing.regions, item.thing.national, item.found)
            for of_check in self._items.values()
            for item in of_check
        )
        counts: dict[tuple[str, Scope], list[int]] = defaultdict(lambda: [0, 0])
        for (check, plans, regions, national, found), number in alike.items():
            for scope in _Scopes(self.facts, Thing("", "", plans, regions, national, ())).all():
                counted = counts[check, scope]
                counted[0] += number if found else 0
                counted[1] += number
        return {key: (found, of) for key, (found, of) in counts.items()}


class _Scopes:
    """The scopes that a thing counts in."""

    def __init__(self, facts: Facts, thing: Thing) -> None:
        self._plans = frozenset(thing.plans)
        self._regions = frozenset(above for region in thing.regions for above in facts.above(region))
        self._themes = frozenset(above for theme in thing.national for above in facts.broader.get(theme, ()))

    def __contains__(self, scope: Scope) -> bool:
        return (
            (not scope.plan or scope.plan in self._plans)
            and (not scope.region or scope.region in self._regions)
            and (not scope.theme or scope.theme in self._themes)
        )

    def all(self) -> Iterable[Scope]:
        """Each of them."""
        return (
            Scope(plan, region, theme)
            for plan in ("", *self._plans)
            for region in ("", *self._regions)
            for theme in ("", *self._themes)
        )


def _place(thing: Thing) -> int:
    return min((quote.start for quote in thing.quotes), default=-1)
