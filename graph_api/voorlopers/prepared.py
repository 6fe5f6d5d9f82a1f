"""What is worked out once for a version, and serves every region."""

from __future__ import annotations

import re
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any, Final, TypeVar

import numpy as np

from graph_api.facts import Facts, Goal, Initiative
from graph_api.similar.vectors import Matrix, Numbers
from graph_api.voorlopers import always
from graph_api.voorlopers.texts import Texts
from graph_api.voorlopers.weights import values
from ingest.outline.roles import fold

_BRACKETS: Final = re.compile(r"[()]")
_WORDS: Final = re.compile(r"\w+")
_REMEMBERED: Final = 64
"""Answers; one takes about a tenth of a megabyte."""
T = TypeVar("T")
_SHORTEST: Final = 3
"""Characters of a name that is looked for in a text."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a plan."""

    name: str
    plan: str
    """IRI."""
    start: int
    """Code points in the plan's text, half-open with `end`."""
    end: int


class Prepared:
    """The candidates of a version: initiatives that run or are exemplary, whatever region asks."""

    def __init__(self, facts: Facts, source: Callable[[str], str | None] = lambda _: None) -> None:
        """
        Args:
            facts: of the version.
            source: gives the text of a plan by the hash of its file (`Snapshot.source`); all are read at once.
        """
        self.facts = facts
        self._guard = Lock()
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        texts = {plan.iri: source(plan.sha256) for plan in facts.plans.values()}
        self._texts = {iri: text.lower() for iri, text in texts.items() if text}
        self._vocabulary = {iri: frozenset(_WORDS.findall(text)) for iri, text in self._texts.items()}
        running = frozenset(values()["running"])
        self.candidates = [
            one
            for one in facts.initiatives.values()
            if one.status != "stopped" and (one.voorloper or one.status in running)
        ]
        self.texts = Texts(facts)

    def remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, remembered for the questions that were asked last; any thread may ask.

        Args:
            key: tells one question from another.
            make: answers it; two threads may do so at the same time, and one answer is kept.
        """
        with self._guard:
            if key in self._answers:
                self._answers.move_to_end(key)
                found: T = self._answers[key]
                return found
        made = make()
        with self._guard:
            self._answers[key] = made
            while len(self._answers) > _REMEMBERED:
                self._answers.popitem(last=False)
        return made

    def mention(self, regions: Collection[str], names: Iterable[str]) -> Mention | None:
        """Where the plans of regions have one of these names as whole words, whatever the capitals; None where nowhere."""
        plans = sorted(plan.iri for plan in self.facts.plans.values() if plan.iri in self._texts)
        own = [iri for iri in plans if set(self.facts.plans[iri].regions).intersection(regions)]
        # 'Long name (LN)' is called either
        parts = (part.strip() for name in names for part in (name, *_BRACKETS.split(name)))
        for name in dict.fromkeys(part for part in parts if len(part) >= _SHORTEST):
            words = frozenset(_WORDS.findall(name.lower()))
            for plan in own:
                # most names can be told from the words of the plan, which is hundreds of times faster
                if words <= self._vocabulary[plan] and (start := _whole_words(self._texts[plan], name.lower())) >= 0:
                    return Mention(name, plan, start, start + len(name))
        return None

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
    def themes(self) -> Numbers:
        """The national themes of each, and those above them; rows of length 1, a column for each theme."""
        return self._theme_rows(one.national for one in self.candidates)

    @cached_property
    def goal_themes(self) -> Numbers:
        """The same for each goal of the version."""
        return self._theme_rows(goal.national for goal in self.facts.goals.values())

    def _theme_rows(self, themes: Iterable[frozenset[str]]) -> Numbers:
        columns = {theme: place for place, theme in enumerate(sorted(self.facts.broader))}
        listed = list(themes)
        rows = np.zeros((len(listed), len(columns)), np.float32)
        for row, national in zip(rows, listed, strict=True):
            wide = [columns[above] for above in {above for one in national for above in self.facts.broader[one]}]
            row[wide] = 1 / np.sqrt(max(1, len(wide)))
        return rows

    @cached_property
    def regions_on(self) -> dict[str, frozenset[str]]:
        """National theme to the regions that have goals on it, or below it."""
        regions: dict[str, set[str]] = defaultdict(set)
        for goal in self.facts.goals.values():
            for theme in goal.national:
                for above in self.facts.broader[theme]:
                    regions[above].update(goal.regions)
        return {theme: frozenset(found) for theme, found in regions.items()}

    @cached_property
    def goals_of(self) -> dict[str, list[Goal]]:
        """Region to its own goals, without those of regions inside it."""
        found: dict[str, list[Goal]] = defaultdict(list)
        for goal in self.facts.goals.values():
            for region in goal.regions:
                found[region].append(goal)
        return dict(found)

    @cached_property
    def initiatives_of(self) -> dict[str, list[Initiative]]:
        """Region to its own initiatives."""
        found: dict[str, list[Initiative]] = defaultdict(list)
        for one in self.facts.initiatives.values():
            for region in one.regions:
                found[region].append(one)
        return dict(found)

    @cached_property
    def parts(self) -> dict[str, Numbers]:
        """The parts of the score that are the same for every region, in the order of the candidates."""
        return {
            "readiness.status": always.status(self.candidates),
            "readiness.signals": always.signals(self.candidates),
            "readiness.spread": always.spread([len(self.spread[one.iri]) for one in self.candidates]),
            "evidence.confidence": always.confidence(self.candidates),
            "evidence.pieces": always.pieces(self.candidates),
        }

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


def _whole_words(text: str, name: str) -> int:
    """Where a name first stands in a text as whole words; -1 where it does not. Faster than a regular expression."""
    start = text.find(name)
    while start >= 0:
        before, after = text[start - 1 : start], text[start + len(name) : start + len(name) + 1]
        if not before.isalnum() and not after.isalnum():
            return start
        start = text.find(name, start + 1)
    return -1
