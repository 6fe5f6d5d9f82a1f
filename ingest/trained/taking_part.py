"""Training rows for who takes part in an initiative: each body that a plan names near one of the reference's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from ingest.extract.initiative_names import Proposed
from ingest.extract.involvement import scene_of
from ingest.extract.involvement_features import pairs
from ingest.extract.organisation_groups import distinct
from ingest.extract.organisations import Organisations
from ingest.language import Annotated
from ingest.trained.linear import Features

SAME = 92
"""Edit ratio (0–100) from which two names of a body are one, as for the scorer."""


def taking_part(
    annotated: Annotated,
    organisations: Organisations,
    said: Mapping[str, Sequence[Proposed]],
    reference: Mapping[str, Any],
) -> Iterator[tuple[Features, bool]]:
    """Rows with whether the reference has that body in that initiative.

    Args:
        annotated: the plan.
        organisations: the reference's organisations where the plan names them.
        said: mentions by the id of the reference's initiative.
        reference: the reference.
    """
    scene = scene_of(annotated, organisations, [mention for mentions in said.values() for mention in mentions])
    named = [{distinct(n) for n in (o["name"], *o.get("aliases", []))} for o in reference["organisations"]]
    bodies = {key: {distinct(n) for n in (f.name, *f.aliases)} for key, f in organisations.facts.items()}
    for initiative in reference["initiatives"]:
        if mentions := said.get(initiative["id"]):
            wanted = [distinct(o["name"]) for o in initiative["organisations"]]
            names = {n for w in wanted for n in (w, *(alias for group in named if w in group for alias in group))}
            for key, row in pairs(mentions, scene).items():
                yield row, any(fuzz.ratio(a, b) >= SAME for a in bodies[key] for b in names)
