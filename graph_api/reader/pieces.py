"""A stretch of a plan's text cut where facts, marks and signs begin and end; put together again it is the same text."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final, Protocol, TypeVar

from graph_api.reader.found import KINDS, Fact
from graph_api.reader.structure import Noise, Span

HIDDEN: Final = ("tag", "break", "mark", "hyphen")
"""Looks of pieces that a page does not show."""
SHORTEST: Final = 3
"""Signs of a link that is no whole fact."""
_LEADER: Final = re.compile(r"\.{5,}|(?:\. ){4,}\.?|…{3,}|_{5,}")
"""Dots that lead to a page number."""
_SIGN: Final = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]"
)
"""Control characters, and those that turn the direction of text (Unicode, UAX #9): they would reach beyond their words."""
_OWN: Final = re.compile(r"[\ue000-\uf8ff]")
"""Private use: converters leave the glyphs of bullets there, which no font of a reader has."""
_REPLACED: Final = "•"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that looks the same from end to end."""

    start: int
    text: str
    """As the plan has it."""
    look: str = ""
    """'' or what it is besides words: 'tag', 'break', 'mark', 'hyphen', 'entity', 'raised', 'leader', 'sign' or 'glyph'."""
    bold: bool = False
    hit: bool = False
    """Whether it was searched for."""

    @property
    def shown(self) -> str:
        """What stands on a page for it."""
        match self.look:
            case "entity":
                return html.unescape(self.text)
            case "sign":
                return " ".join(f"U+{ord(sign):04X}" for sign in self.text)
            case "glyph":
                return _REPLACED * len(self.text)
        return self.text

    @property
    def named(self) -> str:
        """The Unicode name of a sign, for who wants to know."""
        return ", ".join(unicodedata.name(sign, f"U+{ord(sign):04X}") for sign in self.text)


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces on which the same facts rest."""

    start: int
    pieces: tuple[Piece, ...]
    facts: tuple[Fact, ...] = ()
    """Outermost first."""
    here: bool = False
    """Whether it is what the address points at."""
    anchor: bool = False
    """Whether that starts here."""

    @property
    def text(self) -> str:
        """As the plan has it."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def linked(self) -> Fact | None:
        """The innermost fact, which the run leads to; None where too little of its words is left to point at."""
        if not self.facts:
            return None
        seen = "".join(piece.shown for piece in self.pieces if piece.look not in HIDDEN).strip()
        return self.facts[-1] if len(seen) >= SHORTEST or self.text == self.facts[-1].words else None


class _Stretch(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=_Stretch)


@dataclass(frozen=True)
class Layers:
    """What lies over the text."""

    facts: Sequence[Fact] = ()
    noise: Sequence[Noise] = ()
    bold: Sequence[Span] = ()
    hits: Sequence[Span] = ()
    here: Span | None = None

    def within(self, span: Span) -> Layers:
        """Those that reach into a stretch."""
        here = next(iter(_reaching([self.here], span)), None) if self.here else None
        found = (_reaching(self.facts, span), _reaching(self.noise, span))
        return Layers(*found, _reaching(self.bold, span), _reaching(self.hits, span), here)


def runs(text: str, span: Span, layers: Layers) -> tuple[Run, ...]:
    """A stretch of a text, cut.

    Args:
        text: of the plan.
        span: the stretch.
        layers: what lies over the text.

    Returns:
        Runs whose texts, put together, are `text[span.start:span.end]`.
    """
    inside = layers.within(span)
    pieces = _pieces(text, span, inside)
    covering = _covering(pieces, inside.facts)
    here = inside.here
    made = []
    for (facts, at), group in groupby(
        zip(pieces, covering, strict=True),
        key=lambda pair: (pair[1], here is not None and here.start <= pair[0].start < here.end),
    ):
        own = tuple(piece for piece, _ in group)
        first = own[0].start
        made.append(Run(first, own, facts, at, here is not None and at and first == here.start))
    return tuple(made)


def _pieces(text: str, span: Span, layers: Layers) -> list[Piece]:
    noise = [*layers.noise, *_raised(text, layers.noise), *_signs(text, span)]
    cuts = {span.start, span.end}
    stretches: list[_Stretch] = [*layers.facts, *noise, *layers.bold, *layers.hits]
    for one in (*stretches, *([layers.here] if layers.here else [])):
        cuts.update(at for at in (one.start, one.end) if span.start < at < span.end)
    places = sorted(cuts)
    looks = dict(_marked(places, [(one.start, one.end, one.kind) for one in reversed(noise)]))
    bold = {at for at, _ in _marked(places, [(one.start, one.end, "") for one in layers.bold])}
    hits = {at for at, _ in _marked(places, [(one.start, one.end, "") for one in layers.hits])}
    return [Piece(a, text[a:b], looks.get(a, ""), a in bold, a in hits) for a, b in pairwise(places)]


def _raised(text: str, noise: Sequence[Noise]) -> Iterator[Noise]:
    """What stands between the tags of a raised number: that of a footnote."""
    for one, two in pairwise(noise):
        if text[one.start : one.end].lower() == "<sup>" and text[two.start : two.end].lower() == "</sup>":
            yield Noise(one.end, two.start, "raised")


def _signs(text: str, span: Span) -> Iterator[Noise]:
    for pattern, kind in ((_LEADER, "leader"), (_SIGN, "sign"), (_OWN, "glyph")):
        for match in pattern.finditer(text, *span):
            yield Noise(match.start(), match.end(), kind)


def _marked(places: Sequence[int], stretches: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, str]]:
    """The places inside each stretch."""
    number = {place: at for at, place in enumerate(places)}
    for start, end, kind in stretches:
        at = number.get(start, 0 if start < places[0] else len(places))
        while at < len(places) and places[at] < end:
            yield places[at], kind
            at += 1


def _covering(pieces: Sequence[Piece], facts: Sequence[Fact]) -> list[tuple[Fact, ...]]:
    """For each piece the facts over it, the longest first."""
    open_: list[Fact] = []
    waiting = sorted(facts, key=lambda fact: fact.start, reverse=True)
    found = []
    known: tuple[Fact, ...] = ()
    for piece in pieces:
        before = len(open_)
        open_ = [fact for fact in open_ if fact.end > piece.start]
        changed = len(open_) != before
        while waiting and waiting[-1].start <= piece.start:
            open_.append(waiting.pop())
            changed = True
        if changed:
            known = tuple(sorted(open_, key=lambda fact: (fact.start - fact.end, KINDS.index(fact.kind), fact.iri)))
        found.append(known)
    return found


def _reaching(layer: Sequence[T], span: Span) -> list[T]:
    return [one for one in layer if one.start < span.end and one.end > span.start]
