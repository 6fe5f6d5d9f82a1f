"""How long a comparison of initiatives takes as the list grows, and what the blocked search misses. `make bench` runs it."""

from __future__ import annotations

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from graph_api.similar.alike import compare
from graph_api.similar.bench import recall, varied
from tests.graph_api.similar.listed import ALL


@pytest.mark.benchmark(group="like initiatives by number")
@pytest.mark.parametrize("number", [500, 2_000])
def test_compare(benchmark: BenchmarkFixture, number: int) -> None:
    listed = varied(ALL, number)
    compared = benchmark.pedantic(compare, args=(listed, None), kwargs={"all_pairs": 0}, rounds=1)
    assert len(compared.i) >= number
    benchmark.extra_info["pairs"] = len(compared.i)


@pytest.mark.benchmark(group="what blocks miss")
def test_blocks_find_the_best_of_each(benchmark: BenchmarkFixture) -> None:
    _, best = benchmark.pedantic(recall, args=(varied(ALL, 400),), rounds=1)
    assert best > 0.9
