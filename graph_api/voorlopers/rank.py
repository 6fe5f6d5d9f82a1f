"""Voorlopers for a region, in order: who comes into question, what counts, and what the region has already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from graph_api.facts import Facts, Goal, Initiative
from graph_api.similar.vectors import Numbers
from graph_api.voorlopers import fit
from graph_api.voorlopers.prepared import Prepared
from graph_api.voorlopers.texts import cosines
from graph_api.voorlopers.weights import Weights, values


class State(StrEnum):
    """What is known of the region."""

    FOUND = "goals-found"
    NO_GOALS = "no-goals-found"
    """Its plan was read, and no goal on the theme was found in it."""
    NOT_READ = "plan-not-read"
    """No plan of it was read, nor of a region that holds it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a score."""

    value: float
    """0 to 1."""
    known: bool = True
    """Whether it was known; else a value in the middle stands in."""


@dataclass(frozen=True, slots=True)
class Found:
    """An initiative elsewhere."""

    initiative: Initiative
    score: float
    """0 to 1."""
    components: Mapping[str, Part]
    """readiness, fit, evidence; and their parts: fit.goals, …"""
    goal: Goal | None
    """The goal of the region that it fits best."""
    themes: tuple[str, ...]
    """IRIs of the national themes that it shares with that goal; without a goal, its own."""
    words: tuple[str, ...]
    """The words that it shares with that goal, the rarest first; as lemmas."""
    through_goal: bool
    """Whether these are words of a goal that it is stated to serve."""
    spread: tuple[str, ...]
    """IRIs of the regions that follow the approach or do something alike, its own too."""
    also: tuple[Initiative, ...] = ()
    """Initiatives further down the list that do the same elsewhere."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An initiative elsewhere that the region has already."""

    initiative: Initiative
    own: Initiative
    why: str
    """name, approach or similarity."""
    score: float
    """0 to 1."""


@dataclass(frozen=True)
class Advice:
    """The answer for a region."""

    region: str
    theme: str | None
    state: State
    goals_of: str
    """IRI of the region whose goals were compared: the region itself, or where it has none the nearest that holds it."""
    goals: int
    """How many goals that is."""
    weights: Weights
    total: int
    """How many were found, before a limit."""
    found: list[Found] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked."""

    region: str
    """IRI."""
    theme: str | None = None
    """IRI of a national theme; what is below it counts."""
    about: str = ""
    """Words that goals and initiatives must have to do with; '' for all."""
    limit: int = 20
    weights: Weights = field(default_factory=Weights.usual)


def voorlopers(prepared: Prepared, asked: Asked) -> Advice:
    """Initiatives of other regions that run or are exemplary, fit the region's goals, and that it has not yet.

    Like initiatives of several regions stand together under the best of them. The order is the same each time.
    """
    facts = prepared.facts
    home = _goals_of(facts, asked.region)
    within, around = facts.below(home), facts.below(asked.region) | facts.above(asked.region)
    goals = [goal for goal in facts.goals.values() if within.intersection(goal.regions)]
    own = [one for one in facts.initiatives.values() if around.intersection(one.regions)]
    if not goals and not own:
        return Advice(asked.region, asked.theme, State.NOT_READ, home, 0, asked.weights, 0)
    elsewhere = [at for at, one in enumerate(prepared.candidates) if not around.intersection(one.regions)]
    places = _asked_about(prepared, asked, elsewhere)
    on_theme = _goals_about(prepared, asked, goals)
    wider = on_theme or _goals_about(prepared, _wider(facts, asked), goals)
    scored = _scored(prepared, asked, home, places, wider, goals, own)
    had = _Had(prepared, own)
    found: list[Found] = []
    left_out: list[LeftOut] = []
    for one in scored:
        if (already := had.already(one.initiative)) is not None:
            left_out.append(LeftOut(one.initiative, *already, one.score))
        else:
            found.append(one)
    together = _together(prepared, found)
    state = State.FOUND if on_theme else State.NO_GOALS
    shown = [_explained(prepared, one, asked.theme) for one in together[: asked.limit]]
    return Advice(asked.region, asked.theme, state, home, len(on_theme), asked.weights, len(together), shown, left_out)


def _asked_about(prepared: Prepared, asked: Asked, places: Sequence[int]) -> list[int]:
    """Places of the candidates that are on the theme and about the words."""
    facts, candidates = prepared.facts, prepared.candidates
    found = [at for at in places if asked.theme is None or facts.on_theme(candidates[at].national, asked.theme)]
    if not asked.about or not found:
        return found
    likeness = cosines(prepared.texts.row(asked.about), prepared.words[found])[0]
    return [at for at, like in zip(found, likeness, strict=True) if like >= values()["goals"]["least"]]


def _goals_about(prepared: Prepared, asked: Asked, goals: Sequence[Goal]) -> list[Goal]:
    """The goals that are on the theme and about the words."""
    facts, texts = prepared.facts, prepared.texts
    found = [goal for goal in goals if asked.theme is None or facts.on_theme(goal.national, asked.theme)]
    if not asked.about or not found:
        return found
    rows = texts.goals[[texts.goal_row[goal.iri] for goal in found]]
    likeness = cosines(texts.row(asked.about), rows)[0]
    return [goal for goal, like in zip(found, likeness, strict=True) if like >= values()["goals"]["least"]]


def _wider(facts: Facts, asked: Asked) -> Asked:
    """The same without words, and on the theme above; for a region of which no goal was found on the theme itself."""
    if asked.theme is None or asked.about:
        return replace(asked, about="")
    above = facts.broader[asked.theme] - {asked.theme}
    nearest = max(above, key=lambda one: (len(facts.broader[one]), one), default=asked.theme)
    return replace(asked, theme=nearest)


def _goals_of(facts: Facts, region: str) -> str:
    """The region, or the smallest that holds it and that has goals itself; the region where none has."""
    with_goals = {one for goal in facts.goals.values() for one in goal.regions}
    if facts.below(region) & with_goals:
        return region
    above = [one for one in facts.above(region) if one in with_goals]
    return min(above, key=lambda one: (len(facts.below(one)), one), default=region)


def _scored(
    prepared: Prepared,
    asked: Asked,
    home: str,
    places: Sequence[int],
    goals: Sequence[Goal],
    all_goals: Sequence[Goal],
    own: Sequence[Initiative],
) -> list[Found]:
    """The candidates that fit, the best first; without goals on the theme all are taken to fit equally little."""
    facts, candidates = prepared.facts, [prepared.candidates[place] for place in places]
    fits = fit.goal_fit(prepared, places, goals)
    own_groups = frozenset(group for one in own for group in one.groups)
    parts = {
        "readiness.status": fit.status(candidates),
        "readiness.signals": fit.signals(candidates),
        "readiness.spread": fit.spread(prepared, candidates),
        "fit.goals": fits.score,
        "fit.salience": fit.salience(facts, all_goals, candidates),
        "fit.groups": fit.groups(own_groups, candidates),
        "fit.scale": fit.scale(facts, home, candidates),
        "evidence.confidence": fit.confidence(candidates),
        "evidence.pieces": fit.pieces(candidates),
    }
    total, components = _weighed(parts, asked.weights)
    known = {name: ~np.isnan(part) for name, part in parts.items()}
    order = sorted(range(len(candidates)), key=lambda at: (-total[at], candidates[at].label, candidates[at].iri))
    return [
        Found(
            initiative=candidates[at],
            score=float(total[at]),
            components={
                name: Part(float(value[at]), name not in known or bool(known[name][at]))
                for name, value in components.items()
            },
            goal=goals[fits.goal[at]] if fits.goal[at] >= 0 else None,
            themes=(),
            words=(),
            through_goal=bool(fits.stated[at]),
            spread=tuple(sorted(prepared.spread[candidates[at].iri])),
        )
        for at in order
        if fits.goal[at] >= 0 or not goals
    ]


def _weighed(
    parts: Mapping[str, Numbers], weights: Weights
) -> tuple[NDArray[np.float64], dict[str, NDArray[np.float64]]]:
    """The score of each candidate, and its components and parts; of what is not known stands the value for that."""
    filled = {name: np.nan_to_num(part, nan=values()["unknown"]).astype(np.float64) for name, part in parts.items()}
    total = np.zeros(len(next(iter(filled.values()))))
    found: dict[str, NDArray[np.float64]] = {}
    for name, component in weights.components.items():
        own = {f"{name}.{part}": weight.share for part, weight in component.parts.items()}
        found[name] = np.clip(sum(share * filled[part] for part, share in own.items()), 0, 1)
        found |= {part: filled[part] for part in own}
        total = total + component.weight.share * found[name]
    return np.clip(total, 0, 1), found


class _Had:
    """What a region has already."""

    def __init__(self, prepared: Prepared, own: Iterable[Initiative]) -> None:
        self._prepared = prepared
        self._own = {one.iri: one for one in own}
        self._by_name: dict[str, Initiative] = {}
        self._by_approach: dict[str, Initiative] = {}
        for one in self._own.values():
            self._by_name |= {name: one for name in prepared.names[one.iri] if name not in self._by_name}
            self._by_approach |= {key: one for key in one.approaches if key not in self._by_approach}

    def already(self, candidate: Initiative) -> tuple[Initiative, str] | None:
        """The initiative of the region that does the same, and why it is thought so; None where it has none."""
        for name in sorted(self._prepared.names[candidate.iri]):
            if name in self._by_name:
                return self._by_name[name], "name"
        for approach in sorted(candidate.approaches):
            if approach in self._by_approach:
                return self._by_approach[approach], "approach"
        like = self._prepared.facts.similar.get(candidate.iri, {})
        best = max((other for other in like if other in self._own), key=lambda iri: (like[iri], iri), default=None)
        return (self._own[best], "similarity") if best else None


def _together(prepared: Prepared, found: Sequence[Found]) -> list[Found]:
    """Like ones stand under the first of them: of one approach, of one name, or alike."""
    heads: list[tuple[Found, list[Initiative]]] = []
    by_name: dict[str, int] = {}
    by_approach: dict[str, int] = {}
    by_likeness: dict[str, int] = {}
    for one in found:
        names, approaches = prepared.names[one.initiative.iri], one.initiative.approaches
        places = [by_name.get(name) for name in names] + [by_approach.get(approach) for approach in approaches]
        known = [place for place in (*places, by_likeness.get(one.initiative.iri)) if place is not None]
        if known:
            heads[min(known)][1].append(one.initiative)
            continue
        place = len(heads)
        heads.append((one, []))
        by_name |= dict.fromkeys(names, place)
        by_approach |= dict.fromkeys(approaches, place)
        by_likeness |= dict.fromkeys(prepared.facts.similar.get(one.initiative.iri, ()), place)
    return [replace(one, also=tuple(also)) for one, also in heads]


def _explained(prepared: Prepared, found: Found, theme: str | None) -> Found:
    """With what it shares with the goal."""
    facts = prepared.facts
    national = found.initiative.national
    if found.goal is None:
        return replace(found, themes=tuple(sorted(national)))
    wide = {above for one in found.goal.national for above in facts.broader[one]}
    shared = {one for one in national if one in wide or facts.broader[one] & found.goal.national}
    if theme is not None:
        shared = {one for one in shared if facts.on_theme([one], theme)} or shared
    texts, row = prepared.texts, prepared.texts.goal_row
    goal = texts.goals[row[found.goal.iri]]
    served = [row[iri] for iri in found.initiative.goals if iri in row] if found.through_goal else []
    other = texts.together([served]) if served else texts.initiatives[texts.initiative_row[found.initiative.iri]]
    return replace(found, themes=tuple(sorted(shared)), words=texts.shared(goal, other))
