"""What somebody typed to search for, understood: words, "phrases", beginnings*, -without, OR."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph_api.errors import AskedError
from graph_api.search.words import STOP, tokens

LONGEST: Final = 300
"""Characters of what may be typed."""
MOST: Final = 20
"""Terms that are looked for at once."""
_PIECE: Final = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_OR: Final = ("OR", "OF")


class QueryError(AskedError):
    """What was typed cannot be looked for."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for. `words` are folded; more than one stand next to each other."""

    words: tuple[str, ...]
    phrase: bool = False
    """It was between quotes: only the words themselves, no parts of compounds."""
    beginning: bool = False
    """Words that begin like the (last) word will do."""

    def __str__(self) -> str:
        """As it would be typed."""
        text = " ".join(self.words) + "*" * self.beginning
        return f'"{text}"' if self.phrase else text.replace(" ", "-")


@dataclass(frozen=True, slots=True)
class TextQuery:
    """All that was typed: at least one term of each group, and none of `without`."""

    groups: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()
    ignored: tuple[str, ...] = ()
    """Words that were left out because they are in every text."""

    @property
    def terms(self) -> tuple[Term, ...]:
        """What is looked for, in order."""
        return tuple(term for group in self.groups for term in group)

    def __str__(self) -> str:
        """As it would be typed."""
        wanted = (" OR ".join(map(str, group)) for group in self.groups)
        return " ".join([*wanted, *(f"-{term}" for term in self.without)])


def read_query(text: str) -> TextQuery:
    """Understand what was typed; nothing is a mistake, what has no letter or digit is passed over.

    Raises:
        QueryError: it is longer than `LONGEST`, or has more than `MOST` terms.
    """
    if len(text) > LONGEST:
        raise QueryError(
            f"this is longer than {LONGEST} characters.",
            way_out="Look for fewer words.",
            dutch=f"Dit is langer dan {LONGEST} tekens. Zoek op minder woorden.",
        )
    groups: list[list[Term]] = []
    without: list[Term] = []
    joined = False
    for minus, phrase, word in _PIECE.findall(text):
        if word in _OR and not minus:
            joined = bool(groups)
            continue
        terms = list(_terms(phrase, word))
        if minus:
            without += terms
        elif terms and joined:
            groups[-1].append(terms[0])
            groups += [[term] for term in terms[1:]]
        else:
            groups += [[term] for term in terms]
        joined = False
    if sum(map(len, groups)) + len(without) > MOST:
        raise QueryError(
            f"these are more than {MOST} words.",
            way_out="Look for fewer at once.",
            dutch=f"Dit zijn meer dan {MOST} woorden. Zoek op minder woorden tegelijk.",
        )
    kept = [group for group in groups if not all(map(_is_common, group))] or groups
    ignored = tuple(str(term) for group in groups if group not in kept for term in group)
    return TextQuery(tuple(map(tuple, kept)), tuple(without), ignored)


def _terms(phrase: str, word: str) -> Iterable[Term]:
    if phrase:
        words = tuple(token.word for token in tokens(phrase))
        return [Term(words, phrase=True)] if words else []
    beginning = word.endswith("*")
    pieces = re.split(r"[^\w\u0300-\u036f\u2010\u2011-]+", word.rstrip("*"))
    several = [tuple(token.word for token in tokens(piece)) for piece in pieces]
    found = [Term(words) for words in several if words]
    if beginning and found:
        found[-1] = Term(found[-1].words, beginning=True)
    return found


def _is_common(term: Term) -> bool:
    return len(term.words) == 1 and not term.phrase and not term.beginning and term.words[0] in STOP
