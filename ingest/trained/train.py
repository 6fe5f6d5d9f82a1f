"""Fit the trained parts on reference annotations and write their weights: `python -m ingest.trained.train --help`.

Thresholds are set by leaving one document out: each is scored by weights that were fitted on the others, and the
threshold with the best F1 over all of them is kept.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ingest.extract.standing import STATUS_MODELS
from ingest.trained.examples import MentionFeatures, Plan, Row, references, rows
from ingest.trained.linear import WEIGHTS, Features, Linear, calibrate, fit, fit_together
from ingest.trained.models import Models

STRENGTH = {
    "organisations": 1.0, "themes": 0.05, "goals": 0.02, "initiatives": 0.3, "voorlopers": 0.1, "involvement": 0.1, "national_of_theme": 0.5, "national_of_thing": 0.5,
    "status_existing": 0.05, "status_planned": 0.05, "status_in_development": 0.05, "status_to_scale_up": 0.05, "status_stopped": 0.05,
}  # fmt: skip
"""scikit-learn's C of each model: small values where words of one plan must not carry to another."""
SHORT = {
    "initiatives": 0.3, "voorlopers": 0.5, "involvement": 0.3,
    "status_existing": 0.5, "status_planned": 0.5, "status_in_development": 0.5, "status_to_scale_up": 0.5, "status_stopped": 0.5,
}  # fmt: skip
"""What a row of a short text counts for, beside 1 for one of a whole plan: a few lines show a decision, not how often it falls."""
FIXED = {
    "organisations": 0.5,
    "national_of_theme": 0.4, "national_of_thing": 0.22, "initiatives": 0.53, "voorlopers": 0.3, "involvement": 0.4, "themes": 0.52, "goals": 0.4,
    "status_existing": 0.5, "status_planned": 0.5, "status_in_development": 0.5, "status_to_scale_up": 0.5, "status_stopped": 0.5,
}  # fmt: skip
"""Thresholds that rows cannot set: a thing takes the national themes of its plan theme too; an initiative is decided over
its mentions; a voorloper's probability is times that of its being an initiative; the likeliest status is taken; a theme is decided over
its headings, and the plans are too few to set its threshold by; a goal that is said twice is one, which rows do not know."""
COMMON = {"initiatives": ("ahead_word:", "behind_word:")}
"""Features of a model, by how they begin, that teach only if `FEWEST_DOCUMENTS` have them: words around a name must not be
those of one plan, nor names of people."""
FEWEST_DOCUMENTS = 3
TOGETHER = tuple(STATUS_MODELS.values())
"""Models of which one holds for each row, fitted as one; rows for which none holds teach nothing."""
LARGE = 400
"""Sentences from which a document is a whole plan, not a short text."""
SHOWN = frozenset({"organisations", "themes", "goals", "initiatives"})
"""Models whose probability becomes the confidence of evidence, and so must be calibrated."""
GRID = [n / 100 for n in range(15, 75, 2)]
Data = Mapping[str, Mapping[str, Sequence[Row]]]
"""Document → model → rows."""


def collect(pairs: Sequence[tuple[Path, Path]]) -> dict[str, dict[str, list[Row]]]:
    """Rows by document and model, from pairs of a folder of texts and a reference file."""
    plans: dict[Path, Plan] = {}
    data: dict[str, dict[str, list[Row]]] = {}
    for texts, file in pairs:
        for _, reference in references([file]):
            path = texts / Path(reference["document"]).name
            plan = plans.setdefault(path, Plan(path))
            target = data.setdefault(path.name, defaultdict(list))
            for model, some in rows(plan, reference).items():
                target[model] += some
    return data


def fit_models(data: Data, without: str | None = None, workers: int = 1) -> Models:
    """Models fitted on all documents but one (`without`), with thresholds from within these documents.

    More `workers` fit several models at the same time.
    """
    used = {name: by_model for name, by_model in data.items() if name != without}
    names = list(Models.__dataclass_fields__)
    if workers == 1:
        return Models(**{model: fit_one(model, used) for model in names})
    with shared(used), ProcessPoolExecutor(workers, FORK) as pool:
        return Models(**dict(zip(names, pool.map(_fit_one_shared, names), strict=True)))


FORK: Final = multiprocessing.get_context("fork")
"""Processes that are forked have the rows already: there are too many to send."""
_shared: list[Data] = []


@contextmanager
def shared(data: Data) -> Iterator[None]:
    """Let processes that are forked meanwhile see these rows."""
    _shared.append(data)
    try:
        yield
    finally:
        _shared.pop()


def fit_shared(without: str | None) -> Models:
    """`fit_models` on the rows that are shared."""
    return fit_models(_shared[-1], without)


def _fit_one_shared(model: str) -> Linear:
    return fit_one(model, _shared[-1])


def fit_one(model: str, data: Data) -> Linear:
    """One model, its threshold and calibration set on documents left out in turn (small ones in five lots)."""
    whole = _fit(model, data)
    if model in FIXED and model not in SHOWN:
        return Linear(whole.bias, whole.weights, FIXED[model])
    scored: dict[bool, list[list[tuple[float, bool]]]] = {True: [], False: []}
    surest: list[tuple[float, bool]] = []
    for lot in _lots(data):
        train = {name: by_model for name, by_model in data.items() if name not in lot}
        test = [row for name in lot for row in data[name][model]]
        if test and len({label for rows in train.values() for _, label in rows[model]}) == 2:
            part = _fit(model, train)
            scored[len(lot) == 1].append([(part.probability(f), label) for f, label in test])
            surest += things(test, scored[len(lot) == 1][-1], FIXED.get(model, 0.0))
    every_score = surest or [pair for lots in scored.values() for lot in lots for pair in lot]
    scale, shift = calibrate(every_score) if len({label for _, label in every_score}) == 2 else (1.0, 0.0)
    # A whole plan counts as much as all short texts together: thresholds are for whole plans.
    voices = [*scored[True], [pair for lot in scored[False] for pair in lot]]
    return Linear(whole.bias, whole.weights, FIXED.get(model) or best_threshold([v for v in voices if v]), scale, shift)


def things(rows: Sequence[Row], scores: Sequence[tuple[float, bool]], threshold: float) -> list[tuple[float, bool]]:
    """Of rows that are mentions of things, the score of each thing that is taken: that of its surest mention.

    Of several that may be one thing of the reference the surest counts: a reading makes one of most of them.
    """
    surest: dict[str, tuple[float, bool, str]] = {}
    for (features, _), (score, label) in zip(rows, scores, strict=True):
        if isinstance(features, MentionFeatures) and score >= threshold:
            said = (score, label, features.meant)
            surest[features.thing] = max(surest.get(features.thing, said), said)
    found: list[tuple[float, bool]] = []
    met: set[str] = set()
    for score, label, meant in sorted(surest.values(), reverse=True):
        if not meant or meant not in met:
            found.append((score, label))
        met.add(meant)
    return found


def _fit(model: str, data: Data) -> Linear:
    if model in TOGETHER:
        return _fit_together(data)[model]
    common = _common(model, data)
    rows = [(common(features), label) for by_model in data.values() for features, label in by_model[model]]
    short = SHORT.get(model, 1.0)
    weights = [1.0 if _is_large(by_model) else short for by_model in data.values() for _ in by_model[model]]
    return fit(
        [f for f, _ in rows], [label for _, label in rows], weights if short != 1.0 else None, strength=STRENGTH[model]
    )


def _common(model: str, data: Data) -> Callable[[Features], Features]:
    """What leaves out the features that too few documents have, of those that are to be common."""
    if model not in COMMON:
        return lambda features: features
    starts = COMMON[model]
    documents = Counter(
        name
        for by_model in data.values()
        for name in {n for features, _ in by_model[model] for n in features if n.startswith(starts)}
    )
    rare = {name for name, count in documents.items() if count < FEWEST_DOCUMENTS}
    return lambda features: {name: value for name, value in features.items() if name not in rare}


def _fit_together(data: Data) -> dict[str, Linear]:
    """The models of `TOGETHER`: their rows are the same, each with the one that holds."""
    first = TOGETHER[0]
    rows, classes, weights = [], [], []
    for by_model in data.values():
        for each in zip(*(by_model[model] for model in TOGETHER), strict=True):
            holds = [model for model, (_, label) in zip(TOGETHER, each, strict=True) if label]
            if holds:
                rows.append(each[0][0])
                classes.append(holds[0])
                weights.append(1.0 if _is_large(by_model) else SHORT[first])
    fitted = fit_together(rows, classes, weights, STRENGTH[first])
    return {model: fitted.get(model, Linear(-30.0, {})) for model in TOGETHER}


def _is_large(by_model: Mapping[str, Sequence[Row]]) -> bool:
    return len(by_model["goals"]) > LARGE


def _lots(data: Data) -> list[list[str]]:
    """Documents to leave out together: the large ones each alone, the small ones in five lots."""
    large = [name for name, by_model in data.items() if _is_large(by_model)]
    small = sorted(name for name in data if name not in large)
    return [[name] for name in large] + [small[n::5] for n in range(5) if small[n::5]]


def best_threshold(voices: Sequence[Sequence[tuple[float, bool]]]) -> float:
    """The threshold of a grid with the best F1, the mean over lists of (probability, label) pairs."""

    def f1(scored: Sequence[tuple[float, bool]], threshold: float) -> float:
        right = sum(label for p, label in scored if p >= threshold)
        taken = sum(p >= threshold for p, _ in scored)
        wanted = sum(label for _, label in scored)
        return 2 * right / (taken + wanted) if taken + wanted else 0.0

    return max(GRID, key=lambda threshold: sum(f1(scored, threshold) for scored in voices))


def write(models: Models, folder: Path, described: Mapping[str, object]) -> None:
    """Write the weights of all models as JSON, each with what it was made from."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in Models.__dataclass_fields__:
        document = {"made_by": "python -m ingest.trained.train", "data": described, **getattr(models, name).to_json()}
        (folder / f"{name}.json").write_text(
            json.dumps(document, indent=0, ensure_ascii=False) + "\n", encoding="utf-8"
        )


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--reference", nargs=2, action="append", required=True, metavar=("TEXTS", "FILES"), type=Path,
        help="a folder of texts and a folder of reference files (JSON); may be given several times",
    )  # fmt: skip
    parser.add_argument(
        "--output", type=Path, default=WEIGHTS, help="folder for the weights (default: those of the package)"
    )
    arguments = parser.parse_args()
    pairs = [(texts, file) for texts, folder in arguments.reference for file in sorted(folder.glob("*.json"))]
    data = collect(pairs)
    models = fit_models(data, workers=os.cpu_count() or 1)
    described = {
        "documents": len(data),
        "rows": {m: sum(len(d[m]) for d in data.values()) for m in Models.__dataclass_fields__},
        "right": {m: sum(label for d in data.values() for _, label in d[m]) for m in Models.__dataclass_fields__},
    }
    write(models, arguments.output, described)
    for name in Models.__dataclass_fields__:
        print(f"{name:15} {described['rows'][name]:7} rows, threshold {getattr(models, name).threshold:.2f}")  # type: ignore[index]


if __name__ == "__main__":
    main()
