"""Given what a reference quotes, which sentences of a plan are its goals."""

from __future__ import annotations

import pytest

from ingest.trained.quoted import is_quoted, token_f1

QUOTE = "Elke kern heeft een buurtbus die op tijd rijdt. Niemand wacht langer dan een kwartier."
REFERENCE = {"goals": [{"quote": QUOTE, "lines": [10, 10]}]}


@pytest.mark.parametrize(
    ("text", "line", "right"),
    [
        ("Elke kern heeft een buurtbus die op tijd rijdt.", 10, True),
        ("Niemand wacht langer dan een kwartier.", 11, True),
        ("Niemand wacht langer dan een kwartier.", 40, False),
        ("Elke kern heeft een buurtbus die op tijd rijdt. Niemand wacht langer dan het kwartier.", 40, True),
        ("We praten met de vervoerder over de bus.", 10, False),
    ],
)
def test_a_sentence_is_a_goal_where_it_is_quoted_or_where_it_is_said_again(text: str, line: int, right: bool) -> None:
    assert is_quoted(REFERENCE, text, line) is right


def test_the_likeness_of_texts_is_that_of_their_words_whatever_their_order() -> None:
    assert token_f1("de bus rijdt", "Rijdt de bus?") == 1.0
    assert token_f1("de bus rijdt", "het schip vaart") == 0.0
