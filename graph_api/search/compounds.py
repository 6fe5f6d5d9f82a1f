"""Parts of Dutch compounds, found with the words of the graph itself.

After Koehn and Knight, 'Empirical Methods for Compound Splitting' (EACL 2003): of all ways to cut a word into words that
occur by themselves, the one whose parts are most frequent (geometric mean); the whole word competes as well, but not
against its own rarity: what a search wants is the parts, so any sound cut beats no cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from graph_api.search.words import LISTS

_LINKS: Final = tuple(LISTS["links"])
_NO_FIRST: Final = frozenset(LISTS["no_first_part"])
_NO_LAST: Final = frozenset(LISTS["no_last_part"])
_SHORTEST: Final = 3
"""Letters of a part."""
_SHORT: Final = 4
"""Letters below which a part must be frequent: most cuts with such a part are wrong."""
_FREQUENT: Final = 5
_LONGEST: Final = 40
"""Letters of a word that is worth the trouble."""


class Compounds:
    """Cuts words into parts; see `parts`."""

    def __init__(self, frequency: Callable[[str], int]) -> None:
        """
        Args:
            frequency: how often a folded word occurs by itself; 0 where it does not.
        """
        self._frequency = frequency
        self._cuts: dict[str, tuple[str, str] | None] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        """The parts of a folded word, of every level, longest first; none where it is no compound.

        'valpreventieprogramma' gives 'valpreventie', 'preventie', 'programma' and 'val'.
        """
        found = set(self._below(word))
        return tuple(sorted(found, key=lambda part: (-len(part), part)))

    def pair(self, word: str) -> tuple[str, str] | None:
        """The two parts of the best cut of a folded word; None where it is no compound."""
        if word not in self._cuts:
            self._cuts[word] = self._best(word)
        return self._cuts[word]

    def _below(self, word: str) -> Iterator[str]:
        cut = self.pair(word)
        for part in cut or ():
            yield part
            yield from self._below(part)

    def _best(self, word: str) -> tuple[str, str] | None:
        if not 2 * _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
            return None
        return max(self._candidates(word), default=(0, 0, None))[2]

    def _candidates(self, word: str) -> Iterator[tuple[int, int, tuple[str, str]]]:
        for place in range(_SHORTEST, len(word) - _SHORTEST + 1):
            last = word[place:]
            if last in _NO_LAST or not (often := self._weight(last)):
                continue
            for link in _LINKS:
                first = word[:place].removesuffix(link)
                if link and (first == word[:place] or self._weight(word[:place])):
                    continue  # no such link, or no need of it: ouderen-zorg, not ouder-en-zorg
                if first not in _NO_FIRST and (also := self._weight(first)):
                    yield also * often, place, (first, last)

    def _weight(self, part: str) -> int:
        often = self._frequency(part) if len(part) >= _SHORTEST else 0
        return often if len(part) >= _SHORT or often >= _FREQUENT else 0
