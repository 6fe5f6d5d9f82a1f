"""What can be compared: the regions with facts, the themes and approaches, and a few comparisons to begin with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from pydantic import BaseModel, Field

from graph_api.compare.answers import Labelled
from graph_api.compare.atlas import Atlas
from graph_api.compare.columns import labelled
from graph_api.compare.compare import Asked
from graph_api.compare.facts import Concept

_EXAMPLE: Final = 3
"""Regions of an example."""


class RegionChoice(Labelled):
    """A region that goals or initiatives are of."""

    kind_nl: str
    kind_en: str
    goals: int = Field(description="of the region and of regions within it")
    initiatives: int


class ConceptChoice(Labelled):
    """A theme or approach."""

    depth: int = Field(description="0 at the top")
    regions: int = Field(description="regions that goals or initiatives on it, or on what is below it, are of")


class Example(BaseModel):
    """A comparison to begin with."""

    what: Literal["all", "theme", "approaches"]
    address: str
    regions: list[Labelled]
    theme: Labelled | None


class Choices(BaseModel):
    """What can be compared."""

    version: str = Field(description="of the graph")
    regions: list[RegionChoice] = Field(description="by name")
    themes: list[ConceptChoice] = Field(description="the tree from the top, by name")
    approaches: list[ConceptChoice]
    examples: list[Example]


def choices(atlas: Atlas, version: str) -> Choices:
    """All that there is to choose from.

    Args:
        atlas: the regions.
        version: its name.
    """
    speaking = sorted(atlas.speaking & atlas.regions.keys(), key=lambda iri: (atlas.regions[iri].name, iri))
    return Choices(
        version=version,
        regions=[_region(atlas, iri) for iri in speaking],
        themes=[_concept(atlas, theme, depth) for theme, depth in tree(list(atlas.themes.values()))],
        approaches=[
            one for a, depth in tree(list(atlas.approaches.values())) if (one := _concept(atlas, a, depth)).regions
        ],
        examples=list(_examples(atlas)),
    )


def tree(concepts: Sequence[Concept]) -> list[tuple[Concept, int]]:
    """Concepts from the top down, by name, each with its depth; one below two others stands below the first."""
    known = {concept.iri for concept in concepts}
    ordered = sorted(concepts, key=lambda one: (one.iri.endswith("/anders"), one.nl.casefold(), one.iri))
    placed: dict[str, tuple[Concept, int]] = {}

    def place(concept: Concept, depth: int) -> None:
        if concept.iri not in placed:
            placed[concept.iri] = (concept, depth)
            for below in ordered:
                if concept.iri in below.broader:
                    place(below, depth + 1)

    for concept in ordered:
        if not known.intersection(concept.broader):
            place(concept, 0)
    for concept in ordered:  # what is above itself has no top
        place(concept, 0)
    return list(placed.values())


def regions_on(atlas: Atlas, concept: str) -> set[str]:
    """The regions that goals or initiatives on a theme or approach, or on what is below it, are of."""
    below = atlas.below(concept)
    found = {goal.region for goal in atlas.facts.goals if not goal.rejected and below.intersection(goal.themes)}
    return found | {
        one.region
        for one in atlas.facts.initiatives
        if not one.rejected and not below.isdisjoint((*one.themes, *one.approaches))
    }


def _region(atlas: Atlas, iri: str) -> RegionChoice:
    kind_nl, kind_en = atlas.facts.names.get(atlas.regions[iri].kind, ("", ""))
    goals, initiatives = _numbers(atlas, iri)
    return RegionChoice(
        **labelled(atlas, iri).model_dump(), kind_nl=kind_nl, kind_en=kind_en, goals=goals, initiatives=initiatives
    )


def _numbers(atlas: Atlas, region: str) -> tuple[int, int]:
    held = [atlas.numbers[iri] for iri in atlas.inside(region) & atlas.speaking]
    return sum(goals for goals, _ in held), sum(initiatives for _, initiatives in held)


def _concept(atlas: Atlas, concept: Concept, depth: int) -> ConceptChoice:
    number = len(regions_on(atlas, concept.iri))
    return ConceptChoice(**labelled(atlas, concept.iri).model_dump(), depth=depth, regions=number)


def _examples(atlas: Atlas) -> Iterator[Example]:
    """The regions of which most was found, none within another: two on all themes, more on one, more on approaches."""
    most: list[str] = []
    for iri in sorted(atlas.speaking & atlas.regions.keys(), key=lambda iri: (-sum(_numbers(atlas, iri)), iri)):
        if all(iri not in atlas.inside(other) and other not in atlas.inside(iri) for other in most):
            most.append(iri)
    chosen = tuple(most[:_EXAMPLE])
    if len(chosen) < 2:
        return
    yield _example(atlas, "all", Asked(regions=chosen[:2]))
    top = [theme.iri for theme in atlas.themes.values() if not theme.broader and not theme.iri.endswith("/anders")]
    if top:
        theme = max(top, key=lambda iri: (len(regions_on(atlas, iri)), _facts(atlas, iri), iri))
        yield _example(atlas, "theme", Asked(regions=chosen, concepts=(theme,)))
    yield _example(atlas, "approaches", Asked(regions=chosen, over="approaches"))


def _facts(atlas: Atlas, theme: str) -> int:
    below = atlas.below(theme)
    goals = sum(not below.isdisjoint(goal.themes) for goal in atlas.facts.goals)
    return goals + sum(not below.isdisjoint(one.themes) for one in atlas.facts.initiatives)


def _example(atlas: Atlas, what: Literal["all", "theme", "approaches"], asked: Asked) -> Example:
    return Example(
        what=what,
        address=asked.address(),
        regions=[labelled(atlas, region) for region in asked.regions],
        theme=labelled(atlas, asked.concepts[0]) if asked.concepts else None,
    )
