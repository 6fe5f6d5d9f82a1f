"""Where the service answers for the IRIs of the graph, and which IRI an address of the service stands for.

Below its own address the service follows the paths of the namespaces: things under `id/`, terms under `def`, national
themes under `theme/`, code lists under `code`. So a redirect of the namespaces to the service is all that it takes to
make the IRIs resolve, whatever base the things have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from ontology import BASE, RG, RGC, RGT

_NAMESPACES: Final = ((str(RGT), "theme/"), (str(RG), "def#"), (str(RGC), "code#"))
_DOCUMENTS: Final = {
    str(RGT).rstrip("/"): "theme",
    str(RG).rstrip("#"): "def",
    str(RGC).rstrip("#"): "code",
}
_WEB: Final = ("http://", "https://")
_NO_IRI: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f\ud800-\udfff]")
"""What no IRI holds (RFC 3987, as SPARQL's IRIREF has it)."""
_SAFE: Final = "/:@!$&'()*+,;="
"""What stands in a path as itself (RFC 3986, pchar)."""
_PERCENT: Final = re.compile(r"(%[0-9A-Fa-f]{2})")
_UNSAFE: Final = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
"""Percent-encoded bytes beyond ASCII: in an IRI they may stand as themselves."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one service."""

    base: str = BASE
    """What the IRIs of things start with."""
    root: str = ""
    """What addresses start with, without a slash at its end: '' for links within a page, else the service's URL."""

    def of(self, iri: str) -> str | None:
        """The address that answers for an IRI: here if it is of the graph, else its own; None for what is no link."""
        if iri.startswith(self.base):
            return f"{self.root}/id/{escaped(iri.removeprefix(self.base))}"
        if iri in _DOCUMENTS:
            return f"{self.root}/{_DOCUMENTS[iri]}"
        for namespace, path in _NAMESPACES:
            if iri.startswith(namespace):
                return f"{self.root}/{path}{escaped(iri.removeprefix(namespace))}"
        return iri if iri.startswith(_WEB) and not _NO_IRI.search(iri) else None

    def own(self, iri: str) -> bool:
        """Whether the service answers for the IRI."""
        return (self.of(iri) or iri) != iri

    def things(self, rest: str) -> Iterator[str]:
        """The IRIs that `id/{rest}` may stand for, the likeliest first; `rest` as it was sent, still percent-encoded.

        Clients encode what an IRI holds as itself (é), and take for itself what an IRI holds encoded (%20), and add or
        leave out a slash at the end: each of these is tried.
        """
        return self._candidates(self.base, rest)

    def themes(self, rest: str) -> Iterator[str]:
        """The IRIs that `theme/{rest}` may stand for."""
        return self._candidates(str(RGT), rest)

    @staticmethod
    def _candidates(namespace: str, rest: str) -> Iterator[str]:
        plain = unquote(rest)
        needed = _NO_IRI.sub(lambda match: quote(match[0], errors="replace"), plain)
        readings = (rest, _beyond_ascii(rest), plain, needed, quote(plain, safe=_SAFE + "?#[]", errors="replace"))
        bare = [reading.rstrip("/") for reading in readings]
        forms = (*readings, *bare, *(f"{reading}/" for reading in bare))
        return (namespace + form for form in dict.fromkeys(forms) if not _NO_IRI.search(form))


def escaped(rest: str) -> str:
    """The rest of an IRI as part of a URL's path: ASCII, and nothing in it that ends the path."""
    pieces = _PERCENT.split(rest)
    return "".join(piece if place % 2 else quote(piece, safe=_SAFE) for place, piece in enumerate(pieces))


def _beyond_ascii(rest: str) -> str:
    return _UNSAFE.sub(lambda match: unquote(match[0]), rest)
