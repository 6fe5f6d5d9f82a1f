"""The facts of a version as objects, for functions that look at all of them: `read` once a version, keep, and ask.

`model` what there is · `read` from the graph · `named` which region, theme or plan somebody means.
"""

from graph_api.facts.model import (
    Facts,
    Goal,
    Initiative,
    Label,
    Organisation,
    Plan,
    Quote,
    Region,
    Target,
    Theme,
)
from graph_api.facts.read import read

__all__ = [
    "Facts",
    "Goal",
    "Initiative",
    "Label",
    "Organisation",
    "Plan",
    "Quote",
    "Region",
    "Target",
    "Theme",
    "read",
]
