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
        self._small = lru_cache(maxsize=None)(self._smaller)
        self._folded = lru_cache(maxsize=None)(lambda sha256: " ".join(self._small(sha256).split()))

    def place(self, sha256: str, names: Iterable[str]) -> tuple[int, int, str] | None:
        """The first place where a text uses one of the names as whole words: code points, half-open, and the words."""
        for name in sorted(set(names), key=lambda name: (-len(name), name)):
            words = name.lower().split()
            # most names are in no other text, and this tells so much sooner than a pattern does
            if len("".join(words)) < _LETTERS or " ".join(words) not in self._folded(sha256):
                continue
            pattern = r"\s+".join(map(re.escape, words)) + r"(?!\w)"
            for match in re.finditer(pattern, self._small(sha256)):
                start, end = match.span()
                if start == 0 or not re.match(r"\w", self._small(sha256)[start - 1]):
                    return start, end, (self._text(sha256) or "")[start:end]
        return None

    def _smaller(self, sha256: str) -> str:
        """A text in small letters, each character in its place: what would become two stays as it is."""
        text = self._text(sha256) or ""
        small = text.lower()
        return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
