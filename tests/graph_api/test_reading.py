"""Plans are read in processes of their own, and what happens to one happens to none of the others."""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from graph_api import reading
from graph_api.reading import HowToRead, PlanFailed, PlanRead, StageBegun, read_plans
from ingest.pipeline import STAGES
from ontology import BASE

PLANS = Path(__file__).parents[2] / "docs" / "examples" / "plans"
LARGE, SMALL = PLANS / "waterlanden.txt", PLANS / "brinkland-update-2024.txt"


def test_a_process_that_is_killed_takes_only_its_own_plan_with_it() -> None:
    events = read_plans([SMALL, LARGE], HowToRead(BASE, workers=1))
    first = next(events)
    assert isinstance(first, StageBegun)
    assert first.path == LARGE, "the largest comes first, so that the last ones are short"
    (process,) = multiprocessing.active_children()
    os.kill(process.pid or 0, signal.SIGKILL)
    rest = list(events)
    failed = next(event for event in rest if isinstance(event, PlanFailed))
    assert failed.path == LARGE
    assert "ended (signal SIGKILL)" in failed.reason
    assert "--workers 1" in failed.way_out
    assert [event.stage for event in rest if isinstance(event, StageBegun) and event.path == SMALL] == list(STAGES)
    read = rest[-1]
    assert isinstance(read, PlanRead)
    assert read.reading.key == "brinkland-update-2024"
    assert read.reading.report.conforms
    assert not multiprocessing.active_children()


def test_who_stops_listening_leaves_no_process_behind() -> None:
    events = read_plans([SMALL], HowToRead(BASE))
    next(events)
    assert multiprocessing.active_children()
    events.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_a_fault_of_ours_is_told_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object, **__: object) -> None:
        raise KeyError("thema")

    monkeypatch.setattr("ingest.pipeline.read_plan", faulty)
    ours, _ = multiprocessing.Pipe()
    failed = reading._read(SMALL, HowToRead(BASE), ours)
    assert isinstance(failed, PlanFailed)
    assert failed.reason == "reading it went wrong (KeyError: 'thema')."
    assert "in faulty" in failed.trace


def test_no_plans_are_no_events() -> None:
    assert list(read_plans([], HowToRead(BASE))) == []
