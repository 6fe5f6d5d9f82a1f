"""How long voorlopers, checks and networks take over five plans and over sixty, warm. Run with `make bench`."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import count

import pytest
from many_plans import many
from pyoxigraph import QuerySolutions, Store
from pytest_benchmark.fixture import BenchmarkFixture

from graph_api.checks.answer import check, listed
from graph_api.checks.tally import Checked, Scope
from graph_api.facts import Facts, read
from graph_api.facts.named import Known
from graph_api.lookup import Names
from graph_api.networks.answer import answer as network_answer
from graph_api.networks.build import Chosen
from graph_api.networks.measures import measured
from graph_api.store import Row
from graph_api.voorlopers import Asked, Prepared, Weights
from graph_api.voorlopers.answer import answer as voorlopers_answer
from ontology import PREFIXES

pytestmark = [pytest.mark.real_plans, pytest.mark.benchmark(group="answers")]
MOST = {5: 0.050, 60: 0.300}
"""Seconds of processor time within which 95 of 100 answers are to be made, by the number of plans."""


@pytest.fixture(scope="module")
def five(real_store: Store) -> Facts:
    def rows(query: str) -> list[Row]:
        found = real_store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        assert isinstance(found, QuerySolutions)
        names = [variable.value for variable in found.variables]
        return [{name: row[name] for name in names if row[name] is not None} for row in found]

    return read(rows)


@pytest.fixture(scope="module", params=[5, 60])
def facts(request: pytest.FixtureRequest, five: Facts) -> Facts:
    return many(five, request.param)


def test_voorlopers(benchmark: BenchmarkFixture, facts: Facts) -> None:
    known, prepared = Known(facts, Names([])), Prepared(facts)
    themes = [None, *sorted(facts.broader)]
    questions = [Asked(region, themes[n % len(themes)]) for n, region in enumerate(facts.covered[:40])]
    questions += [Asked(region) for region in facts.covered[:20]]
    number = count()

    def ask(question: Asked) -> str:
        # other weights each time: what was asked before is remembered
        weights = Weights.usual().changed({"fit": 0.5 + next(number) / 1e6})
        return voorlopers_answer(known, prepared, replace(question, weights=weights)).model_dump_json()

    _measure(benchmark, facts, [partial(ask, question) for question in questions])


def test_checks(benchmark: BenchmarkFixture, facts: Facts) -> None:
    result = Checked(facts, Prepared(facts).texts, lambda plan: [])
    scopes = [Scope(), *(Scope(region=region) for region in facts.covered[:20])]
    _measure(
        benchmark,
        facts,
        [
            *(lambda s=s: check(result, s).model_dump_json() for s in scopes),  # type: ignore[misc]
            *(lambda s=s: listed(result, "goal-served", s).model_dump_json() for s in scopes),  # type: ignore[misc]
        ],
    )


def test_networks(benchmark: BenchmarkFixture, facts: Facts) -> None:
    """The measures of a network that was asked for before are kept; what is measured here is the answer."""
    chosen = [Chosen(), *(Chosen(region=region) for region in facts.covered[:10])]
    kept = [(one, measured(facts, one)) for one in chosen]
    _measure(benchmark, facts, [lambda c=c, m=m: network_answer(facts, m, c).model_dump_json() for c, m in kept])  # type: ignore[misc]


def _measure(benchmark: BenchmarkFixture, facts: Facts, answers: Sequence[Callable[[], str]]) -> None:
    seconds: list[float] = []

    def all_of_them() -> None:
        for one in answers:
            begin = time.process_time()
            one()
            seconds.append(time.process_time() - begin)

    benchmark.pedantic(all_of_them, rounds=3, warmup_rounds=1)
    warm = seconds[len(answers) :]
    percentiles = statistics.quantiles(warm, n=100)
    plans = len(facts.plans)
    benchmark.extra_info |= {"plans": plans, "p50_ms": percentiles[49] * 1000, "p95_ms": percentiles[94] * 1000}
    print(f"\n{plans} plans: p50 {percentiles[49] * 1000:.1f} ms, p95 {percentiles[94] * 1000:.1f} ms")
    assert percentiles[94] < next(most for number, most in MOST.items() if plans <= number)
