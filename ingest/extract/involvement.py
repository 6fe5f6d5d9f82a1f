"""Who does an initiative: one decision for each body that the plan names near it, and the part that its words give it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.extract.initiative_names import Proposed
from ingest.extract.involvement_features import pairs
from ingest.extract.involvement_said import main_names
from ingest.extract.involvement_scene import Scene
from ingest.extract.involvement_words import Row
from ingest.extract.organisations import Organisations
from ingest.language import Annotated
from ingest.model import Involvement, Role
from ingest.outline.roles import fold
from ingest.trained.linear import Linear

MOST = 14
LOOKS = ("inside", "sentence", "row", "unit", "below")
"""Looks at a body whose words say what its part is."""


def scene_of(annotated: Annotated, organisations: Organisations, mentions: Iterable[Proposed]) -> Scene:
    """A plan with its bodies and the mentions of all its initiatives, made once to ask for each of them."""
    taken: dict[int, int] = {}
    for mention in mentions:
        taken[mention.unit.index] = taken.get(mention.unit.index, 0) + 1
    return Scene(annotated, organisations, taken)


def involved(said: Sequence[Proposed], scene: Scene, model: Linear) -> tuple[Involvement, ...]:
    """The organisations of an initiative with their roles, the surest first: those that the model takes, else the
    collaboration that its chapter is named after.

    Args:
        said: the initiative's mentions, at least one.
        scene: the plan.
        model: how likely a body takes part, by the features of `pairs`.
    """
    rows = pairs(said, scene)
    scored = sorted(((model.probability(row), key) for key, row in rows.items()), key=lambda pair: (-pair[0], pair[1]))
    own = set(main_names(said))
    scored = [(probability, key) for probability, key in scored if not _is(key, own, scene)]
    taken = [key for probability, key in scored if probability >= model.threshold]
    if not taken:
        taken = [key for _, key in scored if rows[key].get("owner:called") and rows[key].get("owner:told")][:1]
    return tuple(Involvement(key, _role(rows[key])) for key in taken[:MOST])


def _is(key: str, names: set[str], scene: Scene) -> bool:
    """Whether a body has one of these names (folded): an initiative is no party to itself."""
    fact = scene.organisations.facts[key]
    return any(fold(name) in names for name in (fact.name, *fact.aliases))


def _role(row: Row) -> Role:
    """The part of a body by the words around it, else that of one after which the chapter is named."""
    for role in (Role.LEADS, Role.FUNDS, Role.PARTNER):
        if any(row.get(f"{look}:{role.value}") for look in LOOKS):
            return role
    return Role.LEADS if "owner" in row and not any(look in row for look in LOOKS) else Role.INVOLVES
