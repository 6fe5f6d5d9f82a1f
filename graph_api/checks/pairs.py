"""Facts of one plan that do not go together: targets that contradict each other, and facts that are there twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

import numpy as np

from graph_api.facts import Facts, Goal, Target
from graph_api.search.words import tokens
from graph_api.similar.vectors import Numbers
from graph_api.voorlopers.texts import Texts, cosines
from ingest.outline.roles import fold

SAME: Final = 0.95
"""Cosine from which two goals of a plan say the same."""
ALIGNED: Final = 0.75
"""Cosine from which two targets of a plan count the same thing."""
_NOT: Final = frozenset(("niet", "geen", "zonder", "nooit", "niemand"))
"""Words that turn what is said round; the cosine does not see them."""


def contradictions(facts: Facts, texts: Texts) -> dict[str, tuple[str, str]]:
    """Goal to the goal of the same plan and region that contradicts it, and what differs: 'value' or 'year'.

    Two targets count the same thing where the words of their goals are alike and their units are the same. They
    contradict each other where one of value and year is the same and the other differs. Where both differ they are a
    path (so many in one year, more in a later one), and where one has no year nothing can be said.
    """
    found: dict[str, tuple[str, str]] = {}
    with_number = [goal for goal in facts.goals.values() if any(target.value is not None for target in goal.targets)]
    for group in _of_one_plan(with_number):
        likeness = _likeness(texts, group)
        for i, j in combinations(range(len(group)), 2):
            one, other = group[i], group[j]
            if likeness[i, j] < ALIGNED or one.iri in other.parents or other.iri in one.parents:
                continue
            if what := _differs(one, other):
                found.setdefault(one.iri, (other.iri, what))
                found.setdefault(other.iri, (one.iri, what))
    return found


def repeated_goals(facts: Facts, texts: Texts) -> dict[str, str]:
    """Goal to another of the same plan and region that says the same, with the same numbers."""
    found: dict[str, str] = {}
    for group in _of_one_plan(facts.goals.values()):
        likeness = _likeness(texts, group)
        exactly = [_exactly(goal.statement) for goal in group]  # once each: where all are alike there are many pairs
        for i, j in zip(*np.nonzero(np.triu(likeness >= SAME, 1)), strict=True):
            one, other = group[i], group[j]
            if exactly[i] == exactly[j]:
                found.setdefault(one.iri, other.iri)
                found.setdefault(other.iri, one.iri)
    return found


def repeated_initiatives(facts: Facts) -> dict[str, str]:
    """Initiative to another of the same plan and region that is called the same."""
    called: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for one in facts.initiatives.values():
        called[one.plans, one.regions, fold(one.label)].append(one.iri)
    pairs = (group for group in called.values() if len(group) > 1)
    return {iri: next(other for other in group if other != iri) for group in pairs for iri in group}


def _of_one_plan(goals: Iterable[Goal]) -> Iterator[list[Goal]]:
    groups: dict[tuple[object, ...], list[Goal]] = defaultdict(list)
    for goal in goals:
        groups[goal.plans, goal.regions].append(goal)
    yield from (group for group in groups.values() if len(group) > 1)


def _likeness(texts: Texts, goals: Sequence[Goal]) -> Numbers:
    """The cosine of each with each, whatever their length."""
    rows = texts.goals[[texts.goal_row[goal.iri] for goal in goals]]
    raw = cosines(rows, rows)
    lengths = np.sqrt(np.maximum(raw.diagonal(), 1e-12))
    return np.asarray(raw / np.outer(lengths, lengths), np.float32)


def _differs(one: Goal, other: Goal) -> str:
    """'value' or 'year', '' where they do not contradict each other."""
    for left in _valued(one):
        for right in _valued(other):
            if fold(left.unit) != fold(right.unit):
                continue
            same_value, same_years = left.value == right.value, one.years == other.years
            if same_years and not same_value:
                return "value"
            if same_value and not same_years and one.years and other.years:
                return "year"
    return ""


def _valued(goal: Goal) -> Iterator[Target]:
    yield from (target for target in goal.targets if target.value is not None)


def _exactly(text: str) -> tuple[str, ...]:
    """Numbers and words that turn a sentence round."""
    words = (token.word for token in tokens(text))
    return tuple(sorted(word for word in words if word in _NOT or any(sign.isdigit() for sign in word)))
