"""How much of its plans a region gives to a theme.

The words of a plan that stand in the evidence of goals and initiatives, or else under the heading of a theme, are
divided over the national themes (`text.words_given`). The **share** of a theme is its part of all words that any theme
gets. **Salience** weighs those words by how rare the theme is across plans, ln(1 + N / n) for a theme that n of N plans
give words to, and divides by the sum over all themes: a theme that few plans speak of counts for more than one that
every plan has. The weight is the inverse document frequency of Spärck Jones ('A statistical interpretation of term
specificity', Journal of Documentation 28, 1972), smoothed so that what all plans have keeps the weight ln 2. Words are
counted, not mentions: a theme that is named in every heading and worked out nowhere weighs little.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph_api.compare.atlas import Atlas
from graph_api.compare.facts import Concept


class Salience:
    """Shares and saliences of themes, or of approaches, in some regions."""

    def __init__(self, atlas: Atlas, regions: Iterable[str], concepts: Mapping[str, Concept]) -> None:
        """
        Args:
            atlas: the regions.
            regions: whose words are counted together.
            concepts: all national themes, or all approaches.
        """
        self._words: dict[str, float] = {}
        for region in regions:
            for concept, number in atlas.words.get(region, {}).items():
                if concept in concepts:
                    self._words[concept] = self._words.get(concept, 0.0) + number
        self._rarity = atlas.rarity
        self._all = sum(self._words.values())
        self._weighted = sum(number * self._rarity[concept] for concept, number in self._words.items())

    def share(self, concepts: Iterable[str]) -> float | None:
        """Share of the words, 0 to 1; None where no concept gets any."""
        found = sum(self._words.get(concept, 0.0) for concept in concepts)
        return min(1.0, round(found / self._all, 4)) if self._all else None

    def salience(self, concepts: Iterable[str]) -> float | None:
        """Share of the weighted words, 0 to 1; None where no concept gets any."""
        found = sum(self._words.get(concept, 0.0) * self._rarity[concept] for concept in concepts)
        return min(1.0, round(found / self._weighted, 4)) if self._weighted else None

    def vector(self) -> dict[str, float]:
        """The salience of each concept that gets any words; they add up to 1."""
        if not self._weighted:
            return {}
        return {c: n * self._rarity[c] / self._weighted for c, n in sorted(self._words.items())}
