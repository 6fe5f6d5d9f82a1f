"""The parts of a score that are the same whatever region asks: numbers from 0 to 1, NaN where it is not known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from graph_api.facts import Initiative
from graph_api.similar.vectors import Numbers
from graph_api.voorlopers.weights import values

_SURE: Final = 0.5
"""What halves the doubt: each further piece of evidence."""


def status(candidates: Sequence[Initiative]) -> Numbers:
    """How far each is."""
    return np.array([values()["status"].get(one.status, math.nan) for one in candidates], np.float32)


def signals(candidates: Sequence[Initiative]) -> Numbers:
    """How much shows that its plan presents it as an example: 1 less the product of what each signal leaves open."""
    table = values()["signals"]
    return np.array([1 - math.prod(1 - table.get(s, 0.0) for s in one.signals) for one in candidates], np.float32)


def spread(regions: Sequence[int]) -> Numbers:
    """1 - 1/n for n regions that follow the approach or do something alike."""
    return np.array([1 - 1 / max(1, number) for number in regions], np.float32)


def confidence(candidates: Sequence[Initiative]) -> Numbers:
    """How sure the reading is of the piece of evidence that it is surest of."""
    best = [
        max((quote.confidence for quote in one.quotes if quote.confidence is not None), default=math.nan)
        for one in candidates
    ]
    return np.array(best, np.float32)


def pieces(candidates: Sequence[Initiative]) -> Numbers:
    """1 - 0.5^n for n places in its plan."""
    return np.array([1 - _SURE ** len(one.quotes) for one in candidates], np.float32)
