"""The store on disk: pyoxigraph, one read-only database a version.

The default graph of a version holds the union of its named graphs, written out. pyoxigraph can make that union while it
answers, but then counts a statement once for every graph that holds it, and no longer hears FROM.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version as version_of
from pathlib import Path
from threading import Lock
from typing import IO, Any
from urllib.parse import quote

import pyoxigraph
from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    Variable,
    serialize,
)

from graph_api.store.protocol import Draft, Format, Kind, Query, Row, Snapshot, Term, VersionInfo
from graph_api.store.triples import in_graph, stable_triples, term_of
from graph_api.store.versions import LEASE, Versions, clear_error, clear_errors, write_whole
from ontology import PREFIXES

_STATEMENTS = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
_SOURCES = "SELECT DISTINCT ?hash { ?plan rg:sourceSha256 ?hash }"
_SHORTENING = {RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML, RdfFormat.JSON_LD}
_EXTRAS = "extras"
"""The folder of a version with the files that were made from it."""
_NOT_CARRIED = ("LOG", "LOCK", LEASE, "version.json")
"""What a new version does not take over from the one before: RocksDB's log, and what is of one version only."""


class EmbeddedStore:
    """A store in a folder. Any number of processes read it, also while one writes."""

    def __init__(self, folder: Path) -> None:
        self._versions = Versions(folder)
        self._guard = Lock()
        self._opened: _Opened | None = None

    @property
    def folder(self) -> Path:
        """Where it is kept."""
        return self._versions.folder

    def has_version(self) -> bool:
        """Whether anything was ever published."""
        return self._versions.current() is not None

    @contextmanager
    def read(self) -> Iterator[Snapshot]:
        """The published version; see `Store.read`. The version stays open until a newer one is asked for."""
        opened = self._enter()
        try:
            yield opened.snapshot
        finally:
            self._leave(opened)

    @contextmanager
    def write(self) -> Iterator[Draft]:
        """A draft; see `Store.write`."""
        with self._versions.write_lock():
            folder = draft = None
            try:
                with clear_errors(self.folder):
                    folder = self._versions.begin()
                    if self._versions.current() is not None:
                        with self._versions.lease() as version:
                            _carry_over(version, folder)
                    draft = EmbeddedDraft(self._versions, folder)
                yield draft
            finally:
                if draft is not None:
                    draft.close()
                if folder is not None:
                    shutil.rmtree(folder, ignore_errors=True)  # gone by its name once it is published
                if self._let_go():
                    self._versions.sweep()

    def _let_go(self) -> bool:
        """Close the version that was read while the next one was written; whether there was one to close."""
        with self._guard:
            opened = self._opened
            if opened is None or opened.users or opened.stamp == self._versions.stamp():
                return False
            self._retire(opened)
            self._opened = None
            return True

    def _enter(self) -> _Opened:
        with self._guard:
            if self._opened is None or self._opened.stamp != self._versions.stamp():
                latest = _Opened(self._versions)
                self._retire(self._opened)
                self._opened = latest
            self._opened.users += 1
            return self._opened

    def _leave(self, opened: _Opened) -> None:
        with self._guard:
            opened.users -= 1
            if opened is not self._opened:
                self._retire(opened)

    @staticmethod
    def _retire(opened: _Opened | None) -> None:
        if opened is not None and not opened.users:
            opened.close()


class _Opened:
    """A version that this process has open, how many read it, and the lease that keeps it from the sweep."""

    def __init__(self, versions: Versions) -> None:
        self.users = 0
        self.stamp = versions.stamp()  # before it is opened: what is published meanwhile is noticed the next time
        self._stack = ExitStack()
        folder = self._stack.enter_context(versions.lease())
        try:
            self.snapshot = EmbeddedSnapshot(folder)
        except OSError as error:
            self._stack.close()
            raise clear_error(error, versions.folder) from error

    def close(self) -> None:
        self.snapshot.close()
        self._stack.close()


class EmbeddedSnapshot:
    """A published version; see `Snapshot`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._db = pyoxigraph.Store.read_only(str(self.database))
        self._info = VersionInfo(**json.loads((folder / "version.json").read_text(encoding="utf-8")))

    @property
    def info(self) -> VersionInfo:
        """Which version this is."""
        return self._info

    @property
    def database(self) -> Path:
        """The folder of the database."""
        return self._folder / "graph"

    def rows(self, query: str, **bindings: Term) -> list[Row]:
        """The solutions of a SELECT query of our own."""
        return _rows(self._db, query, bindings)

    def answer(self, query: Query, choose: Callable[[Kind], Format], output: IO[bytes]) -> Kind:
        """Write the result of any query; see `Snapshot.answer`."""
        dataset: dict[str, Any] = {}
        if query.default_graphs or query.named_graphs:
            dataset["default_graph"] = [NamedNode(iri) for iri in query.default_graphs]
            dataset["named_graphs"] = [NamedNode(iri) for iri in query.named_graphs]
        if query.bindings:
            dataset["substitutions"] = {Variable(name): term_of(text) for name, text in query.bindings}
        result = self._db.query(query.text, base_iri=query.base, prefixes=PREFIXES, **dataset)
        if isinstance(result, QueryTriples):
            form = choose(Kind.GRAPH)
            if not isinstance(form, RdfFormat):
                raise TypeError("a graph is written in an RDF format")
            serialize(result, output, form, prefixes=PREFIXES if form in _SHORTENING else None)
            return Kind.GRAPH
        kind = Kind.BOOLEAN if isinstance(result, QueryBoolean) else Kind.TABLE
        form = choose(kind)
        if not isinstance(form, QueryResultsFormat):
            raise TypeError("a table is written in a results format")
        result.serialize(output, form)
        return kind

    def graphs(self) -> tuple[str, ...]:
        """IRIs of the named graphs, sorted."""
        return tuple(sorted(graph.value for graph in self._db.named_graphs()))

    def triples(self, graph: str) -> Iterator[Triple]:
        """The triples of a named graph, in no order."""
        return (quad.triple for quad in self._db.quads_for_pattern(None, None, None, NamedNode(graph)))

    def source(self, sha256: str) -> str | None:
        """The text of a plan as it was read."""
        return _source(self._folder, sha256)

    def report(self, plan: str) -> list[dict[str, Any]] | None:
        """What the checks found in a plan."""
        path = self._folder / "reports" / _file_name(plan)
        return list(json.loads(path.read_bytes())) if path.exists() else None

    def file(self, name: str) -> Path | None:
        """A file that was kept with this version."""
        paths = (self._folder / folder / _plain(name) for folder in (_EXTRAS, "sources"))
        return next((path for path in paths if path.exists()), None)

    def close(self) -> None:
        """Let go of the database."""
        del self._db


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
        return _rows(self._db, query, {})

    def source(self, sha256: str) -> str | None:
        """The text of a plan that the draft holds now."""
        return _source(self._folder, sha256)

    def keep_source(self, sha256: str, text: str) -> None:
        """Keep the text of a plan."""
        with clear_errors(self._versions.folder):
            write_whole(self._folder / "sources" / f"{sha256}.txt", text.encode("utf-8"))

    def keep_report(self, plan: str, findings: Sequence[Mapping[str, Any]]) -> None:
        """Keep what the checks found in a plan."""
        data = json.dumps(list(findings), ensure_ascii=False, indent=1, sort_keys=True)
        with clear_errors(self._versions.folder):
            write_whole(self._folder / "reports" / _file_name(plan), data.encode("utf-8"))

    def keep_file(self, name: str, write: Callable[[Path], None], source: str | None = None) -> None:
        """Keep a file that is made from what the draft holds now; see `Draft.keep_file`."""
        if source is not None and not name.startswith(f"{source}."):
            raise ValueError(f"'{name}' does not start with the source '{source}'")
        folder = self._folder / (_EXTRAS if source is None else "sources")
        half = folder / f".{_plain(name)}"
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


def _rows(db: pyoxigraph.Store, query: str, bindings: Mapping[str, Term]) -> list[Row]:
    bound = {Variable(name): term for name, term in bindings.items()}
    solutions = db.query(query, prefixes=PREFIXES, substitutions=bound)
    if not isinstance(solutions, QuerySolutions):
        raise TypeError("rows are what SELECT gives")
    names = [variable.value for variable in solutions.variables]
    return [{name: term for name in names if (term := row[name]) is not None} for row in solutions]


def _source(folder: Path, sha256: str) -> str | None:
    path = folder / "sources" / f"{sha256}.txt"
    return path.read_bytes().decode("utf-8") if path.exists() else None


def _file_name(plan: str) -> str:
    return quote(plan, safe="") + ".json"  # a key comes from outside: it may not lead out of the folder


def _plain(name: str) -> str:
    if not name or name.startswith(".") or Path(name).name != name:
        raise ValueError(f"'{name}' is no plain file name")
    return name


def _carry_over(version: Path, draft: Path) -> None:
    """Start a draft from a version. Files that are never changed in place are linked, so this takes no room."""
    for folder, folders, files in os.walk(version):
        if _EXTRAS in folders:
            folders.remove(_EXTRAS)  # what was made from the version before would be wrong of this one
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
