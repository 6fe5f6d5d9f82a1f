"""How well candidates fit a region: each part a number from 0 to 1 for each candidate; NaN where it is not known."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph_api.facts import Facts, Goal, Initiative
from graph_api.similar.vectors import Numbers
from graph_api.voorlopers.prepared import Prepared
from graph_api.voorlopers.texts import cosines
from graph_api.voorlopers.weights import values

Places = NDArray[np.int64]


@dataclass(frozen=True)
class GoalFit:
    """For each candidate the goal of the region that it fits best."""

    score: Numbers
    """0 to 1; 0 where it fits none."""
    goal: Places
    """Place in the list of goals; -1 where it fits none."""
    stated: NDArray[np.bool_]
    """Whether the words of a goal that it is stated to serve come nearest."""
    theme: Numbers
    """How much the themes of the two have in common."""


def goal_fit(prepared: Prepared, chosen: Sequence[int], goals: Sequence[Goal]) -> GoalFit:
    """How well candidates fit goals: the national themes they share, and how alike their words are.

    The words of a candidate are its own, those of the goals that it is stated to serve, and where there are none, for
    less, those of the goals of its theme.

    Args:
        prepared: with the candidates.
        chosen: places of the candidates.
        goals: of the region.
    """
    table = values()["goals"]
    number = len(chosen)
    if not goals or not number:
        none = np.zeros(number, np.float32)
        return GoalFit(none, np.full(number, -1), none.astype(bool), none)
    of_goals = [prepared.texts.goal_row[goal.iri] for goal in goals]
    rows = prepared.texts.goals[of_goals]
    own = cosines(rows, prepared.words[chosen])
    served = cosines(rows, prepared.served[chosen])
    around = table["by_theme"] * cosines(rows, prepared.around[chosen])
    wording = np.maximum(np.maximum(own, served), around)
    themes = prepared.goal_themes[of_goals] @ prepared.themes[np.asarray(chosen)].T
    score = table["theme"] * themes + (1 - table["theme"]) * np.minimum(wording / table["full"], 1)
    score[(themes <= 0) & (own < table["least"])] = 0
    best = score.argmax(axis=0)
    places = np.arange(number)
    top = np.minimum(score[best, places], 1).astype(np.float32)
    stated = (served[best, places] > own[best, places]) & (served[best, places] >= around[best, places])
    return GoalFit(top, np.where(top > 0, best, -1), stated, themes[best, places])


def salience(prepared: Prepared, goals: Iterable[Goal], candidates: Sequence[Initiative]) -> Numbers:
    """How much the heaviest theme of each weighs: goals of the region on it, times its rarity over regions, over the largest.

    (Rarity is 1 + ln((n + 1) / (d + 0.5)): a theme that every region has weighs less than one that few have.)
    """
    broader, regions = prepared.facts.broader, prepared.regions_on
    own = Counter(above for goal in goals for above in {a for t in goal.national for a in broader[t]})
    number = len({region for found in regions.values() for region in found})
    weights = {
        theme: count * (1 + math.log((number + 1) / (len(regions[theme]) + 0.5))) for theme, count in own.items()
    }
    largest = max(weights.values(), default=0.0) or 1.0
    known = [max((weights.get(theme, 0.0) for theme in one.national), default=math.nan) for one in candidates]
    return np.array(known, np.float32) / np.float32(largest)


def groups(own: frozenset[str], candidates: Sequence[Initiative]) -> Numbers:
    """The share of the target groups of each that the region has too."""
    found = [len(one.groups & own) / len(one.groups) if one.groups and own else math.nan for one in candidates]
    return np.array(found, np.float32)


def scale(facts: Facts, region: str, candidates: Sequence[Initiative]) -> Numbers:
    """How near the scale of each is to that of the region."""
    table = values()["scale"]
    wanted = _level(facts, [region])
    found = []
    for one in candidates:
        level = _level(facts, one.places) or _level(facts, one.regions)
        known = level is not None and wanted is not None
        found.append(max(0.0, 1 - table["step"] * abs(level - wanted)) if known else math.nan)  # type: ignore[operator]
    return np.array(found, np.float32)


def _level(facts: Facts, regions: Iterable[str]) -> int | None:
    table = values()["scale"]
    kinds = {kind for region in regions if region in facts.regions for kind in facts.regions[region].kinds}
    return max((table[kind] for kind in kinds if kind in table), default=None)
