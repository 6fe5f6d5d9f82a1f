"""The scores: how things are matched, what is counted, and that it is what the reference scorer counts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_service import TEXT

from graph_api.evaluation import Tally, evaluate
from graph_api.evaluation.matching import Thing, fold, pair, same_goal, same_initiative, same_name
from graph_api.evaluation.reference import Reference, read_references
from graph_api.store import EmbeddedStore
from ingest.errors import RegiograafError

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"

REFERENCE = {
    "document": "veenrand.txt",
    "lines": [1, 3],
    "regions": [{"name": "Regio Veenrand", "aliases": ["Veenrand"], "kind": "subregio", "part_of": None}],
    "themes": [{"label": "Valpreventie", "line": 2, "level": 1, "national": ["valpreventie"]}],
    "goals": [
        {
            "id": "g1",
            "quote": "In 2026 is 30% van de ouderen gescreend.",
            "lines": [2, 2],
            "kind": "resultaatafspraak",
            "national": ["valpreventie", "ouderen"],
            "target_year": 2026,
            "quantity": {"value": 30, "unit": "%"},
        }
    ],
    "initiatives": [
        {
            "id": "i1",
            "name": "ValFit!",
            "lines": [3, 3],
            "status": "bestaand",
            "voorloper": True,
            "national": ["valpreventie"],
            "organisations": [{"name": "stichting buurtzorg", "role": "trekker"}, {"name": "GGD", "role": "partner"}],
        }
    ],
    "organisations": [{"name": "Stichting Buurtzorg", "aliases": [], "lines": [3], "type": "vvt"}],
}


def score(store: EmbeddedStore, folder: Path, **changes: object) -> dict[str, Tally]:
    (folder / "veenrand.txt").write_text(TEXT, encoding="utf-8")
    reference = Reference.model_validate(REFERENCE | changes)
    with store.read() as snapshot:
        return evaluate(snapshot, {"veenrand": reference}, folder).overall


def test_every_kind_is_counted(store: EmbeddedStore, tmp_path: Path) -> None:
    assert score(store, tmp_path) == {
        "organisations": Tally(1, 0, 0),
        "regions": Tally(1, 0, 0),
        "themes": Tally(0, 0, 1),
        "goals": Tally(1, 0, 0),
        "goal: kind": Tally(1, 0, 0),
        "goal: target year": Tally(1, 0, 0),
        "goal: quantity": Tally(1, 0, 0),
        "goal: national themes": Tally(1, 0, 1),
        "initiatives": Tally(1, 0, 0),
        "voorlopers": Tally(1, 0, 0),
        "initiative: status": Tally(1, 0, 0),
        "initiative: national themes": Tally(1, 0, 0),
        "initiative: organisations": Tally(1, 0, 1),
    }


def test_only_what_stands_in_the_lines_counts(store: EmbeddedStore, tmp_path: Path) -> None:
    scores = score(store, tmp_path, lines=[1, 2])
    assert scores["initiatives"] == Tally(0, 0, 1)
    assert scores["goals"] == Tally(1, 0, 0)


def test_grounding_is_the_share_of_verbatim_evidence(store: EmbeddedStore, tmp_path: Path) -> None:
    references = {"veenrand": Reference.model_validate(REFERENCE)}
    with store.read() as snapshot:
        for text, grounding in ((TEXT, 1.0), (TEXT.replace("Valfit", "Valvit"), 0.75)):
            (tmp_path / "veenrand.txt").write_text(text, encoding="utf-8")
            assert evaluate(snapshot, references, tmp_path).grounding == grounding


def test_shares_of_nothing_are_none() -> None:
    nothing = Tally()
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)
    some = Tally(right=2, spurious=2, missed=1)
    assert (some.precision, some.recall, some.f1) == (0.5, 2 / 3, 4 / 7)


def test_names_are_alike_without_case_accents_and_legal_words() -> None:
    assert fold("Coöperatieve Vereniging De Énige B.V.") == "enige b v"
    body = same_name(92)
    assert body(Thing(("Stichting Buurtzorg",)), Thing(("x", "BUURTZORG"))) == 100
    assert body(Thing(("Buurtzorg",)), Thing(("Thuiszorg",))) == 0
    assert body(Thing(()), Thing(("x",))) == 0


def test_an_initiative_is_the_same_by_place_and_like_words_or_by_name_alone() -> None:
    marked = Thing(("Netwerk Dementie Veenrand",), ((10, 12),))
    assert same_initiative(marked, Thing(("dementie netwerk",), ((14, 14),))) > 100
    assert same_initiative(marked, Thing(("dementie netwerk",), ((15, 15),))) == 0
    assert 88 <= same_initiative(marked, Thing(("Netwerk dementie Veenrand",), ((90, 90),))) <= 100


def test_a_goal_is_the_same_by_place_and_words_or_by_words_alone() -> None:
    marked = Thing(("meer ouderen wonen langer thuis",), ((5, 5),))
    near, far = ((6, 6),), ((7, 7),)
    assert same_goal(marked, Thing(("ouderen wonen langer",), near)) > 1
    assert same_goal(marked, Thing(("ouderen wonen",), far)) == 0
    assert same_goal(marked, Thing(("ouderen wonen langer thuis",), far)) == pytest.approx(8 / 9)


def test_each_thing_is_matched_at_most_once_and_the_best_match_wins() -> None:
    marked = [Thing(("Buurtzorg Veenrand",)), Thing(("Buurtzorg Veenrande",))]
    found = [Thing(("Buurtzorg Veenrande",)), Thing(("Buurtzorg Veenrand",)), Thing(("Buurtzorg Veenrande",))]
    pairs = dict(pair(marked, found, same_name(85)))
    assert pairs[0] == 1
    assert pairs[1] in (0, 2)


def test_files_that_are_no_reference_are_told(tmp_path: Path) -> None:
    (tmp_path / "list.json").write_text("[]")
    (tmp_path / "gold.json").write_text(json.dumps(REFERENCE))
    references, others = read_references([tmp_path / "gold.json", tmp_path / "list.json"])
    assert list(references) == ["gold"]
    assert others == ["list.json"]
    with pytest.raises(RegiograafError, match=r"no reference in .*after --gold"):
        read_references([tmp_path / "list.json"])
    (tmp_path / "bad.json").write_text("{")
    with pytest.raises(RegiograafError, match=r"bad\.json: this is no JSON"):
        read_references([tmp_path / "bad.json"])
    (tmp_path / "bad.json").write_text(json.dumps(REFERENCE | {"goals": [{"quote": "x"}]}))
    with pytest.raises(RegiograafError, match=r"bad\.json: goals\.0\.lines: Field required"):
        read_references([tmp_path / "bad.json"])


def test_a_plan_or_text_that_is_not_there_is_told(store: EmbeddedStore, tmp_path: Path) -> None:
    reference = Reference.model_validate(REFERENCE)
    with store.read() as snapshot:
        with pytest.raises(RegiograafError, match=r"veenrand\.txt: the text cannot be read"):
            evaluate(snapshot, {"x": reference}, tmp_path)
        (tmp_path / "other.txt").write_text("x")
        with pytest.raises(RegiograafError, match=r"other\.txt: no plan in the store was read from this file"):
            evaluate(snapshot, {"x": reference.model_copy(update={"document": "other.txt"})}, tmp_path)


def test_the_figures_are_those_of_the_reference_scorer(store: EmbeddedStore, tmp_path: Path) -> None:
    if not SHARED.exists():
        assert "CI" not in os.environ, f"{SHARED} is missing"
        pytest.skip(f"{SHARED} is not here")
    (tmp_path / "veenrand.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "gold.json").write_text(json.dumps(REFERENCE))
    assert figures(store, tmp_path, [tmp_path / "gold.json"], tmp_path) == reference_figures(
        store, tmp_path, [tmp_path / "gold.json"], tmp_path
    )


def figures(store: EmbeddedStore, folder: Path, gold: list[Path], texts: Path) -> object:
    """Ours."""
    with store.read() as snapshot:
        return json.loads(json.dumps(evaluate(snapshot, read_references(gold)[0], texts).to_json()))


def reference_figures(store: EmbeddedStore, folder: Path, gold: list[Path], texts: Path) -> object:
    """Those of ../shared/eval/score.py, on the export."""
    from graph_api.export import export

    with store.read() as snapshot:
        export(snapshot, folder / "graph.nq")
    command = [sys.executable, str(SHARED / "eval" / "score.py"), "--graph", str(folder / "graph.nq")]
    command += ["--texts", str(texts), "--json", str(folder / "scores.json"), "--gold", *map(str, gold)]
    subprocess.run(command, check=True, capture_output=True)
    return json.loads((folder / "scores.json").read_text())
