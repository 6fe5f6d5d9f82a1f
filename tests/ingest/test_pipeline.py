"""The order of things: from a file to a checked graph that is the same every time."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import PROV, RDF, Graph

from ingest.errors import RegiograafError, UnreadablePlan
from ingest.pipeline import STAGES, PlanReading, find_plans, read_plan
from ontology import RG

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples" / "plans"
TIMES = (str(PROV.startedAtTime), str(PROV.endedAtTime))


def without_times(reading: PlanReading) -> list[bytes]:
    lines = reading.ntriples.splitlines()
    return [line for line in lines if not any(time.encode() in line for time in TIMES)]


def test_reading_twice_gives_the_same_triples(example_readings: list[PlanReading]) -> None:
    first = next(r for r in example_readings if r.file == "brinkland.txt")
    again = read_plan(EXAMPLES / "brinkland.txt")
    assert without_times(again) == without_times(first)
    assert len(again.ntriples.splitlines()) - len(without_times(again)) == 2


def test_the_examples_have_no_violation_and_facts_of_all_kinds(example_readings: list[PlanReading]) -> None:
    for reading in example_readings:
        assert reading.report.conforms, reading.report.lines("en")[:5]
        assert reading.counts["organisations"] > 5
        assert reading.counts["initiatives"] > 5
    assert sum(reading.counts["goals"] for reading in example_readings) > 20


def test_stages_are_told_in_order(tmp_path: Path) -> None:
    told: list[str] = []
    (tmp_path / "a.txt").write_bytes((EXAMPLES / "brinkland-update-2024.txt").read_bytes())
    read_plan(tmp_path / "a.txt", progress=told.append)
    assert tuple(told) == STAGES


def test_a_toml_beside_a_plan_overrides_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes((EXAMPLES / "brinkland-update-2024.txt").read_bytes())
    (tmp_path / "a.toml").write_text(
        'title = "Nieuws uit Brinkland"\nkey = "nieuws"\nissued = 2025-01-31\n', encoding="utf-8"
    )
    reading = read_plan(tmp_path / "a.txt")
    assert (reading.key, reading.title) == ("nieuws", "Nieuws uit Brinkland")
    assert b'"2025-01-31"^^<http://www.w3.org/2001/XMLSchema#date>' in reading.ntriples


@pytest.mark.parametrize(("toml", "says"), [("titel = 1\n", "unknown key 'titel'"), ("title = ", "no valid TOML")])
def test_a_wrong_toml_is_refused_by_name(tmp_path: Path, toml: str, says: str) -> None:
    (tmp_path / "a.txt").write_bytes((EXAMPLES / "brinkland-update-2024.txt").read_bytes())
    (tmp_path / "a.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(UnreadablePlan, match=r"a\.toml") as caught:
        read_plan(tmp_path / "a.txt")
    assert says in str(caught.value)


def test_a_confidence_can_be_asked_for(tmp_path: Path) -> None:
    sure = read_plan(EXAMPLES / "brinkland.txt", min_confidence=0.8)
    graph = Graph().parse(data=sure.ntriples, format="nt")
    for goal in graph.subjects(RDF.type, RG.Goal):
        assert max(float(graph.value(e, RG.confidence)) for e in graph.objects(goal, RG.evidence)) >= 0.8
    assert sure.report.conforms


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Te kort voor een plan.", "4|5 words"),
        ("The quick brown fox jumps over the lazy dog near a river bank in summer. " * 20, "not read as Dutch"),
        (
            "Het boek vertelt van een schipper die met zijn hond over de zee naar een eiland vaart. " * 20,
            "hardly speaks of care",
        ),
    ],
)
def test_a_text_that_is_no_plan(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "verhaal.txt").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadablePlan, match="no plan") as caught:
        read_plan(tmp_path / "verhaal.txt")
    assert any(part in str(caught.value) for part in says.split("|"))


def test_plans_are_found_in_folders_and_named_once(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.md", "sub/c.txt", "notes.csv"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = find_plans([tmp_path, tmp_path / "b.txt"])
    assert [p.relative_to(tmp_path).as_posix() for p in found] == ["a.md", "b.txt", "sub/c.txt"]


def test_a_folder_without_plans_and_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RegiograafError, match="no plans in this folder"):
        find_plans([tmp_path])
    with pytest.raises(RegiograafError, match="no such file"):
        find_plans([tmp_path / "weg.txt"])
