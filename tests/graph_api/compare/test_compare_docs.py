"""What the documentation says of comparisons is what they do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from coast import made, triples
from typer.testing import CliRunner

from graph_api.cli import app
from graph_api.compare import align, alike
from graph_api.compare.answers import Change, State
from graph_api.compare.read import read_facts
from graph_api.store import EmbeddedStore

PAGE = (Path(__file__).parents[3] / "docs" / "comparing.md").read_text(encoding="utf-8")


def test_the_weights_and_thresholds_are_those_of_the_code() -> None:
    assert f"score {align.TOGETHER} or more" in PAGE
    assert f"{align.WORDS} times the cosine of TF-IDF" in PAGE
    assert f"{align.SHARED} times the share" in PAGE
    assert f"go together from {align.SAME} on" in PAGE
    assert f"{alike.THEMES} times themes" in PAGE
    assert f"{alike.GOALS} times goals" in PAGE
    assert f"{alike.INITIATIVES} times initiatives" in PAGE


def test_every_state_and_every_kind_of_change_is_told_of() -> None:
    for word in (*get_args(State), *get_args(Change)):
        assert f"`{word}`" in PAGE


def test_the_statement_that_rejects_a_fact_works(tmp_path: Path) -> None:
    (turtle,) = re.findall(r"```turtle\n(.*?)```", PAGE, re.DOTALL)
    assert triples(turtle)
    rejected = turtle.replace("goal/brinkland/1a2b3c", "goal/duin/2")
    with made(tmp_path / "store", "duin", curation=rejected).read() as snapshot:
        facts = read_facts(snapshot.rows)
    assert [goal.iri.rsplit("/id/", 1)[1] for goal in facts.goals if goal.rejected] == ["goal/duin/2"]
    assert list(facts.reasons.values()) == ["Dit is een toelichting, geen doel."]


def test_its_commands_run(example_store: EmbeddedStore, tmp_path: Path) -> None:
    (commands, *_) = re.findall(r"```\n(regiograaf .*?)```", PAGE, re.DOTALL)
    assert commands.count("\n") == 5
    for line in commands.splitlines():
        arguments = line.split()[1:]
        arguments[arguments.index(".store")] = str(example_store.folder)
        arguments = [str(tmp_path / one) if one.endswith(".xlsx") else one for one in arguments]
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 0, result.exception
        assert result.stdout or (tmp_path / "approaches.xlsx").exists()
