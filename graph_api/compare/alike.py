"""Regions like a region: over themes, goals and initiatives, with what it rests on.

- themes: the cosine of the saliences of the national themes (`salience`).
- goals: of the region with fewest goals, the share that speaks of the same thing as a goal of the other (`align`).
- initiatives: the mean of two shares: of the region with fewest initiatives, those that are like one of the other
  (rg:Similarity); and the approaches that both follow over those that either follows, weighted by rarity (Jaccard).

The score is 0.5 themes + 0.25 goals + 0.25 initiatives: what regions give their words to says most, because it rests on
the whole plan, while goals and initiatives that reading missed cannot be alike.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from graph_api.compare.answers import Like, Likes, Reason
from graph_api.compare.atlas import Atlas
from graph_api.compare.columns import labelled
from graph_api.compare.facts import key
from graph_api.compare.salience import Salience
from graph_api.compare.words import both

THEMES: Final = 0.5
GOALS: Final = 0.25
INITIATIVES: Final = 0.25
"""What each counts for in the score."""
MOST: Final = 10
"""Regions that are listed, unless more or fewer are asked for."""
_REASONS: Final = 5
"""Reasons of each kind that are told."""


def alike(profiles: Profiles, region: str, version: str, most: int = MOST) -> Likes:
    """The regions most like a region, of those with a plan or facts; regions that hold each other are not compared.

    Args:
        profiles: of the regions.
        region: IRI.
        version: name of the version.
        most: how many at most.
    """
    atlas = profiles.atlas
    others = sorted(other for other in atlas.speaking & atlas.regions.keys() if not _overlap(atlas, region, other))
    found = [profiles.like(region, other) for other in others]
    found.sort(key=lambda like: (-like.score, like.region.label_nl, like.region.iri))
    note = both("note", "reading")
    return Likes(
        self=f"/regions/{key(region)}/like" + ("" if most == MOST else f"?most={most}"),
        version=version,
        region=labelled(atlas, region),
        like=[like for like in found if like.score > 0][:most],
        note_nl=note[0],
        note_en=note[1],
    )


class Profiles:
    """What regions are compared by."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self._goals = {goal.iri: goal.region for goal in atlas.facts.goals if not goal.rejected}
        self._initiatives = {one.iri: one.region for one in atlas.facts.initiatives if not one.rejected}
        self._goal_links = _by_region(((*pair, score) for pair, score in atlas.links.items()), self._goals)
        self._links = _by_region(atlas.facts.similar, self._initiatives)
        self._vectors: dict[str, dict[str, float]] = {}
        self._follow: dict[str, set[str]] = {}
        following: dict[str, set[str]] = defaultdict(set)
        for one in atlas.facts.initiatives:
            for approach in () if one.rejected else one.approaches:
                following[approach].add(one.region)
        regions = max(len(atlas.speaking), 1)
        self._rare = {approach: math.log(1 + regions / len(of)) for approach, of in following.items()}

    def like(self, one: str, two: str) -> Like:
        """How like two regions are, and why."""
        themes, theme_reasons = self._themes(one, two)
        goals, goal_reasons = self._goals_alike(one, two)
        initiatives, reasons = self._initiatives_alike(one, two)
        score = THEMES * themes + GOALS * goals + INITIATIVES * initiatives
        return Like(
            region=labelled(self.atlas, two),
            score=min(1.0, round(score, 4)),
            themes=round(themes, 4),
            goals=round(goals, 4),
            initiatives=round(initiatives, 4),
            because=[*theme_reasons, *goal_reasons, *reasons],
        )

    def _themes(self, one: str, two: str) -> tuple[float, list[Reason]]:
        first, second = self._vector(one), self._vector(two)
        lengths = math.hypot(*first.values()) * math.hypot(*second.values()) if first and second else 0.0
        if not lengths:
            return 0.0, []
        terms = sorted(((first[t] * second[t] / lengths, t) for t in first.keys() & second.keys()), reverse=True)
        reasons = []
        for part, theme in terms[:_REASONS]:
            a, b = (f"{100 * vector[theme]:.0f}%" for vector in (first, second))
            concept = self.atlas.themes[theme]
            texts = [
                both("because", "theme", theme=name, one=a, two=b)[at]
                for at, name in enumerate((concept.nl, concept.en))
            ]
            reasons.append(_reason("theme", part, texts, [theme]))
        return min(1.0, sum(part for part, _ in terms)), reasons

    def _goals_alike(self, one: str, two: str) -> tuple[float, list[Reason]]:
        share, pairs = self._shared(one, two, self._goal_links, self._goals)
        goals = self.atlas.goals
        reasons = [
            _reason("goal", part, both("because", "goal", one=goals[a].statement, two=goals[b].statement), [a, b])
            for part, a, b in pairs
        ]
        return share, reasons

    def _initiatives_alike(self, one: str, two: str) -> tuple[float, list[Reason]]:
        share, pairs = self._shared(one, two, self._links, self._initiatives)
        names = self.atlas.initiatives
        reasons = [
            _reason("initiative", part / 2, both("because", "initiative", one=names[a].name, two=names[b].name), [a, b])
            for part, a, b in pairs
        ]
        first, second = self._approaches(one), self._approaches(two)
        either = sum(self._rare[approach] for approach in first | second)
        shared = sorted(first & second, key=lambda approach: (-self._rare[approach], approach))
        for approach in shared[:_REASONS]:
            concept = self.atlas.approaches[approach]
            texts = [both("because", "approach", approach=name)[at] for at, name in enumerate((concept.nl, concept.en))]
            reasons.append(_reason("approach", self._rare[approach] / either / 2, texts, [approach]))
        overlap = sum(self._rare[approach] for approach in shared) / either if either else 0.0
        return (share + overlap) / 2, reasons

    def _shared(
        self,
        one: str,
        two: str,
        links: Mapping[tuple[str, str], list[tuple[str, str, float]]],
        regions: Mapping[str, str],
    ) -> tuple[float, list[tuple[float, str, str]]]:
        """The share of the things of the region with fewest that are linked to the other, and the best pairs."""
        inside = self.atlas.inside(one), self.atlas.inside(two)
        found: dict[tuple[str, str], float] = {}
        for a, b in ((a, b) for a in inside[0] & self.atlas.speaking for b in inside[1] & self.atlas.speaking):
            for x, y, score in links.get((a, b), ()):
                found[x, y] = max(score, found.get((x, y), 0.0))
        sizes = [sum(self._number(region, regions) for region in side & self.atlas.speaking) for side in inside]
        if not found or not min(sizes):
            return 0.0, []
        linked = [{pair[at] for pair in found} for at in (0, 1)]
        at = 0 if sizes[0] <= sizes[1] else 1
        best: dict[str, tuple[str, str]] = {}  # of what the one with fewest has, each with the most alike
        for pair, _ in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])):
            best.setdefault(pair[at], pair)
        return len(linked[at]) / sizes[at], [(1 / sizes[at], *pair) for pair in list(best.values())[:_REASONS]]

    def _number(self, region: str, regions: Mapping[str, str]) -> int:
        return self.atlas.numbers[region][0 if regions is self._goals else 1]

    def _vector(self, region: str) -> dict[str, float]:
        if region not in self._vectors:
            inside = self.atlas.inside(region) & self.atlas.speaking
            self._vectors[region] = Salience(self.atlas, inside, self.atlas.themes).vector()
        return self._vectors[region]

    def _approaches(self, region: str) -> set[str]:
        if region not in self._follow:
            inside = self.atlas.inside(region)
            ones = (one for one in self.atlas.facts.initiatives if one.region in inside and not one.rejected)
            known = self.atlas.approaches.keys()
            self._follow[region] = {a for one in ones for a in one.approaches if a in known}
        return self._follow[region]


def _by_region(
    links: Iterable[tuple[str, str, float]], regions: Mapping[str, str]
) -> dict[tuple[str, str], list[tuple[str, str, float]]]:
    """Links by the regions of both ends, both ways round."""
    found: dict[tuple[str, str], list[tuple[str, str, float]]] = defaultdict(list)
    for one, two, score in links:
        if one in regions and two in regions:
            found[regions[one], regions[two]].append((one, two, score))
            found[regions[two], regions[one]].append((two, one, score))
    return found


def _reason(kind: str, weight: float, texts: Iterable[str], things: list[str]) -> Reason:
    dutch, english = texts
    told = {"kind": kind, "weight": round(min(weight, 1.0), 4), "text_nl": dutch, "text_en": english, "things": things}
    return Reason.model_validate(told)


def _overlap(atlas: Atlas, one: str, two: str) -> bool:
    held = _speaking(atlas, one), _speaking(atlas, two)
    return not held[0].isdisjoint(held[1])


def _speaking(atlas: Atlas, region: str) -> frozenset[str]:
    return (atlas.inside(region) & atlas.speaking) | {region}
