"""What answers say, in Dutch and English."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any, Final

_WORDS: Final[dict[str, dict[str, Any]]] = tomllib.loads(
    (files("graph_api.compare") / "data" / "words.toml").read_text(encoding="utf-8")
)


def both(group: str, name: str, **values: object) -> tuple[str, str]:
    """A Dutch and an English text, with values filled in; what the values hold is never taken for a place to fill.

    Raises:
        KeyError: there is no such text.
    """
    dutch, english = _WORDS[group][name]
    return dutch.format(**values), english.format(**values)
