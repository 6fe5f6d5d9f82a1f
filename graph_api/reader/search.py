"""Words in the text of a plan, whatever its capitals, accents, line ends and marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph_api.reader.structure import Span

AROUND: Final = 90
"""Code points of the text that are shown on either side."""
_BETWEEN: Final = r"(?:\s|\*|_|<[^<>\n]{0,80}>|&nbsp;)+"
"""What may stand between two words."""
_INSIDE: Final = "(?:\u00ad|\u200b|\\*\\*|-[ \t]*\r?\n[ \t]*)?"
"""What may stand within a word: where a line ends, or bold begins."""


@dataclass(frozen=True)
class Folded:
    """A text in which the same words are written the same, code point for code point."""

    text: str

    @classmethod
    def of(cls, text: str) -> Folded:
        """A text folded: small letters without accents."""
        return cls(text.translate({ord(sign): _plain(sign) for sign in set(text)}))

    def find(self, words: str) -> Iterator[Span]:
        """Where the words stand, in order; places do not overlap. Nothing for words without a letter or digit."""
        wanted = Folded.of(unicodedata.normalize("NFC", words)).text.split()
        if not any(sign.isalnum() for word in wanted for sign in word):
            return
        pattern = _BETWEEN.join(_INSIDE.join(re.escape(sign) for sign in word) for word in wanted)
        for match in re.finditer(pattern, self.text):
            yield Span(*match.span())


def _plain(sign: str) -> str:
    """One code point for one: offsets must stay."""
    plain = unicodedata.normalize("NFD", sign)[0].lower()
    return plain if len(plain) == 1 else sign
