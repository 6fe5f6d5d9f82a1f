"""Words, stems and parts of compounds."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_api.search.compounds import Compounds
from graph_api.search.words import fold, hyphenated, stem, tokens


def test_words_are_folded_and_know_their_place() -> None:
    text = "Coördinatie van ’s-Hertogenbosch: CAFÉ (75+), e\u0301e\u0301n"
    found = [(text[token.start : token.end], token.word) for token in tokens(text)]
    assert found == [
        ("Coördinatie", "coordinatie"),
        ("van", "van"),
        ("s", "s"),
        ("Hertogenbosch", "hertogenbosch"),
        ("CAFÉ", "cafe"),
        ("75", "75"),
        ("e\u0301e\u0301n", "een"),
    ]


@given(st.text())
def test_every_word_stands_where_it_says_and_has_a_stem(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert fold(text[token.start : token.end]) == token.word
        assert stem(token.word)
        end = token.end


def test_hyphenated_words_are_one_word_too() -> None:
    assert list(hyphenated("e-health en SEH\u2011bezoeken - of zo, niet -dit")) == ["ehealth", "sehbezoeken"]


@pytest.mark.parametrize(
    "forms",
    [
        ("ziekenhuis", "ziekenhuizen"),
        ("organisatie", "organisaties"),
        ("plan", "plannen"),
        ("proces", "processen"),
        ("initiatief", "initiatieven"),
        ("preventief", "preventieve"),
        ("zorg", "zorgen"),
        ("breed", "brede"),
    ],
)
def test_forms_of_one_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("gezond", "zon"), ("gebied", "bieden"), ("begeleiding", "beleid"), ("gemeente", "meen")]
)
def test_other_words_have_other_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


WORDS = Counter(
    [
        "valpreventie",
        "programma",
        "preventie",
        "ouderen",
        "zorg",
        "huisarts",
        "post",
        "werkgelegenheid",
        "beleid",
        "leg",
    ]
    + ["val", "zorg", "heid", "gezond", "dag", "besteding", "kind", "centrum"] * 5
)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("valpreventieprogramma", {"valpreventie", "programma", "val", "preventie"}),
        ("ouderenzorg", {"ouderen", "zorg"}),
        ("huisartsenpost", {"huisarts", "post"}),
        ("werkgelegenheidsbeleid", {"werkgelegenheid", "beleid"}),
        ("kindercentrum", {"kind", "centrum"}),
        ("overleg", set()),
        ("gezondheid", set()),
        ("zorg", set()),
        ("zorg2030", set()),
    ],
)
def test_a_compound_is_cut_into_words_of_the_graph(word: str, parts: set[str]) -> None:
    assert set(Compounds(WORDS.__getitem__).parts(word)) == parts


@given(st.text(alphabet="abcdezorgval", max_size=45))
def test_parts_are_words_that_stand_in_the_compound(word: str) -> None:
    for part in Compounds(WORDS.__getitem__).parts(word):
        assert part in word
        assert part in WORDS
        assert part != word
