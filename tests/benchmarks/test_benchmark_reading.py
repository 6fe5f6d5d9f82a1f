"""How long reading takes: with the length of a plan, and where the time goes. Run with `make bench`.

Ratios within one run are what counts; seconds depend on the machine.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from ingest.language import annotate
from ingest.outline import make_outline
from ingest.pipeline import read_plan
from ingest.read import SourceText

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "plans" / "waterlanden.txt"


def repeated(times: int) -> str:
    """The example plan so many times over, each with another region's name so that its facts stay apart."""
    text = EXAMPLE.read_text(encoding="utf-8")
    return "\n\n".join(text.replace("Waterlanden", f"Waterlanden{n}") for n in range(times))


@pytest.mark.benchmark(group="reading by length")
@pytest.mark.parametrize("times", [1, 4, 16])
def test_read_plan(benchmark: BenchmarkFixture, tmp_path: Path, times: int) -> None:
    path = tmp_path / f"plan{times}.txt"
    path.write_text(repeated(times), encoding="utf-8")
    read_plan(path)
    reading = benchmark.pedantic(read_plan, args=(path,), rounds=3)
    assert reading.counts["goals"] > 0
    benchmark.extra_info["characters"] = len(reading.text)


@pytest.mark.benchmark(group="stages of one plan")
def test_outline(benchmark: BenchmarkFixture) -> None:
    source = SourceText.of(repeated(4))
    assert benchmark(make_outline, source).blocks


@pytest.mark.benchmark(group="stages of one plan")
def test_annotate(benchmark: BenchmarkFixture) -> None:
    outline = make_outline(SourceText.of(repeated(4)))
    assert benchmark(annotate, outline).units
