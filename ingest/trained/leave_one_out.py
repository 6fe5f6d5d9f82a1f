"""Read each plan with weights that were fitted on the other plans: `python -m ingest.trained.leave_one_out --help`.

What comes out is a graph per plan (N-Quads) that a scorer can read: the honest measure of the reader.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from ingest import register
from ingest.pipeline import PlanReading, read_plan
from ingest.trained.models import Models
from ingest.trained.train import FORK, Data, collect, fit_shared, shared


def read_left_out(data: Data, plans: list[Path], workers: int = 2) -> Iterator[PlanReading]:
    """Each plan, read with models fitted on all other documents.

    Args:
        data: training rows by document.
        plans: files to read; those without rows share one fit on everything.
        workers: processes that fit and read at the same time.
    """
    without = [plan.name if plan.name in data else None for plan in plans]
    once = list(dict.fromkeys(without))
    with shared(data), ProcessPoolExecutor(workers, FORK) as pool:
        fitted = dict(zip(once, pool.map(fit_shared, once), strict=True))
        yield from pool.map(_read, plans, [fitted[name] for name in without])


def _read(plan: Path, models: Models) -> PlanReading:
    return read_plan(plan, models=models)


def n_quads(reading: PlanReading) -> bytes:
    """The graph of a reading as N-Quads."""
    graph = f"<{reading.graph}> .\n".encode()
    return b"".join(line.rstrip(b" .\n") + b" " + graph for line in reading.ntriples.splitlines(keepends=True))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", nargs=2, action="append", required=True, metavar=("TEXTS", "FILES"), type=Path)
    parser.add_argument("--plans", type=Path, required=True, help="folder of the plans to read")
    parser.add_argument("--output", type=Path, required=True, help="N-Quads file")
    parser.add_argument("--rows", type=Path, help="keep the training rows in this file, and use them if it is there")
    arguments = parser.parse_args()
    if arguments.rows and arguments.rows.exists():
        data = pickle.loads(arguments.rows.read_bytes())  # noqa: S301 (our own file, named by the user)
    else:
        data = collect(
            [(texts, file) for texts, folder in arguments.reference for file in sorted(folder.glob("*.json"))]
        )
        if arguments.rows:
            arguments.rows.write_bytes(pickle.dumps({name: dict(rows) for name, rows in data.items()}))
    plans = sorted(arguments.plans.glob("*.txt"), key=lambda path: -path.stat().st_size)
    with arguments.output.open("wb") as handle:
        for quad in register.background():
            handle.write(f"{quad} .\n".encode())
        for reading in read_left_out(data, plans):
            handle.write(n_quads(reading))
            print(f"{reading.file:40} {reading.counts}")


if __name__ == "__main__":
    main()
