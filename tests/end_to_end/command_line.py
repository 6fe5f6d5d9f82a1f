"""Running the command line from a test: as a process of its own, or in this one, which is quicker."""

from __future__ import annotations

import io
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from graph_api.cli import main

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


def nquads(store: Path) -> list[str]:
    """The statements of a store, without what an export says of itself."""
    output = store.parent / "graph.nq"
    here("export", "--store", store, "--output", output, check=True)
    return statements(output)


def statements(export: Path) -> list[str]:
    """The lines of an export (N-Quads), without what it says of itself."""
    lines = export.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.endswith("/graph/about> .")]
