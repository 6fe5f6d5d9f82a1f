"""How long comparisons take, warm, over five plans and over sixty that are made of them. Run with `make bench`."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from many_regions import many
from pytest_benchmark.fixture import BenchmarkFixture

from graph_api.build import build
from graph_api.compare.alike import Profiles, alike
from graph_api.compare.atlas import Atlas
from graph_api.compare.compare import Asked, compare
from graph_api.compare.overview import overview, region_info
from graph_api.compare.precomputed import Precomputed, precompute, precomputed
from graph_api.reading import HowToRead
from graph_api.store import EmbeddedStore, Snapshot
from ingest.pipeline import find_plans
from ontology import BASE, PREFIXES

MOST = {5: 0.050, 60: 0.300}
"""Seconds within which 95 of 100 answers are to be there, by number of plans."""


@dataclass(frozen=True)
class Opened:
    """A version of the five plans."""

    snapshot: Snapshot
    made: Precomputed


@pytest.fixture(scope="module")
def opened(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The five real plans, read."""
    store = EmbeddedStore(tmp_path_factory.mktemp("compare") / "store")
    build(find_plans([shared / "plans"]), store, HowToRead(BASE, 0, 2), lambda _: None)
    with store.read() as snapshot:
        yield Opened(snapshot, precomputed(snapshot))


def questions(atlas: Atlas, snapshot: Snapshot) -> list[Callable[[], str]]:
    """What is asked: two, five and all regions, over themes, one theme or approaches; rolled up and apart."""
    regions = sorted(region for plan in atlas.facts.plans for region in plan.regions)
    profiles = Profiles(atlas)
    older = f"{PREFIXES['rgt']}ouderen"

    def compared(asked: Asked) -> Callable[[], str]:
        return lambda: compare(atlas, asked, snapshot.rows, snapshot.source, "1").model_dump_json()

    asked = [
        *(Asked(tuple(regions[at : at + 2])) for at in range(min(len(regions) - 1, 20))),
        Asked(tuple(regions[:5])),
        Asked(tuple(regions[:5]), rollup=False),
        Asked(tuple(regions)),
        *(Asked(tuple(regions[at : at + 3]), concepts=(older,)) for at in range(min(len(regions) - 2, 10))),
        Asked(tuple(regions), concepts=(older,)),
        Asked(tuple(regions[:2]), "approaches"),
        Asked(tuple(regions[:5]), "approaches"),
    ]
    found = [compared(one) for one in asked]
    found += [lambda one=one: alike(profiles, one, "1").model_dump_json() for one in regions[:10]]  # type: ignore[misc]
    found += [lambda one=one: region_info(atlas, one).model_dump_json() for one in regions[:10]]  # type: ignore[misc]
    found.append(lambda: overview(atlas, "1").model_dump_json())
    return found


@pytest.mark.real_plans
@pytest.mark.benchmark(group="compare")
@pytest.mark.parametrize("plans", [5, 60])
def test_comparisons(benchmark: BenchmarkFixture, opened: Opened, plans: int) -> None:
    atlas = Atlas(opened.made if plans == len(opened.made.facts.plans) else many(opened.made, plans))
    asked = questions(atlas, opened.snapshot)
    seconds: list[float] = []

    def all_of_them() -> None:
        for question in asked:
            begin = time.perf_counter()
            question()
            seconds.append(time.perf_counter() - begin)

    all_of_them()
    seconds.clear()
    benchmark.pedantic(all_of_them, rounds=5)
    per_answer = statistics.quantiles(seconds, n=100)
    benchmark.extra_info["plans"] = len(atlas.plans)
    benchmark.extra_info["p50_ms"] = round(per_answer[49] * 1000, 1)
    benchmark.extra_info["p95_ms"] = round(per_answer[94] * 1000, 1)
    benchmark.extra_info["longest_ms"] = round(max(seconds) * 1000, 1)
    assert per_answer[94] < MOST[plans]


@pytest.mark.real_plans
@pytest.mark.benchmark(group="compare")
def test_working_out_again(benchmark: BenchmarkFixture, opened: Opened) -> None:
    """What a build adds for comparisons where one plan changed."""
    snapshot, first = opened.snapshot, opened.made.facts.plans[0].sha256
    benchmark.pedantic(
        lambda: precompute(snapshot.rows, snapshot.source, earlier=_without(opened.made, first)), rounds=2
    )


def _without(made: Precomputed, sha256: str) -> Precomputed:
    """What an earlier version knew, without one text."""
    places = {sha: found for sha, found in made.places.items() if sha != sha256}
    return Precomputed(
        *(getattr(made, name) for name in ("format", "vocabulary", "facts")),
        places,
        *(getattr(made, name) for name in ("owner", "words", "total", "together")),
    )
