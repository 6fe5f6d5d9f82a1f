"""What the making of lists has in common: narrow, count, sort, cut."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from graph_api.errors import AskedError
from graph_api.facts import Facts, Label, Quote
from graph_api.facts.shown import Named, named
from graph_api.lists.answers import Choice, Facet
from graph_api.lists.asked import Asked
from graph_api.lists.entries import Lists, choice_key
from graph_api.lists.sift import Entry, Sifted, sift
from ontology import RG

UNCERTAIN: Final = 0.4
"""What the reading is less sure of is marked; so do the checks of goals and initiatives (`shapes/goal.ttl`)."""
T = TypeVar("T")


def sifted(lists: Lists, entries: Sequence[Entry], asked: Asked, kinds: Sequence[str]) -> tuple[Sifted, list[Facet]]:
    """The things that were asked for, and the choices that are left.

    Args:
        lists: what they are made of.
        entries: goals, initiatives or organisations.
        asked: what somebody wants.
        kinds: the choices that this list has.

    Raises:
        UnknownNameError: what was chosen is not there.
    """
    chosen = {
        kind: frozenset(lists.value(kind, name) for name in names)
        for kind, names in asked.chosen.items()
        if names and kind in kinds
    }
    within = {kind: lists.narrowed(kind, value) for kind, value in asked.within.items() if value}
    wanted = {
        kind: frozenset(v for one in values for v in lists.narrowed(kind, one)) for kind, values in chosen.items()
    }
    found = sift(entries, within, wanted, kinds, lists.widened)
    facets = [
        _facet(lists.facts, kind, found.counts[kind], chosen.get(kind, frozenset()), asked.within.get(kind, ""))
        for kind in kinds
    ]
    return found, [facet for facet in facets if facet.choices]


def sorted_by(things: Iterable[T], asked: Asked, orders: Mapping[str, Callable[[T], Any]]) -> tuple[list[T], str]:
    """Things in the order that was asked for, and its name; the first of the orders is the usual one.

    Raises:
        AskedError: there is no such order.
    """
    name = asked.sort or next(iter(orders))
    if name not in orders:
        raise AskedError(
            f"there is no order '{name[:40]}'.",
            way_out=f"Use sort={' or sort='.join(orders)}.",
            dutch=f"De lijst kent geen volgorde '{name[:40]}'.",
        )
    return sorted(things, key=orders[name]), name


def paged(things: Sequence[T], asked: Asked) -> tuple[Sequence[T], dict[str, int]]:
    """The things of the page, and what an answer says of pages.

    Raises:
        AskedError: there is no such page.
    """
    size = asked.size or max(len(things), 1)
    pages = max(math.ceil(len(things) / size), 1)
    if not 1 <= asked.page <= pages:
        raise AskedError(
            f"there is no page {asked.page}.",
            way_out=f"There are {pages}: use page=1 to page={pages}.",
            dutch=f"Bladzijde {asked.page} is er niet; de laatste is {pages}.",
        )
    start = (asked.page - 1) * size
    return things[start : start + size], {"total": len(things), "page": asked.page, "pages": pages, "size": size}


def common(facts: Facts, asked: Asked, version: str, paging: Mapping[str, int]) -> dict[str, Any]:
    """What all lists say: the version, what they are of, and where in them this is."""
    kinds = ("region", "theme", "approach", "organisation")
    of = {kind: named(facts, asked.within[kind]) if asked.within.get(kind) else None for kind in kinds}
    return {"version": version, **of, **paging}


def names(facts: Facts, iris: Iterable[str]) -> list[Named]:
    """Things with their names, by name."""
    return sorted((named(facts, iri) for iri in iris), key=lambda one: (one.label_nl.casefold(), one.iri))


def sureness(quotes: Iterable[Quote]) -> dict[str, Any]:
    """How sure the reading is, by the surest evidence."""
    most = max((quote.confidence for quote in quotes if quote.confidence is not None), default=None)
    return {"confidence": most, "uncertain": most is not None and most < UNCERTAIN}


def code(facts: Facts, key: str) -> Label:
    """What a code of the ontology is called."""
    return facts.label(str(RG[key])) if key else Label("", "")


def place(quotes: Sequence[Quote]) -> tuple[str, int]:
    """Where a thing is first stated, to sort by."""
    return min(((quote.plan, quote.start) for quote in quotes), default=("~", 0))


def _facet(facts: Facts, kind: str, counts: Counter[str], chosen: frozenset[str], within: str) -> Facet:
    """The values with something behind them, and those that were chosen; without what the list is of itself."""
    values = (set(counts) | chosen) - {within}
    choices = [_choice(facts, kind, value, counts[value], value in chosen) for value in values]
    in_order = kind in ("year", "served", "number", "voorloper")
    choices.sort(key=lambda one: (one.key,) if in_order else (-one.count, one.label_nl.casefold(), one.key))
    return Facet(name=kind, choices=choices)


def _choice(facts: Facts, kind: str, value: str, count: int, chosen: bool) -> Choice:
    iri = value if "/" in value else None
    label = facts.label(value) if iri else _coded(facts, kind, value)
    return Choice(
        key=choice_key(kind, value), iri=iri, label_nl=label.nl, label_en=label.en, count=count, chosen=chosen
    )


_SAID: Final = {
    "yes": Label("ja", "yes"),
    "no": Label("nee", "no"),
    "none": Label("geen", "none"),
    "ledBy": Label("trekker", "leads"),
    "partner": Label("partner", "partner"),
    "fundedBy": Label("financier", "funds"),
    "involves": Label("doet mee", "takes part"),
    "named": Label("alleen genoemd", "only named"),
}


def _coded(facts: Facts, kind: str, value: str) -> Label:
    return code(facts, value) if kind in ("kind", "status") else _SAID.get(value, Label(value, value))
