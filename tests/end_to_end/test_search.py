"""`regiograaf search` over a graph that was built from plans."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from command_line import Run, here, told

from graph_api.search.index import FILE
from graph_api.store import EmbeddedStore


def test_a_build_keeps_an_index_with_the_version(built: tuple[Path, Run]) -> None:
    with EmbeddedStore(built[0]).read() as snapshot:
        assert snapshot.file(FILE) is not None


def test_words_are_found_with_the_plan_that_says_so(store: Path) -> None:
    done = here("search", "valpreventie", "--store", store, "--kind", "initiative", check=True)
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["kind", "name", "region", "status", "plans", "words"]
    assert any("alpreventie" in line and ("brinkland" in line or "waterlanden" in line) for line in lines[1:])
    assert " found" in done.stderr
    assert "Not found does not mean" in done.stderr


def test_options_narrow_and_csv_has_all_columns(store: Path) -> None:
    done = here("search", "zorg", "--store", store, "--plan", "waterlanden", "--format", "csv", check=True)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert rows
    assert {row["plans"] for row in rows} <= {"waterlanden", "brinkland, waterlanden"}


def test_nothing_found_suggests_what_would_be(store: Path) -> None:
    done = here("search", "valpreventei", "--store", store, check=True)
    assert done.stdout == ""
    assert "0 found" in done.stderr
    assert "Try: valpreventie (" in done.stderr


def test_an_unknown_option_value_is_told(store: Path) -> None:
    told(here("search", "zorg", "--store", store, "--region", "nergens"), "no region 'nergens'")
    told(here("search", "zorg", "--store", store, "--format", "pdf"), "Use one of: table, csv")


def test_words_to_leave_out_come_after_two_dashes(store: Path) -> None:
    whole = here("search", "zorg", "--store", store, "--size", "1", check=True).stderr
    fewer = here("search", "--store", store, "--size", "1", "--", "zorg -ouderen", check=True).stderr
    assert int(fewer.split()[0].replace(",", "")) < int(whole.split()[0].replace(",", ""))
