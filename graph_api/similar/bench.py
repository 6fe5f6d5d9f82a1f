"""Measures how long a comparison takes as the list grows, and what the blocked search misses.

    python -m graph_api.similar.bench --initiatives ../shared/gold/initiatives.json

The lists are made by varying the initiatives of a file: of each name a word is swapped with one of another initiative, its
text is shortened at a random place, and it gets one of a hundred regions. Times are of one process, by words only.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from graph_api.similar.alike import compare
from graph_api.similar.document import PAGE, renew
from graph_api.similar.initiatives import Initiative, read_list

REGIONS: Final = 100
CHECKED: Final = 1_000
"""Length of the list that the blocked search is compared on with the full one."""


@dataclass(frozen=True)
class Measured:
    """One run."""

    initiatives: int
    pairs: int
    """Pairs kept."""
    seconds: float


def varied(originals: Sequence[Initiative], size: int, seed: int = 3) -> list[Initiative]:
    """Initiatives made of those given, each a little different; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    words = [word for one in originals for word in one.name.split()]
    made = []
    for place in range(size):
        one = originals[place % len(originals)]
        name = one.name.split() or [""]
        name[chance.randrange(len(name))] = chance.choice(words)
        text = one.text[: chance.randint(len(one.text) // 2, len(one.text))] if one.text else ""
        region = f"regio {chance.randrange(REGIONS)}"
        made.append(replace(one, id=str(place), names=(" ".join(name), *one.names[1:]), text=text, region=region))
    return made


def measured(initiatives: Sequence[Initiative]) -> Measured:
    """How long a comparison takes; the list is searched by blocks, however short."""
    start = time.perf_counter()
    compared = compare(initiatives, None, all_pairs=0)
    return Measured(len(initiatives), len(compared.i), time.perf_counter() - start)


def recall(initiatives: Sequence[Initiative]) -> tuple[float, float]:
    """Shares (0 to 1) that the blocked search finds of the pairs called alike by the full one, and of everyone's best."""
    full = compare(initiatives, None, all_pairs=len(initiatives))
    blocked = compare(initiatives, None, all_pairs=0)
    found = set(zip(blocked.i.tolist(), blocked.j.tolist(), strict=True))
    pairs = list(zip(full.i.tolist(), full.j.tolist(), strict=True))
    alike = pairs[: full.alike]
    best: dict[int, tuple[int, int]] = {}
    for pair in pairs:
        for place in pair:
            best.setdefault(place, pair)
    return _share(alike, found), _share(list(best.values()), found)


def _share(wanted: Sequence[tuple[int, int]], found: set[tuple[int, int]]) -> float:
    return sum(pair in found for pair in wanted) / max(len(wanted), 1)


def main() -> None:
    """Measure and write the table of docs/similar.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--initiatives", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--page", type=Path, default=PAGE, help="page whose part 'growth' the table is written to")
    arguments = parser.parse_args()
    originals = read_list(arguments.initiatives)
    lines = ["| initiatives | pairs kept | seconds | times as long |", "| ---: | ---: | ---: | ---: |"]
    before = 0.0
    for size in arguments.sizes:
        run = measured(varied(originals, size))
        longer = f"{run.seconds / before:.1f}" if before else ""
        lines.append(f"| {run.initiatives:,} | {run.pairs:,} | {run.seconds:.1f} | {longer} |")
        before = run.seconds
        print(lines[-1], flush=True)
    alike, best = recall(varied(originals, CHECKED))
    lines += [
        "",
        f"Of the pairs that a full search of {CHECKED:,} calls alike, the blocked search finds {alike:.1%}; of the",
    ]
    lines += [f"best of each initiative {best:.1%}."]
    renew(arguments.page, "growth", lines)


if __name__ == "__main__":
    main()
