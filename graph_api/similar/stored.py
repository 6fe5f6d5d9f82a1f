"""The comparison of a version of the graph, in a file that goes with it: each initiative's nearest, broken down."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from graph_api.similar.alike import Compared
from graph_api.similar.communities import Group
from graph_api.similar.embeddings import Embedder, texts_of
from graph_api.similar.embeddings import store as store_vectors
from graph_api.similar.reasons import Shared, shared
from ontology import RGT

FILE: Final = "similar.sqlite"
"""Name of the file that is kept with a version."""
LAYOUT: Final = "1"
"""Of the file; one with another number is made anew."""
_TABLES: Final = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE thing (iri TEXT PRIMARY KEY, nl TEXT NOT NULL, en TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE initiative (place INTEGER PRIMARY KEY, iri TEXT NOT NULL, about TEXT NOT NULL);
CREATE TABLE pair (a INTEGER NOT NULL, b INTEGER NOT NULL, score REAL NOT NULL, alike INTEGER NOT NULL, shared TEXT NOT NULL);
CREATE TABLE candidate (place INTEGER PRIMARY KEY, about TEXT NOT NULL);
"""
_PART: Final = 20_000
"""Pairs that are broken down at the same time."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a name in two languages."""

    iri: str
    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Known:
    """What an answer says of an initiative."""

    iri: str
    name: str
    region: Thing | None
    around: tuple[str, ...]
    """IRIs of the regions that hold its region."""
    status: Thing | None
    themes: tuple[str, ...]
    """Codes of its national themes."""


@dataclass(frozen=True, slots=True)
class Like:
    """An initiative that is like the one that was asked about."""

    other: Known
    score: float
    alike: bool
    shared: Shared


@dataclass(frozen=True, slots=True)
class Candidate:
    """A group of like initiatives of several regions."""

    name: str
    members: tuple[Known, ...]
    themes: tuple[str, ...]
    approach: str | None
    cohesion: float


def write(
    path: Path, compared: Compared, groups: Sequence[Group], things: Mapping[str, Thing], embedder: Embedder | None
) -> None:
    """Write a comparison to a new file.

    Raises:
        OSError: there is no room for it.
    """
    listed = compared.described.initiatives
    try:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.executescript(_TABLES)
            about = {
                "layout": LAYOUT,
                "threshold": str(compared.model.threshold),
                "meaning": "yes" if compared.described.meanings is not None else "no",
            }
            connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())
            connection.executemany("INSERT INTO thing VALUES (?, ?, ?)", [(t.iri, t.nl, t.en) for t in things.values()])
            rows = [
                (
                    place,
                    one.id,
                    _json(
                        {
                            "name": one.name,
                            "region": one.region,
                            "around": sorted(one.around),
                            "status": one.status,
                            "themes": one.themes,
                        }
                    ),
                )
                for place, one in enumerate(listed)
            ]
            connection.executemany("INSERT INTO initiative VALUES (?, ?, ?)", rows)
            for start in range(0, len(compared.i), _PART):
                i, j = compared.i[start : start + _PART], compared.j[start : start + _PART]
                both = shared(compared.described, i, j)
                connection.executemany(
                    "INSERT INTO pair VALUES (?, ?, ?, ?, ?)",
                    [
                        (
                            int(a),
                            int(b),
                            round(float(compared.scores[start + at]), 3),
                            start + at < compared.alike,
                            _json(asdict(both[at])),
                        )
                        for at, (a, b) in enumerate(zip(i, j, strict=True))
                    ],
                )
            connection.execute("CREATE INDEX pair_a ON pair (a)")
            connection.execute("CREATE INDEX pair_b ON pair (b)")
            connection.executemany("INSERT INTO candidate VALUES (?, ?)", enumerate(_json(asdict(g)) for g in groups))
        if embedder is not None:
            store_vectors(path, embedder.kept(text for one in listed for text in texts_of(one)))
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def is_usable(path: Path) -> bool:
    """Whether a file has the layout that this software reads."""
    try:
        with closing(_opened(path)) as connection:
            row = connection.execute("SELECT value FROM about WHERE name = 'layout'").fetchone()
    except sqlite3.DatabaseError:
        return False
    return bool(row) and row[0] == LAYOUT


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path.absolute().as_posix()}?mode=ro&immutable=1", uri=True)


class Stored:
    """A comparison that was written to a file. Any thread may ask."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def about(self) -> dict[str, str]:
        """'threshold': the score from which two are called alike; 'meaning': whether vectors of meaning were weighed."""
        return dict(self._rows("SELECT name, value FROM about"))

    @cached_property
    def things(self) -> dict[str, Thing]:
        """Names of regions, themes, approaches, organisations, statuses and target groups, by IRI."""
        return {row[0]: Thing(*row) for row in self._rows("SELECT iri, nl, en FROM thing")}

    @cached_property
    def initiatives(self) -> list[Known]:
        """All initiatives, in the order of their IRIs."""
        return [
            self._known(iri, json.loads(about))
            for iri, about in self._rows("SELECT iri, about FROM initiative ORDER BY place")
        ]

    @cached_property
    def places(self) -> dict[str, int]:
        """Where an initiative stands in that list, by IRI."""
        return {one.iri: place for place, one in enumerate(self.initiatives)}

    def like(self, iri: str) -> list[Like]:
        """Initiatives of other regions, the most like first: the best 20, the best five of each region, all called alike.

        Raises:
            KeyError: there is no such initiative.
        """
        place = self.places[iri]
        rows = self._rows(
            "SELECT b, score, alike, shared, 0 FROM pair WHERE a = ?1 UNION ALL "
            "SELECT a, score, alike, shared, 1 FROM pair WHERE b = ?1",
            place,
        )
        found = [
            Like(self.initiatives[other], score, bool(alike), _shared(json.loads(both), bool(turned)))
            for other, score, alike, both, turned in rows
        ]
        return sorted(found, key=lambda like: (-like.score, like.other.iri))

    @cached_property
    def candidates(self) -> list[Candidate]:
        """The groups of like initiatives, the largest first."""
        rows = [json.loads(about) for (about,) in self._rows("SELECT about FROM candidate ORDER BY place")]
        return [
            Candidate(
                row["name"],
                tuple(self.initiatives[place] for place in row["members"]),
                tuple(row["themes"]),
                row["approach"],
                row["cohesion"],
            )
            for row in rows
        ]

    def theme(self, code: str) -> Thing:
        """A national theme by its code."""
        return self.thing(f"{RGT}{code}")

    def thing(self, iri: str) -> Thing:
        """Something by its IRI; what has no name is called by the end of its IRI."""
        end = iri.rsplit("/", 1)[-1]
        return self.things.get(iri) or Thing(iri, end, end)

    def _known(self, iri: str, about: dict[str, Any]) -> Known:
        return Known(
            iri,
            about["name"],
            self.things.get(about["region"]),
            tuple(about["around"]),
            self.things.get(about["status"]),
            tuple(about["themes"]),
        )

    def _rows(self, query: str, *values: object) -> list[Any]:
        with closing(_opened(self._path)) as connection:
            return connection.execute(query, values).fetchall()


def _shared(row: dict[str, Any], turned: bool) -> Shared:
    """Seen from the one that was asked about: its goal comes first."""
    made: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    if turned:
        made["goals"] = tuple(reversed(made["goals"]))
    return Shared(**made)
