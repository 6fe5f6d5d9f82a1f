"""Facts of many plans, made by recombining those of a few: every plan is copied under new names, with its words shuffled in."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from graph_api.facts import Facts

_OWN = re.compile(r"/id/(plan|goal|initiative|theme|evidence|organisation|region)/")


def many(facts: Facts, plans: int) -> Facts:
    """Facts with at least so many plans. Of each copy the texts of goals and initiatives are mixed with those of others."""
    copies = -(-plans // max(1, len(facts.plans)))
    chance = random.Random(1)
    statements = [goal.statement for goal in facts.goals.values()]
    made = [facts, *(_copied(facts, number, chance, statements) for number in range(1, copies))]
    return Facts(
        regions={iri: one for part in made for iri, one in part.regions.items()},
        plans={iri: one for part in made for iri, one in part.plans.items()},
        themes={iri: one for part in made for iri, one in part.themes.items()},
        goals={iri: one for part in made for iri, one in part.goals.items()},
        initiatives={iri: one for part in made for iri, one in part.initiatives.items()},
        organisations={iri: one for part in made for iri, one in part.organisations.items()},
        labels=facts.labels,
        broader=facts.broader,
        similar={iri: like for part in made for iri, like in part.similar.items()},
    )


def _copied(facts: Facts, number: int, chance: random.Random, statements: list[str]) -> Facts:
    used = {region for plan in facts.plans.values() for region in plan.regions} | set(facts.covered)
    regions = {iri: facts.regions[iri] for iri in used if iri in facts.regions}
    renamed = Facts(
        regions=_all(regions, number),
        plans=_all(facts.plans, number),
        themes=_all(facts.themes, number),
        goals=_all(facts.goals, number),
        initiatives=_all(facts.initiatives, number),
        organisations=_all(facts.organisations, number),
        labels={},
        broader={},
        similar=_all(facts.similar, number),
    )
    goals = {
        iri: replace(one, statement=_mixed(one.statement, statements, chance)) for iri, one in renamed.goals.items()
    }
    initiatives = {
        iri: replace(one, label=f"{one.label} {number}", text=_mixed(one.text, statements, chance))
        for iri, one in renamed.initiatives.items()
    }
    return replace(renamed, goals=goals, initiatives=initiatives)


def _mixed(text: str, others: list[str], chance: random.Random) -> str:
    """The first half of a text with the second half of another."""
    words, more = text.split(), chance.choice(others).split()
    return " ".join([*words[: len(words) // 2 + 1], *more[len(more) // 2 :]])


def _all(things: Mapping[str, Any], number: int) -> dict[str, Any]:
    return {_renamed(iri, number): _renamed(one, number) for iri, one in things.items()}


def _renamed(value: Any, number: int) -> Any:
    """A value with the copy's number behind every IRI of its own."""
    if isinstance(value, str):
        return f"{value}-copy{number}" if _OWN.search(value) else value
    if isinstance(value, tuple):
        return tuple(_renamed(one, number) for one in value)
    if isinstance(value, frozenset):
        return frozenset(_renamed(one, number) for one in value)
    if isinstance(value, Mapping):
        return {_renamed(key, number): _renamed(one, number) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _renamed(getattr(value, field.name), number) for field in fields(value)})
    return value
