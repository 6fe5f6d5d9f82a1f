"""What a confidence is worth: of the things that are this sure, how many a careful reader found too.

A reliability table, and the expected calibration error over its bins (Guo et al. 2017, 'On calibration of modern
neural networks').
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

LIMITS: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Where the bins of confidence begin; the last ends with 1."""


@dataclass
class Bin:
    """The things of one kind whose confidence lies in one bin."""

    things: int = 0
    right: int = 0
    sum_of_confidence: float = 0.0

    @property
    def share_right(self) -> float | None:
        """The share (0–1) that a reader found too; None where there are none."""
        return self.right / self.things if self.things else None

    @property
    def gap(self) -> float:
        """How far the mean confidence is from the share that is right, times the number of things."""
        return abs(self.sum_of_confidence - self.right)


@dataclass
class Reliability:
    """Things by kind and bin of confidence."""

    bins: dict[str, list[Bin]] = field(default_factory=lambda: defaultdict(lambda: [Bin() for _ in LIMITS]))

    def add(self, kind: str, judged: Iterable[tuple[float, bool]]) -> None:
        """Count things of a kind, each with its confidence (0–1) and whether it is right."""
        for confidence, right in judged:
            found = self.bins[kind][max(i for i, limit in enumerate(LIMITS) if confidence >= limit)]
            found.things += 1
            found.right += right
            found.sum_of_confidence += confidence

    def errors(self) -> Mapping[str, float]:
        """By kind the expected calibration error (0–1): the mean distance of confidence and truth, by thing."""
        return {
            kind: sum(b.gap for b in bins) / max(sum(b.things for b in bins), 1) for kind, bins in self.bins.items()
        }
