"""Given the words around an initiative's names, how far it is and whether it is shown as an example."""

from __future__ import annotations

import pytest

from ingest.extract.initiative_names import Proposed, candidates
from ingest.extract.standing import (
    presented,
    presented_together,
    signals,
    signals_of,
    standing_features,
    status_of,
    statuses_of,
)
from ingest.language import Annotated, annotate
from ingest.model import Status
from ingest.outline import make_outline
from ingest.read.source import SourceText
from ingest.trained.linear import Linear
from ingest.trained.models import Models

BLANK = Linear(-5.0, {})
LEARNED = {
    "voorlopers": Linear(-3.0, {"near:namedExample": 5.0, "wide:namedExample": 2.0, "role:voorlopers": 6.0}, 0.5),
    "status_existing": Linear(-1.0, {"near:running": 2.0}),
    "status_planned": Linear(-1.0, {"near:new": 2.0}),
    "status_to_scale_up": Linear(-2.0, {"near:spread": 5.0}),
    "status_stopped": Linear(-2.0, {"near:stop": 5.0}),
}
MODELS = Models(**(dict.fromkeys(Models.__dataclass_fields__, BLANK) | LEARNED))


def said(text: str, name: str) -> tuple[list[Proposed], Annotated]:
    annotated = annotate(make_outline(SourceText.of(text)))
    every = [c for unit in annotated.units for c in candidates(unit) if c.name == name]
    return [
        c for n, c in enumerate(every) if c.start not in {e.start for e in every[:n] if e.unit is c.unit}
    ], annotated


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Het ‘Theehuis’ is al jaren een bestaand begrip in het dorp.", Status.EXISTING),
        ("Wij willen in het dorp ‘Theehuis’ opzetten.", Status.PLANNED),
        ("Het bestaande ‘Theehuis’ wordt uitgerold over de provincie.", Status.TO_SCALE_UP),
        ("De gemeenten zijn met ‘Theehuis’ gestopt.", Status.STOPPED),
    ],
)
def test_status(text: str, status: Status) -> None:
    mentions, annotated = said(text, "Theehuis")
    assert status_of(mentions, annotated, MODELS) is status


def test_one_telling_mention_is_enough() -> None:
    text = "In deze tekst staat ‘Theehuis’.\n\nEerder is de subsidie voor ‘Theehuis’ beëindigd."
    mentions, annotated = said(text, "Theehuis")
    assert len(mentions) == 2
    assert status_of(mentions, annotated, MODELS) is Status.STOPPED


def test_an_example_is_a_voorloper_and_says_why() -> None:
    mentions, annotated = said("Een goed voorbeeld is ‘Soep met buren’ in de wijk.", "Soep met buren")
    assert signals(mentions, annotated, MODELS) == ("namedExample",)


def test_one_mention_alone_may_say_it() -> None:
    text = "In het dorp staat ‘Theehuis’.\n\nOok in de stad is ‘Theehuis’ bekend.\n\nEen goed voorbeeld is ‘Theehuis’."
    mentions, annotated = said(text, "Theehuis")
    assert len(mentions) == 3
    lone = Models(**(vars(MODELS) | {"voorlopers": Linear(-1.0, {"near:namedExample": 3.0, "once": 4.0}, 0.5)}))
    told = [presented([m], annotated, lone) for m in mentions]
    assert told[2] > max(told[:2])
    assert presented(mentions[:2], annotated, lone) < presented(mentions, annotated, lone) < told[2]


def test_what_is_hardly_an_initiative_is_no_voorloper() -> None:
    mentions, annotated = said("Een goed voorbeeld is ‘Soep met buren’ in de wijk.", "Soep met buren")
    assert signals(mentions, annotated, MODELS, sure=0.4) == ()


def test_what_a_sentence_presents_is_presented_alike() -> None:
    text = "Een goed voorbeeld is ‘Soep met buren’, waar elke donderdag voor de hele straat wordt gekookt, naast ‘Theehuis’.\n\nBij ons is er ‘Naaiclub’.\n"
    mentions = [said(text, name)[0] for name in ("Soep met buren", "Theehuis", "Naaiclub")]
    annotated = said(text, "Theehuis")[1]
    learned = Linear(-3.0, {"before:such_as": 2.0, "close:exemplary": 2.0})
    models = Models(**(vars(MODELS) | {"voorlopers": learned}))
    alone = [presented(each, annotated, models) for each in mentions]
    together = presented_together(mentions, annotated, models)
    assert alone[0] > together[0] > together[1] > alone[1]
    assert together[2] == pytest.approx(alone[2])


def test_signals_of_several_are_those_of_each_where_they_stand_apart() -> None:
    text = (
        "Een goed voorbeeld is ‘Soep met buren’.\n\nVerder is er ‘Theehuis’ in het dorp, al zegt niemand er iets van."
    )
    soup, annotated = said(text, "Soep met buren")
    tea, _ = said(text, "Theehuis")
    assert signals_of([(1.0, soup), (1.0, tea)], annotated, MODELS) == [
        signals(soup, annotated, MODELS),
        signals(tea, annotated, MODELS),
    ]


def test_under_the_heading_voorlopers_it_needs_no_more_words() -> None:
    mentions, annotated = said(
        "# Plan\n\n## Voorlopers\n\nIn het dorp kookt ‘Soep met buren’ iedere week.", "Soep met buren"
    )
    assert signals(mentions, annotated, MODELS)[0] == "heading"


@pytest.mark.parametrize(
    "text",
    [
        "In het dorp kookt ‘Soep met buren’ iedere week.",
        "Een goed voorbeeld doet volgen. "
        + "Er is veel te doen in de wijken van de stad. " * 9
        + "Ook ‘Soep met buren’ is er.",
    ],
)
def test_without_words_near_it_is_no_voorloper(text: str) -> None:
    mentions, annotated = said(text, "Soep met buren")
    assert mentions and signals(mentions, annotated, MODELS) == ()


def test_words_are_told_by_how_near_they_stand() -> None:
    mentions, annotated = said("We schalen dit op. Daarna volgt ‘Soep met buren’. Later meer.", "Soep met buren")
    row = standing_features(mentions, annotated)
    assert "wide:spread" in row and "near:spread" not in row


def test_such_as_counts_for_names_more_than_for_nouns() -> None:
    named, annotated = said("Denk aan initiatieven zoals ‘Soep met buren’.", "Soep met buren")
    plain, other = said("Denk aan initiatieven zoals inlooppunten.", "inlooppunten")
    assert standing_features(named, annotated)["such_as_named"] == 1
    assert standing_features(plain, other)["such_as_named"] == 0


def test_what_stands_together_is_often_equally_far() -> None:
    clear, annotated = said("Het ‘Theehuis’ is al jaren een bestaand begrip in het dorp.", "Theehuis")
    vague, _ = said("Wie wil, gaat naar ‘Buurtsoep’ toe.", "Buurtsoep")
    alone = statuses_of([(1, vague), (2, clear)], annotated, MODELS)
    together = statuses_of([(1, vague), (1, clear), (1, clear)], annotated, MODELS)
    assert alone[1] is together[1] is Status.EXISTING
    assert together[0] is Status.EXISTING
