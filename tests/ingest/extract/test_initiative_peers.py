"""Given candidates and how likely each is, what those listed beside them make of them."""

from __future__ import annotations

import pytest

from ingest.extract.initiative_groups import Scored
from ingest.extract.initiative_names import candidates
from ingest.extract.initiative_peers import with_peers
from ingest.language import annotate
from ingest.outline import make_outline
from ingest.read.source import SourceText


def scored(text: str, sources: set[str], doubtful: str, others: float) -> list[Scored]:
    """The candidates of some sources, each as likely as told, one of them doubtful."""
    units = annotate(make_outline(SourceText.of(text))).units
    found = [c for unit in units for c in candidates(unit) if c.source in sources]
    return [Scored(c, 0.4 if c.name == doubtful else others) for c in found]


def of(every: list[Scored], name: str) -> float:
    return next(s.probability for s in every if s.candidate.name == name)


ENUMERATED = "We bouwen voort op wat er is, zoals Buurtsoep, Klusbus, Wandelmaatje en Leeskring."
LISTED = "# Plan\n\n## Aanpak\n\n- Buurtsoep: samen eten.\n- Klusbus: hulp in huis.\n- Leeskring: samen lezen."


@pytest.mark.parametrize(("text", "sources"), [(ENUMERATED, {"listed"}), (LISTED, {"lead"})])
@pytest.mark.parametrize(("others", "higher"), [(0.9, True), (0.05, False)])
def test_what_is_listed_together_is_of_one_kind(text: str, sources: set[str], others: float, higher: bool) -> None:
    every = scored(text, sources, "Klusbus", others)
    assert len(every) > 2
    after = with_peers(every)
    assert [s.candidate for s in after] == [s.candidate for s in every]
    assert (of(after, "Klusbus") > 0.4) is higher
    assert of(after, "Klusbus") != pytest.approx(0.4, abs=0.02)


def test_more_peers_say_more() -> None:
    few = with_peers(scored("Er is al veel, zoals Buurtsoep en, Klusbus.", {"listed"}, "Klusbus", 0.9))
    many = with_peers(scored(ENUMERATED, {"listed"}, "Klusbus", 0.9))
    assert 0.4 < of(few, "Klusbus") < of(many, "Klusbus")


def test_what_stands_alone_stays_as_it_is() -> None:
    every = scored("We noemen ‘Klusbus’ hier. Verderop gaat het over ‘Buurtsoep’.", {"quoted"}, "Klusbus", 0.9)
    assert [s.probability for s in with_peers(every)] == [s.probability for s in every] == [0.4, 0.9]


def test_no_candidates() -> None:
    assert with_peers([]) == []
