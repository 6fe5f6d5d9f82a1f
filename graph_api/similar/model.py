"""The score of a pair: a logistic model over its features, fitted by `fit` and calibrated on groups left out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from graph_api.similar.vectors import Numbers

WEIGHTS: Final = Path(__file__).parent / "weights"


@dataclass(frozen=True)
class Model:
    """Weights by the name of a feature."""

    bias: float
    weights: Mapping[str, float]
    threshold: float
    """The score from which two initiatives are called alike."""

    def scores(self, features: Mapping[str, Numbers]) -> Numbers:
        """How likely (0 to 1) the two of each pair follow one approach, where both follow one that others follow too.

        Raises:
            KeyError: a feature that the model weighs is not there.
        """
        odds = sum((weight * features[name] for name, weight in self.weights.items()), start=np.float64(self.bias))
        return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), np.float32)

    def to_json(self) -> dict[str, Any]:
        """For a file."""
        weights = {name: round(weight, 4) for name, weight in self.weights.items()}
        return {"bias": round(self.bias, 4), "threshold": round(self.threshold, 3), "weights": weights}


@cache
def load(meaning: bool) -> Model:
    """The committed model.

    Args:
        meaning: the one that also weighs the vectors of multilingual-e5-small; else the one that does without.
    """
    path = WEIGHTS / ("with_embeddings.json" if meaning else "without_embeddings.json")
    document = json.loads(path.read_text(encoding="utf-8"))
    return Model(document["bias"], document["weights"], document["threshold"])
