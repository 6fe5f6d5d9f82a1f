"""Given a text that turns the line around, what stands behind it on a page does not turn."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from graph_api.web.bidi import ended


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("haven", ""),
        ("\u202enevah", "\u202c"),
        ("\u202ea \u2067b", "\u2069\u202c"),
        ("\u2066links\u2069 en rechts", ""),
        ("\u2067a \u202eb\u2069", ""),
        ("\u202c\u2069 los einde", ""),
    ],
)
def test_what_a_text_opens_is_ended_behind_it(text: str, tail: str) -> None:
    assert ended(text) == text + tail


def test_safe_markup_stays_safe_and_all_else_is_left() -> None:
    assert isinstance(ended(Markup("<b>\u202enevah</b>")), Markup)
    assert ended(12) == 12
    assert ended(None) is None
