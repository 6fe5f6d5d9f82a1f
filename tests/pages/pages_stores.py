"""The stores that are served: built once a session by the command that users type, whatever number of workers asks."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples" / "plans"
READY = "REGIOGRAAF_TEST_STORE"
"""Environment variable: a store of the real plans that is there already, so that a developer need not wait for one."""


def built(name: str, shared: Path | None, factory: pytest.TempPathFactory) -> Path:
    """A store with the real plans in `shared`, or with the examples without it."""
    if shared and os.environ.get(READY):
        return Path(os.environ[READY])
    plans = sorted((shared / "plans").glob("*.txt")) if shared else [EXAMPLES]
    return once(name, factory, lambda store: build(plans, store))


def build(plans: Sequence[Path], store: Path) -> None:
    """Read plans into a store as a user does."""
    command = [sys.executable, "-m", "graph_api", "build", *map(str, plans), "--store", str(store)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr


def once(name: str, factory: pytest.TempPathFactory, make: Callable[[Path], None]) -> Path:
    """A store that is made once a session, by the first worker that asks for it."""
    folder = session_folder(factory) / f"pages-{name}"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            make(folder / "store")
            (folder / "done").touch()
    return folder / "store"


def session_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of a session share."""
    own = factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
