"""The command line, as a user types it: the main job, and what happens when things go wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

from graph_api.cli import main
from graph_api.store import EmbeddedStore
from ontology import BASE

ROOT = Path(__file__).parents[2]
PLANS = ROOT / "docs" / "examples" / "plans"
SHARED = ROOT.parent / "shared"
GOOD = PLANS / "waterlanden.txt"
SMALL = PLANS / "brinkland-update-2024.txt"
COMMAND = [sys.executable, "-m", "graph_api"]

Run = subprocess.CompletedProcess[str]


def run(*arguments: object, check: bool = False, **options: Any) -> Run:
    """Run the command as a process of its own; with `check`, it must succeed."""
    command = [*COMMAND, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, **options)
    assert not check or done.returncode == 0, done.stderr
    return done


def here(*arguments: object, stdin: str = "", check: bool = False) -> Run:
    """Run the command in this process, which is quicker; for all but `build` and `serve`."""
    output, errors = io.TextIOWrapper(io.BytesIO(), "utf-8", newline=""), io.StringIO()
    code: object = 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(output), redirect_stderr(errors):
        patch.setattr(sys, "argv", ["regiograaf", *map(str, arguments)])
        patch.setattr(sys, "stdin", io.StringIO(stdin))
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
        output.flush()
    assert isinstance(code, int)
    assert not check or code == 0, errors.getvalue()
    return Run([], code, output.buffer.getvalue().decode(), errors.getvalue())  # type: ignore[attr-defined]


def told(done: Run, *words: str) -> None:
    """It failed, in words and without a trace."""
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """A store with the example plans, and what the build said."""
    folder = tmp_path_factory.mktemp("examples") / "store"
    return folder, run("build", PLANS, "--store", folder)


@pytest.fixture
def store(built: tuple[Path, Run], tmp_path: Path) -> Path:
    """A copy of that store."""
    return Path(shutil.copytree(built[0], tmp_path / "store"))


def nquads(store: Path) -> list[str]:
    output = store.parent / "graph.nq"
    here("export", "--store", store, "--output", output, check=True)
    return output.read_text(encoding="utf-8").splitlines()


class TestMainJob:
    """Build, and everything that can be asked of what was built."""

    def test_build_reads_all_plans_and_shows_them(self, built: tuple[Path, Run]) -> None:
        _, done = built
        assert done.returncode == 0, done.stderr
        head, *rows = done.stdout.splitlines()
        kinds = ["goals", "initiatives", "voorlopers", "organisations", "themes"]
        assert head.split() == ["plan", "region", *kinds, "warnings", "seconds"]
        assert {row.split()[0] for row in rows} == {"brinkland", "brinkland-update-2024", "waterlanden"}
        for row in rows:
            numbers = row.split()[-7:]
            assert all(re.fullmatch(r"[\d.]+", number) for number in numbers), row
            assert sum(map(float, numbers[:2])) > 0, "goals or initiatives"
        assert "read" in done.stderr
        assert "statements (version 000001)" in done.stderr

    def test_reading_again_gives_the_same_graph_but_for_the_time(self, store: Path, tmp_path: Path) -> None:
        run("build", PLANS, "--store", tmp_path / "other" / "store", "--workers", 1, check=True)
        first, again = nquads(store), nquads(tmp_path / "other" / "store")
        times = ("http://www.w3.org/ns/prov#startedAtTime", "http://www.w3.org/ns/prov#endedAtTime")
        timeless = [[line for line in lines if line.split()[1].strip("<>") not in times] for lines in (first, again)]
        assert timeless[0] == timeless[1]
        assert len(first) - len(timeless[0]) == 6, "two times a plan"

    def test_reading_into_the_same_store_replaces(self, store: Path) -> None:
        before = len(nquads(store))
        done = run("build", PLANS / "waterlanden.txt", "--store", store, check=True)
        assert "version 000002" in done.stderr
        assert len(nquads(store)) == before
        assert "brinkland" in here("plans", "--store", store).stdout, "the others stay"

    def test_validate_finds_nothing_wrong_and_lists_warnings_on_request(self, store: Path) -> None:
        done = here("validate", "--store", store, check=True)
        rows = [line.split() for line in done.stdout.splitlines()[1:]]
        assert {row[0]: row[-2] for row in rows} == dict.fromkeys(
            ("brinkland", "brinkland-update-2024", "waterlanden"), "0"
        )
        warnings = sum(int(row[-1]) for row in rows)
        verbose = here("validate", "--store", store, "--verbose", check=True).stdout
        assert verbose.count(": Warning: ") == verbose.count(": Waarschuwing: ") == warnings

    def test_validate_sees_words_that_differ_from_the_text(self, store: Path) -> None:
        graph = f"{BASE}graph/plan/waterlanden"
        with EmbeddedStore(store).read() as snapshot:
            lines = "".join(f"{triple} .\n" for triple in snapshot.triples(graph))
        wrong = re.sub(r'(oa#exact> )"[^"]+"', r'\1"words that are not there"', lines, count=1)
        assert wrong != lines
        with EmbeddedStore(store).write() as draft:
            draft.replace_graph(graph, wrong.encode())
            draft.publish()
        done = here("validate", "--store", store)
        assert done.returncode == 1
        assert "waterlanden: Violation: " in done.stdout
        assert "waterlanden: Overtreding: " in done.stdout

    @pytest.mark.parametrize("ending", [".nq", ".trig", ".ttl", ".jsonld"])
    def test_export_in_each_format_holds_the_graph(self, store: Path, tmp_path: Path, ending: str) -> None:
        output = tmp_path / f"graph{ending}"
        done = here("export", "--store", store, "--output", output, check=True)
        form = RdfFormat.from_extension(ending[1:])
        assert form is not None
        statements = list(parse(output.read_bytes(), form))
        assert f"{len(statements):,} statements" in done.stderr
        goals = {q.subject for q in statements if str(q.object) == "<https://w3id.org/regiograaf/def#Goal>"}
        assert goals

    def test_query_from_a_file_and_from_standard_input(self, store: Path, tmp_path: Path) -> None:
        query = (
            "SELECT ?key ?title { ?plan a rg:Plan ; dcterms:title ?title BIND(REPLACE(STR(?plan), '.*/', '') AS ?key) }"
        )
        (tmp_path / "plans.rq").write_text(query)
        table = here("query", "--store", store, tmp_path / "plans.rq", check=True).stdout
        assert table.splitlines()[0].split() == ["key", "title"]
        assert len(table.splitlines()) == 4
        answers = {
            form: here("query", "-", "--store", store, "--format", form, stdin=query, check=True).stdout
            for form in ("csv", "json", "tsv", "xml")
        }
        rows = list(csv.DictReader(io.StringIO(answers["csv"])))
        assert {row["key"] for row in rows} == {"brinkland", "brinkland-update-2024", "waterlanden"}
        assert len(json.loads(answers["json"])["results"]["bindings"]) == 3
        assert answers["tsv"].startswith("?key\t?title\n")
        assert answers["xml"].count("<result>") == 3

    def test_plans_are_listed_with_what_they_say_of_themselves(self, store: Path) -> None:
        lines = here("plans", "--store", store, check=True).stdout.splitlines()
        assert re.split(r"\s{2,}", lines[0].strip()) == [
            "key",
            "title",
            "region",
            "date",
            "kind",
            "facts",
            "file",
            "read at",
        ]
        (update,) = (line for line in lines if line.startswith("brinkland-update-2024"))
        assert "Voortgang regioplan Brinkland, eerste half jaar 2024" in update
        assert "2024-07-01" in update
        assert "brinkland-update-2024.txt" in update

    def test_less_is_kept_the_surer_it_must_be(self, store: Path, tmp_path: Path) -> None:
        sure = tmp_path / "sure"
        run("build", PLANS / "waterlanden.txt", "--store", sure, "--min-confidence", 0.95, check=True)
        facts = "SELECT (COUNT(*) AS ?n) { GRAPH <graph/plan/waterlanden> { ?fact rg:evidence ?e } }"
        few, all_ = (
            int(here("query", "-", "--store", folder, "--format", "csv", stdin=facts, check=True).stdout.split()[1])
            for folder in (sure, store)
        )
        assert 0 < few < all_

    def test_the_help_names_every_command_with_an_example(self) -> None:
        listed = run("--help", check=True).stdout
        for command in ("build", "validate", "export", "query", "serve", "evaluate", "plans"):
            assert command in listed
            example = "regiograaf build plans/" if command == "build" else f"regiograaf {command} --store"
            assert example in here(command, "--help", check=True).stdout

    @pytest.mark.real_plans
    def test_evaluate_gives_the_figures_of_the_reference_scorer(self, tmp_path: Path) -> None:
        if not SHARED.exists():
            assert "CI" not in os.environ, f"{SHARED} is missing"
            pytest.skip(f"{SHARED} is not here")
        gold = [SHARED / "gold" / f"{name}.json" for name in ("lekstroom-update", "ijssel-vecht")]
        texts = {json.loads(path.read_text())["document"] for path in gold}
        store = tmp_path / "store"
        run("build", *(SHARED / "plans" / Path(name).name for name in texts), "--store", store, check=True)
        ours, theirs = tmp_path / "ours.json", tmp_path / "theirs.json"
        both = ("--texts", SHARED / "plans", "--gold", *gold, SHARED / "gold" / "similar.json")
        done = here("evaluate", "--store", store, *both, "--json", ours, check=True)
        assert "similar.json: passed over" in done.stderr
        assert "grounding: 1.000 of" in done.stdout
        nquads(store)
        scorer = [sys.executable, SHARED / "eval" / "score.py", "--graph", tmp_path / "graph.nq", "--json", theirs]
        subprocess.run([*map(str, scorer), *map(str, both[:-1])], check=True, capture_output=True)
        assert json.loads(ours.read_text()) == json.loads(theirs.read_text())


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
        told(here("export", "--store", store, "--output", tmp_path / "g.docx"), "'.docx'", ".nq, .trig, .ttl, .jsonld")
        told(here("query", "--store", store, tmp_path / "none.rq"), "none.rq", "cannot be read")
        told(
            here("query", "--store", store, "-", stdin="SELECT * { ?s ex:p }"),
            "Line 1, column",
            "'ex:' is not declared",
        )
        told(run("plans", env=os.environ | {"REGIOGRAAF_PORT": "x"}), "REGIOGRAAF_PORT", "unset REGIOGRAAF_PORT")

    def test_where_in_the_code_is_told_on_request(self, tmp_path: Path) -> None:
        assert "Traceback" in run("plans", "--store", tmp_path / "none", "--debug").stderr


@pytest.fixture
def building(store: Path) -> Iterator[subprocess.Popen[str]]:
    """A build into the store that has begun to read."""
    process = subprocess.Popen(
        [*COMMAND, "build", str(PLANS), "--store", str(store), "--workers", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert "read" in process.stderr.readline(), "one plan was read, the others were not"
    yield process
    process.kill()
    process.communicate()


class TestInterrupted:
    """A build that does not come to its end leaves the store as it was."""

    def test_a_killed_build(self, building: subprocess.Popen[str], store: Path) -> None:
        children = _children(building.pid)
        assert children
        building.send_signal(signal.SIGKILL)
        building.wait()
        assert "version" not in (building.stderr.read() if building.stderr else "")
        assert here("validate", "--store", store).returncode == 0
        assert json.loads((store / "versions" / "000001" / "version.json").read_text())["name"] == "000001"
        again = run("build", SMALL, "--store", store, check=True)
        assert "version 000002" in again.stderr
        assert sorted(path.name for path in (store / "versions").iterdir()) == ["000002"], "nothing is left lying"
        for _ in range(100):
            if not any(_is_running(child) for child in children):
                break
            time.sleep(0.1)
        else:
            pytest.fail("the processes that read went on without the build")

    def test_others_read_meanwhile_but_do_not_write_and_it_can_be_stopped_by_hand(
        self, building: subprocess.Popen[str], store: Path
    ) -> None:
        assert "waterlanden" in here("plans", "--store", store, check=True).stdout
        told(run("build", SMALL, "--store", store), f"is being written by process {building.pid}; wait")
        building.send_signal(signal.SIGINT)
        _, errors = building.communicate(timeout=60)
        assert building.returncode == 1
        assert errors.splitlines()[-1] == "regiograaf: the build was stopped; the store is as it was."
        assert [path.name for path in (store / "versions").iterdir()] == ["000001"]

    def test_a_full_disk(self, store: Path) -> None:
        before = nquads(store)

        def little_room() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))  # writing beyond fails as on a full disk

        done = run("build", SMALL, "--store", store, preexec_fn=little_room)
        told(done, str(store), "the disk is full; nothing was changed", "Make room")
        assert nquads(store) == before
        told(
            run("export", "--store", store, "--output", store.parent / "graph.nq", preexec_fn=little_room),
            "graph.nq: the disk is full",
        )
        assert (store.parent / "graph.nq").read_text().splitlines() == before, "the earlier export is as it was"

    def test_a_disk_that_is_really_full(self, built: tuple[Path, Run], tmp_path: Path) -> None:
        disk = tmp_path / "disk"
        disk.mkdir()
        size = sum(path.stat().st_size for path in built[0].rglob("*") if path.is_file()) // 1024 + 200
        script = (
            f"mount -t tmpfs -o size={size}k tmpfs {disk} || exit 77; cp -r {built[0]} {disk}/store; "
            f"{' '.join(COMMAND)} build {SMALL} --store {disk}/store; echo code $?; "
            f"{' '.join(COMMAND)} plans --store {disk}/store"
        )
        if not shutil.which("unshare"):
            pytest.skip("a small disk takes unshare")
        done = subprocess.run(["unshare", "-m", "sh", "-c", script], capture_output=True, text=True)
        if done.returncode in (1, 77):
            pytest.skip("a small disk takes the right to mount one")
        assert "code 1" in done.stdout
        assert f"{disk}/store: the disk is full; nothing was changed." in done.stderr
        assert "waterlanden" in done.stdout.partition("code 1")[2]


def _children(process: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True)
    return [int(line) for line in found.stdout.split()]


def _is_running(process: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False
