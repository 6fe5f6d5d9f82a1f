"""Word lists, cues and roles: data, each file with a line on its origin."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML file `name`.toml as a dict; read once, not to be changed.

    Raises:
        FileNotFoundError: there is no such file.
    """
    with (FOLDER / f"{name}.toml").open("rb") as handle:
        return tomllib.load(handle)


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of the text file `name`.txt, without blank ones and comments (`#`)."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
