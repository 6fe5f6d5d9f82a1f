"""The command line when its input is wrong: a clear error that names the file, and nothing lost of what was in the store."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from command_line import GOOD, PLANS, ROOT, Run, here, nquads, run, told

BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\n\t\n",
    "binary.txt": bytes(range(256)) * 200,
    "really-a.pdf.txt": b"%PDF-1.7\n...",
    "line.txt": b"doel " * 10_000_000,
    "shopping.txt": b"melk\nbrood\nkaas\n" * 30,
}


class TestBadInput:
    """What cannot be read is kept out with its reason, and the others are in."""

    @pytest.fixture(scope="class")
    @classmethod
    def mixed(cls, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
        folder = tmp_path_factory.mktemp("mixed")
        plans = folder / "plans"
        plans.mkdir()
        for name, data in BAD.items():
            (plans / name).write_bytes(data)
        shutil.copy(GOOD, plans)
        text = (PLANS / "brinkland.txt").read_text(encoding="utf-8")
        (plans / "latin.txt").write_bytes(text.encode("cp1252", "replace"))
        return folder, run("build", plans, "--store", folder / "store")

    @pytest.mark.parametrize("name", BAD)
    def test_what_is_no_plan_is_kept_out_with_its_name_and_the_reason(self, mixed: tuple[Path, Run], name: str) -> None:
        told(mixed[1])
        (line,) = (
            line for line in mixed[1].stderr.splitlines() if re.match(rf"kept out: .*/{re.escape(name)}: ", line)
        )
        reason = line.partition(f"{name}: ")[2]
        assert len(reason.split()) > 5, "what is wrong, and what to do"

    def test_the_plans_beside_them_are_in(self, mixed: tuple[Path, Run]) -> None:
        assert {line.split()[0] for line in mixed[1].stdout.splitlines()[1:]} == {"latin", "waterlanden"}
        listed = here("plans", "--store", mixed[0] / "store", check=True).stdout
        assert "waterlanden.txt" in listed
        assert "shopping.txt" not in listed

    def test_another_encoding_is_read_with_a_warning(self, mixed: tuple[Path, Run]) -> None:
        assert re.search(r"latin\.txt: .*is not UTF-8; it was read as cp125\d", mixed[1].stderr)
        assert here("validate", "--store", mixed[0] / "store").returncode == 0, "its evidence is verbatim"

    def test_nothing_of_a_store_is_lost_when_no_plan_can_be_read(self, store: Path, tmp_path: Path) -> None:
        (tmp_path / "empty.txt").touch()
        before = nquads(store)
        done = run("build", tmp_path / "empty.txt", "--store", store)
        told(done, "empty.txt: the file is empty.", f"{store} is as it was")
        assert nquads(store) == before

    def test_a_plan_that_became_bad_keeps_its_old_reading(self, store: Path, tmp_path: Path) -> None:
        (tmp_path / "waterlanden.txt").write_bytes(b"\0\1\2" * 1000)
        told(run("build", tmp_path / "waterlanden.txt", PLANS / "brinkland.txt", "--store", store), "waterlanden.txt")
        assert "Waterlanden" in here("plans", "--store", store).stdout

    def test_a_folder_without_plans_and_a_path_that_is_not_there(self, tmp_path: Path) -> None:
        (tmp_path / "notes.xyz").write_text("x")
        told(run("build", tmp_path, "--store", tmp_path / "store"), str(tmp_path), "no plans in this folder", ".txt")
        told(run("build", tmp_path / "none.txt", "--store", tmp_path / "store"), "none.txt", "no such file")
        assert not (tmp_path / "store").exists()

    def test_of_two_plans_with_one_key_the_first_is_in(self, tmp_path: Path) -> None:
        for name in ("a", "b"):
            (tmp_path / name).mkdir()
            shutil.copy(GOOD, tmp_path / name / "plan.txt")
        done = run("build", tmp_path / "a", tmp_path / "b", "--store", tmp_path / "store")
        told(done, f"{tmp_path}/b/plan.txt: its key 'plan' is also that of {tmp_path}/a/plan.txt", "plan.toml")
        assert len(done.stdout.splitlines()) == 2

    @pytest.mark.parametrize(
        "arguments",
        [
            ("plans",),
            ("validate",),
            ("serve",),
            ("query", "-"),
            ("export", "--output", "graph.nq"),
            ("evaluate", "--gold", ROOT / "pyproject.json", "--texts", "."),
        ],
        ids=lambda arguments: arguments[0],
    )
    def test_without_a_store_the_way_to_make_one_is_told(self, arguments: tuple[object, ...], tmp_path: Path) -> None:
        if arguments[0] == "evaluate":
            gold = {"document": "x.txt", "lines": [1, 2]}
            gold |= {kind: [] for kind in ("regions", "themes", "goals", "initiatives", "organisations")}
            (tmp_path / "gold.json").write_text(json.dumps(gold))
            arguments = ("evaluate", "--gold", tmp_path / "gold.json", "--texts", ".")
        folder = tmp_path / "none"
        told(
            here(*arguments, "--store", folder), f"{folder}: there is no store here.", "regiograaf build PLANS --store"
        )

    def test_other_mistakes_are_told(self, store: Path, tmp_path: Path) -> None:
        told(here("export", "--store", store, "--output", tmp_path / "g.docx"), "'.docx'", ".nq, .trig, .ttl, .nt")
        told(here("query", "--store", store, tmp_path / "none.rq"), "none.rq", "cannot be read")
        told(
            here("query", "--store", store, "-", stdin="SELECT * { ?s ex:p }"),
            "Line 1, column",
            "'ex:' is not declared",
        )
        told(run("plans", env=os.environ | {"REGIOGRAAF_PORT": "x"}), "REGIOGRAAF_PORT", "unset REGIOGRAAF_PORT")

    def test_where_in_the_code_is_told_on_request(self, tmp_path: Path) -> None:
        assert "Traceback" in run("plans", "--store", tmp_path / "none", "--debug").stderr
