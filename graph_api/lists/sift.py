"""Narrows things by choices, and counts what each further choice would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

Side = Mapping[str, frozenset[str]]
"""Kind of choice to the values that hold together: of a goal all it has; of an organisation those of one initiative."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing of which choices tell."""

    iri: str
    sides: tuple[Side, ...]
    """It is listed where one of them has all that was chosen."""


@dataclass(frozen=True, slots=True)
class Sifted:
    """What is left of the things."""

    sides: Mapping[str, list[Side]]
    """Each thing that is left, in the order of the entries, with the sides that have all that was chosen."""
    counts: Mapping[str, Counter[str]]
    """For each kind of choice the things that each value would leave, whatever else of that kind was chosen."""


def sift(
    entries: Iterable[Entry],
    within: Mapping[str, frozenset[str]],
    wanted: Mapping[str, frozenset[str]],
    kinds: Sequence[str],
    widened: Callable[[str, str], Iterable[str]],
) -> Sifted:
    """Keep the things that have all that is wanted.

    Args:
        entries: the things.
        within: by kind the values of which one must hold; what does not have them is not counted at all.
        wanted: by kind the chosen values, of which one must hold.
        kinds: of choices that are counted.
        widened: a kind and a value to all values that it counts for: a municipality's region, a theme above.
    """
    left: dict[str, list[Side]] = {}
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    wide: dict[tuple[str, str], frozenset[str]] = {}
    for entry in entries:
        values: dict[str, set[str]] = {}
        for side in entry.sides:
            if not all(_holds(side, kind, these) for kind, these in within.items()):
                continue
            lacking = [kind for kind, these in wanted.items() if not _holds(side, kind, these)]
            if not lacking:
                left.setdefault(entry.iri, []).append(side)
            if len(lacking) > 1:
                continue
            for kind in lacking or kinds:
                if kind in counts:
                    values.setdefault(kind, set()).update(side.get(kind, ()))
        for kind, these in values.items():
            for value in these:
                if (kind, value) not in wide:  # things are many, values few
                    wide[kind, value] = frozenset(widened(kind, value))
            counted = counts[kind]
            for value in frozenset[str]().union(*(wide[kind, value] for value in these)):
                counted[value] += 1
    return Sifted(left, counts)


def _holds(side: Side, kind: str, these: frozenset[str]) -> bool:
    return not these.isdisjoint(side.get(kind, ()))
