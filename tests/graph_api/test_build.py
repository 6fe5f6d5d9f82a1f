"""Which plans a build keeps, and what it says of the others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from graph_api.build import Built, build
from graph_api.reading import Event, HowToRead, PlanFailed, PlanRead
from graph_api.store import EmbeddedStore
from ingest.errors import StoreError
from ingest.pipeline import PlanReading
from ingest.validate import Finding, Report
from ontology import BASE
from shapes import checks

FILES = [Path("a/plan.txt"), Path("b/plan.txt"), Path("c/other.txt")]


def reading(path: Path, key: str, *severities: str) -> PlanRead:
    """A plan that says one thing: its own path."""
    shape = next(iter(checks()))
    findings = (Finding(s, "http://x", None, "zo niet", "not so", None, None, shape, "iets") for s in severities)
    plan = PlanReading(
        file=path.name,
        key=key,
        title="",
        region="",
        sha256=path.parent.name,
        text="words",
        graph=f"{BASE}graph/plan/{key}",
        ntriples=f'<{BASE}plan/{key}> <http://p> "{path}" .'.encode(),
        report=Report(tuple(findings)),
        counts={},
        notes=(),
        seconds=0.0,
    )
    return PlanRead(path, plan)


def run(monkeypatch: pytest.MonkeyPatch, store: EmbeddedStore, *events: Event) -> tuple[Built, list[Event]]:
    seen: list[Event] = []
    monkeypatch.setattr("graph_api.build.read_plans", lambda paths, how: iter(events))
    return build(FILES, store, HowToRead(BASE), seen.append), seen


def kept(store: EmbeddedStore) -> Sequence[str]:
    with store.read() as snapshot:
        return sorted(row["o"].value for row in snapshot.rows("SELECT ?o { ?s <http://p> ?o }"))  # type: ignore[union-attr]


def test_plans_are_kept_with_the_ontology_the_themes_and_the_register(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = EmbeddedStore(tmp_path)
    built, _ = run(monkeypatch, store, reading(FILES[2], "other"), reading(FILES[0], "plan", "warning"))
    assert [plan.file for plan in built.readings] == ["plan.txt", "other.txt"], "in the order of the files"
    assert built.version is not None
    with store.read() as snapshot:
        names = ("ontology", "plan/other", "plan/plan", "queries", "register", "themes")
        assert snapshot.graphs() == tuple(f"{BASE}graph/{name}" for name in names)
        assert snapshot.rows("SELECT ?x { ?x a rg:NationalTheme }")
        report = snapshot.report("plan")
        assert report is not None
        assert report[0]["message_en"] == "not so"


def test_a_plan_with_violations_stays_out_and_says_why_in_two_languages(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = EmbeddedStore(tmp_path)
    good, bad = reading(FILES[2], "other"), reading(FILES[0], "plan", "violation", "violation", "warning")
    built, seen = run(monkeypatch, store, bad, good)
    assert kept(store) == ["c/other.txt"]
    (out,) = built.kept_out
    assert seen == [out, good], "who watches is told that it stays out"
    assert (out.path, out.reason) == (FILES[0], "what was read from it has 2 violations.")
    assert len(out.details) == 4
    assert "not so" in out.details[0]
    assert "zo niet" in out.details[1]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["in order", "the second is ready first"])
def test_of_two_plans_with_one_key_the_first_file_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, order: tuple[int, int]
) -> None:
    store = EmbeddedStore(tmp_path)
    built, _ = run(monkeypatch, store, *(reading(FILES[n], "plan") for n in order))
    assert kept(store) == ["a/plan.txt"]
    (out,) = built.kept_out
    assert out.path == FILES[1]
    assert out.reason == "its key 'plan' is also that of a/plan.txt."


def test_when_no_plan_is_kept_nothing_is_published(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path)
    failed = PlanFailed(FILES[0], "the file is empty.", "Fill it.")
    built, _ = run(monkeypatch, store, failed)
    assert (built.readings, built.kept_out, built.version) == ([], [failed], None)
    with pytest.raises(StoreError, match="no store here"):
        kept(store)


def test_other_plans_of_the_store_stay(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path)
    run(monkeypatch, store, reading(FILES[0], "plan"))
    run(monkeypatch, store, reading(FILES[2], "other"), PlanFailed(FILES[0], "x", "y"))
    assert kept(store) == ["a/plan.txt", "c/other.txt"]
