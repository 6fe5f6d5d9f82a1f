"""Whether a plan's text uses a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

_LETTERS: Final = 5
"""Characters of a name from which finding it says something."""


class Naming:
    """Looks for names in the texts of plans, whatever their case and spaces."""

    def __init__(self, text: Callable[[str], str | None]) -> None:
        """
        Args:
            text: gives the text of a plan by the hash of its file.
        """
        self._text = text
        self._folded = lru_cache(maxsize=None)(self._fold)

    def place(self, sha256: str, names: Iterable[str]) -> tuple[int, int, str] | None:
        """The first place where a text uses one of the names as whole words: code points, half-open, and the words."""
        folded = self._folded(sha256)
        for name in sorted(set(names), key=lambda name: (-len(name), name)):
            words = name.split()
            if len("".join(words)) < _LETTERS or " ".join(words).casefold() not in folded:
                continue
            pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)"
            if match := re.search(pattern, self._text(sha256) or "", re.IGNORECASE):
                return match.start(), match.end(), match[0]
        return None

    def _fold(self, sha256: str) -> str:
        return " ".join((self._text(sha256) or "").casefold().split())
