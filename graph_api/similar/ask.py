"""Which initiatives are like one that is asked for by name, key or IRI; for the service and the command line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from graph_api.errors import AskedError, UnknownError
from graph_api.lookup import Kind, Names
from graph_api.similar.stored import Known, Like, Stored, Thing
from graph_api.tables import Table
from ingest.outline.roles import fold

COLUMNS: Final = ("score", "alike", "name", "region", "status", "because_nl", "because_en", "iri")
CANDIDATE_COLUMNS: Final = ("candidate", "approach", "cohesion", "member", "region", "status", "iri")
_NEAREST: Final = 5


class UnknownInitiativeError(UnknownError):
    """No initiative is called so; the message names those that come near."""


class UnknownFilterError(UnknownError):
    """A region or theme that no initiative has; the message names those that there are."""


class ManyInitiativesError(AskedError):
    """Several initiatives are called so; the message gives their keys."""


@dataclass(frozen=True)
class Question:
    """What is asked."""

    initiative: str
    """Name, key or IRI."""
    region: str = ""
    """Name, key or IRI of a region: only initiatives of it or of a region in it."""
    theme: str = ""
    """Code or IRI of a national theme."""
    limit: int = 20
    min_score: float = 0.0
    """0 to 1."""


@dataclass(frozen=True)
class Answer:
    """What was found, the most like first."""

    one: Known
    like: tuple[Like, ...]


def answer(stored: Stored, names: Names, question: Question, base: str) -> Answer:
    """The initiatives of other regions that are like one.

    Raises:
        UnknownInitiativeError, ManyInitiativesError: the name or key tells of none, or of several.
        UnknownFilterError: no initiative has the region or theme.
    """
    if not stored.initiatives:
        raise UnknownInitiativeError(
            "the graph holds no initiatives yet.",
            way_out="Read plans into it: regiograaf build PLANS --store DIR",
            dutch="De graaf bevat nog geen initiatieven. Laat een plan lezen: regiograaf build PLANNEN --store MAP",
        )
    one = find(stored, names, question.initiative, base)
    like = stored.like(one.iri)
    if question.region:
        regions = _regions(stored, question.region, base)
        like = [each for each in like if each.other.region and regions & {each.other.region.iri, *each.other.around}]
    if question.theme:
        code = _theme(stored, question.theme)
        like = [each for each in like if code in each.other.themes]
    kept = [each for each in like if each.score >= question.min_score]
    return Answer(one, tuple(kept[: question.limit]))


def find(stored: Stored, names: Names, asked: str, base: str) -> Known:
    """The initiative of a name, key or IRI.

    Raises:
        UnknownInitiativeError, ManyInitiativesError: it tells of none, or of several.
    """
    exact, near = matching(stored, names, asked, base)
    if len(exact) == 1:
        return exact[0]
    if exact:
        keys = "; ".join(f"{key_of(one.iri, base)} ({one.region.nl if one.region else '-'})" for one in exact)
        raise ManyInitiativesError(
            f"'{asked[:200]}' is the name of {len(exact)} initiatives.",
            way_out=f"Give the key of one: {keys}.",
            dutch=f"Zo ('{asked[:200]}') heten {len(exact)} initiatieven. Kies er een.",
            asked=asked,
            instead=[(_told(one), key_of(one.iri, base)) for one in exact],
        )
    nearest = "; ".join(f"{one.name} ({key_of(one.iri, base)})" for one in near[:_NEAREST])
    raise UnknownInitiativeError(
        f"there is no initiative '{asked[:200]}'.",
        way_out=f"The nearest: {nearest}." if near else "Look for it: /search?kind=initiative&q=…, regiograaf search.",
        dutch=f"Er is geen initiatief '{asked[:200]}'.",
        asked=asked,
        instead=[(_told(one), key_of(one.iri, base)) for one in near[:_NEAREST]],
    )


def matching(stored: Stored, names: Names, asked: str, base: str) -> tuple[list[Known], list[Known]]:
    """The initiatives that a name, key or IRI tells of, and where there is none those whose names come near."""
    for iri in (asked, f"{base}initiative/{asked}", f"{base}{asked}"):
        if iri in stored.places:
            return [stored.initiatives[stored.places[iri]]], []
    matches = [match for match in names.find(asked, Kind.INITIATIVE, 4 * _NEAREST) if match.thing.iri in stored.places]
    exact = [stored.initiatives[stored.places[match.thing.iri]] for match in matches if match.score == 100]
    if exact:
        return exact, []
    found = [match.thing.iri for match in matches] or [thing.iri for thing in names.near(f"{base}initiative/{asked}")]
    return [], [stored.initiatives[stored.places[iri]] for iri in found if iri in stored.places]


def key_of(iri: str, base: str) -> str:
    """What an initiative is asked for by."""
    return iri.removeprefix(f"{base}initiative/")


def _told(one: Known) -> str:
    return f"{one.name} ({one.region.nl})" if one.region else one.name


def _regions(stored: Stored, asked: str, base: str) -> set[str]:
    there = {one.region.iri: one.region for one in stored.initiatives if one.region}
    there |= {iri: stored.things.get(iri, Thing(iri, iri, iri)) for one in stored.initiatives for iri in one.around}
    wanted = {asked, f"{base}region/{asked}"}
    found = {iri for iri, region in there.items() if iri in wanted or fold(region.nl) == fold(asked)}
    if not found:
        known = sorted({one.region.nl for one in stored.initiatives if one.region})
        raise UnknownFilterError(
            f"no initiative is of a region '{asked[:200]}'.",
            way_out=f"There are: {', '.join(known)}.",
            dutch=f"Geen initiatief hoort bij een regio '{asked[:200]}'.",
            asked=asked,
            instead=[(name, name) for name in known],
        )
    return found


def _theme(stored: Stored, asked: str) -> str:
    code = asked.rsplit("/", 1)[-1]
    known = sorted({theme for one in stored.initiatives for theme in one.themes})
    if code not in known:
        raise UnknownFilterError(
            f"no initiative has the theme '{asked[:200]}'.",
            way_out=f"There are: {', '.join(known)}.",
            dutch=f"Geen initiatief gaat over een thema '{asked[:200]}'.",
            asked=asked,
            instead=[(stored.theme(theme).nl, theme) for theme in known],
        )
    return code


def because(stored: Stored, like: Like, language: str, base: str) -> str:
    """What the two share, in a line.

    Args:
        language: 'nl' or 'en'.
    """
    both = like.shared
    words: dict[str, tuple[str, str, Sequence[str]]] = {
        "approach": (
            "aanpak",
            "approach",
            _named(stored, (f"{base}approach/{key}" for key in both.approaches), language),
        ),
        "words": ("woorden", "words", both.words),
        "themes": ("thema", "theme", [getattr(stored.theme(theme), language) for theme in both.themes]),
        "groups": ("doelgroep", "target group", both.groups),
        "organisations": ("organisaties", "organisations", _named(stored, both.organisations, language)),
        "goals": ("doel", "goal", both.goals[:1]),
    }
    parts = [f"{nl if language == 'nl' else en}: {', '.join(named)}" for nl, en, named in words.values() if named]
    return "; ".join(parts) or ("betekenis" if language == "nl" else "meaning")


def _named(stored: Stored, iris: Iterable[str], language: str) -> list[str]:
    return [getattr(stored.thing(iri), language) for iri in iris]


def table(stored: Stored, found: Answer, base: str) -> Table:
    """A row for each initiative that is like the one asked for."""
    rows = [
        (
            f"{each.score:.3f}",
            int(each.alike),
            each.other.name,
            each.other.region.nl if each.other.region else "",
            each.other.status.nl if each.other.status else "",
            because(stored, each, "nl", base),
            because(stored, each, "en", base),
            each.other.iri,
        )
        for each in found.like
    ]
    return Table("similar", COLUMNS, rows)


def candidate_table(stored: Stored, known: bool = False) -> Table:
    """A row for each member of the groups of like initiatives.

    Args:
        stored: what was compared.
        known: also groups that follow an approach of the vocabulary.
    """
    rows = [
        (
            group.name,
            group.approach or "",
            f"{group.cohesion:.3f}",
            one.name,
            one.region.nl if one.region else "",
            one.status.nl if one.status else "",
            one.iri,
        )
        for group in stored.candidates
        if known or group.approach is None
        for one in group.members
    ]
    return Table("candidates", CANDIDATE_COLUMNS, rows)
