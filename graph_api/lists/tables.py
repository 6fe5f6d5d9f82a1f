"""Lists as tables."""

from __future__ import annotations

from collections.abc import Iterable

from graph_api.facts.shown import Named, QuoteInfo
from graph_api.lists.answers import GoalList, InitiativeList, OrganisationList, TargetInfo
from graph_api.tables import Table, Value

_WORDS = ("words", "plan", "start", "end", "page", "confidence")


def goal_table(found: GoalList) -> Table:
    """A row for each goal, with its target and the words of its plan."""
    header = ("statement", "kind_nl", "kind_en", "years", "value", "unit", "target", "regions", "themes", "initiatives")
    rows: list[tuple[Value, ...]] = [
        (
            *(one.statement, one.kind_nl, one.kind_en, "; ".join(map(str, one.years))),
            *(one.targets[0].value if one.targets else None, one.targets[0].unit if one.targets else None),
            "; ".join(target_in_short(target) for target in one.targets),
            *(_listed(one.regions), _listed(one.themes), _listed(one.initiatives)),
            *_words(one.quotes),
            one.iri,
        )
        for one in found.items
    ]
    return Table("goals", (*header, *_WORDS, "iri"), rows)


def initiative_table(found: InitiativeList) -> Table:
    """A row for each initiative, with who leads it and the words of its plan."""
    header = (
        "label",
        "status_nl",
        "status_en",
        "voorloper",
        "signals",
        "leaders",
        "organisations",
        "regions",
        "themes",
    )
    rows: list[tuple[Value, ...]] = [
        (
            *(one.label, one.status_nl, one.status_en, "ja" if one.voorloper else "nee", _listed(one.signals)),
            *(_listed(one.leaders), one.organisations, _listed(one.regions), _listed(one.themes)),
            *(_listed(one.groups), _listed(one.approaches), one.goals),
            *_words(one.quotes),
            one.iri,
        )
        for one in found.items
    ]
    return Table("initiatives", (*header, "groups", "approaches", "goals", *_WORDS, "iri"), rows)


def organisation_table(found: OrganisationList) -> Table:
    """A row for each organisation, with its roles."""
    header = ("label", "type", "initiatives", "voorlopers", "led", "partner", "funded", "involved", "regions")
    rows: list[tuple[Value, ...]] = [
        (
            *(one.label, one.type.label_nl if one.type else None, one.initiatives, one.voorlopers),
            *(one.roles.get(role, 0) for role in ("ledBy", "partner", "fundedBy", "involves")),
            _listed(one.regions),
            *_words(one.quotes),
            one.iri,
        )
        for one in found.items
    ]
    return Table("organisations", (*header, *_WORDS, "iri"), rows)


def target_in_short(target: TargetInfo) -> str:
    """A target in few Dutch words."""
    value = "" if target.value is None else f"{target.value:g}"
    return " ".join(part for part in (target.direction_nl, value, target.unit, target.indicator) if part)


def _listed(things: Iterable[Named]) -> str:
    return "; ".join(one.label_nl for one in things)


def _words(quotes: list[QuoteInfo]) -> tuple[Value, ...]:
    if not quotes:
        return (None,) * len(_WORDS)
    quote = quotes[0]
    return quote.words, quote.plan_title, quote.start, quote.end, quote.page, quote.confidence
