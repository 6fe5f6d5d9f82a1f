"""Given a reference and the mentions of its initiatives, which of them teach."""

from __future__ import annotations

import pytest

from ingest.extract.initiative_names import Proposed, candidates
from ingest.language import Annotated, annotate
from ingest.outline import make_outline
from ingest.read.source import SourceText
from ingest.trained.telling import MOST_PLACES, label_of, places, telling

TEXT = (
    "Wij kennen de Klusbus in het dorp.\n\n"
    "Een mooi voorbeeld is de Klusbus van de buren.\n\n"
    "Straks krijgt ieder dorp een eigen Klusbus erbij."
)


def said(text: str, word: str = "Klusbus") -> tuple[list[Proposed], Annotated]:
    annotated = annotate(make_outline(SourceText.of(text)))
    return [c for unit in annotated.units for c in candidates(unit) if word in c.name], annotated


def initiative(**more: object) -> dict[str, object]:
    return {"name": "Klusbus", "lines": [5, 5], "voorloper": True, "voorloper_evidence": None} | more


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"voorloper_evidence": "Een mooi voorbeeld"}, ["mooi"]),
        ({}, ["Straks"]),
        ({"voorloper_evidence": "staat hier niet", "lines": [1, 1]}, ["kennen"]),
        ({"lines": [90, 91]}, ["kennen", "mooi", "Straks"]),
        ({"voorloper": False, "voorloper_evidence": "Een mooi voorbeeld"}, ["kennen", "mooi", "Straks"]),
    ],
)
def test_a_voorloper_is_taught_where_the_reference_has_its_evidence(more: dict[str, object], told: list[str]) -> None:
    mentions, annotated = said(TEXT)
    found = telling(annotated, mentions, initiative(**more))
    assert len(found) == len(told)
    assert all(word in mention.unit.text for word, mention in zip(told, found, strict=True))


def test_evidence_may_stand_right_before_the_list_it_is_about() -> None:
    mentions, annotated = said(
        "Hiervan kunnen anderen veel leren:\n\n- de Klusbus in het dorp\n\nNa jaren kwam Klusbus af."
    )
    found = telling(annotated, mentions, initiative(voorloper_evidence="kunnen anderen veel leren", lines=[90, 90]))
    assert [m.unit.block.kind for m in found] == ["item"]


def test_of_overlapping_mentions_the_one_most_like_the_name_is_kept() -> None:
    mentions, _ = said("Ouderen gaan mee met het project Klusbus in de wijk.")
    assert len(mentions) > 1
    assert [m.name for m in places(mentions, ["Klusbus"])] == ["Klusbus"]


def test_no_initiative_outweighs_others_by_its_mentions() -> None:
    mentions, annotated = said("\n\n".join(f"In dorp {n} rijdt de Klusbus rond." for n in range(20)))
    assert len(telling(annotated, mentions, initiative(voorloper=False))) == MOST_PLACES


def test_a_short_name_is_another_word_when_it_differs_by_a_letter() -> None:
    wanted = [{"name": "SPIL", "aliases": [], "lines": [3, 3]}, {"name": "wandelclub", "aliases": [], "lines": [3, 3]}]
    assert label_of("spin", 40, wanted) == (False, None)
    assert label_of("Spil", 40, wanted) == (True, wanted[0])
    assert label_of("wandelclubs", 40, wanted) == (True, wanted[1])
