"""What is no voorloper yet: initiatives elsewhere that are on what was asked for, and only planned or in development."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph_api.facts import Initiative
from graph_api.voorlopers.asked import Asked
from graph_api.voorlopers.had import Had
from graph_api.voorlopers.prepared import Prepared
from graph_api.voorlopers.rank import about
from graph_api.voorlopers.weights import values


@dataclass(frozen=True, slots=True)
class NotYet:
    """An initiative that does not run yet."""

    initiative: Initiative
    cover: float
    """What share of the words asked for it has, 0 to 1; 1 where none were."""
    own: Initiative | None
    """What the region has like it itself, if anything."""


def not_yet(prepared: Prepared, asked: Asked) -> list[NotYet]:
    """Initiatives outside the region that do not run, nearest to the words first, then those that are furthest.

    Without a theme or words there would be hundreds, which help nobody: then it is empty.
    """
    if not asked.theme and not asked.about:
        return []
    facts = prepared.facts
    around = facts.below(asked.region) | facts.above(asked.region) if asked.region else frozenset()
    running = {one.iri for one in prepared.candidates}
    others = [
        one
        for one in facts.initiatives.values()
        if one.iri not in running and one.status != "stopped" and not around.intersection(one.regions)
    ]
    found = [others[at] for at in about(prepared, asked, others, range(len(others)))]
    covers = _covers(prepared, asked, found)
    own = {one.iri: one for region in sorted(around) for one in prepared.initiatives_of.get(region, ())}
    had = Had(prepared, own.values())
    made = [
        NotYet(one, cover, already[0] if (already := had.already(one)) else None)
        for one, cover in zip(found, covers, strict=True)
    ]
    worth = values()["status"]
    return sorted(
        made,
        key=lambda one: (-one.cover, -worth.get(one.initiative.status, 0.0), one.initiative.label, one.initiative.iri),
    )


def _covers(prepared: Prepared, asked: Asked, found: Sequence[Initiative]) -> list[float]:
    if not asked.about or not found:
        return [1.0] * len(found)
    # the same words in another order of summing differ in the last digits
    return [round(float(c), 4) for c in prepared.texts.cover_of(asked.about, [one.iri for one in found])]
