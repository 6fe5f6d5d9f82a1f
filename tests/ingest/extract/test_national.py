"""Given words, these national themes."""

from __future__ import annotations

from ingest.extract.national import OTHER, assign, beyond, features, hits, of_theme
from ingest.trained.linear import Linear

WORDS = Linear(-4.0, {"own:share": 8.0, "theme:share": 3.0}, 0.4)


def test_words_inside_compounds_count() -> None:
    assert "valpreventie" in hits("een valpreventieprogramma in elke wijk")


def test_own_words_decide_and_without_any_it_is_other() -> None:
    assert assign(WORDS, "Valpreventie", [], "") == ("valpreventie",)
    assert assign(WORDS, "Zonder onderwerp", [], "") == (OTHER,)


def test_a_plans_theme_has_one_code_unless_a_second_is_all_but_certain() -> None:
    sure = Linear(-4.0, {"own:named": 20.0})
    unsure = Linear(-2.0, {"own:named": 3.5})
    assert set(of_theme(sure, "Dementie en valpreventie", [], "")) == {"dementie", "valpreventie"}
    assert len(of_theme(unsure, "Dementie en valpreventie", [], "")) == 1
    assert of_theme(Linear(-5.0, {}), "Zonder onderwerp", [], "") == (OTHER,)


def test_a_thing_gets_beyond_its_theme_only_what_the_theme_does_not_give() -> None:
    assert beyond(WORDS, "Dementie", [], "", {"dementie"}) == ()
    assert beyond(WORDS, "Dementie", [], "", {"ouderen"}) == ("dementie",)


def test_features_tell_where_the_words_stand() -> None:
    row = features("dementie", "Een boek", ["Dementie"], "")
    assert row["theme:share"] > 0
    assert row["own:share"] == 0
