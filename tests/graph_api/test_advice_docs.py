"""docs/voorlopers.md, checks-report.md and networks.md against the code: their tables, and the commands that they show."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from graph_api.checks.__main__ import table as checks
from graph_api.cli import app
from graph_api.networks.build import MOST
from graph_api.store import EmbeddedStore
from graph_api.voorlopers.__main__ import table as weights

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {
    name: (DOCS / f"{name}.md").read_text(encoding="utf-8") for name in ("voorlopers", "checks-report", "networks")
}
COMMANDS = [line[2:] for page in PAGES.values() for line in page.splitlines() if line.startswith("$ regiograaf ")]
ADDRESSES = re.findall(r"curl 'http://127\.0\.0\.1:8000(/[^']+)'", "\n".join(PAGES.values()))


def test_the_table_of_weights_is_that_of_the_file() -> None:
    assert weights() in PAGES["voorlopers"], "run `python -m graph_api.voorlopers`"


def test_the_table_of_checks_is_that_of_the_file() -> None:
    assert checks() in PAGES["checks-report"], "run `python -m graph_api.checks`"


def test_the_size_of_a_list_of_partners_is_that_of_the_code() -> None:
    assert f"more than {MOST} organisations" in PAGES["networks"]


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_that_the_pages_show_work(command: str, example_store: EmbeddedStore, tmp_path: Path) -> None:
    words = [word for word in shlex.split(command)[1:] if word not in ("--store", ".store")]
    words = [str(tmp_path / word) if word.endswith(".graphml") else word for word in words]
    result = CliRunner().invoke(app, [*words, "--store", str(example_store.folder)])
    assert result.exit_code == 0, result.output
    assert result.output.strip()


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_that_the_pages_show_answer(address: str, example_client: httpx.Client) -> None:
    assert example_client.get(address).status_code == 200
