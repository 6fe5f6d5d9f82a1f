"""A store with the example plans, made by the command line once a session."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import PLANS, Run, run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """A store with the example plans, and what the build said."""
    folder = tmp_path_factory.mktemp("examples") / "store"
    return folder, run("build", PLANS, "--store", folder)


@pytest.fixture
def store(built: tuple[Path, Run], tmp_path: Path) -> Path:
    """A copy of that store."""
    return Path(shutil.copytree(built[0], tmp_path / "store"))
