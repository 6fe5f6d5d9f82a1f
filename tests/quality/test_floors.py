"""Floors under the scores of the committed weights on the reference, so that they cannot sink unnoticed.

The honest figures, each plan read with weights that were fitted on the others, are in docs/quality.md; these floors are
those of the weights as they are, which have seen the reference.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

FLOORS = {
    "organisations": 0.87,
    "regions": 0.92,
    "themes": 0.78,
    "goals": 0.75,
    "goal: kind": 0.91,
    "goal: target year": 0.93,
    "goal: national themes": 0.73,
    "initiatives": 0.74,
    "voorlopers": 0.69,
    "initiative: status": 0.77,
    "initiative: national themes": 0.71,
    "initiative: organisations": 0.58,
}


@pytest.fixture(scope="session")
def scores(real_store: Store, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What the reference scorer says of the graph of the real plans."""
    folder = tmp_path_factory.mktemp("scores")
    graph, out = folder / "graph.nq", folder / "scores.json"
    real_store.dump(str(graph), format=RdfFormat.N_QUADS)
    gold = [
        p for p in sorted((shared / "gold").glob("*.json")) if "document" in json.loads(p.read_text(encoding="utf-8"))
    ]
    command = [
        sys.executable,
        shared / "eval" / "score.py",
        "--graph",
        graph,
        "--texts",
        shared / "plans",
        "--json",
        out,
    ]
    subprocess.run([*map(str, command), "--gold", *map(str, gold)], check=True, capture_output=True)
    result: dict[str, object] = json.loads(out.read_text(encoding="utf-8"))
    return result


@pytest.mark.real_plans
@pytest.mark.parametrize("kind", FLOORS)
def test_f1_is_above_its_floor(scores: dict[str, dict[str, dict[str, float]]], kind: str) -> None:
    assert scores["overall"][kind]["f1"] >= FLOORS[kind]


@pytest.mark.real_plans
def test_grounding_is_exact(scores: dict[str, float]) -> None:
    assert scores["grounding"] == 1.0
