"""The small part of an index that every search needs, held in memory: facets, their values, and what orders things."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from graph_api.search.documents import FACETS, Name
from graph_api.search.index import open_index
from graph_api.search.query import QueryError

Filters = Mapping[str, Sequence[str]]
"""Facet to the keys or IRIs of values, one of which a thing must have."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet, and how many of the things that were found have it."""

    key: str
    iri: str
    """'' for a kind."""
    name: Name
    number: int = 0


class Catalogue:
    """Of one index. Things are known by their number in it."""

    def __init__(self, index: Path) -> None:
        self.values: dict[str, dict[str, Value]] = {name: {} for name in FACETS}
        self._of: dict[str, dict[int, list[str]]] = {name: defaultdict(list) for name in FACETS}
        self._having: dict[tuple[str, str], set[int]] = defaultdict(set)
        with closing(open_index(index)) as db:
            for name, key, iri, nl, en in db.execute("SELECT name, value, iri, nl, en FROM value"):
                self.values[name][key] = Value(key, iri, Name(nl, en))
            for name, key, thing in db.execute("SELECT name, value, thing FROM facet ORDER BY name, value"):
                self._of[name][thing].append(key)
                self._having[name, key].add(thing)
            ordered = db.execute("SELECT id, boost FROM thing ORDER BY label COLLATE NOCASE, id").fetchall()
        self.by_label = [id for id, _ in ordered]
        self.boost: dict[int, float] = dict(ordered)
        self._by_iri = {(name, value.iri): value for name in FACETS for value in self.values[name].values()}

    def value(self, facet: str, iri: str | None) -> Value | None:
        """The value with an IRI, None where there is none."""
        return self._by_iri.get((facet, iri)) if iri else None

    def values_of(self, facet: str, thing: int) -> list[Value]:
        """The values that a thing has, by key."""
        return [self.values[facet][key] for key in self._of[facet].get(thing, ())]

    def known(self, filters: Filters) -> dict[str, tuple[str, ...]]:
        """Filters with keys only; a facet without values is left out.

        Raises:
            QueryError: there is no such value.
        """
        return {name: tuple(self._key(name, value) for value in chosen) for name, chosen in filters.items() if chosen}

    def _key(self, facet: str, value: str) -> str:
        if value in self.values[facet]:
            return value
        if (known := self.value(facet, value)) is not None:
            return known.key
        raise QueryError(
            f"there is no {facet} '{value[:200]}' here.",
            way_out="The facets list those there are.",
            dutch=f"Op '{value[:200]}' is hier niet te verfijnen. De keuzes naast de lijst zijn die er wel zijn.",
        )

    def kept(self, things: Iterable[int], filters: Filters) -> list[int]:
        """The things that the filters leave, in the same order."""
        sets = [set().union(*(self._having[name, key] for key in keys)) for name, keys in filters.items()]
        return [thing for thing in things if all(thing in having for having in sets)]

    def counted(self, facet: str, things: Iterable[int]) -> list[Value]:
        """The values of a facet that things have, the most frequent first."""
        of = self._of[facet]
        numbers = Counter(key for thing in things for key in of.get(thing, ()))
        values = [replace(self.values[facet][key], number=number) for key, number in numbers.items()]
        return sorted(values, key=lambda value: (-value.number, value.name.nl, value.key))


def catalogue(index: Path) -> Catalogue:
    """The catalogue of an index; the last ones are kept."""
    status = index.stat()
    return _catalogue(index, status.st_mtime_ns, status.st_ino)


@lru_cache(maxsize=2)
def _catalogue(index: Path, modified: int, inode: int) -> Catalogue:
    return Catalogue(index)  # a file that took the place of another has other marks
