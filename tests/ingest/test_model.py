"""The values that flow: a span cannot be wrong, a key depends on words alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.keys import LONGEST_SLUG, digest, slug
from ingest.model import Span


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 1)])
def test_a_span_without_text_cannot_be_made(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"{start} to {end}"):
        Span(start, end)


def test_a_span_gives_its_words() -> None:
    assert Span(3, 7).of("één twee drie") == " twe"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Gemeente Súdwest-Fryslân", "gemeente-sudwest-fryslan"),
        ("’s-Heerenbroek & co.", "s-heerenbroek-co"),
        ("…", "x"),
    ],
)
def test_slugs(name: str, key: str) -> None:
    assert slug(name) == key


@given(st.text(max_size=300))
def test_a_slug_fits_an_iri(text: str) -> None:
    key = slug(text)
    assert 0 < len(key) <= LONGEST_SLUG
    assert all(c.isascii() and (c.isalnum() or c == "-") for c in key)
    assert slug(key) == key


def test_a_digest_folds_blanks_and_case_but_not_words() -> None:
    assert digest("Eén  loket") == digest("eén loket")
    assert digest("een", "loket") != digest("een loket")
