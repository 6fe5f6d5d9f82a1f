"""Words of a text as search sees them: where they stand, without accents and capitals, and their stems."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import snowballstemmer

LISTS: Final[dict[str, Any]] = tomllib.loads(
    (files("graph_api.search") / "data" / "words.toml").read_text(encoding="utf-8")
)
STOP: Final = frozenset(LISTS["stop"])
_WORD: Final = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*")
"""Letters and digits, with accents that are characters of their own."""
_JOINED: Final = re.compile(r"(?<=[^\W_])[-\u2010\u2011](?=[^\W_])")
_LONGEST: Final = 60
"""Characters. What is longer is an address or noise, and is kept as it is."""
_SHORTEST: Final = 2
"""Letters of a stem that is not made shorter."""
_AT_THE_END: Final = {"v": "f", "z": "s"}
_stemmer: Final = snowballstemmer.stemmer("dutch_porter")


@dataclass(frozen=True, slots=True)
class Token:
    """A word and its place: `text[start:end]`, in code points; `word` is folded."""

    start: int
    end: int
    word: str


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order; the halves of a hyphenated word are words of their own."""
    for match in _WORD.finditer(text):
        if word := fold(match[0]):
            yield Token(match.start(), match.end(), word)


def hyphenated(text: str) -> Iterator[str]:
    """The hyphenated words of a text as one word each, folded: 'e-health' gives 'ehealth'."""
    for chunk in text.split():
        if _JOINED.search(chunk):
            yield "".join(token.word for token in tokens(chunk))


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """A word without accents and capitals; only letters and digits are left."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(sign for sign in plain if sign.isalnum())


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a folded word.

    Snowball's first Dutch stemmer, after Porter. Its newer one (Kraaij and Pohlmann) takes ge- off as well, and then
    'gezond' is found by 'zon', 'gebied' by 'bieden' and 'begeleiding' by 'beleid'. What the first one leaves is mended:
    plurals in -ies, doubled consonants, and v and z where the word by itself ends in f and s.
    """
    if len(word) > _LONGEST or any(sign.isdigit() for sign in word):
        return word
    found = str(_stemmer.stemWord(word.removesuffix("s") if word.endswith("ies") else word))
    if len(found) > _SHORTEST and found[-1] == found[-2] and found[-1] not in "aeiou":
        found = found[:-1]
    if len(found) > _SHORTEST:
        found = found[:-1] + _AT_THE_END.get(found[-1], found[-1])
    return found or word
