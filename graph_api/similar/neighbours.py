"""Which pairs are worth a score: all of a short list; of a long one those that share a block, so that work grows with its length.

A block holds the initiatives that have one thing: a word of their names, a rare word of their text, an approach that they
follow or come near, a national theme, and with vectors of meaning a nearest centre (inverted file, Sivic and Zisserman
2003). Of a block that is too large for all its pairs, only those are taken that stand close after sorting by a random
projection of the words (sorted neighbourhood, Hernández and Stolfo 1995; random projections, Charikar 2002).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from scipy import sparse

from graph_api.similar.features import Described
from graph_api.similar.vectors import Matrix, Places, dots, rarity

ALL_PAIRS: Final = 1_000
"""Initiatives up to which all pairs are scored."""
BLOCK: Final = 60
"""Initiatives in a block up to which all its pairs are taken."""
WINDOW: Final = 8
"""How far apart two of a large block may stand after sorting."""
PROJECTIONS: Final = 3
RARE_WORDS: Final = 6
"""Words of a text that make blocks: its rarest."""
NEAREST: Final = 2
"""Approaches and centres that an initiative is put under."""
KEPT: Final = 60
"""Pairs of an initiative that get a full score: those that share most words, theme and meaning."""
_SEED: Final = 7


def candidates(described: Described, all_pairs: int = ALL_PAIRS) -> tuple[Places, Places]:
    """Places of the pairs to score, the smaller place first, in order; only of regions that are apart.

    Args:
        described: the initiatives.
        all_pairs: length of the list up to which all pairs are taken.
    """
    size = len(described.initiatives)
    if size <= all_pairs:
        i, j = (places.astype(np.int64) for places in np.triu_indices(size, 1))
        keep = are_apart(described, i, j)
        return i[keep], j[keep]
    found = np.unique(np.concatenate([np.empty(0, np.int64), *_coded(described)]))
    i, j = found // size, found % size
    keep = are_apart(described, i, j)
    return _closest(described, i[keep], j[keep])


def are_apart(described: Described, i: Places, j: Places) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which pairs are of different regions of which neither holds the other."""
    regions = described.codes["region"]
    named = {one.region: code for one, code in zip(described.initiatives, regions.tolist(), strict=True)}
    held = np.zeros((int(regions.max(initial=0)) + 1,) * 2, bool)
    for one, code in zip(described.initiatives, regions.tolist(), strict=True):
        for region in one.around | {one.region}:
            if region in named:
                held[code, named[region]] = held[named[region], code] = True
    return np.asarray(~held[regions[i], regions[j]])


def _coded(described: Described) -> Iterator[Places]:
    """Pairs of each block, as one number: the smaller place times the number of initiatives plus the larger."""
    size = len(described.initiatives)
    order = np.random.default_rng(_SEED).standard_normal((described.everything.shape[1], PROJECTIONS), np.float32)
    projected = np.asarray(described.everything @ order)
    for members in _blocks(described):
        if len(members) <= BLOCK:
            first, second = np.triu_indices(len(members), 1)
            yield _code(members[first], members[second], size)
            continue
        for direction in range(PROJECTIONS):
            row = members[np.argsort(projected[members, direction], kind="stable")]
            for step in range(1, WINDOW + 1):
                yield _code(row[:-step], row[step:], size)


def _code(left: Places, right: Places, size: int) -> Places:
    return np.minimum(left, right) * size + np.maximum(left, right)


def _blocks(described: Described) -> Iterator[Places]:
    """The members of each block of two or more."""
    matrices = [described.names, _rarest(described.everything), described.follows, described.themes]
    matrices.append(_top(described.nearness))
    if described.meanings is not None:
        matrices.append(_centres(described.meanings.text))
    for matrix in matrices:
        columns = matrix.tocsc()
        for start, end in zip(columns.indptr, columns.indptr[1:], strict=False):
            if end - start > 1:
                yield np.sort(columns.indices[start:end]).astype(np.int64)


def _rarest(matrix: Matrix) -> Matrix:
    """Only the rarest words of each row that another row has too."""
    rare = rarity(matrix)
    shared = np.bincount(matrix.indices, minlength=matrix.shape[1]) > 1
    weighted = matrix.copy()
    weighted.data = (rare[matrix.indices] * shared[matrix.indices]).astype(np.float32)
    weighted.eliminate_zeros()
    return _top(weighted, RARE_WORDS)


def _top(matrix: Matrix, most: int = NEAREST) -> Matrix:
    """Only the largest values of each row."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    order = np.lexsort((matrix.indices, -matrix.data, rows))
    rank = np.arange(len(order)) - matrix.indptr[rows[order]]
    chosen = order[rank < most]
    ones = np.ones(len(chosen), np.float32)
    return sparse.csr_matrix((ones, (rows[chosen], matrix.indices[chosen])), shape=matrix.shape)


def _centres(vectors: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> Matrix:
    """The nearest of as many centres as the root of the number of rows; centres are rows taken at random."""
    size = len(vectors)
    chosen = np.random.default_rng(_SEED).choice(size, max(int(size**0.5), 1), replace=False)
    centres = vectors[np.sort(chosen)]
    nearest = [
        np.argpartition(-(part @ centres.T), min(NEAREST, len(centres)) - 1, axis=1)[:, :NEAREST]
        for part in np.array_split(vectors, max(size // 5_000, 1))
    ]
    columns = np.concatenate(nearest)
    rows = np.repeat(np.arange(size), columns.shape[1])
    return sparse.csr_matrix((np.ones(columns.size, np.float32), (rows, columns.ravel())), shape=(size, len(centres)))


def _closest(described: Described, i: Places, j: Places) -> tuple[Places, Places]:
    """The pairs that are among the closest of one of their two."""
    close = dots(described.everything, described.everything, i, j) + dots(described.letters, described.letters, i, j)
    close += 0.2 * dots(described.themes, described.themes, i, j)
    if described.meanings is not None:
        text = described.meanings.text
        for start in range(0, len(i), 100_000):
            part = slice(start, start + 100_000)
            close[part] += 4 * np.einsum("ij,ij->i", text[i[part]], text[j[part]])
    keep = among_best(i, j, close, KEPT)
    return i[keep], j[keep]


def among_best(left: Places, right: Places, scores: np.ndarray, most: int) -> np.ndarray:
    """Which pairs are among the best of one of their two owners.

    Args:
        left, right: a number for each of the two that a pair belongs to: an initiative, or one with a region.
        scores: the higher the better; of two that are level the earlier pair goes first.
        most: pairs of each owner.
    """
    owners = np.concatenate([left, right])
    numbers = np.concatenate([np.arange(len(left))] * 2)
    order = np.lexsort((numbers, -np.concatenate([scores, scores]), owners))
    owned = owners[order]
    starts = np.flatnonzero(np.concatenate([[True], owned[1:] != owned[:-1]])) if len(owned) else np.empty(0, np.int64)
    sizes = np.diff(np.concatenate([starts, [len(owned)]]))
    rank = np.arange(len(owned)) - np.repeat(starts, sizes)
    keep = np.zeros(len(left), bool)
    keep[numbers[order[rank < most]]] = True
    return keep
