"""Compares a list of initiatives: which pairs, their scores, and which of them are called alike."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from graph_api.similar.embeddings import Embedder, meanings
from graph_api.similar.features import Described
from graph_api.similar.initiatives import Initiative
from graph_api.similar.model import Model, load
from graph_api.similar.neighbours import ALL_PAIRS, among_best, candidates
from graph_api.similar.vectors import Numbers, Places
from ingest.errors import RegiograafError

BEST: Final = 20
"""Pairs of each initiative that are kept, whatever their score."""
BEST_OF_REGION: Final = 5
"""The same with each single region, for who asks for one."""
_PART: Final = 500_000
"""Pairs that are scored at the same time."""


@dataclass(frozen=True)
class Compared:
    """Initiatives and the pairs of them that are worth keeping, the best first."""

    described: Described
    model: Model
    i: Places
    j: Places
    scores: Numbers
    """0 to 1, rounded to three places: how likely the two follow one approach."""

    @property
    def alike(self) -> int:
        """How many of the pairs are called alike; they come first."""
        return int(np.searchsorted(-self.scores, -np.float32(self.model.threshold), side="right"))


def compare(
    initiatives: Sequence[Initiative], embedder: Embedder | None, best: int = BEST, all_pairs: int = ALL_PAIRS
) -> Compared:
    """Compare initiatives of different regions.

    Args:
        initiatives: any number, in any order: the result does not depend on it, but for the places.
        embedder: what gives vectors of meaning; without, words decide, by another model.
        best: pairs of each initiative that are kept besides those called alike.
        all_pairs: length of the list up to which all pairs are looked at; see `neighbours`.
    """
    model = load(embedder is not None)
    described = Described(initiatives, meanings(initiatives, embedder) if embedder else None)
    i, j = candidates(described, all_pairs)
    scores = np.empty(len(i), np.float32)
    for start in range(0, len(i), _PART):
        part = slice(start, start + _PART)
        scores[part] = model.scores(described, i[part], j[part])
    scores = np.round(scores, 3).astype(np.float32)
    region = described.codes["region"]
    many = int(region.max(initial=0)) + 1
    keep = (scores >= np.float32(model.threshold)) | among_best(i, j, scores, best)
    keep |= among_best(i * many + region[j], j * many + region[i], scores, BEST_OF_REGION)
    i, j, scores = i[keep], j[keep], scores[keep]
    order = np.argsort(-scores, kind="stable")
    return Compared(described, model, i[order], j[order], scores[order])


def write_pairs(compared: Compared, path: Path) -> None:
    """Write the pairs as CSV with the columns a, b, score and similar (1 where the two are called alike, else 0).

    Raises:
        RegiograafError: the file cannot be written.
    """
    ids = [one.id for one in compared.described.initiatives]
    try:
        with path.open("w", newline="", encoding="utf-8") as handle:
            writer = csv.writer(handle)
            writer.writerow(["a", "b", "score", "similar"])
            for place, (a, b) in enumerate(zip(compared.i, compared.j, strict=True)):
                score = f"{compared.scores[place]:.3f}"
                writer.writerow([ids[a], ids[b], score, int(place < compared.alike)])
    except OSError as error:
        raise RegiograafError(f"this cannot be written ({error.strerror}).", where=str(path)) from error
