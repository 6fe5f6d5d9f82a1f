"""Which checks there are: those of table.toml, and a warning of a shape each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import shapes

ABOUT: Final[dict[str, tuple[str, str]]] = {
    "goal": ("doelen", "goals"),
    "agreement": ("resultaatafspraken", "result agreements"),
    "target": ("doelen met een getal", "goals with a number"),
    "initiative": ("initiatieven", "initiatives"),
    "organisation": ("organisaties per plan", "organisations of a plan"),
    "plan": ("plannen, updates niet", "plans, not updates"),
}
"""What is counted, in Dutch and English."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A check."""

    name: str
    about: str
    """What is counted: of `ABOUT`; '' where only what falls short is known."""
    nl: str
    en: str
    """What is asked."""
    shape: str = ""
    """IRI of the shape whose warnings it counts, '' for a check of our own."""


@cache
def definitions() -> dict[str, Definition]:
    """All checks by name, in the order in which they are shown."""
    own = [Definition(name, of["about"], of["nl"], of["en"]) for name, of in data("table.toml").items()]
    warned = [
        Definition(check.key, "", f"{check.about_nl}: {check.name_nl}", f"{check.about_en}: {check.name_en}", check.iri)
        for check in shapes.checks().values()
        if check.severity == "warning"
    ]
    return {one.name: one for one in (*own, *warned)}


@cache
def data(name: str) -> dict[str, Any]:
    """A data file of this folder."""
    return tomllib.loads((files("graph_api.checks") / name).read_text(encoding="utf-8"))
