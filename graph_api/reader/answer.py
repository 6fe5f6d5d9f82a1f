"""The answers of the plan reader: a part of a plan's text with its facts, and where words stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from pydantic import BaseModel, Field, PrivateAttr

from graph_api.errors import AskedError, UnknownError
from graph_api.reader.found import KINDS, Fact, Kind, counts
from graph_api.reader.parts import Part
from graph_api.reader.reader import Reader
from graph_api.reader.search import AROUND
from graph_api.reader.structure import Block, Span
from graph_api.tables import Table, Value

HITS: Final = 50
"""Places of searched words on a page."""
LONGEST_QUERY: Final = 200
NOTE_NL: Final = (
    "Gezocht is in de tekst van dit plan zelf, zoals die uit het bestand kwam. Niet gevonden betekent hier: deze woorden "
    "staan er zo niet in. Wat alleen in afbeeldingen staat, is niet doorzocht."
)
NOTE_EN: Final = (
    "This searches the text of this plan itself, as it came out of the file. Not found means here: these words are not in "
    "it as written. What stands in pictures only is not searched."
)
FACT_COLUMNS: Final = (
    *("kind", "label", "words", "start", "end", "page", "section", "confidence", "plan", "iri", "evidence"),
)


class Stretch(BaseModel):
    """A stretch of the plan's text."""

    start: int = Field(description="code points from the start of the text")
    end: int = Field(description="half-open with start")
    text: str


class RowInfo(BaseModel):
    """A row of a table."""

    head: bool
    cells: list[Stretch]


class BlockInfo(BaseModel):
    """A heading, paragraph, list item, table … of the text."""

    kind: str = Field(
        description="heading, paragraph, fragment, item, quote, footnote, table or furniture (what belongs to the page)"
    )
    level: int | None = Field(description="of a heading, from 1")
    depth: int | None = Field(description="of a list item, from 0")
    page: int | None = Field(description="number of the page, where the source has pages")
    marker: Stretch | None = Field(description="the counter or bullet of a list item")
    spans: list[Stretch] = Field(description="more than one where a page break cuts it")
    rows: list[RowInfo] | None = Field(description="of a table")


class FactInfo(BaseModel):
    """A thing, and a place where the plan says so."""

    kind: Kind
    iri: str
    label: str
    start: int = Field(description="code points from the start of the text; text[start:end] are the words")
    end: int
    words: str
    page: str | None
    section: str | None = Field(description="the heading that it stands under")
    confidence: float | None = Field(ge=0, le=1)
    evidence: str = Field(description="IRI")


class SectionInfo(BaseModel):
    """A heading of the plan."""

    title: str
    level: int
    start: int
    part: int


class HitInfo(BaseModel):
    """A place where the searched words stand."""

    start: int
    end: int
    before: str = Field(description="the words before it, without the marks of the converter")
    words: str
    after: str
    section: str | None
    page: int | None
    part: int


class PlanText(BaseModel):
    """A part of the text of a plan."""

    version: str = Field(description="of the graph")
    key: str
    iri: str
    title: str
    region: str
    file: str
    file_address: str | None = Field(description="where the plan's file is to be had, where the graph says so")
    sha256: str = Field(description="of the plan's file")
    length: int = Field(description="code points of the whole text")
    outlined: bool = Field(description="false: the outline was not kept, and blank lines stand for it")
    part: int
    parts: int
    at: Stretch | None = Field(description="the words that were asked for by their place")
    counts: dict[Kind, int] = Field(description="things of each kind in the whole plan")
    kinds: list[Kind] = Field(description="those whose facts are given")
    misplaced: int = Field(description="pieces of evidence of which the words do not stand at their place; not given")
    sections: list[SectionInfo] = Field(description="of the whole plan")
    blocks: list[BlockInfo] = Field(description="of this part, in order of reading; none where only words are searched")
    facts: list[FactInfo] = Field(description="of this part, by place")
    query: str | None
    hits_total: int | None = Field(description="in how many places the searched words stand")
    hits: list[HitInfo] = Field(description=f"at most {HITS} of them")
    hits_page: int
    note_nl: str | None = Field(description="what searching means, where words are searched")
    note_en: str | None

    _all: Callable[[], list[FactInfo]] = PrivateAttr(default=list)

    def table(self) -> Table:
        """The facts of the whole plan, of the kinds that are asked for."""
        rows: list[list[Value]] = [
            [
                *(one.kind, one.label, one.words, one.start, one.end, one.page, one.section, one.confidence),
                *(self.key, one.iri, one.evidence),
            ]
            for one in self._all()
        ]
        return Table("facts", FACT_COLUMNS, rows)


def asked_kinds(kinds: Iterable[str] | None) -> tuple[Kind, ...]:
    """The kinds of facts that are asked for: all where nothing is said, none where only '' is.

    Raises:
        AskedError: there is no such kind.
    """
    if kinds is None:
        return KINDS
    asked = {kind for kind in kinds if kind}
    if unknown := asked - set(KINDS):
        named = ", ".join(f"'{name[:50]}'" for name in sorted(unknown))
        raise AskedError(f"there is no kind {named} of facts.", way_out=f"Use some of: {', '.join(KINDS)}.")
    return tuple(kind for kind in KINDS if kind in asked)


def plan_text(
    reader: Reader,
    version: str,
    part: int | None = None,
    at: int | None = None,
    query: str = "",
    hits_page: int = 1,
    kinds: tuple[Kind, ...] = KINDS,
) -> PlanText:
    """A part of a plan.

    Args:
        reader: the plan.
        version: of the graph.
        part: its number, from 1; that of `at` goes before it.
        at: code point whose part is wanted; the words of the fact that starts there are what it points at.
        query: words to search in the text; without `part` and `at` they alone are the answer.
        hits_page: which page of the places where they stand.
        kinds: of the facts.

    Raises:
        UnknownError: the plan has no such part, place or page.
    """
    here = _part(reader, part, at)
    query = " ".join(query.split())[:LONGEST_QUERY]
    only_search = bool(query) and part is None and at is None
    found = list(reader.folded.find(query)) if query else []
    if hits_page > max(-(-len(found) // HITS), 1):
        raise UnknownError(f"there is no page {hits_page} of these places.", way_out="Ask for page 1.")
    made = PlanText(
        version=version,
        key=reader.plan.key,
        iri=reader.plan.iri,
        title=reader.plan.title or reader.plan.key,
        region=reader.plan.region,
        file=reader.plan.file,
        file_address=reader.address or None,
        sha256=reader.plan.sha256,
        length=len(reader.text),
        outlined=reader.structure.outlined,
        part=here.number,
        parts=len(reader.parts.parts),
        at=None if at is None else _stretch(reader, _pointed(reader, at)),
        counts=counts(reader.facts),
        kinds=list(kinds),
        misplaced=reader.misplaced,
        sections=[
            SectionInfo(title=one.title, level=one.level, start=one.start, part=one.part) for one in reader.sections
        ],
        blocks=[] if only_search else [_block(reader, block) for block in reader.blocks(here)],
        facts=[] if only_search else [fact_info(reader, fact) for fact in reader.facts_in(here) if fact.kind in kinds],
        query=query or None,
        hits_total=len(found) if query else None,
        hits=[_hit(reader, span) for span in found[(hits_page - 1) * HITS : hits_page * HITS]],
        hits_page=hits_page,
        note_nl=NOTE_NL if query else None,
        note_en=NOTE_EN if query else None,
    )
    made._all = lambda: [fact_info(reader, fact) for fact in reader.facts if fact.kind in kinds]
    return made


def fact_info(reader: Reader, fact: Fact) -> FactInfo:
    """A fact with where it stands."""
    section = reader.section_at(fact.start)
    page = fact.page or str(reader.structure.page(fact.start) or "")
    return FactInfo(
        kind=fact.kind,
        iri=fact.iri,
        label=fact.label,
        start=fact.start,
        end=fact.end,
        words=fact.words,
        page=page or None,
        section=section.title if section else None,
        confidence=fact.confidence,
        evidence=fact.evidence,
    )


def _part(reader: Reader, part: int | None, at: int | None) -> Part:
    if at is not None:
        if at >= max(len(reader.text), 1):
            told = f"the text of '{reader.plan.key}' has {len(reader.text)} code points; {at} is not among them."
            raise UnknownError(
                told,
                way_out=f"/plans/{reader.plan.key} shows it from the start.",
                dutch=f"De tekst van dit plan heeft {len(reader.text)} tekens; teken {at} is er niet bij.",
            )
        return reader.parts.part_of(reader.parts.block_at(at))
    parts = reader.parts.parts
    number = 1 if part is None else part
    if number > len(parts):
        told = f"'{reader.plan.key}' has {len(parts)} parts; there is no part {number}."
        raise UnknownError(
            told,
            way_out=f"Ask for part 1 to {len(parts)}.",
            dutch=f"Dit plan heeft {len(parts)} delen; deel {number} is er niet.",
        )
    return parts[number - 1]


def _pointed(reader: Reader, at: int) -> Span:
    """The words that start at an offset: the longest of the facts there, else one code point."""
    ends = [fact.end for fact in reader.facts if fact.start == at]
    return Span(at, max(ends, default=min(at + 1, len(reader.text))))


def _stretch(reader: Reader, span: Span) -> Stretch:
    return Stretch(start=span.start, end=span.end, text=reader.text[span.start : span.end])


def _block(reader: Reader, block: Block) -> BlockInfo:
    return BlockInfo(
        kind=block.kind,
        level=block.level if block.kind == "heading" else None,
        depth=block.depth if block.kind == "item" else None,
        page=reader.structure.page(block.start),
        marker=_stretch(reader, block.marker) if block.marker else None,
        spans=[_stretch(reader, span) for span in block.spans],
        rows=[RowInfo(head=row.head, cells=[_stretch(reader, cell) for cell in row.cells]) for row in block.rows]
        if block.rows
        else None,
    )


def _hit(reader: Reader, span: Span) -> HitInfo:
    section = reader.section_at(span.start)
    before = Span(max(span.start - AROUND, 0), span.start)
    after = Span(span.end, min(span.end + AROUND, len(reader.text)))
    return HitInfo(
        start=span.start,
        end=span.end,
        before=_context(reader, before, 0 if before.start else None),
        words=reader.text[span.start : span.end],
        after=_context(reader, after, -1 if after.end < len(reader.text) else None),
        section=section.title if section else None,
        page=reader.structure.page(span.start),
        part=reader.parts.part_of(reader.parts.block_at(span.start)).number,
    )


def _context(reader: Reader, span: Span, half: int | None) -> str:
    """The words beside a hit; `half` is the place of one that may have been cut in two, and is left out."""
    words = reader.plain(span).split()
    if half is not None and len(words) > 1:
        del words[half]
    text = reader.text[span.start : span.end]
    return f"{' ' * text[:1].isspace()}{' '.join(words)}{' ' * text[-1:].isspace()}"
