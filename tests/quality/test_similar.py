"""Floors under the scores of like initiatives on the reference, by words only, as its own scorer measures them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from graph_api.similar.alike import compare, write_pairs
from graph_api.similar.document import PAGE, figures_table
from graph_api.similar.initiatives import read_list

SHARED = Path(__file__).parents[3] / "shared"
FLOORS = {"mrr": 0.83, "precision": 0.85, "recall": 0.53, "hard negatives": 0.85}


@pytest.mark.real_plans
def test_scores_of_like_initiatives_do_not_fall(tmp_path: Path) -> None:
    listed = SHARED / "gold" / "initiatives.json"
    if not listed.exists():
        pytest.skip("the reference is not there (../shared/gold)")
    pairs = tmp_path / "pairs.csv"
    write_pairs(compare(read_list(listed), None), pairs)
    scorer, groups = SHARED / "eval" / "score_similar.py", SHARED / "gold" / "similar.json"
    command = [sys.executable, scorer, "--pairs", pairs, "--reference", groups, "--initiatives", listed]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = {name: float(value) for name, value in re.findall(r"^([a-z ]+?) (\d\.\d+)", told, re.MULTILINE)}
    assert {name: value for name, value in found.items() if value < FLOORS[name]} == {}
    assert found.keys() == FLOORS.keys()


def test_the_page_has_the_figures_of_the_weights() -> None:
    assert "\n".join(figures_table()) in PAGE.read_text(encoding="utf-8")
