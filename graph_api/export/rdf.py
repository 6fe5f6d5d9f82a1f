"""Writes statements in the RDF formats, always in the same order: the same graph gives the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, Final, cast

from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse, serialize

from graph_api.export.about import About
from graph_api.export.ordered import ordered
from graph_api.export.selection import Selection, statements
from graph_api.store import Snapshot
from ontology import PREFIXES

_HEADS: Final = {
    RdfFormat.TURTLE: re.compile(rb"^@prefix [\w-]*: <[^>\n]*> \.\n", re.MULTILINE),
    RdfFormat.TRIG: re.compile(rb"^@prefix [\w-]*: <[^>\n]*> \.\n", re.MULTILINE),
    RdfFormat.RDF_XML: re.compile(rb' xmlns:[\w-]+="[^"]*"'),
}
"""What a prefix is in the formats that have them."""
_HEAD_BYTES: Final = 4000
"""All prefixes stand within the first bytes."""
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


def write_rdf(snapshot: Snapshot, selection: Selection, about: About, form: RdfFormat, output: IO[bytes]) -> int:
    """Write a selection, with what the export says of itself, and say how many statements that makes.

    N-Quads and TriG keep the named graphs apart; the others hold their union, each statement once.
    """
    lines = _Counted(ordered(_lines(snapshot, selection, about, form)))
    if form in (RdfFormat.N_QUADS, RdfFormat.N_TRIPLES):
        for line in lines:
            output.write(line + b" .\n")
    else:
        tidy = _Tidy(output, _HEADS.get(form))
        serialize(_read(lines, form), tidy, form, prefixes=PREFIXES if form in _HEADS else None)  # type: ignore[arg-type]
        tidy.finish()
    return lines.number


def _lines(snapshot: Snapshot, selection: Selection, about: About, form: RdfFormat) -> Iterator[bytes]:
    """Statements to be sorted as they are written: without the final dot; with TriG, the graph comes first."""
    own = f"{about.publication.base}graph/about"
    for graph, triple in chain(statements(snapshot, selection), ((own, triple) for triple in about.triples())):
        if form is RdfFormat.N_QUADS:
            yield f"{triple} <{graph}>".encode()
        elif form is RdfFormat.TRIG:
            yield f"<{graph}> {triple}".encode()
        else:
            yield str(triple).encode()


def _read(lines: Iterable[bytes], form: RdfFormat) -> Iterator[Quad] | Iterator[Triple]:
    if form is RdfFormat.TRIG:
        turned = (b"%b %b" % (triple, graph) for graph, _, triple in (line.partition(b" ") for line in lines))
        return _quads(turned, RdfFormat.N_QUADS)
    triples = (quad.triple for quad in _quads(lines, RdfFormat.N_TRIPLES))
    return map(_for_xml, triples) if form is RdfFormat.RDF_XML else triples


def _quads(lines: Iterable[bytes], form: RdfFormat) -> Iterator[Quad]:
    yield from parse(cast("IO[bytes]", _File(lines)), form)


def _for_xml(triple: Triple) -> Triple:
    value = triple.object
    if isinstance(value, Literal) and _NO_XML.search(value.value):
        text = _NO_XML.sub("\ufffd", value.value)
        language = {"language": value.language} if value.language else {"datatype": value.datatype}
        return Triple(triple.subject, triple.predicate, Literal(text, **language))
    return triple


class _Counted:
    """Lines, and how many there were."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = lines
        self.number = 0

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self.number += 1
            yield line


class _File(io.RawIOBase):
    """Statements as a file that is read as far as it is needed."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)
        self._left = b""

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, all of them without a size; none at the end."""
        pieces, length = [self._left], len(self._left)
        while size < 0 or length < size:
            line = next(self._lines, None)
            if line is None:
                break
            pieces.append(line + b" .\n")
            length += len(line) + 3
        whole = b"".join(pieces)
        cut = length if size < 0 else size
        self._left = whole[cut:]
        return whole[:cut]


class _Tidy(io.RawIOBase):
    """Passes on what is written, with the prefixes in order: pyoxigraph writes them in another one each time."""

    def __init__(self, output: IO[bytes], head: re.Pattern[bytes] | None) -> None:
        self._output = output
        self._head = head
        self._start = b""

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        """As a file does."""
        if self._head is None:
            self._output.write(data)
        else:
            self._start += data
            if len(self._start) > _HEAD_BYTES:
                self.finish()
        return len(data)

    def finish(self) -> None:
        """Pass on what was kept back."""
        if self._head is not None:
            found = list(self._head.finditer(self._start))
            if found:
                first, last = found[0].start(), found[-1].end()
                prefixes = b"".join(sorted(match[0] for match in found))
                self._start = self._start[:first] + prefixes + self._start[last:]
            self._output.write(self._start)
            self._head = None
