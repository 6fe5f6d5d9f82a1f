"""What two initiatives share, in terms that a person can check: a number from 0 to 1 for each, with the things named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from graph_api.similar.features import Described, measure
from graph_api.similar.vectors import Matrix, Numbers, Places, dots
from graph_api.similar.words import lemmas

WORDS: Final = 5
"""Shared words that are named at most."""
_LEAST_GOAL: Final = 0.15
"""Likeness of goals from which they are named as shared."""


@dataclass(frozen=True)
class Shared:
    """What two initiatives share. Each number is 0 to 1; what is named is empty where the number says nothing of it."""

    wording: float
    """How like names and texts are: letters and words, rare ones most."""
    words: tuple[str, ...]
    """Lemmas that both have, the most telling first."""
    meaning: float | None
    """How like they are in meaning, by multilingual-e5-small; None where the comparison did without."""
    theme: float
    """Share of their national themes that both have, rare ones most."""
    themes: tuple[str, ...]
    approach: float
    """1 where both follow one approach."""
    approaches: tuple[str, ...]
    target_group: float
    groups: tuple[str, ...]
    organisation: float
    organisations: tuple[str, ...]
    goal: float
    """How like the goals are that they serve. Shown, not weighed: the reference knows no goals to fit a weight on."""
    goals: tuple[str, ...] = field(default=())
    """The goal of the first and that of the second that are most like each other."""


def shared(described: Described, i: Places, j: Places) -> list[Shared]:
    """What the two of each pair share, for pairs of places in the list of initiatives."""
    found = measure(described, i, j)
    goals = dots(described.goals, described.goals, i, j)
    wording = np.maximum(found["best name by letters"], found["everything"])
    meaning = found.get("meaning of text")
    return [
        _one(described, int(a), int(b), {name: float(values[at]) for name, values in found.items()}, numbers)
        for at, (a, b, *numbers) in enumerate(zip(i, j, wording, goals, _or_none(meaning, len(i)), strict=True))
    ]


def _or_none(values: Numbers | None, size: int) -> Sequence[float | None]:
    return [None] * size if values is None else [round(float(value), 2) for value in values]


def _one(d: Described, a: int, b: int, found: dict[str, float], numbers: Sequence[float | None]) -> Shared:
    wording, goal, meaning = numbers
    one, other = d.initiatives[a], d.initiatives[b]
    groups = _common(one.groups, other.groups)
    return Shared(
        wording=_rounded(wording),
        words=shared_words(d, a, b),
        meaning=meaning,
        theme=_rounded(found["themes"]),
        themes=tuple(theme for theme in one.themes if theme in other.themes),
        approach=found["approach"],
        approaches=tuple(sorted(d.approaches[a] & d.approaches[b])),
        target_group=_rounded(found["target groups"]),
        groups=groups,
        organisation=_rounded(found["organisations"]),
        organisations=tuple(sorted(one.organisations & other.organisations)),
        goal=_rounded(goal),
        goals=_goals(one.goals, other.goals) if goal and goal >= _LEAST_GOAL else (),
    )


def _rounded(value: float | None) -> float:
    return round(min(max(float(value or 0), 0.0), 1.0), 2)


def shared_words(described: Described, a: int, b: int) -> tuple[str, ...]:
    """Words that both have, at least one of the two in a name, the most telling first; a part of a compound only where that is not shared."""
    left, right = _row(described.everything, a), _row(described.everything, b)
    columns = described.columns
    named = described.name_bags[a].keys() | described.name_bags[b].keys()
    weights = {columns[at]: left[at] * right[at] for at in left.keys() & right.keys() if columns[at] in named}
    ordered = sorted(weights, key=lambda word: (-weights[word], word))
    kept: list[str] = []
    for word in ordered:
        if len(word) > 3 and not any(word in other or other in word for other in kept):
            kept.append(word)
        elif any(other in word for other in kept):  # the whole says more than its part
            kept = [word if other in word else other for other in kept]
    return tuple(dict.fromkeys(kept))[:WORDS]


def _row(matrix: Matrix, place: int) -> dict[int, float]:
    part = slice(matrix.indptr[place], matrix.indptr[place + 1])
    return dict(zip(matrix.indices[part].tolist(), matrix.data[part].tolist(), strict=True))


def _common(left: Iterable[str], right: Iterable[str]) -> tuple[str, ...]:
    """Target groups of the one whose words the other has too."""
    words = [set(lemmas(group)) for group in right]
    return tuple(group for group in left if any(set(lemmas(group)) & other for other in words))


def _goals(left: Sequence[str], right: Sequence[str]) -> tuple[str, ...]:
    """The two goals with most words in common."""
    pairs = [(one, other) for one in left for other in right]

    def likeness(pair: tuple[str, str]) -> float:
        one, other = set(lemmas(pair[0])), set(lemmas(pair[1]))
        return len(one & other) / max(len(one | other), 1)

    return max(pairs, key=likeness, default=())
