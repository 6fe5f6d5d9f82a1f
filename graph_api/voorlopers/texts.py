"""How alike the words of goals and initiatives are: lemmas and parts of compounds, weighted by rarity (TF-IDF, cosine).

A text of one or two words would be wholly like any other that holds them. So each text is thought to have some words
more, which no other has: the fewer and the more common its own words, the more that takes off its cosines.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache, partial
from typing import Final

import numpy as np
from scipy import sparse

from graph_api.facts import Facts, Initiative
from graph_api.search.words import tokens
from graph_api.similar.vectors import Matrix, Numbers, counts, rarity
from graph_api.similar.words import Words, lemma
from graph_api.voorlopers.weights import values

_MORE: Final = 9.0
"""Length of the words that each text is thought to have besides; a word that one in a thousand texts has weighs 8."""
_SHOWN: Final = 4
"""Shared words that a reason names."""
_NAME: Final = 8
"""Characters of a name of another initiative that is left out of a text; what is shorter may mean something else."""
_PART: Final = 3
"""Letters of a word that is named at least."""
_TELLING: Final = 0.02
"""What a word adds to a cosine at least, to be named: 'zorg' and 'regio' by themselves say nothing."""


class Texts:
    """The words of all goals and initiatives of a version, as rows of one matrix; rows are of length 1."""

    def __init__(self, facts: Facts) -> None:
        self.goal_row = {iri: row for row, iri in enumerate(facts.goals)}
        self.initiative_row = {iri: row for row, iri in enumerate(facts.initiatives)}
        goals = [goal.statement for goal in facts.goals.values()]
        initiatives = [f"{' '.join(one.names)} {text}" for one, text in _own_texts(facts)]
        words = Words([*goals, *initiatives])
        # that both name their own region says nothing
        regions = (name for iri in facts.covered if iri in facts.regions for name in facts.regions[iri].names)
        self._silent = frozenset(lemma(token.word) for name in regions for token in tokens(name)) | _silent()
        self._words = words
        bags = [self._bag(text) for text in (*goals, *initiatives)]
        self._names = sorted({word for bag in bags for word in bag})
        self._places = {word: place for place, word in enumerate(self._names)}
        counted = counts(bags)
        self._rarity = 1 + rarity(counted)  # in a small graph what is in every text must still count
        both = self._weighed(counted)
        self.goals = both[: len(goals)]
        self.initiatives = both[len(goals) :]

    def cover(self, text: str, rows: Matrix) -> Numbers:
        """For each row what share of a text's words it has, 0 to 1, the rare ones weighing more.

        A word that is in no goal or initiative weighs as the rarest do.
        """
        rarest = float(self._rarity.max(initial=1.0))
        bag = self._bag(text)
        weights = {word: float(self._rarity[self._places[word]]) if word in self._places else rarest for word in bag}
        wanted = np.zeros(rows.shape[1], np.float32)
        for word, weight in bag.items():
            if word in self._places:
                wanted[self._places[word]] = weight * weights[word]
        whole = sum(weight * weights[word] for word, weight in bag.items())
        return np.asarray((rows != 0) @ wanted / (whole or 1.0), np.float32)

    def cover_of(self, text: str, initiatives: Sequence[str]) -> Numbers:
        """The same for initiatives, by their IRIs."""
        return self.cover(text, self.initiatives[[self.initiative_row[iri] for iri in initiatives]])

    def _bag(self, text: str) -> dict[str, float]:
        found = self._words.bag(text, self._silent)
        return {word: weight for word, weight in found.items() if not word.isdigit()}

    def _weighed(self, counted: Matrix) -> Matrix:
        """Rare words weigh more, and what is there often counts for little more than once."""
        weighted = counted.copy()
        weighted.data = np.minimum(counted.data, 1) + 0.3 * np.log(np.maximum(counted.data, 1))
        return _shortened((weighted @ sparse.diags(self._rarity)), _MORE)

    def together(self, rows: Sequence[Iterable[int]]) -> Matrix:
        """For each set of goals, their words as one text."""
        listed = [sorted(set(one)) for one in rows]
        starts = np.cumsum([0, *map(len, listed)])
        places = np.fromiter((place for one in listed for place in one), np.int32, int(starts[-1]))
        chosen = sparse.csr_matrix(
            (np.ones(len(places), np.float32), places, starts), shape=(len(listed), self.goals.shape[0])
        )
        return _shortened((chosen @ self.goals), 0.0)

    def shared(self, goal: str, initiative: str, served: Sequence[str] = ()) -> tuple[str, ...]:
        """The words that make a goal and an initiative alike, those that count most first; as lemmas.

        Args:
            goal: IRI.
            initiative: IRI.
            served: IRIs of goals, whose words then stand in for those of the initiative.
        """
        one = _weights(self.goals, self.goal_row[goal])
        others = [_weights(self.goals, self.goal_row[iri]) for iri in served if iri in self.goal_row]
        others = others or [_weights(self.initiatives, self.initiative_row[initiative])]
        ranked = sorted(((one[place] * max(o.get(place, 0.0) for o in others), place) for place in one), reverse=True)
        found: list[str] = []
        for value, place in ranked:
            word = self._names[place]
            if value < _TELLING:
                break
            # the parts of a compound that is shared itself say nothing more
            if len(word) >= _PART and not any(word in longer for longer in found):
                found.append(word)
        return tuple(found[:_SHOWN])


@cache
def _silent() -> frozenset[str]:
    return frozenset(values()["texts"]["silent"])


def _weights(matrix: Matrix, row: int) -> dict[int, float]:
    """Place of a word to its weight. Ten times faster than slicing out the row."""
    part = slice(matrix.indptr[row], matrix.indptr[row + 1])
    return dict(zip(matrix.indices[part].tolist(), matrix.data[part].tolist(), strict=True))


def _own_texts(facts: Facts) -> Iterator[tuple[Initiative, str]]:
    """Each initiative with what its plan says, without the names of others of that plan.

    'Such as A, B and C' speaks of A; that B and C stand beside it does not make it like them.
    """
    of_plan: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for one in facts.initiatives.values():
        of_plan[one.plans] |= {name.casefold(): None for name in one.names if len(name) >= _NAME}
    patterns = {
        plans: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?!\w)", re.I)
        for plans, names in of_plan.items()
        if names
    }
    for one in facts.initiatives.values():
        own = {name.casefold() for name in one.names}
        pattern = patterns.get(one.plans)
        yield one, pattern.sub(partial(_unless, own), one.text) if pattern else one.text


def _unless(own: Set[str], found: re.Match[str]) -> str:
    return found[0] if found[0].casefold() in own else " "


def cosines(left: Matrix, right: Matrix) -> Numbers:
    """The cosine of each row with each row."""
    return np.asarray((left @ right.T).toarray(), np.float32)


def _shortened(matrix: Matrix, more: float) -> Matrix:
    """Rows divided by the length that they would have with something more."""
    lengths = np.sqrt(matrix.multiply(matrix).sum(axis=1).A1 + more**2)
    return (sparse.diags(1 / np.where(lengths > 0, lengths, 1)) @ matrix).astype(np.float32)
