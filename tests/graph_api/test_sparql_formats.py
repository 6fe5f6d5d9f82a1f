"""Which format an Accept header gets."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_api.sparql.formats import NotAcceptableError, negotiate, offers
from graph_api.store import Kind


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("application/json", "json"),
        ("application/sparql-results+xml", "xml"),
        ("TEXT/CSV", "csv"),
        ("text/*", "csv"),
        ("text/tab-separated-values;q=0.9, text/csv;q=0.8", "tsv"),
        ("text/csv ; q=0.5 , application/sparql-results+json ; q=0.4", "csv"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "xml"),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "xml"),
        ("text/csv;q=nonsense, text/tab-separated-values;q=0.1", "tsv"),
        ("garbage, , ;;q=1, text/csv", "csv"),
        ("text/csv;q=5", "csv"),
    ],
)
def test_a_table_comes_as_the_client_likes_best(accept: str | None, name: str) -> None:
    assert negotiate(accept, Kind.TABLE).name == name
    assert negotiate(accept, Kind.BOOLEAN).name == name


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        (None, "ttl"),
        ("text/turtle", "ttl"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml, text/turtle;q=0.9", "rdf"),
        ("application/ld+json", "jsonld"),
        ("application/trig", "trig"),
        ("application/n-quads", "nq"),
        ("application/json", "jsonld"),
    ],
)
def test_so_does_a_graph(accept: str | None, name: str) -> None:
    assert negotiate(accept, Kind.GRAPH).name == name


def test_what_fits_nothing_is_told_with_what_there_is() -> None:
    with pytest.raises(NotAcceptableError, match=r"text/turtle.*Accept one of: application/sparql-results\+json"):
        negotiate("text/turtle", Kind.TABLE)
    with pytest.raises(NotAcceptableError):
        negotiate("text/csv;q=0", Kind.TABLE)


@given(st.text(max_size=60), st.sampled_from(Kind))
def test_any_header_gets_an_offer_or_that_answer(accept: str, kind: Kind) -> None:
    with suppress(NotAcceptableError):
        assert negotiate(accept, kind) in offers(kind)
