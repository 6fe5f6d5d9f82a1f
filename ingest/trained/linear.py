"""Logistic regression over named features: small, readable weights, and a probability that can be calibrated.

Fitting is scikit-learn's (only needed for training); reading the weights and scoring needs nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

WEIGHTS = Path(__file__).parent / "weights"
PRIOR_SCALE = 10.0
Features = Mapping[str, float]


@dataclass(frozen=True)
class Linear:
    """Weights by feature name; unknown features count for nothing."""

    bias: float
    weights: Mapping[str, float]
    threshold: float = 0.5
    """Probability from which a candidate is taken: set when training, by F1 on plans left out."""
    scale: float = 1.0
    shift: float = 0.0
    """What turns a probability into a confidence, on the log odds (Platt 1999), fitted on plans left out."""

    def score(self, features: Features) -> float:
        """Log odds that a candidate with these features is right, from -30 to 30; of models that were fitted together
        (`fit_together`) what compares, up to a number that they share."""
        score = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return max(min(score, 30.0), -30.0)

    def probability(self, features: Features) -> float:
        """Probability (0–1) that a candidate with these features is right."""
        return 1 / (1 + math.exp(-self.score(features)))

    def confidence(self, probability: float) -> float:
        """How often (0–1) candidates of a probability are right on plans that were not trained on."""
        p = min(max(probability, 1e-6), 1 - 1e-6)
        return 1 / (1 + math.exp(-(self.scale * math.log(p / (1 - p)) + self.shift)))

    def to_json(self) -> dict[str, Any]:
        """For writing to a file: weights sorted by name, rounded to four places."""
        return {
            "bias": round(self.bias, 4),
            "threshold": round(self.threshold, 4),
            "scale": round(self.scale, 4),
            "shift": round(self.shift, 4),
            "weights": {name: round(w, 4) for name, w in sorted(self.weights.items()) if abs(w) >= 5e-5},
        }


@cache
def load(name: str) -> Linear:
    """The committed weights of a model.

    Raises:
        FileNotFoundError: there is no such model.
    """
    return of(json.loads((WEIGHTS / f"{name}.json").read_text(encoding="utf-8")))


def of(document: Mapping[str, Any]) -> Linear:
    """The model of a weights file's content."""
    numbers = {name: document[name] for name in ("threshold", "scale", "shift") if name in document}
    return Linear(document["bias"], document["weights"], **numbers)


def fit(
    rows: Sequence[Features], labels: Sequence[bool], importance: Iterable[float] | None = None, strength: float = 0.3
) -> Linear:
    """Fit weights (L2-regularised, `strength` is scikit-learn's C; lbfgs)."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer()
    # The larger a feature, the less its weight is drawn to zero: a hand-set prior is to be kept unless the data speak.
    matrix = vectorizer.fit_transform(
        [{**row, "prior": row["prior"] * PRIOR_SCALE} if "prior" in row else dict(row) for row in rows]
    )
    model = LogisticRegression(C=strength, max_iter=3000)
    model.fit(matrix, list(labels), sample_weight=list(importance) if importance is not None else None)
    names = vectorizer.get_feature_names_out()
    weights = {n: float(w) * (PRIOR_SCALE if n == "prior" else 1) for n, w in zip(names, model.coef_[0], strict=True)}
    return Linear(float(model.intercept_[0]), weights)


def fit_together(
    rows: Sequence[Features], classes: Sequence[str], importance: Iterable[float] | None = None, strength: float = 0.3
) -> dict[str, Linear]:
    """One model a class, of which exactly one holds for each row (multinomial logistic regression, L2, lbfgs): the
    probability of a class is the exponential of its score over the sum of all.

    With two classes the weights of one are those of the other with the sign turned.

    Raises:
        ValueError: there are fewer than two classes.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer()
    model = LogisticRegression(C=strength, max_iter=3000)
    model.fit(
        vectorizer.fit_transform([dict(row) for row in rows]),
        list(classes),
        sample_weight=list(importance) if importance is not None else None,
    )
    coefficients, biases = model.coef_, model.intercept_
    if len(model.classes_) == 2:
        coefficients, biases = (-coefficients[0] / 2, coefficients[0] / 2), (-biases[0] / 2, biases[0] / 2)
    names = vectorizer.get_feature_names_out()
    return {
        str(name): Linear(float(bias), {n: float(w) for n, w in zip(names, weights, strict=True)})
        for name, weights, bias in zip(model.classes_, coefficients, biases, strict=True)
    }


def calibrate(scored: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Scale and shift of the log odds that make probabilities what they say (Platt 1999), from left-out candidates."""
    from sklearn.linear_model import LogisticRegression

    clipped = [min(max(p, 1e-6), 1 - 1e-6) for p, _ in scored]
    model = LogisticRegression(C=10.0).fit([[math.log(p / (1 - p))] for p in clipped], [label for _, label in scored])
    return float(model.coef_[0][0]), float(model.intercept_[0])
