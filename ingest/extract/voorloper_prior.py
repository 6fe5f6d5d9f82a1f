"""How likely an initiative is a voorloper before anything is fitted, by what the words around its names say of it."""

from __future__ import annotations

from collections.abc import Mapping

from ingest import data


def voorloper_features(standing: Mapping[str, float]) -> dict[str, float]:
    """The features of an initiative's standing with the prior that a fit keeps unless its data speak."""
    return {**standing, "prior": prior(standing)}


def prior(standing: Mapping[str, float]) -> float:
    """Log odds set by hand (`data/voorloper_priors.toml`): plans to learn from are few, and have few voorlopers each."""
    table = data.table("voorloper_priors")
    named = bool(standing.get("named"))
    return float(table["start"]) + sum(_odds(group["cases"], standing, named) for group in table["group"])


def _odds(cases: list[dict[str, object]], standing: Mapping[str, float], named: bool) -> float:
    """Of a group's cases the first that has one of its features."""
    for case in cases:
        if any(standing.get(feature) for feature in case["any"]):  # type: ignore[attr-defined]
            return float(case["odds"] if named else case.get("unnamed", case["odds"]))  # type: ignore[arg-type]
    return 0.0
