"""Each query on the small graph of `fixture.trig`: exactly the rows of its case file in `cases/`, in their order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, Store
from query_answers import columns, rows, run, run_filled, whole

import queries

CASES = Path(__file__).parent / "cases"
EVERY = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['case']}")
    for path in sorted(CASES.glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]
THEMES = (
    "ouderen",
    "valpreventie",
    "dementie",
    "sociale-basis",
    "welzijn-op-recept",
    "digitalisering",
    "monitoring-data",
    "anders",
)
THEME = "https://w3id.org/regiograaf/theme/"


def values(case: dict[str, Any]) -> dict[str, str]:
    return {name: whole(value) for name, value in case["values"].items()}


def records(store: Store, name: str, **given: str) -> list[dict[str, Any]]:
    result = run(store, queries.load(name), given)
    names = columns(result)
    return [dict(zip(names, row, strict=True)) for row in rows(result)]


def test_every_query_has_cases_with_rows() -> None:
    with_rows = {param.values[0] for param in EVERY if param.values[1]["rows"]}
    assert with_rows == set(queries.names()) == {path.stem for path in CASES.glob("*.json")}


@pytest.mark.parametrize(("name", "case"), EVERY)
def test_the_answer_is_exactly_this(fixture_store: Store, name: str, case: dict[str, Any]) -> None:
    query = queries.load(name)
    assert set(case["values"]) == {parameter.name for parameter in query.parameters}
    result = run(fixture_store, query, values(case))
    names = columns(result)
    parameters = set(case["values"])
    assert [column for column in names if column not in parameters] == case["columns"]
    keep = [number for number, column in enumerate(names) if column not in parameters]
    assert [[row[number] for number in keep] for row in rows(result)] == case["rows"]


@pytest.mark.parametrize(("name", "case"), EVERY)
def test_filling_in_gives_the_same_answer_as_binding(fixture_store: Store, name: str, case: dict[str, Any]) -> None:
    query = queries.load(name)
    bound = run(fixture_store, query, values(case))
    filled = run_filled(fixture_store, query, values(case))
    assert columns(filled) == columns(bound)
    assert rows(filled) == rows(bound)


@pytest.mark.parametrize(("name", "case"), EVERY)
def test_parameters_are_columns_that_hold_the_value(fixture_store: Store, name: str, case: dict[str, Any]) -> None:
    query = queries.load(name)
    terms = query.substitutions(values(case))
    for solution in run(fixture_store, query, values(case)):
        for parameter, term in terms.items():
            given, back = term.value, solution[parameter]
            assert back is not None
            assert not isinstance(back, Literal) or back.datatype == getattr(term, "datatype", None)
            assert back.value == given


@pytest.mark.parametrize("theme", THEMES)
def test_the_matrix_and_the_table_of_a_theme_agree(fixture_store: Store, theme: str) -> None:
    keys = ("region", "goals", "initiatives", "presence")
    matrix = [row for row in records(fixture_store, "region-theme-matrix") if row["theme"] == f"rgt:{theme}"]
    table = records(fixture_store, "goals-per-region-for-theme", theme=THEME + theme)
    assert {tuple(row[key] for key in keys) for row in matrix} == {tuple(row[key] for key in keys) for row in table}


def test_the_matrix_and_the_chain_approaches_agree(fixture_store: Store) -> None:
    keys = ("theme", "region", "goals", "initiatives", "presence")
    matrix = {tuple(row[key] for key in keys) for row in records(fixture_store, "region-theme-matrix")}
    chains = {tuple(row[key] for key in keys) for row in records(fixture_store, "five-chain-approaches")}
    known = {row for row in chains if row[0] in {f"rgt:{theme}" for theme in THEMES}}
    assert known
    assert known <= matrix


@pytest.mark.parametrize("theme", THEMES)
def test_the_counts_of_the_matrix_are_those_of_the_lists(fixture_store: Store, theme: str) -> None:
    """Every goal and initiative that the lists name is counted, and no other."""
    everything = records(fixture_store, "regions-plans-and-themes")
    (totals,) = [row for row in everything if row["thing"] == f"rgt:{theme}"]
    goals = {row["goal"] for row in records(fixture_store, "goals-side-by-side", theme=THEME + theme)}
    initiatives = records(fixture_store, "initiatives-for-theme", theme=THEME + theme)
    assert totals["goals"] == len(goals)
    assert totals["initiatives"] == len({row["initiative"] for row in initiatives})
    assert totals["voorlopers"] == len({row["initiative"] for row in initiatives if row["voorloper"]})


def test_one_region_lacks_what_the_matrix_says_it_lacks(fixture_store: Store) -> None:
    matrix = {(row["region"], row["theme"]): row for row in records(fixture_store, "region-theme-matrix")}
    a, b = whole("<region/noorderveld>"), whole("<region/zuiderlinge>")
    lacking = records(fixture_store, "themes-one-region-lacks", regionA=a, regionB=b)
    assert {(row["lacks"], row["theme"], row["presence"]) for row in lacking} == {
        (region, theme, row["presence"])
        for (region, theme), row in matrix.items()
        for other in ("<region/noorderveld>", "<region/zuiderlinge>")
        if region in ("<region/noorderveld>", "<region/zuiderlinge>") and other != region
        if row["presence"] != "covered" and matrix[other, theme]["presence"] == "covered"
    }


def test_a_theme_of_a_plan_can_be_asked_for_too(fixture_store: Store) -> None:
    found = records(fixture_store, "goals-side-by-side", theme=whole("<theme/noorderveld/oud>"))
    assert {row["goal"] for row in found} == {
        "<goal/noorderveld/valtest>",
        "<goal/noorderveld/thuis>",
        "<goal/noorderveld/nacht>",
    }


@pytest.mark.parametrize("name", queries.names())
def test_an_empty_graph_gives_no_rows(name: str) -> None:
    answer = rows(run(Store(), queries.load(name), {}))
    # the matrix of chain approaches names its themes itself, but without a plan there is no region to put beside them
    assert answer == []
