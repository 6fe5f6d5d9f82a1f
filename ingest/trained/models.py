"""The trained parts that a reading uses, together, so that they can be swapped (to leave a plan out, to test)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ingest.trained.linear import WEIGHTS, Linear, load


@dataclass(frozen=True)
class Models:
    """One linear model for each decision of the reading."""

    organisations: Linear
    """Is a name that of an organisation?"""
    themes: Linear
    """Is a heading a theme of the plan?"""
    goals: Linear
    """Is a sentence a goal?"""
    initiatives: Linear
    """Would a reader count a name as an initiative?"""
    national_of_theme: Linear
    """Is a plan's theme about a national theme?"""
    national_of_thing: Linear
    """Is a goal or an initiative about it?"""
    involvement: Linear
    """Does a body that is named near an initiative take part in it?"""
    voorlopers: Linear
    """Does the plan present an initiative as working or exemplary? Of all its mentions together, and of one alone."""
    status_existing: Linear
    """Is an initiative there already? The five of status are fitted together: their scores compare."""
    status_planned: Linear
    """Is it still to start?"""
    status_in_development: Linear
    """Is it being set up?"""
    status_to_scale_up: Linear
    """Is it to be spread or enlarged?"""
    status_stopped: Linear
    """Has it ended, or will it?"""


@cache
def committed() -> Models:
    """The models whose weights are in `weights/`; one that has none yet knows nothing."""
    return Models(
        **{n: load(n) if (WEIGHTS / f"{n}.json").exists() else Linear(0.0, {}) for n in Models.__dataclass_fields__}
    )
