"""Sparse matrices over initiatives: a row for each, a column for each word, part of a word or thing that some have.

TF-IDF after Salton and Buckley (1988): ln((n + 1) / (d + 0.5)) for a column that d of n rows have; rows of length 1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Matrix: TypeAlias = Any
"""A scipy.sparse.csr_matrix of 32-bit floats; scipy has no types of its own."""
Numbers = NDArray[np.float32]
Places = NDArray[np.int64]

_GRAMS: Final = (3, 4, 5)
"""Letters of the pieces that a name is cut into."""
_CHUNK: Final = 50_000
"""Pairs that are worked on at the same time."""


def counts(bags: Sequence[Mapping[str, float]]) -> Matrix:
    """A matrix of weights, its columns in the order of their names."""
    columns = {name: place for place, name in enumerate(sorted({name for bag in bags for name in bag}))}
    starts = np.cumsum([0, *(len(bag) for bag in bags)])
    places = np.fromiter((columns[name] for bag in bags for name in bag), np.int32, starts[-1])
    values = np.fromiter((value for bag in bags for value in bag.values()), np.float32, starts[-1])
    made = sparse.csr_matrix((values, places, starts), shape=(len(bags), max(len(columns), 1)))
    made.sort_indices()
    return made


def rarity(matrix: Matrix) -> Numbers:
    """ln((n + 1) / (d + 0.5)) of each column."""
    having = np.bincount(matrix.indices, minlength=matrix.shape[1])
    return np.asarray(np.log((matrix.shape[0] + 1) / (having + 0.5)), np.float32)


def tfidf(matrix: Matrix, damp: bool = True) -> Matrix:
    """Weights times rarity, rows of length 1; `damp` has what is there often count for little more than once."""
    weighted = matrix.copy()
    if damp:
        values = weighted.data
        weighted.data = np.minimum(values, 1) + 0.3 * np.log(np.maximum(values, 1))
    weighted = sparse.csr_matrix(weighted @ sparse.diags(rarity(matrix)))
    lengths = np.sqrt(weighted.multiply(weighted).sum(axis=1)).A1
    return sparse.csr_matrix(sparse.diags(1 / np.where(lengths > 0, lengths, 1)) @ weighted).astype(np.float32)


def having(sets: Iterable[Iterable[Hashable]]) -> Matrix:
    """Which row has what: a 1 for each."""
    return counts([{str(value): 1.0 for value in values} for values in sets])


def grams(text: str) -> Counter[str]:
    """The pieces of three to five letters of each word of a text, with a blank at the word's ends."""
    found: Counter[str] = Counter()
    for word in re.findall(r"\w+", text.casefold()):
        padded = f" {word} "
        for size in _GRAMS:
            found.update(padded[at : at + size] for at in range(len(padded) - size + 1))
    return found


def dots(left: Matrix | Numbers, right: Matrix | Numbers, i: Places, j: Places) -> Numbers:
    """The products of rows i of one matrix with rows j of another, both sparse or both not: for each pair a number."""
    found = np.empty(len(i), np.float32)
    for start in range(0, len(i), _CHUNK):
        part = slice(start, start + _CHUNK)
        if isinstance(left, np.ndarray):
            found[part] = np.einsum("ij,ij->i", left[i[part]], right[j[part]])
        else:
            found[part] = left[i[part]].multiply(right[j[part]]).sum(axis=1).A1
    return found


def weighted_dots(matrix: Matrix, weights: Numbers, i: Places, j: Places) -> Numbers:
    """The products of rows i of a matrix with its rows j, each column counting for its weight."""
    return dots(sparse.csr_matrix(matrix @ sparse.diags(weights)), matrix, i, j)


def largest(matrix: Matrix, i: Places, j: Places) -> Numbers:
    """The largest value in a column that both rows have, 0 where they share none."""
    found = np.empty(len(i), np.float32)
    for start in range(0, len(i), _CHUNK):
        part = slice(start, start + _CHUNK)
        found[part] = matrix[i[part]].minimum(matrix[j[part]]).max(axis=1).toarray().ravel()
    return found


def overlap(has: Matrix, weights: Numbers, i: Places, j: Places) -> Numbers:
    """Jaccard's coefficient with weights: what both have over what either has; 0 where neither has anything."""
    weighted = sparse.csr_matrix(has @ sparse.diags(weights))
    whole = weighted.sum(axis=1).A1
    shared = dots(weighted, has, i, j)
    either = whole[i] + whole[j] - shared
    return np.asarray(np.divide(shared, either, out=np.zeros_like(shared), where=either > 0), np.float32)
