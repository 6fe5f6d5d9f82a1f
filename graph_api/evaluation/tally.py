"""Precision, recall and F1 from counts."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Tally:
    """How much was found of what should be; tallies add up."""

    right: int = 0
    """Found, and in the reference."""
    spurious: int = 0
    """Found, but not in the reference."""
    missed: int = 0
    """In the reference, but not found."""

    @classmethod
    def of_sets(cls, expected: Set[Any], found: Set[Any]) -> Tally:
        """Of two sets of values."""
        return cls(len(expected & found), len(found - expected), len(expected - found))

    @classmethod
    def of_numbers(cls, right: int, expected: int, found: int) -> Tally:
        """Of how many there are on either side, and how many of these are the same."""
        return cls(right, found - right, expected - right)

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.spurious + other.spurious, self.missed + other.missed)

    @property
    def expected(self) -> int:
        """How many there are in the reference."""
        return self.right + self.missed

    @property
    def found(self) -> int:
        """How many there are in the graph."""
        return self.right + self.spurious

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right, 0 to 1; None where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of what should be found that was, 0 to 1; None where there is nothing to find."""
        return self.right / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two, 0 to 1; None where there is nothing on either side."""
        both = self.expected + self.found
        return 2 * self.right / both if both else None
