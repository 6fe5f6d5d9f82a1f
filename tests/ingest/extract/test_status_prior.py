"""Given the words around an initiative's name, how far it is before anything is fitted."""

from __future__ import annotations

import pytest

from ingest import data
from ingest.extract.initiative_names import candidates
from ingest.extract.standing import standing_features
from ingest.extract.status_prior import CODES, SCALE, priors, status_features
from ingest.language import annotate
from ingest.model import Status
from ingest.outline import make_outline
from ingest.read.source import SourceText

NAME = "Zilveren Draad"


def standing(text: str) -> dict[str, float]:
    annotated = annotate(make_outline(SourceText.of(text)))
    return standing_features([c for unit in annotated.units for c in candidates(unit) if c.name == NAME], annotated)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("De bestaande ‘Zilveren Draad’ is bij iedereen bekend.\n", Status.EXISTING),
        ("We starten in het dorp met een ‘Zilveren Draad’.\n", Status.PLANNED),
        ("De partners werken aan het ontwikkelen van ‘Zilveren Draad’.\n", Status.IN_DEVELOPMENT),
        ("Opschaling van ‘Zilveren Draad’ naar drie dorpen.\n", Status.TO_SCALE_UP),
        ("De gemeente is gestopt met ‘Zilveren Draad’.\n", Status.STOPPED),
    ],
)
def test_turns_of_phrase_speak_for_a_status(text: str, status: Status) -> None:
    plain = priors(standing("De gemeente noemt ‘Zilveren Draad’.\n"))
    told = priors(standing(text))
    gained = {s: told[s] - plain[s] for s in CODES}
    assert max(gained, key=lambda s: gained[s]) is status


def test_what_governs_a_name_stands_right_before_it_in_its_sentence() -> None:
    near = standing("Wij gaan op weg naar de uitrol van ‘Zilveren Draad’.\n")
    far = standing("De uitrol van wat de vier dorpen rond het meer samen hebben bedacht leert ons iets over ‘Zilveren Draad’.\n")  # fmt: skip
    other = standing("Dit is klaar voor uitrol. Daarna volgt ‘Zilveren Draad’.\n")
    assert near["governs:spread"]
    assert not far.get("governs:spread") and not other.get("governs:spread")


def test_what_is_still_to_come_is_not_to_be_spread_yet() -> None:
    spread = {"governs:spread": 1.0}
    assert priors(spread | {"near:future": 1.0})[Status.TO_SCALE_UP] < priors(spread)[Status.TO_SCALE_UP]


def test_the_prior_stands_beside_the_features_it_is_made_of() -> None:
    row = status_features({"governs:start": 1.0})
    assert row["governs:start"] == 1.0
    assert row["prior:planned"] == SCALE * priors({"governs:start": 1.0})[Status.PLANNED]


def test_the_table_names_only_known_statuses() -> None:
    table = data.table("status_priors")
    named = {key for group in table["group"] for case in group["cases"] for key in case} - {"any"}
    assert named <= set(CODES.values()) == set(table["start"])
