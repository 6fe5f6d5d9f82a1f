"""Voorlopers for a region, in order: who comes into question, what counts, and what the region has already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from graph_api.facts import Facts, Goal, Initiative
from graph_api.similar.vectors import Numbers
from graph_api.voorlopers import fit
from graph_api.voorlopers.asked import Advice, Asked, Found, LeftOut, Part, State
from graph_api.voorlopers.had import Had
from graph_api.voorlopers.prepared import Prepared
from graph_api.voorlopers.weights import Weights, values

_Thing = TypeVar("_Thing", Goal, Initiative)
_Head = tuple[int, list[Initiative]]
"""The place of a candidate, with those further down that do the same."""


def voorlopers(prepared: Prepared, asked: Asked) -> Advice:
    """Initiatives of other regions that run or are exemplary, fit the region's goals, and that it has not yet.

    Like initiatives of several regions stand together under the best of them. The order is the same each time.
    """
    question = (asked.region, asked.theme, asked.about, asked.limit, asked.skip, asked.weights.key)
    return prepared.remembered(
        question, lambda: _advice(prepared, asked) if asked.region else _anywhere(prepared, asked)
    )


def _anywhere(prepared: Prepared, asked: Asked) -> Advice:
    """For no region: fit is not known of any, so it does not count."""
    weights = asked.weights.without("fit")
    places = about(prepared, asked, prepared.candidates, range(len(prepared.candidates)))
    scored = _scored(prepared, replace(asked, weights=weights), "", places, [], [], [])
    together = _together(prepared, scored, scored.order)
    shown = [_found(prepared, scored, at, also, asked.theme) for at, also in _page(together, asked)]
    return Advice("", asked.theme, State.ANYWHERE, "", 0, weights, len(together), shown)


def _advice(prepared: Prepared, asked: Asked) -> Advice:
    facts = prepared.facts
    home = _goals_of(prepared, asked.region)
    around = facts.below(asked.region) | facts.above(asked.region)
    goals = _distinct(goal for region in sorted(facts.below(home)) for goal in prepared.goals_of.get(region, ()))
    own = _distinct(one for region in sorted(around) for one in prepared.initiatives_of.get(region, ()))
    if not goals and not own:
        return Advice(asked.region, asked.theme, State.NOT_READ, home, 0, asked.weights, 0)
    elsewhere = [at for at, one in enumerate(prepared.candidates) if not around.intersection(one.regions)]
    places = about(prepared, asked, prepared.candidates, elsewhere)
    on_theme = _goals_about(prepared, asked, goals)
    wider = on_theme or _goals_about(prepared, _wider(facts, asked), goals)
    scored = _scored(prepared, asked, home, places, wider, goals, own)
    had = Had(prepared, own)
    free: list[int] = []
    left_out: list[LeftOut] = []
    for at in scored.order:
        if (already := had.already(scored.candidates[at])) is not None:
            left_out.append(LeftOut(scored.candidates[at], *already, float(scored.total[at])))
        else:
            free.append(at)
    together = _together(prepared, scored, free)
    state = State.FOUND if on_theme else State.NO_GOALS
    shown = [
        replace(found, mention=prepared.mention(around, found.initiative.names))
        for found in (_found(prepared, scored, at, also, asked.theme) for at, also in _page(together, asked))
    ]
    return Advice(asked.region, asked.theme, state, home, len(on_theme), asked.weights, len(together), shown, left_out)


def _page(heads: Sequence[_Head], asked: Asked) -> Sequence[_Head]:
    return heads[asked.skip : asked.skip + asked.limit]


def about(prepared: Prepared, asked: Asked, things: Sequence[Initiative], places: Iterable[int]) -> list[int]:
    """Which of the initiatives at these places are on the theme and about the words.

    Args:
        prepared: of the version.
        asked: what is asked.
        things: initiatives.
        places: in `things`.
    """
    found = [at for at in places if asked.theme is None or prepared.facts.on_theme(things[at].national, asked.theme)]
    if not asked.about or not found:
        return found
    covered = prepared.texts.cover_of(asked.about, [things[at].iri for at in found])
    return [at for at, share in zip(found, covered, strict=True) if share >= values()["about"]["least"]]


def _goals_about(prepared: Prepared, asked: Asked, goals: Sequence[Goal]) -> list[Goal]:
    """The goals that are on the theme and about the words."""
    facts, texts = prepared.facts, prepared.texts
    found = [goal for goal in goals if asked.theme is None or facts.on_theme(goal.national, asked.theme)]
    if not asked.about or not found:
        return found
    rows = texts.goals[[texts.goal_row[goal.iri] for goal in found]]
    covered = texts.cover(asked.about, rows)
    return [goal for goal, share in zip(found, covered, strict=True) if share >= values()["about"]["least"]]


def _wider(facts: Facts, asked: Asked) -> Asked:
    """The same without words, and on the theme above; for a region of which no goal was found on the theme itself."""
    if asked.theme is None or asked.about:
        return replace(asked, about="")
    above = facts.broader[asked.theme] - {asked.theme}
    nearest = max(above, key=lambda one: (len(facts.broader[one]), one), default=asked.theme)
    return replace(asked, theme=nearest)


def _goals_of(prepared: Prepared, region: str) -> str:
    """The region, or the smallest that holds it and that has goals itself; the region where none has."""
    facts, with_goals = prepared.facts, prepared.goals_of
    if facts.below(region) & with_goals.keys():
        return region
    above = [one for one in facts.above(region) if one in with_goals]
    return min(above, key=lambda one: (len(facts.below(one)), one), default=region)


def _distinct(things: Iterable[_Thing]) -> list[_Thing]:
    """Each once, in order of IRI."""
    return [one for _, one in sorted({one.iri: one for one in things}.items())]


@dataclass(frozen=True)
class _Scored:
    """The candidates with their scores; all lists and arrays are in the same order."""

    candidates: Sequence[Initiative]
    total: NDArray[np.float64]
    components: Mapping[str, NDArray[np.float64]]
    known: Mapping[str, NDArray[np.bool_]]
    goals: Sequence[Goal]
    """Of the region."""
    fits: fit.GoalFit
    order: Sequence[int]
    """Places of those that fit, the best first; without goals all are taken to fit equally little."""


def _scored(
    prepared: Prepared,
    asked: Asked,
    home: str,
    places: Sequence[int],
    goals: Sequence[Goal],
    all_goals: Sequence[Goal],
    own: Sequence[Initiative],
) -> _Scored:
    facts, candidates = prepared.facts, [prepared.candidates[place] for place in places]
    fits = fit.goal_fit(prepared, places, goals)
    own_groups = frozenset(group for one in own for group in one.groups)
    parts = {
        **{name: part[np.asarray(places, int)] for name, part in prepared.parts.items()},
        "fit.goals": fits.score,
        "fit.salience": fit.salience(prepared, all_goals, candidates),
        "fit.groups": fit.groups(own_groups, candidates),
        "fit.scale": fit.scale(facts, home, candidates),
    }
    if not asked.region:
        parts |= {name: np.full(len(candidates), np.nan, np.float32) for name in parts if name.startswith("fit.")}
    total, components = _weighed(parts, asked.weights)
    fitting = [at for at in range(len(candidates)) if fits.goal[at] >= 0 or not goals]
    order = sorted(fitting, key=lambda at: (-total[at], candidates[at].label, candidates[at].iri))
    known = {name: ~np.isnan(part) for name, part in parts.items()}
    return _Scored(candidates, total, components, known, goals, fits, order)


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


def _together(prepared: Prepared, scored: _Scored, places: Sequence[int]) -> list[_Head]:
    """Like ones stand under the first of them: of one approach, of one name, or alike."""
    heads: list[_Head] = []
    by_name: dict[str, int] = {}
    by_approach: dict[str, int] = {}
    by_likeness: dict[str, int] = {}
    for at in places:
        one = scored.candidates[at]
        names = prepared.names[one.iri]
        found = [by_name.get(name) for name in names] + [by_approach.get(approach) for approach in one.approaches]
        known = [head for head in (*found, by_likeness.get(one.iri)) if head is not None]
        if known:
            heads[min(known)][1].append(one)
            continue
        head = len(heads)
        heads.append((at, []))
        by_name |= dict.fromkeys(names, head)
        by_approach |= dict.fromkeys(one.approaches, head)
        by_likeness |= dict.fromkeys(prepared.facts.similar.get(one.iri, ()), head)
    return heads


def _found(prepared: Prepared, scored: _Scored, at: int, also: Sequence[Initiative], theme: str | None) -> Found:
    """A candidate with its parts and what it shares with the goal that it fits best."""
    one, place = scored.candidates[at], int(scored.fits.goal[at])
    goal = scored.goals[place] if place >= 0 else None
    through = bool(scored.fits.stated[at])
    return Found(
        initiative=one,
        score=float(scored.total[at]),
        components={
            name: Part(float(value[at]), name not in scored.known or bool(scored.known[name][at]))
            for name, value in scored.components.items()
        },
        goal=goal,
        themes=_shared_themes(prepared.facts, one, goal, theme) if goal else tuple(sorted(one.national)),
        words=prepared.texts.shared(goal.iri, one.iri, one.goals if through else ()) if goal else (),
        through_goal=through,
        spread=tuple(sorted(prepared.spread[one.iri])),
        also=tuple(also),
    )


def _shared_themes(facts: Facts, one: Initiative, goal: Goal, theme: str | None) -> tuple[str, ...]:
    wide = {above for national in goal.national for above in facts.broader[national]}
    shared = {national for national in one.national if national in wide or facts.broader[national] & goal.national}
    if theme is not None:
        shared = {national for national in shared if facts.on_theme([national], theme)} or shared
    return tuple(sorted(shared))
