"""Which initiatives follow the same approach according to careful readers, and how well scores agree with that."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph_api.similar.initiatives import Initiative, read_list
from graph_api.similar.vectors import Numbers, Places

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Figures:
    """How well scores agree with the reference; each 0 to 1."""

    mrr: float
    """Mean over initiatives with a twin in another region of 1 / rank of the best-ranked twin."""
    precision: float
    """Of the pairs called alike that are both in groups: the share that are in one group."""
    recall: float
    """Of the pairs of different regions that are in one group: the share called alike."""
    hard: float
    """Of the pairs marked as different in spite of their words: the share that score below the first one's best twin."""


@dataclass(frozen=True)
class Gold:
    """The reference: initiatives, their groups, and pairs that are different in spite of their words."""

    initiatives: Sequence[Initiative]
    group: Places
    """Number of the group of each initiative, -1 for none."""
    hard_negatives: Sequence[tuple[int, int]]

    @cached_property
    def region(self) -> Places:
        """A number for each region."""
        return np.unique([one.region for one in self.initiatives], return_inverse=True)[1].astype(np.int64)

    @cached_property
    def document(self) -> Places:
        """A number for each plan that the initiatives are from: what stands before the colon of an id."""
        return np.unique([one.id.split(":")[0] for one in self.initiatives], return_inverse=True)[1].astype(np.int64)

    @cached_property
    def pairs(self) -> tuple[Places, Places]:
        """All pairs of different regions."""
        i, j = np.triu_indices(len(self.initiatives), 1)
        apart = self.region[i] != self.region[j]
        return i[apart].astype(np.int64), j[apart].astype(np.int64)

    @cached_property
    def alike(self) -> Flags:
        """Which of the pairs are in one group."""
        i, j = self.pairs
        return np.asarray((self.group[i] >= 0) & (self.group[i] == self.group[j]))

    @cached_property
    def grouped(self) -> Places:
        """How many of the two of each pair are in a group."""
        i, j = self.pairs
        return (self.group[i] >= 0).astype(np.int64) + (self.group[j] >= 0)

    def figures(self, scores: Numbers, threshold: float, counted: Flags | None = None) -> Figures:
        """How well scores agree.

        Args:
            scores: of `pairs`.
            threshold: the score from which a pair counts as called alike.
            counted: which initiatives count, as `score_similar.py --only` has it; without, all.
        """
        counts = np.ones(len(self.initiatives), bool) if counted is None else counted
        i, j = self.pairs
        square = np.full((len(self.initiatives),) * 2, -1.0, np.float32)
        square[i, j] = square[j, i] = scores
        touched = counts[i] | counts[j]
        called = (scores >= threshold) & (self.grouped == 2) & touched
        true = self.alike & touched
        won = [
            square[a, b] < square[a, twins].max()
            for a, b in self.hard_negatives
            if (counts[a] or counts[b]) and (twins := self._twins(a)).any()
        ]
        ranks = [
            self._reciprocal(square[a], twins)
            for a in np.flatnonzero(counts).tolist()
            if (twins := self._twins(a)).any()
        ]
        return Figures(
            float(np.mean(ranks)),
            float((called & self.alike).sum() / max(called.sum(), 1)),
            float((called & true).sum() / max(true.sum(), 1)),
            float(np.mean(won)) if won else 1.0,
        )

    def _twins(self, place: int) -> Flags:
        if self.group[place] < 0:
            return np.zeros(len(self.group), bool)
        return np.asarray((self.group == self.group[place]) & (self.region != self.region[place]))

    def _reciprocal(self, scores: Numbers, twins: Flags) -> float:
        """Of two with the same score the one whose id comes first in the order of letters ranks first."""
        ids = [one.id for one in self.initiatives]
        best = max(np.flatnonzero(twins), key=lambda place: (scores[place], [-ord(sign) for sign in ids[place]]))
        above = sum(1 for place in np.flatnonzero(scores > scores[best]))
        level = sum(1 for place in np.flatnonzero(scores == scores[best]) if ids[place] < ids[best])
        return 1 / (1 + above + level)


def read_gold(groups: Path, initiatives: Path) -> Gold:
    """The reference from its two files.

    Raises:
        RegiograafError: the list of initiatives cannot be read.
        OSError, ValueError, KeyError: the groups cannot be read.
    """
    listed = read_list(initiatives)
    places = {one.id: place for place, one in enumerate(listed)}
    document = json.loads(groups.read_text(encoding="utf-8"))
    group = np.full(len(listed), -1, np.int64)
    for number, entry in enumerate(document["groups"]):
        for member in entry["members"]:
            if member in places:
                group[places[member]] = number
    hard = [(places[a], places[b]) for a, b in document.get("hard_negatives", []) if a in places and b in places]
    return Gold(listed, group, hard)
