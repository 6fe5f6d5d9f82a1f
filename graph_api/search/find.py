"""Asks an index: what was found in order of rank, how it counts by facet, and what to try where nothing was."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from graph_api.search.catalogue import Catalogue, Filters, Value, catalogue
from graph_api.search.documents import FACETS
from graph_api.search.index import PARTS, WHOLE, open_index
from graph_api.search.marking import Marked, mark
from graph_api.search.matching import Matcher, Pattern
from graph_api.search.query import Term, TextQuery, read_query

_WEIGHTS: Final = ", ".join(map(str, (*WHOLE.values(), *PARTS.values())))
_PASSAGES: Final = 3
"""Passages that are shown with a thing, beside its label."""
_LIKE: Final = 0.7
"""Similarity (0 to 1, Damerau-Levenshtein over the length) from which a word is suggested in place of another."""
_SUGGESTED: Final = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a thing, with what was found in it marked."""

    field: str
    """alternative, text or quote."""
    marked: Marked
    evidence: str
    """IRI; '' where it is no quote, and so is `plan`."""
    plan: str


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that was found."""

    iri: str
    kind: str
    label: Marked
    score: float
    """The higher the better; comparable within one answer."""
    passages: list[Passage]
    """The best first."""
    region: Value | None
    status: Value | None
    plans: list[Value]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What would give something."""

    text: str
    filtered: bool
    """Whether the filters stay."""
    total: int
    reason: str
    """spelling, any-word or no-filters."""


@dataclass(frozen=True, slots=True)
class Result:
    """A page of what was found."""

    query: TextQuery
    total: int
    things: list[Found]
    facets: dict[str, list[Value]]
    """Facet to its values, the most frequent first. The filter on a facet does not count for its own numbers."""
    suggestions: list[Suggestion] = field(default_factory=list)


def find(index: Path, text: str, filters: Filters | None = None, start: int = 0, size: int = 20) -> Result:
    """Look for what somebody typed; without a word, everything that the filters leave, by label.

    Args:
        index: made by `make_index`.
        text: see `query.read_query`.
        filters: see `Filters`.
        start: how many to pass over. The order is the same each time over one index.
        size: how many to give.

    Raises:
        QueryError: what was typed is too long, or a filter is unknown.
    """
    query, all_things = read_query(text), catalogue(index)
    with closing(open_index(index)) as db:
        return _Search(db, all_things, query, all_things.known(filters or {})).result(start, size)


class _Search:
    """One search over one connection."""

    def __init__(self, db: sqlite3.Connection, catalogue: Catalogue, query: TextQuery, filters: Filters) -> None:
        self._db = db
        self._catalogue = catalogue
        self._matcher = Matcher(db)
        self._query = query
        self._filters = filters

    def result(self, start: int, size: int) -> Result:
        """A page, with the facets, and with suggestions where nothing was found."""
        scores = self._scores(self._query)
        kept = self._catalogue.kept(scores, self._filters)
        facets = {}
        for name in FACETS:
            others = {other: chosen for other, chosen in self._filters.items() if other != name}
            counted = kept if len(others) == len(self._filters) else self._catalogue.kept(scores, others)
            facets[name] = self._catalogue.counted(name, counted)
        patterns = self._matcher.patterns(self._query.terms)
        things = [self._found(id, scores[id], patterns) for id in kept[start : start + size]]
        suggestions = [] if kept else list(self._suggestions(bool(scores)))[:_SUGGESTED]
        return Result(self._query, len(kept), things, facets, suggestions)

    def _scores(self, query: TextQuery) -> dict[int, float]:
        """The things that match, in order of rank, with their scores."""
        wanted, unwanted = self._matcher.wanted(query), self._matcher.unwanted(query)
        if wanted:
            matches = f"SELECT rowid, -bm25(words, {_WEIGHTS}) FROM words WHERE words MATCH ?"  # noqa: S608
            boost = self._catalogue.boost
            scored = [(score * boost[id], id) for id, score in self._db.execute(matches, (wanted,))]
            scores = {id: score for score, id in sorted(scored, key=lambda pair: (-pair[0], pair[1]))}
        else:
            scores = dict.fromkeys(self._catalogue.by_label, 0.0)
        if unwanted:
            for (id,) in self._db.execute("SELECT rowid FROM words WHERE words MATCH ?", (unwanted,)):
                scores.pop(id, None)
        return scores

    def _found(self, id: int, score: float, patterns: list[Pattern]) -> Found:
        query = "SELECT iri, kind, label, region, status FROM thing WHERE id = ?"
        iri, kind, label, region, status = self._db.execute(query, (id,)).fetchone()
        return Found(
            iri,
            kind,
            mark(label, patterns),
            round(score, 4),
            self._passages(id, patterns),
            self._catalogue.value("region", region),
            self._catalogue.value("status", status),
            self._catalogue.values_of("plan", id),
        )

    def _passages(self, id: int, patterns: list[Pattern]) -> list[Passage]:
        """The passages with most of what was looked for, those that weigh most first."""
        rows = self._db.execute("SELECT field, text, source, plan FROM passage WHERE thing = ? ORDER BY rowid", (id,))
        found, seen = [], set()
        for name, text, source, plan in rows:
            if name != "label" and (text, plan) not in seen:
                seen.add((text, plan))
                found.append(Passage(name, mark(text, patterns), source, plan))
        found.sort(key=lambda passage: (-passage.marked.found, -WHOLE[passage.field]))
        return [passage for passage in found if passage.marked.found or passage.field == "text"][:_PASSAGES]

    def _suggestions(self, without_filters: bool) -> Iterator[Suggestion]:
        """What to try, each tried: the same without filters, another spelling, any one of the words."""
        if without_filters:
            yield Suggestion(str(self._query), False, len(self._scores(self._query)), "no-filters")
        for text in self._respelled():
            yield from self._tried(text, "spelling")
        if len(self._query.groups) > 1:
            yield from self._tried(" OR ".join(map(str, self._query.terms)), "any-word")

    def _tried(self, text: str, reason: str) -> Iterator[Suggestion]:
        scores = self._scores(read_query(text))
        if kept := self._catalogue.kept(scores, self._filters):
            yield Suggestion(text, True, len(kept), reason)
        elif scores:
            yield Suggestion(text, False, len(scores), reason)

    def _respelled(self) -> list[str]:
        """What was typed, with the nearest words in place of those that no text has."""
        nearest: dict[Term, list[str]] = {
            term: self._nearest(term.words[-1]) for term in self._query.terms if not self._matcher.is_known(term)
        }
        if not nearest or not any(nearest.values()):
            return []
        texts = []
        for rank in range(_SUGGESTED):
            groups = tuple(
                tuple(_respell(term, nearest[term], rank) if term in nearest else term for term in group)
                for group in self._query.groups
            )
            texts.append(str(replace(self._query, groups=groups)))
        return list(dict.fromkeys(text for text in texts if text != str(self._query)))

    def _nearest(self, word: str) -> list[str]:
        numbers = dict(self._db.execute("SELECT word, number FROM word WHERE length(word) > 2").fetchall())
        scorer = DamerauLevenshtein.normalized_similarity
        near = process.extract(word, list(numbers), scorer=scorer, score_cutoff=_LIKE, limit=10)
        return sorted((found for found, *_ in near), key=lambda w: (-round(scorer(word, w), 1), -numbers[w], w))


def _respell(term: Term, words: list[str], rank: int) -> Term:
    return replace(term, words=(*term.words[:-1], words[min(rank, len(words) - 1)])) if words else term
