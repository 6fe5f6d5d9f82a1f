"""Given words, for whom an initiative is."""

from __future__ import annotations

import pytest

from ingest.extract.target_groups import target_groups


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Wandelclub voor ouderen en hun mantelzorgers", ("ouderen", "mantelzorgers")),
        ("Steun bij dementie", ("mensen-met-dementie",)),
        ("Cursus voor statushouders", ("migranten",)),
        ("Veroudering van het elektriciteitsnet", ()),
        ("De verouderde website wordt vernieuwd", ()),
    ],
)
def test_codes(text: str, codes: tuple[str, ...]) -> None:
    assert target_groups(text) == codes


def test_no_more_than_four() -> None:
    assert len(target_groups("ouderen, jongeren, kinderen, studenten, mantelzorgers en vrijwilligers")) == 4
