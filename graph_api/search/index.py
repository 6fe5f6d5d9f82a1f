"""The index of a version, one SQLite file: made when the version is, and only read from then on.

SQLite's FTS5 does the matching and the ranking (BM25). It is in Python's standard library, an index is one file that
any number of processes read, and highlights and facets are SQL beside it; a search engine of its own (tantivy) was no
better at any of it, and is one more thing to install. What FTS5 lacks is done here, before it gets the words: folding,
Dutch stems, and the parts of compounds, in columns of their own so that phrases stay what they are.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from graph_api.search.compounds import Compounds
from graph_api.search.documents import FACETS, KIND_NAMES, Document, Graph, Name, Rows
from graph_api.search.words import hyphenated, stem, tokens

FILE: Final = "search.sqlite"
"""The name of the index among the files of a version."""
FORMAT: Final = 1
"""Number of the tables below; an index with another number is made anew."""
WHOLE: Final = {"label": 8.0, "alternative": 5.0, "text": 3.0, "quote": 1.0, "context": 0.5}
"""Columns with the stems of a field's words, and what a word in it counts for."""
PARTS: Final = {"label_parts": 3.0, "other_parts": 0.6}
"""Columns with the stems of parts of compounds, and of hyphenated words as one."""

_TABLES: Final = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA user_version = {FORMAT};
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, label TEXT, kind TEXT, region TEXT, status TEXT, boost REAL);
CREATE TABLE passage (thing INTEGER, field TEXT, text TEXT, source TEXT, plan TEXT);
CREATE TABLE facet (name TEXT, value TEXT, thing INTEGER, PRIMARY KEY (name, value, thing)) WITHOUT ROWID;
CREATE TABLE value (name TEXT, value TEXT, iri TEXT, nl TEXT, en TEXT, PRIMARY KEY (name, value)) WITHOUT ROWID;
CREATE TABLE word (word TEXT PRIMARY KEY, stem TEXT, number INTEGER) WITHOUT ROWID;
CREATE TABLE part (part TEXT, word TEXT, PRIMARY KEY (part, word)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5({", ".join([*WHOLE, *PARTS])}, content='', prefix='2 3 4',
  tokenize="unicode61 remove_diacritics 0");
"""
_INDEXES: Final = """
CREATE INDEX passage_thing ON passage (thing);
CREATE INDEX word_stem ON word (stem);
INSERT INTO words (words) VALUES ('optimize');
"""
_BETWEEN: Final = "\ue000"
"""A word that nobody can ask for, between two passages: a phrase does not run from one into the other."""
_NO_PLAN: Final = 0.5
"""What the score of a thing is multiplied with that no plan states: the register knows of it, and that is all."""


def make_index(rows: Rows, path: Path) -> None:
    """Write the index of a graph to a new file.

    Args:
        rows: answers SELECT queries over the graph: `Snapshot.rows` or `Draft.rows`.
        path: where; nothing stands there yet.

    Raises:
        OSError: it cannot be written.
    """
    graph = Graph(rows)
    documents = list(graph.documents())
    try:
        with closing(sqlite3.connect(path)) as db:
            _write(db, graph, documents)
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error


def is_usable(path: Path) -> bool:
    """Whether a file is an index that this version of the software reads."""
    try:
        with closing(open_index(path)) as db:
            return bool(db.execute("PRAGMA user_version").fetchone() == (FORMAT,))
    except sqlite3.DatabaseError:
        return False


def open_index(path: Path) -> sqlite3.Connection:
    """A connection that reads an index, for use in one thread."""
    # immutable: nobody writes it any more, so nothing need be locked
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    db.execute("PRAGMA mmap_size = 268435456")
    return db


def _write(db: sqlite3.Connection, graph: Graph, documents: list[Document]) -> None:
    db.executescript(_TABLES)
    keys = Keys(documents)
    number: Counter[str] = Counter()
    for document in documents:
        for passage in document.passages:
            number.update(token.word for token in tokens(passage.text))
    compounds = Compounds(number.__getitem__)
    parts = {word: found for word in number if (found := compounds.parts(word))}
    for id, document in enumerate(documents, 1):
        boost = 1.0 if document.facets["plan"] else _NO_PLAN
        thing = (id, document.iri, document.label, document.kinds[0], document.region, document.status, boost)
        db.execute("INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?, ?)", thing)
        shown = [(id, p.field, p.text, p.source, p.plan) for p in document.passages if p.field != "context"]
        db.executemany("INSERT INTO passage VALUES (?, ?, ?, ?, ?)", shown)
        marks = ", ".join("?" * (1 + len(WHOLE) + len(PARTS)))
        columns = ", ".join(["rowid", *WHOLE, *PARTS])
        db.execute(f"INSERT INTO words ({columns}) VALUES ({marks})", (id, *_columns(document, parts)))  # noqa: S608
        facets = ((name, keys.of(name, iri), id) for name in FACETS for iri in document.facets[name])
        db.executemany("INSERT INTO facet VALUES (?, ?, ?)", facets)
    db.executemany("INSERT INTO value VALUES (?, ?, ?, ?, ?)", _values(graph, documents, keys))
    db.executemany("INSERT INTO word VALUES (?, ?, ?)", ((word, stem(word), n) for word, n in number.items()))
    stems = {(stem(part), word) for word, several in parts.items() for part in several}
    db.executemany("INSERT INTO part VALUES (?, ?)", sorted(stems))
    db.executescript(_INDEXES)
    db.commit()


def _columns(document: Document, parts: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """The content of the columns of `words`, in their order."""
    below: dict[bool, list[str]] = {True: [], False: []}
    for name in WHOLE:
        stems: list[str] = []
        for passage in document.passages:
            if passage.field == name:
                words = [token.word for token in tokens(passage.text)]
                stems += [*map(stem, words), _BETWEEN]
                smaller = below[name == "label"]
                smaller += [stem(part) for word in words for part in parts.get(word, ())]
                smaller += map(stem, hyphenated(passage.text))
        yield " ".join(stems)
    yield " ".join(below[True])
    yield " ".join(below[False])


def _values(graph: Graph, documents: Iterable[Document], keys: Keys) -> Iterator[tuple[str, str, str, str, str]]:
    for name in FACETS:
        for iri in sorted({iri for document in documents for iri in document.facets[name]}):
            called = Name(*KIND_NAMES[iri]) if name == "kind" else graph.name(iri)
            yield name, keys.of(name, iri), "" if name == "kind" else iri, called.nl, called.en


class Keys:
    """Short names of the values of facets: the end of an IRI, or all of it where two would be the same."""

    def __init__(self, documents: Iterable[Document]) -> None:
        values = {(name, iri) for document in documents for name in FACETS for iri in document.facets[name]}
        ends = Counter((name, _end(iri)) for name, iri in values)
        self._keys = {(name, iri): _end(iri) if ends[name, _end(iri)] == 1 else iri for name, iri in values}

    def of(self, name: str, iri: str) -> str:
        """The short name of a value of a facet."""
        return self._keys[name, iri]


def _end(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
