"""What holds for any text: offsets, spans, determinism."""

from __future__ import annotations

import html
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.outline import Outline, Passage, make_outline
from ingest.read.source import SourceText

LINES = st.sampled_from([
    "# Kop", "## Doel 1: Rust", "Doelstelling", "- een punt", "  - dieper punt;", "1. genummerd", "| a | b |", "Doel\tPartners",
    "<ul><li>x</li><li>y</li></ul>\tGGD", "", "", "**vet**", "[tekst](http://a.nl)", "&amp; en &nbsp;", "een woord-", "gebroken regel.", "2a",
    "12", "---", "> citaat", "Regio Noord", "Een lange zin die nog niet af is en die op de volgende bladzijde zomaar verder gaat met",
])  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(LINES, max_size=25).map("\n".join))


def passages(outline: Outline) -> list[Passage]:
    return [b.passage for b in outline.blocks] + [s.title for s in outline.sections if s.title]


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_character_is_that_of_its_offset_or_stands_for_it(text: str) -> None:
    for passage in passages(make_outline(SourceText.of(text))):
        assert len(passage.text) == len(passage.origin)
        for character, offset in zip(passage.text, passage.origin, strict=True):
            assert 0 <= offset < len(text)
            if text[offset] == "&" and character != "&":
                end = text.find(";", offset)
                assert character == " " or character in html.unescape(text[offset : end + 1])
            elif character != text[offset]:
                assert character == " "


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_spans_are_in_order_and_hold_the_words_of_their_passage(text: str) -> None:
    for passage in passages(make_outline(SourceText.of(text))):
        spans = passage.spans()
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
        words = [w for w in passage.text.split() if w.isalnum()]
        held = " ".join(text[s.start : s.end] for s in spans)
        assert all(w in held.replace("-\n", "") for w in words[:1])


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_the_same_text_gives_the_same_outline(text: str) -> None:
    first, second = (make_outline(SourceText.of(text)) for _ in range(2))
    assert [(b.kind, b.text, b.role, b.section.number) for b in first.blocks] == [
        (b.kind, b.text, b.role, b.section.number) for b in second.blocks
    ]


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_blocks_stand_in_the_tree_once_and_ranks_rise_downwards(text: str) -> None:
    outline = make_outline(SourceText.of(text))
    placed = [b for s in outline.sections for b in s.blocks]
    assert sorted(b.number for b in placed) == list(range(len(outline.blocks)))
    assert all(s.parent.rank < s.rank for s in outline.sections if s.parent)
