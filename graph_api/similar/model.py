"""The score of a pair: a logistic model over its features, fitted by `fit` and calibrated on groups left out.

Besides a weight for each feature there are two learned metrics: what it is worth that both come near one approach of the
vocabulary, for each approach, and that the vectors of meaning agree, for each of their numbers (a diagonal metric, after
Schultz and Joachims 2003).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from graph_api.similar.approaches import concepts
from graph_api.similar.features import Described, measure
from graph_api.similar.vectors import Numbers, Places, dots, weighted_dots

WEIGHTS: Final = Path(__file__).parent / "weights"


@dataclass(frozen=True)
class Model:
    """What the features of a pair are worth, on the log odds."""

    bias: float
    weights: Mapping[str, float]
    """By the name of a feature."""
    threshold: float = 0.5
    """The score from which two initiatives are called alike."""
    approaches: Mapping[str, float] = field(default_factory=dict)
    """By the key of an approach: what it is worth that both come near it. Empty: not weighed."""
    meaning: Sequence[float] = ()
    """For each number of a vector of meaning, after `centre` was taken off and its length made 1. Empty: not weighed."""
    centre: Sequence[float] = ()

    def scores(self, described: Described, i: Places, j: Places) -> Numbers:
        """How likely (0 to 1) the two of each pair follow one approach.

        Raises:
            KeyError: a feature that the model weighs is not there: it weighs meaning, and there are no vectors.
        """
        features = measure(described, i, j)
        odds = np.full(len(i), self.bias, np.float64)
        for name, weight in self.weights.items():
            odds += weight * features[name]
        if self.approaches:
            worth = np.array([self.approaches.get(key, 0.0) for key in concepts()], np.float32)
            odds += weighted_dots(described.profile, worth, i, j)
        if self.meaning:
            vectors = centred(described, np.array(self.centre, np.float32))
            weighed = vectors * np.array(self.meaning, np.float32)
            odds += dots(weighed, vectors, i, j)
        return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), np.float32)

    def to_json(self) -> dict[str, Any]:
        """For a file."""
        made: dict[str, Any] = {
            "bias": round(self.bias, 4),
            "threshold": round(self.threshold, 3),
            "weights": _rounded(self.weights),
            "approaches": _rounded(self.approaches),
        }
        if self.meaning:
            made["meaning"] = " ".join(f"{value:.3f}" for value in self.meaning)
            made["centre"] = " ".join(f"{value:.4f}" for value in self.centre)
        return made


def _rounded(weights: Mapping[str, float]) -> dict[str, float]:
    return {name: round(weight, 3) for name, weight in weights.items() if abs(weight) >= 5e-4}


def centred(described: Described, centre: Numbers) -> Numbers:
    """The vectors of the texts' meaning without what all texts have in common; rows of length 1.

    Raises:
        KeyError: there are no vectors of meaning.
    """
    if described.meanings is None:
        raise KeyError("meaning of text")
    moved = described.meanings.text - centre
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), np.float32)


@cache
def load(meaning: bool) -> Model:
    """The committed model.

    Args:
        meaning: the one that also weighs the vectors of multilingual-e5-small; else the one that does without.
    """
    path = WEIGHTS / ("with_embeddings.json" if meaning else "without_embeddings.json")
    document = json.loads(path.read_text(encoding="utf-8"))
    numbers = {name: tuple(map(float, document.get(name, "").split())) for name in ("meaning", "centre")}
    return Model(document["bias"], document["weights"], document["threshold"], document["approaches"], **numbers)
