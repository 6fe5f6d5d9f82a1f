"""The trained parts that a reading uses, together, so that they can be swapped (to leave a plan out, to test)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ingest.trained.linear import Linear, load


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
    national: Linear
    """Is a thing about a national theme?"""
    voorlopers: Linear
    """Does the plan present an initiative as working or exemplary?"""


@cache
def committed() -> Models:
    """The models whose weights are in `weights/`."""
    return Models(**{name: load(name) for name in Models.__dataclass_fields__})
