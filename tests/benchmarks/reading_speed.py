"""Renews docs/reading-speed.md: `make speed`, or `python tests/benchmarks/reading_speed.py --help`.

Measures whole commands from a cold start: a build of the real plans (where they are there), and of an example plan
1, 4 and 16 times as long.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "plans" / "waterlanden.txt"
TIMES = (1, 4, 16)
PAGE = """\
# How long reading takes

Made by `make speed`; no figure is typed by hand. Each row is one `regiograaf build` from a cold start (a new process, an
empty store), on {machine}. Memory is that of its largest process.

| what | characters | wall, s | memory, MB | characters a second |
|---|--:|--:|--:|--:|
{rows}

The example plan is put so many times behind itself, each time with another region's name. A cold start (imports,
the register, the pipeline, the store) is in every row, so the short ones look slow; the last column should rise to a
steady figure, not fall: time grows no faster than the length.
"""


@dataclass(frozen=True)
class Measured:
    """One build."""

    what: str
    characters: int
    seconds: float
    megabytes: float

    def row(self) -> str:
        """A line of the table."""
        rate = self.characters / self.seconds
        return f"| {self.what} | {self.characters:,} | {self.seconds:.1f} | {self.megabytes:,.0f} | {rate:,.0f} |"


def build(what: str, plans: Sequence[Path]) -> Measured:
    """Build these plans into an empty store.

    Raises:
        CalledProcessError: the build failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "graph_api", "build", *map(str, plans), "--store", folder]
        began = time.perf_counter()
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            # the largest of the processes below us so far: builds are measured from the smallest to the largest
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - began
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    characters = sum(len(plan.read_bytes().decode("utf-8")) for plan in plans)
    return Measured(what, characters, seconds, max(usage.ru_maxrss, workers) / 1024)


def repeated(times: int, folder: Path) -> Path:
    """The example plan so many times over."""
    text = EXAMPLE.read_text(encoding="utf-8")
    path = folder / f"plan-{times}.txt"
    path.write_text("\n\n".join(text.replace("Waterlanden", f"Waterlanden{n}") for n in range(times)), encoding="utf-8")
    return path


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=Path, default=ROOT.parent / "shared" / "plans", help="folder of real plans")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "reading-speed.md")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured = [build(f"example plan × {n}", [repeated(n, Path(folder))]) for n in TIMES]
    plans = sorted(arguments.plans.glob("*.txt"))
    if plans:
        measured.append(build(f"{len(plans)} real plans", plans))
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    rows = "\n".join(build.row() for build in measured)
    arguments.output.write_text(PAGE.format(machine=machine, rows=rows), encoding="utf-8")
    print(f"{arguments.output} is written.")


if __name__ == "__main__":
    main()
