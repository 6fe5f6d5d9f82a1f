"""What two initiatives share, as numbers from 0 to 1: what the score is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from scipy import sparse

from graph_api.search.words import tokens
from graph_api.similar.approaches import concepts, followed
from graph_api.similar.initiatives import Initiative
from graph_api.similar.vectors import (
    Matrix,
    Numbers,
    Places,
    counts,
    dots,
    grams,
    having,
    largest,
    overlap,
    rarity,
    tfidf,
)
from graph_api.similar.words import KINDS, Words, kind_of, lemma

NAMES_WEIGHT: Final = 3
"""What a word of a name counts for beside one of the text."""
MOST_NAMES: Final = 4
"""Names of an initiative that are compared each by itself."""
LEAST_MEANING: Final = 0.75
"""Cosine of multilingual-e5-small below which texts have nothing in common; its cosines lie between 0.7 and 1."""


@dataclass(frozen=True)
class Meanings:
    """Vectors of multilingual-e5-small, of length 1; a row for each initiative."""

    name: Numbers
    text: Numbers


class Described:
    """A list of initiatives with all that is needed to compare them. Rarity is that among these initiatives."""

    def __init__(self, initiatives: Sequence[Initiative], meanings: Meanings | None = None) -> None:
        """
        Args:
            initiatives: what is compared.
            meanings: of these initiatives, in their order; without, they are compared by words only.
        """
        self.initiatives = list(initiatives)
        self.meanings = meanings
        of_regions = {lemma(t.word) for one in initiatives for t in tokens(one.region.rsplit("/", 1)[-1])}
        self._no_words = frozenset(of_regions)
        texts = [" ".join([*one.names, one.text, one.plan_theme]) for one in initiatives]
        self.words = Words(texts)
        self.approaches = [one.approaches | followed(one.names) for one in initiatives]

    def bag(self, text: str) -> dict[str, float]:
        """The words of a text, without those of the regions' names."""
        return self.words.bag(text, self._no_words)

    @cached_property
    def name_bags(self) -> list[dict[str, float]]:
        """The words of each initiative's names, all together."""
        return [self.bag(" ".join(one.names)) for one in self.initiatives]

    @cached_property
    def all_bags(self) -> list[dict[str, float]]:
        """The words of its names and its text; those of the names count for more."""
        texts = [self.bag(one.text) for one in self.initiatives]
        pairs = zip(self.name_bags, texts, strict=True)
        return [
            {word: (NAMES_WEIGHT + 1) * names.get(word, 0) + text.get(word, 0) for word in {**names, **text}}
            for names, text in pairs
        ]

    @cached_property
    def names(self) -> Matrix:
        """TF-IDF of the names."""
        return tfidf(counts(self.name_bags))

    @cached_property
    def first_name(self) -> Matrix:
        """TF-IDF of the name alone."""
        return tfidf(counts([self.bag(one.name) for one in self.initiatives]))

    @cached_property
    def everything(self) -> Matrix:
        """TF-IDF of names and text."""
        return tfidf(counts(self.all_bags), damp=False)

    @cached_property
    def columns(self) -> list[str]:
        """The words that the columns of `everything` are for."""
        return sorted({word for bag in self.all_bags for word in bag})

    @cached_property
    def letters(self) -> Matrix:
        """TF-IDF of the pieces of the names' words."""
        return tfidf(counts([grams(" ".join(one.names)) for one in self.initiatives]))

    @cached_property
    def _each_name(self) -> tuple[Matrix, Matrix, Places, Places]:
        """Pieces and words of every name by itself, where an initiative's first name is, and how many it has."""
        listed = [one.names[:MOST_NAMES] or ("",) for one in self.initiatives]
        flat = [name for names in listed for name in names]
        sizes = np.array([len(names) for names in listed])
        starts = np.cumsum([0, *sizes[:-1]])
        return tfidf(counts([grams(n) for n in flat])), tfidf(counts([self.bag(n) for n in flat])), starts, sizes

    @cached_property
    def cover(self) -> tuple[Matrix, Matrix]:
        """The rarity of each word of a name as a share of that of the whole name; and which words stand anywhere."""
        bags = [dict.fromkeys(bag, 1.0) for bag in self.all_bags]
        everywhere = counts(bags)
        named = [set(self.bag(one.name)) for one in self.initiatives]
        rare = dict(zip(self.columns, rarity(everywhere).tolist(), strict=False))
        shares = []
        for words, bag in zip(named, bags, strict=True):
            whole = sum(rare[word] for word in words) or 1.0
            shares.append({word: (rare[word] / whole if word in words else 0.0) for word in bag})
        return counts(shares), everywhere

    @cached_property
    def themes(self) -> Matrix:
        """Which national themes each has."""
        return having(one.themes for one in self.initiatives)

    @cached_property
    def organisations(self) -> Matrix:
        """Which organisations each has."""
        return having(one.organisations for one in self.initiatives)

    @cached_property
    def plan_theme(self) -> Matrix:
        """TF-IDF of the theme as the plan calls it."""
        return tfidf(counts([self.bag(one.plan_theme) for one in self.initiatives]))

    @cached_property
    def groups(self) -> Matrix:
        """TF-IDF of the target groups."""
        return tfidf(counts([self.bag(" ".join(one.groups)) for one in self.initiatives]))

    @cached_property
    def goals(self) -> Matrix:
        """TF-IDF of the goals served."""
        return tfidf(counts([self.bag(" ".join(one.goals)) for one in self.initiatives]))

    @cached_property
    def follows(self) -> Matrix:
        """Which approaches each follows."""
        return having(self.approaches)

    @cached_property
    def nearness(self) -> Matrix:
        """How near names and text come to each approach of the vocabulary: the cosine."""
        bags = [*self.all_bags, *(self.bag(text) for text in concepts().values())]
        both = tfidf(counts(bags), damp=False)
        size = len(self.initiatives)
        return sparse.csr_matrix(both[:size] @ both[size:].T)

    @cached_property
    def profile(self) -> Matrix:
        """The same, squared so that the nearest count; rows of length 1."""
        near = self.nearness.copy()
        near.data = near.data**2
        lengths = np.sqrt(near.multiply(near).sum(axis=1)).A1
        return sparse.csr_matrix(sparse.diags(1 / np.where(lengths > 0, lengths, 1)) @ near)

    @cached_property
    def kinds(self) -> tuple[Places, Places]:
        """The kinds of thing that the name, and that any name, says it is; a bit for each of `KINDS`."""
        bits = {kind: 1 << place for place, kind in enumerate(KINDS)}
        of_name, of_any = [], []
        for one in self.initiatives:
            found = [bits.get(kind_of(name) or "", 0) for name in one.names]
            of_name.append(found[0] if found else 0)
            of_any.append(int(np.bitwise_or.reduce(found)) if found else 0)
        return np.array(of_name, np.int64), np.array(of_any, np.int64)

    @cached_property
    def codes(self) -> dict[str, Places]:
        """Numbers for the region and the closest theme of each; the same number for the same thing, 0 for none."""
        return {
            "region": _codes([one.region for one in self.initiatives]),
            "theme": _codes([one.themes[0] if one.themes else "" for one in self.initiatives]),
        }

    def best_of_names(self, i: Places, j: Places) -> tuple[Numbers, Numbers]:
        """The largest likeness, by pieces and by words, of any name of one to any name of the other."""
        letters, words, starts, sizes = self._each_name
        best = np.zeros((2, len(i)), np.float32)
        for first in range(int(sizes[i].max(initial=0))):
            for second in range(int(sizes[j].max(initial=0))):
                at = np.flatnonzero((sizes[i] > first) & (sizes[j] > second))
                if len(at):
                    left, right = starts[i[at]] + first, starts[j[at]] + second
                    for row, matrix in enumerate((letters, words)):
                        best[row, at] = np.maximum(best[row, at], dots(matrix, matrix, left, right))
        return best[0], best[1]


def _codes(values: Sequence[str]) -> Places:
    numbers = {value: place for place, value in enumerate(sorted({"", *values}))}
    return np.array([numbers[value] for value in values], np.int64)


Feature = Callable[[Described, Places, Places], Numbers]


def measure(described: Described, i: Places, j: Places) -> dict[str, Numbers]:
    """The features of pairs: for each name, a number for each pair of places in the list of initiatives."""
    d = described
    found: dict[str, Numbers] = {
        "name": dots(d.first_name, d.first_name, i, j),
        "names": dots(d.names, d.names, i, j),
        "everything": dots(d.everything, d.everything, i, j),
        "letters": dots(d.letters, d.letters, i, j),
    }
    found["best name by letters"], found["best name by words"] = d.best_of_names(i, j)
    shares, anywhere = d.cover
    forth, back = dots(shares, anywhere, i, j), dots(shares, anywhere, j, i)
    found["name in other"] = np.maximum(forth, back)
    rare = rarity(d.themes)
    found["themes"] = overlap(d.themes, rare, i, j)
    found["rarest theme"] = largest(sparse.csr_matrix(d.themes.multiply(rare)), i, j) / max(
        float(rare.max(initial=1)), 1.0
    )
    found["closest theme"] = _same(d.codes["theme"], i, j)
    found["theme of plan"] = dots(d.plan_theme, d.plan_theme, i, j)
    found["target groups"] = dots(d.groups, d.groups, i, j)
    found["organisations"] = overlap(d.organisations, rarity(d.organisations), i, j)
    of_name, of_any = d.kinds
    found["other kind"] = (((of_name[i] & ~of_any[j]) | (of_name[j] & ~of_any[i])) != 0).astype(np.float32)
    found["same kind"] = ((of_any[i] & of_any[j]) != 0).astype(np.float32)
    found["kind and theme"] = found["same kind"] * found["themes"]
    known = np.diff(d.follows.indptr) > 0
    found["approach"] = (dots(d.follows, d.follows, i, j) > 0).astype(np.float32)
    found["other approach"] = (known[i] & known[j]).astype(np.float32) * (1 - found["approach"])
    found["approach of one"] = (known[i] != known[j]).astype(np.float32)
    found["near an approach"] = largest(d.nearness, i, j)
    found["near the same approaches"] = dots(d.profile, d.profile, i, j)
    if d.meanings is not None:
        for name, vectors in (("name", d.meanings.name), ("text", d.meanings.text)):
            cosine = dots(vectors, vectors, i, j)
            found[f"meaning of {name}"] = np.clip((cosine - LEAST_MEANING) / (1 - LEAST_MEANING), 0, 1)
    return found


def _same(codes: Places, i: Places, j: Places) -> Numbers:
    none = 0  # '' comes first
    return np.asarray((codes[i] == codes[j]) & (codes[i] != none), np.float32)


WORDING: Final = (
    "name", "names", "everything", "letters", "best name by letters", "best name by words",
    "name in other", "other kind", "same kind", "kind and theme",
)  # fmt: skip
CONTEXT: Final = (
    "themes", "rarest theme", "closest theme", "theme of plan", "target groups", "organisations",
)  # fmt: skip
APPROACH: Final = ("approach", "other approach", "approach of one", "near an approach", "near the same approaches")
MEANING: Final = ("meaning of name", "meaning of text")
