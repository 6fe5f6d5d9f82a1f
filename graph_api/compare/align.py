"""Goals and initiatives that speak of the same thing: how like two are, and what goes together.

The measure is the cosine of TF-IDF (Salton and Buckley 1988) over lemmas and parts of Dutch compounds, with what two
share beside their words: national themes, approaches, and the unit in which a target is counted. Numbers and years are
left out: goals that differ only in those are the ones most worth putting side by side. How rare a word is, is counted
over what is aligned together with the labels and definitions of all themes and approaches, so that it also says
something where little is aligned.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy import sparse

from graph_api.compare.facts import Goal, Initiative
from graph_api.similar.words import Words, labels, vocabulary

WORDS: Final = 0.8
"""What the words count for."""
SHARED: Final = 0.2
"""What the share of the themes, approaches and units counts for that two have in common (Jaccard)."""
TOGETHER: Final = 0.48
"""Score from which two goals speak of the same thing."""
SAME: Final = 0.6
"""Score from which a goal or initiative of an update is one of the plan."""
_LEAST: Final = 0.3
"""Cosine of the words below which nothing else counts."""
_COMMON: Final = 2
"""Words, or parts of compounds, that two have in common at least: of short texts one word says too little."""
_ROWS: Final = 500
"""Rows that are multiplied at the same time."""


@dataclass(frozen=True, slots=True)
class Item:
    """What is aligned."""

    iri: str
    text: str
    place: str
    """Region, or plan: two of one place are not aligned."""
    marks: frozenset[str]
    """What it has beside its words."""


def goal_item(goal: Goal, place: str) -> Item:
    """A goal to align."""
    words = [goal.statement, *(target.indicator for target in goal.targets)]
    units = {f"unit {target.unit.casefold()}" for target in goal.targets if target.unit}
    return Item(goal.iri, " ".join(words), place, frozenset({*goal.themes, *units}))


def initiative_item(one: Initiative, place: str) -> Item:
    """An initiative to align: by its names."""
    return Item(one.iri, " ".join(one.names), place, frozenset({*one.themes, *one.approaches}))


def pairs(items: Sequence[Item], least: float) -> list[tuple[int, int, float]]:
    """The pairs of different places that speak of the same thing, and how like they are (0 to 1).

    Of two places an item goes with the one that is most like it, if that is so both ways round; the places beside these
    two make no difference to it, apart from how rare a word is.

    Args:
        items: what is aligned; rarity of words is that among these.
        least: score from which two speak of the same thing.

    Returns:
        Places in `items`, the first before the second, in order.
    """
    best: dict[tuple[int, str], tuple[float, int]] = {}
    for i, j, score in likes(items, least):
        key = (i, items[j].place)
        if key not in best or (-score, j) < (-best[key][0], best[key][1]):
            best[key] = (score, j)
    found = []
    for (i, _), (score, j) in best.items():
        if i < j and best.get((j, items[i].place), (0.0, -1))[1] == i:
            found.append((i, j, round(score, 4)))
    return sorted(found)


def likes(items: Sequence[Item], least: float) -> Iterable[tuple[int, int, float]]:
    """All pairs of different places that score `least` or more, both ways round; see `pairs`."""
    if not items:
        return
    words = Words(item.text for item in items)
    bags = [_without_numbers(words.bag(item.text)) for item in items]
    matrix = _weighted(bags)
    places = {place: number for number, place in enumerate(sorted({item.place for item in items}))}
    place = np.array([places[item.place] for item in items])
    for start in range(0, len(items), _ROWS):
        for i, j, score in _scored(items, matrix, place, start, least):
            if len(bags[i].keys() & bags[j].keys()) >= _COMMON:
                yield i, j, score


def _without_numbers(bag: Mapping[str, float]) -> dict[str, float]:
    return {word: weight for word, weight in bag.items() if not any(map(str.isdigit, word))}


def _weighted(bags: Sequence[Mapping[str, float]]) -> Any:
    """Weights times rarity, as a sparse matrix with rows of length 1; often counts for little more than once."""
    background = vocabulary()
    having = Counter(word for bag in bags for word in bag)
    columns = {word: place for place, word in enumerate(sorted(having))}
    number = len(bags) + len(labels()) + 1
    rare = {word: math.log(number / (having[word] + background.get(word, 0) + 0.5)) for word in columns}
    values, places, starts = [], [], [0]
    for bag in bags:
        row = {word: (min(often, 1) + 0.3 * math.log(max(often, 1))) * rare[word] for word, often in bag.items()}
        length = math.hypot(*row.values()) or 1.0
        values += [value / length for value in row.values()]
        places += [columns[word] for word in row]
        starts.append(len(values))
    return sparse.csr_matrix((values, places, starts), shape=(len(bags), max(len(columns), 1)), dtype=np.float32)


def _scored(
    items: Sequence[Item], matrix: Any, place: np.typing.NDArray[np.int64], start: int, least: float
) -> Iterable[tuple[int, int, float]]:
    near = sparse.coo_matrix(matrix[start : start + _ROWS] @ matrix.T)
    rows = near.row.astype(np.int64) + start
    # with all marks in common a pair can still reach `least` from this cosine on
    floor = max(_LEAST, (least - SHARED) / WORDS)
    kept = (near.data >= floor) & (place[rows] != place[near.col])
    for i, j, cosine in zip(rows[kept].tolist(), near.col[kept].tolist(), near.data[kept].tolist(), strict=True):
        score = WORDS * min(cosine, 1.0) + SHARED * _jaccard(items[i].marks, items[j].marks)
        if score >= least:
            yield i, j, round(score, 6)


def _jaccard(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / len(one | two) if one or two else 0.0


def groups(near: Mapping[str, Mapping[str, float]], wanted: Iterable[str]) -> list[tuple[list[str], float]]:
    """What goes together: groups of which any two that were put together are linked for more than half, the best first.

    Args:
        near: each to what it is linked to, with the score (`neighbours`).
        wanted: what is grouped; links to others are passed over.

    Returns:
        Groups of two or more with the mean of the links inside, the best first; the same whatever the order of `wanted`.
    """
    known = {one for one in wanted if one in near}
    links = ((-near[one][two], one, two) for one in known for two in near[one].keys() & known if one < two)
    group: dict[str, set[str]] = {}
    for _, one, two in sorted(links):
        first, second = group.get(one, {one}), group.get(two, {two})
        if first is not second and _linked(near, first, second):
            if len(first) < len(second):
                first, second = second, first
            first |= second
            group |= dict.fromkeys((one, two, *second), first)
    found = [sorted(members) for members in {id(members): members for members in group.values()}.values()]
    scored = [(members, _mean(near, members)) for members in found]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))


def _linked(near: Mapping[str, Mapping[str, float]], first: set[str], second: set[str]) -> bool:
    """Whether of all pairs between two groups more than half are linked."""
    few, many = sorted((first, second), key=len)
    between = sum(len(near[one].keys() & many) for one in few)
    return 2 * between > len(first) * len(second)


def _mean(near: Mapping[str, Mapping[str, float]], members: Sequence[str]) -> float:
    inside = set(members)
    scores = [near[one][two] for one in members for two in sorted(near[one].keys() & inside)]
    return round(math.fsum(scores) / len(scores), 3)


def linked(items: Sequence[Item], least: float) -> dict[tuple[str, str], float]:
    """`pairs` by IRI, the first before the second by the alphabet."""
    found = {}
    for i, j, score in pairs(items, least):
        one, two = sorted((items[i].iri, items[j].iri))
        found[one, two] = score
    return dict(sorted(found.items()))


def neighbours(links: Mapping[tuple[str, str], float]) -> dict[str, dict[str, float]]:
    """Each to what it is linked to."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for (one, two), score in links.items():
        found[one][two] = score
        found[two][one] = score
    return dict(found)
