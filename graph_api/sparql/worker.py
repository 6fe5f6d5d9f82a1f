"""A process that answers queries, one after another, over a database that it only reads; the service may kill it.

It imports pyoxigraph and the standard library only, so that one that was killed is replaced in well under a tenth of a
second. It is started by `pool`, with a socket as its only tie to the service. Over it go messages: a letter, the number
of bytes (big-endian, 32 bits), the bytes.

    service → worker   J  a job, as JSON: `setup` once, then `Job`
    worker → service   W  the whole of a small result: kind, newline, content
                       S  a larger one begins: kind
                       D  a part of it
                       E  it is complete
                       X  there is no result, or no more of it, as JSON: error and message
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import socket
import struct
import sys
import threading
from collections.abc import Iterable, Iterator
from typing import Any, Final

import pyoxigraph
from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, QueryTriples, RdfFormat, Variable

from graph_api.sparql.rows import RowCounter
from graph_api.sparql.sandbox import forbid_connections

HEAD: Final = struct.Struct("!cI")
PART: Final = 65536
"""Bytes of a result that are sent at once; a result that has no more is sent whole."""
_STACK: Final = 64 * 1024 * 1024
"""Bytes. The parser recurses; only what is used of a stack takes memory."""
_SLACK: Final = 256 * 1024 * 1024
"""Bytes that the kernel allows beyond the limit that the service watches, which says so in words."""
_SHORTENING: Final = {RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML, RdfFormat.JSON_LD}


class _TooMuchError(Exception):
    """The result has more rows or bytes than allowed; says which."""


class _UnwantedError(Exception):
    """The client takes no format that a result of this kind has; says the kind."""


def main() -> None:
    """Serve the socket whose number is the first argument, until its other end is closed."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    setup = _receive(channel)
    if setup is None:
        return
    limit_memory(setup["memory"])
    if not setup["may_connect"]:
        forbid_connections()
    threading.stack_size(_STACK)
    threading.Thread(target=_serve, args=(channel, setup), daemon=True).start()
    hung_up = select.poll()
    hung_up.register(channel, 0)  # only that the service is gone; a query that runs does not hear of it otherwise
    hung_up.poll()
    os._exit(0)


def _serve(channel: socket.socket, setup: dict[str, Any]) -> None:
    engine = _Engine(setup["prefixes"])
    try:
        while (job := _receive(channel)) is not None:
            _do(channel, engine, job)
    except OSError:  # the service is gone
        pass
    os._exit(0)


def _do(channel: socket.socket, engine: _Engine, job: dict[str, Any]) -> None:
    if "text" not in job:
        engine.open(job["database"], job["version"])  # beforehand, so that the first query need not wait for it
        return
    output = _Output(channel, job["rows"], job["bytes"])
    signal.setitimer(signal.ITIMER_REAL, job["seconds"])  # ends this process, even should the service sleep
    try:
        engine.answer(job, output)
        output.finish()
    except BaseException as error:  # the engine's panics too: the service is to know, whatever it is
        if output.broken:
            raise
        name = "io" if isinstance(error, OSError) else _NAMES.get(type(error), "refused")
        _send(channel, b"X", json.dumps({"error": name, "message": str(error)}).encode())
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


_NAMES: Final[dict[type[BaseException], str]] = {
    SyntaxError: "syntax",
    _TooMuchError: "much",
    _UnwantedError: "unwanted",
    MemoryError: "memory",
}


class _Engine:
    """The database that is open, and queries over it."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self._prefixes = prefixes
        self._version = ""
        self._store: pyoxigraph.Store | None = None

    def open(self, path: str, version: str) -> pyoxigraph.Store:
        """The database at a path; the one of another version is let go."""
        if self._store is None or version != self._version:
            self._store = None
            self._store = pyoxigraph.Store.read_only(path)
            self._version = version
        return self._store

    def answer(self, job: dict[str, Any], output: _Output) -> None:
        """Write the result of a query."""
        dataset: dict[str, Any] = {}
        if job["default_graphs"] or job["named_graphs"]:
            dataset["default_graph"] = [NamedNode(iri) for iri in job["default_graphs"]]
            dataset["named_graphs"] = [NamedNode(iri) for iri in job["named_graphs"]]
        store = self.open(job["database"], job["version"])
        if job["bindings"]:
            dataset["substitutions"] = {Variable(name): _term(text) for name, text in job["bindings"]}
        result = store.query(job["text"], base_iri=job["base"], prefixes=self._prefixes, **dataset)
        if isinstance(result, QueryTriples):
            form = RdfFormat.from_media_type(output.begin("graph", job["graph"]))
            assert form is not None
            prefixes = self._prefixes if form in _SHORTENING else None
            pyoxigraph.serialize(output.counted(result), output, form, prefixes=prefixes)  # type: ignore[arg-type]
            return
        media_type = output.begin("boolean" if isinstance(result, QueryBoolean) else "table", job["table"])
        table = QueryResultsFormat.from_media_type(media_type)
        assert table is not None
        result.serialize(output, table)  # type: ignore[arg-type]


def _term(ntriples: str) -> Any:
    """A term as N-Triples writes it."""
    (quad,) = pyoxigraph.parse(f"<x:s> <x:p> {ntriples} .", RdfFormat.N_TRIPLES)
    return quad.object


class _Output:
    """Takes a result as it is written, and sends it: whole if it is small, else part by part as the service takes it."""

    broken = False
    """Whether the service has hung up."""

    def __init__(self, channel: socket.socket, rows: int, most: int) -> None:
        self._channel = channel
        self._rows = rows
        self._most = most
        self._room = most
        self._kind = b""
        self._kept = bytearray()
        self._streaming = False
        self._counter: RowCounter | None = None

    def begin(self, kind: str, media_type: str | None) -> str:
        """Say what comes; gives the media type back, if the client takes it."""
        if media_type is None:
            raise _UnwantedError(kind)
        self._kind = kind.encode()
        if kind == "table":
            self._counter = RowCounter(media_type)
        return media_type

    def counted(self, triples: Iterable[Any]) -> Iterator[Any]:
        """The triples, up to the limit."""
        for number, triple in enumerate(triples, 1):
            if number > self._rows:
                raise _TooMuchError("rows")
            yield triple

    def write(self, data: bytes) -> int:
        """As of any file."""
        self._room -= len(data)
        if self._room < 0:
            raise _TooMuchError("bytes")
        if self._counter is not None and self._counter.add(data) > self._rows:
            raise _TooMuchError("rows")
        self._kept += data
        if len(self._kept) > PART:
            self._pass_on()
        return len(data)

    def flush(self) -> None:
        """As of any file; what is written goes when there is enough of it."""

    def finish(self) -> None:
        """Send what is left."""
        if not self._streaming:
            self._out(b"W", self._kind + b"\n" + self._kept)
            return
        if self._kept:
            self._pass_on()
        self._out(b"E", b"")

    def _pass_on(self) -> None:
        if not self._streaming:
            self._out(b"S", self._kind)
            self._streaming = True
        self._out(b"D", bytes(self._kept))
        self._kept.clear()

    def _out(self, letter: bytes, data: bytes) -> None:
        try:
            _send(self._channel, letter, data)
        except OSError:
            self.broken = True
            raise


def _send(channel: socket.socket, letter: bytes, data: bytes) -> None:
    channel.sendall(HEAD.pack(letter, len(data)) + data)


def _receive(channel: socket.socket) -> dict[str, Any] | None:
    head = _exactly(channel, HEAD.size)
    if head is None:
        return None
    data = _exactly(channel, HEAD.unpack(head)[1])
    return None if data is None else dict(json.loads(data))


def _exactly(channel: socket.socket, number: int) -> bytes | None:
    data = bytearray()
    while len(data) < number:
        part = channel.recv(number - len(data))
        if not part:
            return None
        data += part
    return bytes(data)


def limit_memory(limit: int) -> None:
    """Have the kernel refuse memory far beyond the limit: between two looks of the service much can be taken."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        most = limit + _SLACK
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(resource.RLIMIT_DATA, (most, most))
