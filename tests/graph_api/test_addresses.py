"""IRIs of the graph to addresses of the service, and back."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graph_api.addresses import Addresses
from ontology import BASE

HERE = Addresses()
ELSEWHERE = Addresses("https://data.example.org/things/", "https://example.org/service")


@pytest.mark.parametrize(
    ("iri", "address"),
    [
        (f"{BASE}goal/plan/1", "/id/goal/plan/1"),
        (f"{BASE}region/caf%C3%A9%20noord", "/id/region/caf%C3%A9%20noord"),
        (f"{BASE}region/café", "/id/region/caf%C3%A9"),
        (f"{BASE}region/a?b#c", "/id/region/a%3Fb%23c"),
        ("https://w3id.org/regiograaf/def", "/def"),
        ("https://w3id.org/regiograaf/def#Goal", "/def#Goal"),
        ("https://w3id.org/regiograaf/theme", "/theme"),
        ("https://w3id.org/regiograaf/theme/ouderen", "/theme/ouderen"),
        ("https://w3id.org/regiograaf/code#region-gemeente", "/code#region-gemeente"),
        ("http://www.w3.org/2004/02/skos/core#Concept", "http://www.w3.org/2004/02/skos/core#Concept"),
        ("javascript:alert(1)", None),
        ("https://example.org/<b>", None),
    ],
)
def test_where_an_iri_answers(iri: str, address: str | None) -> None:
    assert HERE.of(iri) == address


def test_with_another_base_and_a_public_address() -> None:
    assert ELSEWHERE.of("https://data.example.org/things/goal/1") == "https://example.org/service/id/goal/1"
    assert ELSEWHERE.of("https://w3id.org/regiograaf/theme/jeugd") == "https://example.org/service/theme/jeugd"
    assert next(ELSEWHERE.things("goal/1")) == "https://data.example.org/things/goal/1"


# what an IRI may hold after its base: anything but what RFC 3987 shuts out
KEYS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=' <>"{}|\\^`%'), min_size=1, max_size=20
)


@given(KEYS, st.sampled_from(["", "%20", "%C3%A9", "/", "%"]))
def test_the_address_of_an_iri_leads_back_to_it(key: str, more: str) -> None:
    assume(key.isascii() or more != "%C3%A9")  # a key that is half encoded has no address of its own
    iri = f"{BASE}region/{key}{more}"
    address = HERE.of(iri)
    assert address is not None
    assert address.isascii()
    path = urlsplit(address).path
    assert path == address, "nothing of it is lost as a query or a fragment"
    assert iri in HERE.things(path.removeprefix("/id/")), unquote(path)


@given(st.text(max_size=30))
def test_whatever_is_sent_gives_iris_or_nothing(rest: str) -> None:
    for iri in HERE.things(rest):
        assert iri.startswith(BASE)
        assert not set(iri) & set('<>"{}|\\^` \n\0')
