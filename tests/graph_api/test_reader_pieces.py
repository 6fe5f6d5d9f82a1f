"""The text of a plan cut into parts, blocks and pieces: put together again it is the same, whatever lies over it."""

from __future__ import annotations

import itertools
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.reader.found import KINDS, Fact, order
from graph_api.reader.parts import Parts, cut
from graph_api.reader.pieces import Layers, runs
from graph_api.reader.search import Folded
from graph_api.reader.structure import Block, Heading, Row, Span, Structure, from_data, plain
from ingest.outline import make_outline
from ingest.outline.kept import structure, to_json
from ingest.read.source import SourceText

LINES = st.lists(st.text("abcDE 1.#-*|\t<>/br&;\"'é\u00ad\u202e\x00", max_size=50), max_size=25).map("\n".join)


def outlined(text: str) -> Structure:
    return from_data(json.loads(to_json(structure(make_outline(SourceText.of(text))))))


def fact(text: str, start: int, end: int, kind: Any = "goal", key: str = "") -> Fact:
    key = key or f"{kind}{start}-{end}"
    return Fact(f"http://x/{key}", kind, key, start, end, text[start:end], 0.9, f"http://x/e/{key}")


@st.composite
def plans(draw: st.DrawFn) -> tuple[str, Structure, list[Fact], int]:
    text = draw(LINES)
    made = draw(
        st.sampled_from([outlined, lambda text: plain(text, [Heading(at, 1) for at in range(0, len(text), 9)])])
    )(text)
    places = st.tuples(st.integers(0, max(len(text) - 1, 0)), st.integers(1, 40), st.sampled_from(KINDS))
    facts = [
        fact(text, a, min(a + n, len(text)), kind)
        for a, n, kind in draw(st.lists(places, max_size=12))
        if a < len(text)
    ]
    return text, made, sorted(set(facts), key=order), draw(st.sampled_from([700, 2000, 100_000]))


def spans_of(block: Block) -> list[Span]:
    return [*([block.marker] if block.marker else []), *block.spans]


@settings(max_examples=150, deadline=None)
@given(plans())
def test_nothing_is_lost_or_doubled_and_each_fact_has_its_words(plan: tuple[str, Structure, list[Fact], int]) -> None:
    text, made, facts, heaviest = plan
    parts = cut(made, facts, heaviest)
    kept = {at for block in made.blocks for span in spans_of(block) for at in range(*span)}
    layers = Layers(facts, made.noise, made.bold, [Span(0, 2)], Span(1, 4))
    seen: list[int] = []
    marked: dict[Fact, str] = dict.fromkeys(facts, "")
    for part in parts.parts:
        for block in parts.blocks[part.first : part.last]:
            for span in spans_of(block):
                made_runs = runs(text, span, layers)
                assert "".join(run.text for run in made_runs) == text[span.start : span.end]
                seen += range(*span)
                for run in made_runs:
                    assert [run.start] == [run.pieces[0].start]
                    assert list(run.facts) == sorted(run.facts, key=lambda one: one.start - one.end), (
                        "the longest first"
                    )
                    for one in run.facts:
                        marked[one] += run.text
    assert sorted(seen) == sorted(kept), "each code point once"
    for one, words in marked.items():
        assert sorted(words) == sorted(text[at] for at in range(one.start, one.end) if at in kept)
        if set(range(one.start, one.end)) <= kept and len(text) and heaviest == 100_000 and not _jumps(parts, one):
            assert words == one.words


def _jumps(parts: Parts, one: Fact) -> bool:
    """Whether its words stand in blocks that are not in the order of the text (one was cut by a page's end)."""
    starts = [
        span.start
        for block in parts.blocks
        for span in spans_of(block)
        if span.start < one.end and span.end > one.start
    ]
    return starts != sorted(starts)


@settings(max_examples=100, deadline=None)
@given(plans())
def test_parts_follow_each_other_and_no_part_is_empty_or_too_heavy(
    plan: tuple[str, Structure, list[Fact], int],
) -> None:
    text, made, facts, heaviest = plan
    parts = cut(made, facts, heaviest)
    assert [part.number for part in parts.parts] == list(range(1, len(parts.parts) + 1))
    assert [part.first for part in parts.parts] == [0, *(part.last for part in parts.parts[:-1])]
    assert parts.parts[-1].last == len(parts.blocks)
    for at, _ in enumerate(text):
        block = parts.block_at(at)
        inside = [n for n, one in enumerate(parts.blocks) for span in spans_of(one) if span.start <= at < span.end]
        assert not inside or inside == [block]
        part = parts.part_of(block)
        assert not parts.blocks or part.first <= block < part.last


def test_a_plan_falls_apart_at_its_headings() -> None:
    words = "Woorden van een alinea die er is. " * 12
    text = "".join(f"# Hoofdstuk {number}\n\n## Paragraaf {number}\n\n{words}\n\n{words}\n\n" for number in range(1, 9))
    parts = cut(outlined(text), [], 3000)
    firsts = [parts.blocks[part.first] for part in parts.parts]
    assert len(parts.parts) > 3
    assert all(text[block.start :].startswith("Hoofdstuk") for block in firsts)


def test_a_paragraph_a_row_and_a_table_that_no_page_could_hold_are_cut() -> None:
    text = "woord " * 4000
    long = Structure((Block("paragraph", (Span(0, 12_000), Span(12_001, 24_000))),))
    parts = cut(long, [], 4000)
    assert len(parts.parts) > 5
    pieces = [span for block in parts.blocks for span in block.spans]
    assert pieces[0].start == 0 and pieces[-1].end == 24_000
    assert all(two.start in (one.end, one.end + 1) for one, two in itertools.pairwise(pieces))
    rows = tuple(Row(False, (Span(at, at + 100), Span(at + 100, at + 200))) for at in range(0, 20_000, 200))
    rows += (Row(False, (Span(20_000, 24_000),)),)
    table = Block("table", tuple(cell for row in rows for cell in row.cells), rows=rows)
    cut_table = cut(Structure((table,)), [], 4000)
    assert sum(len(block.rows) for block in cut_table.blocks) == 100
    assert [block.kind for block in cut_table.blocks][-1] == "paragraph", "one row is no table any more"
    assert sum(block.length for block in cut_table.blocks) == 24_000
    assert "".join(text[s.start : s.end] for block in cut_table.blocks for s in block.spans) == text


def test_facts_that_overlap_are_all_told_the_inner_one_last() -> None:
    text = "Buurtzorg trekt Valfit in Veenrand"
    goal, org, both = fact(text, 0, 34), fact(text, 0, 9, "organisation"), fact(text, 5, 22, "initiative")
    found = [(run.text, [one.kind for one in run.facts]) for run in runs(text, Span(0, 34), Layers([goal, org, both]))]
    assert found == [
        ("Buurt", ["goal", "organisation"]),
        ("zorg", ["goal", "initiative", "organisation"]),
        (" trekt Valfit", ["goal", "initiative"]),
        (" in Veenrand", ["goal"]),
    ]


def test_signs_that_would_steer_the_page_are_shown_and_kept() -> None:
    text = "Doel\u202eomgekeerd\u0007 &amp; meer .......... 12 \uf0b7"
    pieces = [
        piece for run in runs(text, Span(0, len(text)), Layers(noise=outlined(text).noise)) for piece in run.pieces
    ]
    assert "".join(piece.text for piece in pieces) == text
    assert [(piece.look, piece.shown) for piece in pieces if piece.look] == [
        ("sign", "U+202E"),
        ("sign", "U+0007"),
        ("entity", "&"),
        ("leader", ".........."),
        ("glyph", "•"),
    ]
    assert pieces[1].named == "RIGHT-TO-LEFT OVERRIDE"


def test_the_number_of_a_footnote_is_raised() -> None:
    text = "Zorg<sup>12</sup> voor iedereen."
    pieces = [
        piece for run in runs(text, Span(0, len(text)), Layers(noise=outlined(text).noise)) for piece in run.pieces
    ]
    assert [(piece.text, piece.look) for piece in pieces if piece.look] == [
        ("<sup>", "tag"),
        ("12", "raised"),
        ("</sup>", "tag"),
    ]


def test_words_are_found_whatever_their_capitals_accents_line_ends_and_marks() -> None:
    text = "De VALPREVENTIE-aanpak. Val-\npreventie, val\u00adpreventie en **val**preventie voor\n  één cliënt."
    folded = Folded.of(text)
    assert len(folded.text) == len(text)
    assert [text[a:b] for a, b in folded.find("valpreventie")] == [
        "VALPREVENTIE",
        "Val-\npreventie",
        "val\u00adpreventie",
        "val**preventie",
    ]
    assert [text[a:b] for a, b in folded.find("Voor Een cliënt")] == ["voor\n  één cliënt"]
    assert list(folded.find("** -")) == [] == list(folded.find(""))
    assert list(Folded.of("a(b").find("(b")) == [Span(1, 3)], "no pattern"


@settings(max_examples=100, deadline=None)
@given(LINES, st.integers(0, 200), st.integers(1, 20))
def test_whatever_stands_in_the_text_is_found_there(text: str, start: int, length: int) -> None:
    words = text[start : start + length]
    if any(sign.isalnum() for sign in words):
        assert any(a >= 0 for a, _ in Folded.of(text).find(words))
