"""The answer with voorlopers, as JSON and as a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from graph_api.facts import Facts, Goal, Initiative
from graph_api.facts.named import EmptyGraphError, Known
from graph_api.facts.shown import Named, named, quotes
from graph_api.tables import Value
from graph_api.voorlopers.asked import Advice, Asked, Found, LeftOut
from graph_api.voorlopers.meant import Meant, meant
from graph_api.voorlopers.model import (
    ContactInfo,
    FittedGoal,
    LeftOutInfo,
    MentionInfo,
    NotYetInfo,
    OtherInfo,
    PartInfo,
    VoorloperInfo,
    VoorlopersAnswer,
)
from graph_api.voorlopers.not_yet import NotYet, not_yet
from graph_api.voorlopers.prepared import Mention, Prepared
from graph_api.voorlopers.rank import voorlopers
from graph_api.voorlopers.reasons import contacts, reason, what_is_known, why_left_out, why_not_yet
from graph_api.voorlopers.weights import Weights

COLUMNS = (
    "rank",
    "score",
    "readiness",
    "fit",
    "evidence",
    "initiative",
    "regions",
    "status",
    "goal",
    "themes",
    "call",
    "reason_nl",
    "reason_en",
    "words",
    "plan",
    "start",
    "end",
    "evidence_iri",
    "initiative_iri",
    "kind",
)
_NOT_YET: Final = 12
"""Initiatives that do not run yet, that an answer lists."""


def answer(
    known: Known, prepared: Prepared, asked: Asked, version: str = "", left_out: bool = False
) -> VoorlopersAnswer:
    """What is asked, in words.

    Args:
        known: the facts with their names.
        prepared: of the same facts.
        asked: what.
        version: of the graph.
        left_out: whether to list what the region has already.

    Raises:
        EmptyGraphError: no plan was read.
    """
    facts = known.facts
    if facts.is_empty:
        raise EmptyGraphError
    told = meant(facts, asked.region) if asked.region else Meant("")
    advice = voorlopers(prepared, replace(asked, region=told.region))
    state = what_is_known(facts, advice, known.alike(asked.region) if asked.region else (), asked.region)
    near = not_yet(prepared, replace(asked, region=told.region))
    return VoorlopersAnswer(
        version=version,
        region=named(facts, asked.region) if asked.region else None,
        instead=named(facts, told.region) if told.region != asked.region else None,
        alike=[named(facts, iri) for iri in told.alike],
        theme=named(facts, asked.theme) if asked.theme else None,
        about=asked.about,
        state=advice.state,
        state_nl=state.nl,
        state_en=state.en,
        goals_of=named(facts, advice.goals_of) if advice.goals_of else None,
        goals=advice.goals,
        weights=advice.weights.shares(),
        total=advice.total,
        page=asked.skip // asked.limit + 1,
        pages=max(1, math.ceil(advice.total / asked.limit)),
        limit=asked.limit,
        voorlopers=[_shown(facts, advice, rank, found) for rank, found in enumerate(advice.found, asked.skip + 1)],
        not_yet_total=len(near),
        not_yet=[_not_yet(facts, one) for one in near[:_NOT_YET]],
        left_out_total=len(advice.left_out),
        left_out=[_left_out(facts, advice, one) for one in advice.left_out] if left_out else [],
    )


def rows(answer: VoorlopersAnswer) -> list[list[Value]]:
    """A row for each voorloper, and then for each that is none yet, as long as COLUMNS."""
    return [*map(_row, answer.voorlopers), *map(_near_row, answer.not_yet)]


def _near_row(one: NotYetInfo) -> list[Value]:
    quote = one.quotes[0] if one.quotes else None
    return [
        *[None] * 5,
        one.label,
        _labels(one.regions),
        one.status,
        None,
        _labels(one.themes),
        _called(one.call),
        one.reason_nl,
        one.reason_en,
        *((one.text or quote.words, quote.plan_title, quote.start, quote.end, quote.evidence) if quote else [None] * 5),
        one.iri,
        "not-yet",
    ]


def _labels(things: Sequence[Named]) -> str:
    return "; ".join(thing.label_nl for thing in things)


def _called(call: Sequence[ContactInfo]) -> str:
    return "; ".join(f"{contact.name} ({contact.role})" for contact in call)


def _row(one: VoorloperInfo) -> list[Value]:
    quote = one.quotes[0] if one.quotes else None
    return [
        one.rank,
        round(one.score, 3),
        *(round(one.components[name].value, 3) for name in ("readiness", "fit", "evidence")),
        one.label,
        _labels(one.regions),
        one.status,
        one.goal.statement if one.goal else None,
        _labels(one.themes),
        _called(one.call),
        one.reason_nl,
        one.reason_en,
        *((one.text or quote.words, quote.plan_title, quote.start, quote.end, quote.evidence) if quote else [None] * 5),
        one.iri,
        "voorloper",
    ]


def _shown(facts: Facts, advice: Advice, rank: int, found: Found) -> VoorloperInfo:
    one, why = found.initiative, reason(facts, advice, found)
    return VoorloperInfo(
        rank=rank,
        iri=one.iri,
        label=one.label,
        regions=[named(facts, iri) for iri in one.regions],
        status=one.status or "unknown",
        voorloper=one.voorloper,
        score=found.score,
        components=_components(advice.weights, found),
        reason_nl=why.nl,
        reason_en=why.en,
        goal=_goal(facts, found, found.goal) if found.goal else None,
        themes=[named(facts, iri) for iri in sorted(one.national)],
        spread=[named(facts, iri) for iri in found.spread],
        also=[_other(facts, other) for other in found.also],
        mentioned=_mention(facts, found.mention) if found.mention else None,
        call=_call(facts, one),
        text=one.text,
        quotes=quotes(facts, one.quotes),
    )


def _call(facts: Facts, one: Initiative) -> list[ContactInfo]:
    return [
        ContactInfo.model_validate(
            {
                "iri": contact.iri,
                "name": contact.name,
                "type_nl": contact.type.nl if contact.type else None,
                "type_en": contact.type.en if contact.type else None,
                "role": contact.role,
            }
        )
        for contact in contacts(facts, one)
    ]


def _not_yet(facts: Facts, near: NotYet) -> NotYetInfo:
    one, why = near.initiative, why_not_yet(facts, near.initiative, near.own)
    return NotYetInfo(
        iri=one.iri,
        label=one.label,
        regions=[named(facts, iri) for iri in one.regions],
        status=one.status or "unknown",
        cover=near.cover,
        reason_nl=why.nl,
        reason_en=why.en,
        own=_other(facts, near.own) if near.own else None,
        themes=[named(facts, iri) for iri in sorted(one.national)],
        call=_call(facts, one),
        text=one.text,
        quotes=quotes(facts, one.quotes),
    )


def _components(weights: Weights, found: Found) -> dict[str, PartInfo]:
    def part(name: str, weight: float, nl: str, en: str, parts: dict[str, PartInfo]) -> PartInfo:
        value = found.components[name]
        return PartInfo(value=value.value, known=value.known, weight=weight, label_nl=nl, label_en=en, parts=parts)

    return {
        name: part(
            name,
            of.weight.share,
            *of.weight.label,
            {key: part(f"{name}.{key}", weight.share, *weight.label, {}) for key, weight in of.parts.items()},
        )
        for name, of in weights.components.items()
    }


def _goal(facts: Facts, found: Found, goal: Goal) -> FittedGoal:
    return FittedGoal(
        iri=goal.iri,
        statement=goal.statement,
        themes=[named(facts, iri) for iri in found.themes],
        words=list(found.words),
        through_goal=found.through_goal,
        quotes=quotes(facts, goal.quotes, 1),
    )


def _mention(facts: Facts, mention: Mention) -> MentionInfo:
    return MentionInfo(
        name=mention.name,
        plan=mention.plan,
        plan_title=facts.label(mention.plan).nl,
        start=mention.start,
        end=mention.end,
    )


def _other(facts: Facts, one: Initiative) -> OtherInfo:
    return OtherInfo(iri=one.iri, label=one.label, regions=[named(facts, iri) for iri in one.regions])


def _left_out(facts: Facts, advice: Advice, left: LeftOut) -> LeftOutInfo:
    why = why_left_out(facts, advice, left)
    return LeftOutInfo.model_validate(
        {
            **_other(facts, left.initiative).model_dump(),
            "score": left.score,
            "own": _other(facts, left.own).model_dump(),
            "own_status": left.own.status or "unknown",
            "why": left.why,
            "reason_nl": why.nl,
            "reason_en": why.en,
        }
    )
