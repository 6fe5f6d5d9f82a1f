"""The next version of the store on disk in the making: it begins as a copy of the last one."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any, Final

import pyoxigraph
from pyoxigraph import NamedNode, QuerySolutions, Triple

from graph_api.store.protocol import Row, VersionInfo
from graph_api.store.snapshot import EXTRAS, file_name, plain_name, rows_of, source_of
from graph_api.store.triples import in_graph, stable_triples
from graph_api.store.versions import LEASE, Versions, clear_errors, write_whole
from ontology import PREFIXES

_STATEMENTS: Final = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
_SOURCES: Final = "SELECT DISTINCT ?hash { ?plan rg:sourceSha256 ?hash }"
_NOT_CARRIED: Final = ("LOG", "LOCK", LEASE, "version.json")
"""What a new version does not take over from the one before: RocksDB's log, and what is of one version only."""


class EmbeddedDraft:
    """The next version in the making; see `Draft`."""

    def __init__(self, versions: Versions, folder: Path) -> None:
        self._versions = versions
        self._folder = folder
        for name in ("sources", "reports"):
            (folder / name).mkdir(exist_ok=True)
        self._db = pyoxigraph.Store(str(folder / "graph"))

    def replace_graph(self, graph: str, ntriples: bytes) -> None:
        """Put these triples in place of all that the named graph holds, and the union right."""
        name = NamedNode(graph)
        new = stable_triples(ntriples, graph)
        with clear_errors(self._versions.folder):
            old = {quad.triple for quad in self._db.quads_for_pattern(None, None, None, name)}
            if new == old:
                return
            self._db.remove_graph(name)
            for triple in old - new:
                if not self._is_stated(triple):
                    self._db.remove(in_graph(triple))
            self._db.bulk_extend(in_graph(triple, name) for triple in new)
            self._db.bulk_extend(in_graph(triple) for triple in new - old)

    def _is_stated(self, triple: Triple) -> bool:
        found = self._db.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return any(isinstance(quad.graph_name, NamedNode) for quad in found)

    def rows(self, query: str) -> list[Row]:
        """The solutions of a SELECT query of our own over what the draft holds now."""
        return rows_of(self._db, query, {})

    def source(self, sha256: str) -> str | None:
        """The text of a plan that the draft holds now."""
        return source_of(self._folder, sha256)

    def keep_source(self, sha256: str, text: str) -> None:
        """Keep the text of a plan."""
        with clear_errors(self._versions.folder):
            write_whole(self._folder / "sources" / f"{sha256}.txt", text.encode("utf-8"))

    def keep_report(self, plan: str, findings: Sequence[Mapping[str, Any]]) -> None:
        """Keep what the checks found in a plan."""
        data = json.dumps(list(findings), ensure_ascii=False, indent=1, sort_keys=True)
        with clear_errors(self._versions.folder):
            write_whole(self._folder / "reports" / file_name(plan), data.encode("utf-8"))

    def keep_file(self, name: str, write: Callable[[Path], None], source: str | None = None) -> None:
        """Keep a file that is made from what the draft holds now; see `Draft.keep_file`."""
        if source is not None and not name.startswith(f"{source}."):
            raise ValueError(f"'{name}' does not start with the source '{source}'")
        folder = self._folder / (EXTRAS if source is None else "sources")
        half = folder / f".{plain_name(name)}"
        with clear_errors(self._versions.folder):
            folder.mkdir(exist_ok=True)
            try:
                write(half)
                half.replace(folder / name)
            finally:
                half.unlink(missing_ok=True)

    def publish(self) -> VersionInfo:
        """Make this the published version."""
        with clear_errors(self._versions.folder):
            self._db.optimize()
            self._db.flush()
            self._drop_unused_sources()
            info = VersionInfo(
                name=self._versions.name_of(self._folder),
                made=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                statements=int(self._values(_STATEMENTS)[0]),
                software=f"regiograaf {version_of('regiograaf')}",
            )
            self.close()  # a version is never open for writing once it is published
            write_whole(self._folder / "version.json", json.dumps(asdict(info)).encode("utf-8"))
            self._versions.publish(self._folder)
        return info

    def close(self) -> None:
        """Let go of the database."""
        if hasattr(self, "_db"):
            del self._db

    def _drop_unused_sources(self) -> None:
        used = set(self._values(_SOURCES))
        for path in (self._folder / "sources").iterdir():
            if path.name.partition(".")[0] not in used:
                path.unlink()

    def _values(self, query: str) -> list[str]:
        solutions = self._db.query(query, prefixes=PREFIXES)
        assert isinstance(solutions, QuerySolutions)
        return [row[0].value for row in solutions]


def carry_over(version: Path, draft: Path) -> None:
    """Start a draft from a version. Files that are never changed in place are linked, so this takes no room."""
    for folder, folders, files in os.walk(version):
        if EXTRAS in folders:
            folders.remove(EXTRAS)  # what was made from the version before would be wrong of this one
        target = draft / Path(folder).relative_to(version)
        target.mkdir(exist_ok=True)
        for name in files:
            if name.startswith(_NOT_CARRIED):
                continue
            if name.endswith((".sst", ".txt", ".json")):
                _link(Path(folder, name), target / name)
            else:
                shutil.copyfile(Path(folder, name), target / name)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copyfile(source, target)
