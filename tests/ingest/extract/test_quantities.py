"""Given a sentence, this year and this number."""

from __future__ import annotations

import pytest

from ingest.extract.quantities import target, target_year, value_of
from ingest.model import Direction


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("Eind 2027 heeft elke wijk een huiskamer.", 2027),
        ("Tussen 2024-2026 leren we van elkaar.", 2026),
        ("Minder vallen ten opzichte van 2022.", None),
        ("We volgen de Wmo 2025.", None),
        ("Elke wijk heeft een huiskamer.", None),
    ],
)
def test_year(sentence: str, year: int | None) -> None:
    assert target_year(sentence) == year


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("Minimaal vier gemeenten doen mee.", 4.0, "gemeenten"),
        ("12,5% van de ouderen is in beeld.", 12.5, "%"),
        ("We bereiken 1.200 inwoners.", 1200.0, "inwoners"),
        ("Het gemiddelde gaat van 1,4 naar 0,8.", 0.8, None),
    ],
)
def test_number(sentence: str, value: float, unit: str | None) -> None:
    found = target(sentence)
    assert found is not None
    assert (found.value, found.unit) == (value, unit)


def test_a_number_that_falls_is_a_decrease_with_its_start() -> None:
    found = target("Het gemiddelde gaat van 1,4 naar 0,8.")
    assert found is not None
    assert (found.direction, found.baseline) == (Direction.DECREASE, 1.4)


@pytest.mark.parametrize("sentence", ["In doel 3 staat hoe.", "In 2026 is het af.", "Ouderen wonen prettig."])
def test_counters_and_years_are_no_numbers(sentence: str) -> None:
    assert target(sentence) is None


def test_dutch_numbers() -> None:
    assert [value_of(n) for n in ("1.200", "2,5", "drie")] == [1200.0, 2.5, 3.0]
