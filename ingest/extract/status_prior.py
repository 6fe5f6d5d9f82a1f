"""How far an initiative is before anything is fitted, by what the words around its names say of it."""

from __future__ import annotations

from collections.abc import Mapping

from ingest import data
from ingest.model import Status

CODES = {
    Status.EXISTING: "existing",
    Status.PLANNED: "planned",
    Status.IN_DEVELOPMENT: "in_development",
    Status.TO_SCALE_UP: "to_scale_up",
    Status.STOPPED: "stopped",
}
"""What `data/status_priors.toml` calls each status."""
SCALE = 3.0
"""The larger a feature, the less its weight is drawn to zero: the prior is to be kept unless the data speak."""


def status_features(standing: Mapping[str, float]) -> dict[str, float]:
    """The features of an initiative's standing with the prior of each status, `SCALE` times its log odds."""
    return {**standing, **{f"prior:{CODES[status]}": SCALE * odds for status, odds in priors(standing).items()}}


def priors(standing: Mapping[str, float]) -> dict[Status, float]:
    """Log odds set by hand (`data/status_priors.toml`): plans to learn from are few, and what is to be spread is rare in each."""
    table = data.table("status_priors")
    found = {status: float(table["start"][code]) for status, code in CODES.items()}
    for group in table["group"]:
        case: Mapping[str, object] = next(
            (c for c in group["cases"] if any(standing.get(feature) for feature in c["any"])), {}
        )
        for status, code in CODES.items():
            found[status] += float(case.get(code, 0.0))  # type: ignore[arg-type]
    return found
