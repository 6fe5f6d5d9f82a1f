"""Given words, these national themes."""

from __future__ import annotations

from ingest.extract.heard import Heard
from ingest.extract.national import OTHER, features, of_theme, of_thing
from ingest.extract.theme_words import hits
from ingest.trained.linear import Linear

WORDS = Linear(-4.0, {"own:share": 8.0, "theme:share": 3.0}, 0.4)
SILENCE = Heard((), {}, {})


def test_words_inside_compounds_count() -> None:
    assert "valpreventie" in hits("een valpreventieprogramma in elke wijk")


def test_own_words_decide_and_without_any_it_is_other() -> None:
    assert of_thing(WORDS, "Valpreventie", "", SILENCE, []) == ((), ("valpreventie",))
    assert of_thing(WORDS, "Zonder onderwerp", "", SILENCE, []) == ((), (OTHER,))


def test_what_is_spoken_of_around_decides_where_own_words_say_nothing() -> None:
    near = Linear(-4.0, {"near:share": 8.0}, 0.4)
    heard = Heard((), {"near": {"dementie": 3.0}}, {"dementie": 3.0})
    assert of_thing(near, "Zonder onderwerp", "", heard, []) == ((), ("dementie",))


def test_a_plans_theme_has_one_code_unless_a_second_is_all_but_certain() -> None:
    sure = Linear(-4.0, {"own:named": 20.0})
    unsure = Linear(-2.0, {"own:named": 3.5})
    assert set(of_theme(sure, "Dementie en valpreventie", [], "")) == {"dementie", "valpreventie"}
    assert len(of_theme(unsure, "Dementie en valpreventie", [], "")) == 1
    assert of_theme(Linear(-5.0, {}), "Zonder onderwerp", [], "") == (OTHER,)


def test_a_thing_gets_beyond_its_theme_only_what_the_theme_does_not_give() -> None:
    theme = [("thema", frozenset({"dementie"}))]
    assert of_thing(WORDS, "Dementie", "", SILENCE, theme) == (("thema",), ())


def test_a_thing_is_not_put_under_a_theme_that_it_is_not_about() -> None:
    themes = [("near", frozenset({"arbeidsmarkt"})), ("above", frozenset({"dementie"}))]
    assert of_thing(WORDS, "Dementie", "", SILENCE, themes) == (("above",), ())


def test_features_tell_where_the_words_stand() -> None:
    row = features("dementie", "Een boek", ["Dementie"], "")
    assert row["theme:share"] > 0
    assert row["own:share"] == 0
