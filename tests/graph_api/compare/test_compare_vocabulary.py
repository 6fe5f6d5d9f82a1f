"""Where a text speaks of a theme: forms, compounds, hyphens, short words."""

from __future__ import annotations

import pytest

from graph_api.compare.facts import Concept
from graph_api.compare.vocabulary import Vocabulary

FALLS = Concept("x/falls", "Val", "", (), ("Vallen voorkomen", "valpreventie", "VALT"), ("valrisico",))
YOUNG = Concept("x/young", "Overgewicht bij kinderen", "", (), ("Overgewicht bij kinderen",), ("kind", "kinderen"))
OTHERS = [Concept(f"x/{n}", "Kinderen en meer", "", (), ("kinderen",), ()) for n in range(3)]
REST = Concept("theme/anders", "Overig", "", (), ("overig",), ())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wij doen aan valpreventie.", {"x/falls": "valpreventie"}),
        ("Een valpreventieprogramma", {"x/falls": "valpreventieprogramma"}),
        ("de val-preventie", {"x/falls": "val-preventie"}),
        ("valpre-\nventie", {"x/falls": "valpre-\nventie"}),
        ("hun valrisico's", {"x/falls": "valrisico"}),
        ("vallen voorkomen bij ouderen", {"x/falls": "vallen voorkomen"}),
        ("bij VALT of Valt", {"x/falls": "VALT"}),
        ("het valt mee", {}),  # an abbreviation is in capitals
        ("te veel mensen met overgewicht", {"x/young": "overgewicht"}),  # a telling word of the label
        ("alle overige thema's", {}),
        ("", {}),
    ],
)
def test_a_text_speaks_of_a_theme(text: str, found: dict[str, str]) -> None:
    places = Vocabulary([FALLS, YOUNG, *OTHERS, REST]).places(text)
    assert {iri: text[some[0][0] : some[0][1]] for iri, some in places.items() if not iri[-1].isdigit()} == found


def test_names_are_told_from_other_words() -> None:
    places = Vocabulary([FALLS]).places("valrisico en valpreventie")
    assert places == {"x/falls": [(0, 9, False), (13, 25, True)]}


def test_a_theme_without_words_of_its_own_is_known_to_have_none() -> None:
    assert Vocabulary([FALLS, REST]).concepts == {"x/falls"}


def test_the_fingerprint_changes_with_the_words() -> None:
    assert Vocabulary([FALLS]).fingerprint == Vocabulary([FALLS]).fingerprint
    assert Vocabulary([FALLS]).fingerprint != Vocabulary([FALLS, YOUNG]).fingerprint
