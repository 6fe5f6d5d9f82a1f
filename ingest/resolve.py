"""Ties the facts of a plan together: links that point nowhere go, facts below a wanted confidence go, names stay."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from ingest.model import GoalFact, InitiativeFact, OrganisationFact, PlanFacts, ThemeFact

Fact = TypeVar("Fact", ThemeFact, GoalFact, InitiativeFact, OrganisationFact)


def resolve(facts: PlanFacts, min_confidence: float = 0.0) -> PlanFacts:
    """Facts at or above a confidence, with all links between them kept sound."""
    themes = _sure(facts.themes, min_confidence)
    goals = _sure(facts.goals, min_confidence)
    organisations = _sure(facts.organisations, min_confidence)
    initiatives = _sure(facts.initiatives, min_confidence)
    theme_keys = {t.key for t in themes}
    goal_keys = {g.key for g in goals}
    organisation_keys = {o.key for o in organisations}
    return replace(
        facts,
        themes=tuple(replace(t, parent=t.parent if t.parent in theme_keys else None) for t in themes),
        goals=tuple(
            replace(g, themes=_kept(g.themes, theme_keys), part_of=g.part_of if g.part_of in goal_keys else None)
            for g in goals
        ),
        organisations=organisations,
        initiatives=tuple(
            replace(
                i,
                themes=_kept(i.themes, theme_keys),
                goals=_kept(i.goals, goal_keys),
                organisations=tuple(o for o in i.organisations if o.organisation in organisation_keys),
            )
            for i in initiatives
        ),
    )


def _sure(facts: tuple[Fact, ...], least: float) -> tuple[Fact, ...]:
    return tuple(f for f in facts if max(e.confidence for e in f.evidence) >= least)


def _kept(keys: tuple[str, ...], there: set[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if key in there)
