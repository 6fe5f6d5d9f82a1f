"""Parameters: from what a user types to a term, or a refusal that says what is wanted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store

import queries
from queries import Parameter, ParameterError, ParameterType

XSD = "http://www.w3.org/2001/XMLSchema#"
LABELS = {"nl": "Naam", "en": "Name"}


def parameter(kind: ParameterType) -> Parameter:
    return Parameter(name="p", type=kind, default="", labels=LABELS)


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("iri", " https://example.org/a%20b ", NamedNode("https://example.org/a%20b")),
        ("iri", "urn:x:y", NamedNode("urn:x:y")),
        ("string", " zo ", Literal(" zo ")),
        ("string", "", Literal("")),
        ("integer", " 3", Literal("3", datatype=NamedNode(XSD + "integer"))),
        ("integer", "-12", Literal("-12", datatype=NamedNode(XSD + "integer"))),
        ("year", "2026", Literal("2026", datatype=NamedNode(XSD + "gYear"))),
        ("decimal", "0.6", Literal("0.6", datatype=NamedNode(XSD + "decimal"))),
        ("decimal", ".5", Literal(".5", datatype=NamedNode(XSD + "decimal"))),
        ("decimal", "1", Literal("1", datatype=NamedNode(XSD + "decimal"))),
    ],
)
def test_a_value_becomes_a_term(kind: str, value: str, term: NamedNode | Literal) -> None:
    assert parameter(ParameterType(kind)).term(value) == term


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("iri", "ouderen"),
        ("iri", ""),
        ("iri", "https:"),
        ("iri", "//example.org/a"),
        ("iri", "https://example.org/a b"),
        ("iri", "https://example.org/> . ?s ?p ?o"),
        ("iri", "\ud800:x"),
        ("string", "\ud800"),
        ("integer", "3.0"),
        ("integer", "drie"),
        ("integer", ""),
        ("integer", "9" * 19),
        ("integer", "٣"),
        ("year", "26"),
        ("year", "20266"),
        ("year", "2026-01"),
        ("decimal", "0,6"),
        ("decimal", "1e3"),
        ("decimal", "NaN"),
        ("decimal", "."),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(kind: str, value: str) -> None:
    with pytest.raises(ParameterError) as caught:
        parameter(ParameterType(kind)).term(value)
    assert caught.value.parameter == "p"
    assert set(caught.value.messages) == {"nl", "en"}
    assert str(caught.value) == caught.value.messages["en"]
    assert "parameter 'p'" in str(caught.value)


def test_the_refusal_says_what_is_wanted() -> None:
    with pytest.raises(ParameterError) as caught:
        queries.load("goals-due-before-year").substitutions({"year": "gauw"})
    assert caught.value.messages["en"] == (
        "parameter 'year': 'gauw' will not do; wanted is a year of four digits, such as 2026"
    )
    assert caught.value.messages["nl"] == (
        "parameter 'year': 'gauw' kan niet; nodig is een jaar van vier cijfers, zoals 2026"
    )


def test_a_long_value_is_shortened_in_the_refusal() -> None:
    with pytest.raises(ParameterError) as caught:
        parameter(ParameterType.YEAR).term("9" * 10_000)
    assert len(str(caught.value)) < 250


def test_a_parameter_that_the_query_does_not_have() -> None:
    with pytest.raises(ParameterError, match="what-region-says-about-theme has no parameter 'regio'; parameters: only"):
        queries.load("what-region-says-about-theme").substitutions({"regio": "x"})
    with pytest.raises(ParameterError, match="region-theme-matrix has no parameter 'theme'; parameters: none"):
        queries.load("region-theme-matrix").substitutions({"theme": "x"})


def test_what_is_not_given_is_the_default() -> None:
    query = queries.load("what-region-says-about-theme")
    terms = query.substitutions({"theme": "https://w3id.org/regiograaf/theme/jeugd"})
    assert terms == {
        "region": NamedNode(next(item.default for item in query.parameters if item.name == "region")),
        "theme": NamedNode("https://w3id.org/regiograaf/theme/jeugd"),
    }


def test_filled_has_the_term_in_every_place() -> None:
    text = queries.load("goals-due-before-year").filled({"year": "2030"})
    assert f'  VALUES ?year {{ "2030"^^<{XSD}gYear> }}\n' in text
    assert "# given" not in text


@given(st.text())
def test_no_value_can_break_out_of_its_term(value: str) -> None:
    """Whatever a user types is refused, or is one term in a query that still parses and has as many patterns."""
    query = queries.load("goals-side-by-side")
    try:
        text = query.filled({"theme": value})
    except ParameterError:
        return
    Store().query(text)
    assert text.count("{") == query.filled({}).count("{") + value.count("{")


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_is_one_string(value: str) -> None:
    term = parameter(ParameterType.STRING).term(value)
    (row,) = Store().query(f"SELECT ?v {{ VALUES ?v {{ {term} }} }}")
    assert row["v"] == term
    assert isinstance(term, Literal)
    assert term.value == value
