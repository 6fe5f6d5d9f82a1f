"""All themes, or all approaches, with how much was found of each and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from graph_api.compare.atlas import Atlas
from graph_api.compare.choices import tree
from graph_api.compare.columns import labelled
from graph_api.compare.facts import Concept, Goal, Initiative, key
from graph_api.compare.known import Over
from graph_api.themes.answers import ConceptRow, Concepts, Follows


def overview(atlas: Atlas, over: Over, version: str) -> Concepts:
    """All themes, and of the approaches those that an initiative follows, with what they stand below.

    Args:
        atlas: the regions.
        over: which of the two.
        version: its name.
    """
    concepts = atlas.themes if over == "themes" else atlas.approaches
    rows = [concept_row(atlas, over, concept, depth) for concept, depth in tree(list(concepts.values()))]
    if over == "approaches":
        rows = [row for row in rows if row.regions]
    return Concepts(version=version, rows=rows, regions=len(atlas.speaking & atlas.regions.keys()))


def concept_row(atlas: Atlas, over: Over, concept: Concept, depth: int) -> ConceptRow:
    """A theme or approach with what is below it."""
    goals, initiatives = found_on(atlas, over, concept.iri)
    return ConceptRow(
        **labelled(atlas, concept.iri).model_dump(),
        depth=depth,
        broader=sorted(map(key, concept.broader)),
        goals=len(goals),
        initiatives=len(initiatives),
        voorlopers=sum(one.voorloper for one in initiatives),
        regions=_follows(atlas, goals, initiatives),
    )


def found_on(atlas: Atlas, over: Over, concept: str) -> tuple[list[Goal], list[Initiative]]:
    """The goals and initiatives on a theme or approach; goals on an approach are those that its initiatives serve."""
    below = atlas.below(concept)
    initiatives = [
        one
        for one in atlas.facts.initiatives
        if not one.rejected and not below.isdisjoint(one.themes if over == "themes" else one.approaches)
    ]
    if over == "themes":
        goals = [goal for goal in atlas.facts.goals if not goal.rejected and not below.isdisjoint(goal.themes)]
    else:
        served = {iri for one in initiatives for iri in one.goals}
        goals = [goal for goal in atlas.facts.goals if not goal.rejected and goal.iri in served]
    return goals, initiatives


def _follows(atlas: Atlas, goals: Iterable[Goal], initiatives: Iterable[Initiative]) -> list[Follows]:
    statuses: dict[str, Counter[str]] = defaultdict(Counter)
    voorlopers, wanted = Counter[str](), Counter(goal.region for goal in goals)
    for one in initiatives:
        statuses[one.region][key(one.status) or "unknown"] += 1
        voorlopers[one.region] += one.voorloper
    found = [iri for iri in (statuses.keys() | wanted.keys()) if iri in atlas.regions]
    return [
        Follows(
            **labelled(atlas, iri).model_dump(),
            statuses=dict(sorted(statuses[iri].items())),
            voorlopers=voorlopers[iri],
            goals=wanted[iri],
        )
        for iri in sorted(found, key=lambda iri: (atlas.regions[iri].name, iri))
    ]
