"""Terms as FTS5 looks for them, and which words of a text they stand for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Final

from graph_api.search.compounds import Compounds
from graph_api.search.index import WHOLE
from graph_api.search.query import Term, TextQuery
from graph_api.search.words import stem

_LAST: Final = "\U0010ffff"
_WHOLE: Final = "{" + " ".join(WHOLE) + "}"
Pattern = tuple[frozenset[str], ...]
"""For each of some words next to each other, the folded words that will do."""


class Matcher:
    """Terms against one index."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._compounds = Compounds(self.number)

    def number(self, word: str) -> int:
        """How often a folded word occurs in the index; 0 where it does not."""
        found = self._db.execute("SELECT number FROM word WHERE word = ?", (word,)).fetchone()
        return int(found[0]) if found else 0

    def wanted(self, query: TextQuery) -> str:
        """FTS5's expression for what is looked for; '' where that is nothing."""
        groups = ("(" + " OR ".join(map(self._expression, group)) + ")" for group in query.groups)
        return " AND ".join(groups)

    def unwanted(self, query: TextQuery) -> str:
        """FTS5's expression for what may not be there; '' where that is nothing."""
        return " OR ".join(map(self._expression, query.without))

    def patterns(self, terms: Iterable[Term]) -> list[Pattern]:
        """What to mark in a text that was found."""
        found: list[Pattern] = []
        for term in terms:
            *before, last = term.words
            ends = self._beginning_with(last) if term.beginning else self._like(last, not term.phrase)
            pattern = (*(self._like(word, False) for word in before), ends)
            found.append(pattern)
            if len(term.words) > 1 and not term.phrase:
                found.append((self._like("".join(term.words), True),))
            if cut := self._cut(term):
                found += [(self._like(part, True),) for part in cut]
        return [pattern for pattern in found if all(pattern)]

    def is_known(self, term: Term) -> bool:
        """Whether any text has a word that the term stands for."""
        return bool(self.patterns([term]))

    def _expression(self, term: Term) -> str:
        *before, last = map(stem, term.words)
        if term.beginning:
            return self._beginning(term, before)
        text = _quoted([*before, last])
        if term.phrase:
            return f"({_WHOLE} : {text})"
        if before:
            return f"(({_WHOLE} : {text}) OR {_quoted([stem(''.join(term.words))])})"
        if cut := self._cut(term):
            return f"({text} OR ({' AND '.join(_quoted([stem(part)]) for part in cut)}))"
        return text

    def _beginning(self, term: Term, before: list[str]) -> str:
        last = term.words[-1]
        # of some words the stem does not begin as they do
        query = "SELECT DISTINCT stem FROM word WHERE word >= ? AND word < ? AND substr(stem, 1, ?) <> ? ORDER BY stem"
        others = self._db.execute(query, (last, last + _LAST, len(last), last)).fetchall()
        several = [f"{_quoted([*before, last])} *", *(_quoted([*before, other]) for (other,) in others)]
        columns = f"{_WHOLE} : " if before else ""
        return "(" + " OR ".join(f"({columns}{one})" for one in several) + ")"

    def _cut(self, term: Term) -> tuple[str, str] | None:
        if len(term.words) > 1 or term.phrase or term.beginning:
            return None
        return self._compounds.pair(term.words[0])

    def _like(self, word: str, parts: bool) -> frozenset[str]:
        query = "SELECT word FROM word WHERE stem = ?1"
        if parts:
            query += " UNION SELECT word FROM part WHERE part = ?1"
        return frozenset(found for (found,) in self._db.execute(query, (stem(word),)))

    def _beginning_with(self, word: str) -> frozenset[str]:
        query = "SELECT word FROM word WHERE word >= ? AND word < ?"
        return frozenset(found for (found,) in self._db.execute(query, (word, word + _LAST)))


def _quoted(stems: list[str]) -> str:
    return '"' + " ".join(stems) + '"'  # letters and digits only: nothing in it can end the quotes
