"""The command line, as a user types it: the main job, and everything that can be asked of what was built."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import PLANS, SHARED, Run, here, nquads, run
from pyoxigraph import RdfFormat, parse

from graph_api.store import EmbeddedStore
from ontology import BASE


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
