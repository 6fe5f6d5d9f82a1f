"""Given words, these national themes."""

from __future__ import annotations

from ingest import register
from ingest.extract.heard import Heard
from ingest.extract.national import OTHER, features, of_theme, of_thing, thing_features
from ingest.extract.theme_words import hits, named_for, served
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


def test_known_approaches_say_which_themes_they_serve() -> None:
    assert "kansrijke-start" in served("Wij doen mee aan Nu Niet Zwanger")
    assert served("een boek over vogels") == {}


def test_an_approach_is_known_by_its_whole_name_only() -> None:
    assert "mentale-gezondheid" in served("Een verkennend gesprek helpt")
    assert served("Een verkennend onderzoek") == {}


def test_an_approach_by_its_name_decides_where_its_words_say_nothing() -> None:
    model = Linear(-4.0, {"own:approach": 8.0}, 0.4)
    assert "kansrijke-start" in of_thing(model, "Nu Niet Zwanger", "", SILENCE, [])[1]


def test_a_third_national_theme_must_be_likelier_than_two() -> None:
    text = "Dementie, valpreventie en arbeidsmarkt"
    assert len(of_thing(Linear(-0.2, {"own:words": 0.1, "own:named": 0.1}, 0.45), text, "", SILENCE, [])[1]) == 2
    assert len(of_thing(Linear(-4.0, {"own:named": 20.0}, 0.4), text, "", SILENCE, [])[1]) == 3


def test_narrower_themes_that_are_spoken_of_count_for_the_wider_one() -> None:
    narrow = next(c for c, theme in register.load().themes.items() if theme.broader)
    wide = register.load().themes[narrow].broader[0]
    name = register.load().themes[narrow].name
    assert thing_features(wide, name, "", SILENCE).get("own:narrower") == 1.0
    assert thing_features(narrow, name, "", SILENCE).get("own:narrower") is None


def test_names_and_statements_are_told_apart() -> None:
    statement = "In 2026 weten alle inwoners van de regio waar zij met vragen over dementie terecht kunnen"
    assert "name:dementie" in thing_features("dementie", "Dementiecafé", "", SILENCE)
    assert "name:dementie" not in thing_features("dementie", statement, "", SILENCE)


def test_ranks_and_shares_of_what_is_heard() -> None:
    heard = Heard((), {"near": {"dementie": 3.0, "ouderen": 1.0}}, {"dementie": 3.0, "ouderen": 9.0})
    assert heard.features("dementie")["near:rank"] == 1.0
    assert heard.features("ouderen")["near:rank"] == 0.5
    assert heard.features("jeugd")["near:rank"] == 1 / 3
    assert heard.features("dementie")["near:lift"] > 0 > heard.features("ouderen")["near:lift"]


def test_words_of_a_name_point_at_themes() -> None:
    assert "monitoring-data" in named_for("Wijkscan Noord")
    assert "wijkgericht-werken" in named_for("Wijkscan Noord")
    assert "digitalisering" in named_for("De Slimme App")
    assert "digitalisering" not in named_for("Apparatuur voor thuis")
    assert thing_features("monitoring-data", "Wijkscan Noord", "", SILENCE)["name:points"] == 1.0
    assert thing_features("jeugd", "Wijkscan Noord", "", SILENCE)["name:points elsewhere"] == 1.0
