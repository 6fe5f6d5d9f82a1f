"""What is worked out once for a version, and serves every region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import numpy as np

from graph_api.facts import Facts, Initiative
from graph_api.similar.vectors import Matrix, counts
from graph_api.voorlopers.texts import Texts
from graph_api.voorlopers.weights import values
from ingest.outline.roles import fold


class Prepared:
    """The candidates of a version: initiatives that run or are exemplary, whatever region asks."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        running = frozenset(values()["running"])
        self.candidates = [
            one
            for one in facts.initiatives.values()
            if one.status != "stopped" and (one.voorloper or one.status in running)
        ]
        self.texts = Texts(facts)

    @cached_property
    def words(self) -> Matrix:
        """The words of each candidate itself."""
        return self.texts.initiatives[[self.texts.initiative_row[one.iri] for one in self.candidates]]

    @cached_property
    def served(self) -> Matrix:
        """The words of the goals that each is stated to serve."""
        row = self.texts.goal_row
        return self.texts.together([[row[goal] for goal in one.goals if goal in row] for one in self.candidates])

    @cached_property
    def around(self) -> Matrix:
        """The words of the goals of the same theme of its plan, where no goal is stated."""
        by_theme: dict[str, list[int]] = defaultdict(list)
        for goal in self.facts.goals.values():
            for theme in goal.themes:
                if theme in self.facts.themes:
                    by_theme[theme].append(self.texts.goal_row[goal.iri])
        rows = [
            [] if one.goals else [goal for theme in one.themes for goal in by_theme[theme]] for one in self.candidates
        ]
        return self.texts.together(rows)

    @cached_property
    def themes(self) -> Matrix:
        """The national themes of each, and those above them; rows of length 1."""
        return self.theme_rows(one.national for one in self.candidates)

    def theme_rows(self, themes: Iterable[frozenset[str]]) -> Matrix:
        """National themes with those above them, as rows of length 1."""
        everything = dict.fromkeys(sorted(self.facts.broader), 0.0)
        rows = []
        for national in themes:
            wide = {above for one in national for above in self.facts.broader[one]}
            rows.append(everything | {one: 1 / np.sqrt(len(wide)) for one in wide})
        return counts(rows)

    @cached_property
    def names(self) -> dict[str, frozenset[str]]:
        """Names of each initiative, without capitals and punctuation."""
        return {iri: frozenset(map(fold, one.names)) for iri, one in self.facts.initiatives.items()}

    @cached_property
    def spread(self) -> dict[str, frozenset[str]]:
        """Initiative to the regions that follow the same approach, or do something alike; its own too."""
        regions_of: dict[str, set[str]] = defaultdict(set)
        for one in self.facts.initiatives.values():
            for approach in one.approaches:
                regions_of[approach] |= set(one.regions)
        return {iri: self._regions(one, regions_of) for iri, one in self.facts.initiatives.items()}

    def _regions(self, one: Initiative, regions_of: dict[str, set[str]]) -> frozenset[str]:
        found = set(one.regions)
        for approach in one.approaches:
            found |= regions_of[approach]
        for other in self.facts.similar.get(one.iri, ()):
            if other in self.facts.initiatives:
                found |= set(self.facts.initiatives[other].regions)
        # a region and one inside it are not two
        return frozenset(one for one in found if not (self.facts.below(one) & found) - {one})
