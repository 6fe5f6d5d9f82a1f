"""The answer with voorlopers, as JSON and as a table."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from graph_api.facts import Facts, Goal, Initiative
from graph_api.facts.named import EmptyGraphError, Known
from graph_api.facts.shown import Named, QuoteInfo, named, quotes
from graph_api.tables import Value
from graph_api.voorlopers.prepared import Mention, Prepared
from graph_api.voorlopers.rank import Advice, Asked, Found, LeftOut, State, voorlopers
from graph_api.voorlopers.reasons import contacts, reason, what_is_known, why_left_out
from graph_api.voorlopers.weights import Weights

NOTE_NL = (
    "Wat hier niet staat, is niet gevonden door de lezing; het plan zelf kan het wel noemen. docs/quality.md zegt hoeveel "
    "de lezing mist. Bel voordat u iets overneemt."
)
NOTE_EN = (
    "What is not here was not found by the reading; the plan itself may well name it. docs/quality.md tells how much the "
    "reading misses. Call before you take something over."
)


class PartInfo(BaseModel):
    """A component of the score, or a part of one."""

    value: float = Field(ge=0, le=1)
    weight: float = Field(ge=0, le=1, description="of its level; those of one level add up to 1")
    known: bool = Field(description="false where it could not be known, and a value in the middle stands in")
    label_nl: str
    label_en: str
    parts: dict[str, PartInfo] = Field(default={}, description="what it is made of")


class ContactInfo(BaseModel):
    """An organisation to call."""

    iri: str
    name: str
    type_nl: str | None
    type_en: str | None
    role: Literal["ledBy", "partner", "fundedBy", "involves"]


class FittedGoal(BaseModel):
    """The goal of the region that an initiative fits best."""

    iri: str
    statement: str
    themes: list[Named] = Field(description="national themes that both are on")
    words: list[str] = Field(description="words that both have, the most telling first; as lemmas")
    through_goal: bool = Field(description="whether these are words of a goal that the initiative is stated to serve")
    quotes: list[QuoteInfo]


class OtherInfo(BaseModel):
    """Another initiative that does the same."""

    iri: str
    label: str
    regions: list[Named]


class MentionInfo(BaseModel):
    """Where a plan of the region names the initiative all the same."""

    name: str
    plan: str = Field(description="IRI")
    plan_title: str
    start: int = Field(description="offset in the plan's text, in code points, half-open with `end`")
    end: int


class VoorloperInfo(BaseModel):
    """An initiative of another region."""

    rank: int
    iri: str
    label: str = Field(examples=["Ketenaanpak valpreventie"])
    regions: list[Named]
    status: str = Field(examples=["existing"])
    voorloper: bool = Field(description="whether its plan presents it as exemplary")
    score: float = Field(ge=0, le=1)
    components: dict[str, PartInfo] = Field(description="readiness, fit, evidence")
    reason_nl: str
    reason_en: str
    goal: FittedGoal | None
    themes: list[Named] = Field(description="its national themes")
    spread: list[Named] = Field(description="regions that follow the approach or do something alike")
    also: list[OtherInfo] = Field(description="the same elsewhere; they would stand further down")
    mentioned: MentionInfo | None = Field(
        description="where a plan of the region names it, though the reading found no initiative there"
    )
    call: list[ContactInfo] = Field(description="who leads it, else the organisations involved; never a person")
    text: str = Field(description="the sentence of the plan that it stands in")
    quotes: list[QuoteInfo]


class LeftOutInfo(BaseModel):
    """An initiative that the region has already."""

    iri: str
    label: str
    regions: list[Named]
    score: float = Field(ge=0, le=1)
    own: OtherInfo
    own_status: str
    why: Literal["name", "approach", "similarity"]
    reason_nl: str
    reason_en: str


class VoorlopersAnswer(BaseModel):
    """Voorlopers for a region."""

    version: str = Field(description="of the graph")
    region: Named
    theme: Named | None
    about: str
    state: State = Field(description="whether the region's goals were found to compare with")
    state_nl: str
    state_en: str
    goals_of: Named = Field(
        description="whose goals were compared: the region's, else those of the nearest that holds it"
    )
    goals: int = Field(description="how many goals of it are on the theme and about the words asked for")
    weights: dict[str, float] = Field(description="what counted for how much", examples=[Weights.usual().shares()])
    total: int
    voorlopers: list[VoorloperInfo]
    left_out_total: int = Field(description="initiatives that the region has already, or something like them")
    left_out: list[LeftOutInfo] = Field(description="which, where that was asked for")
    note_nl: str = NOTE_NL
    note_en: str = NOTE_EN


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
)


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
    advice = voorlopers(prepared, asked)
    state = what_is_known(facts, advice, known.alike(asked.region))
    return VoorlopersAnswer(
        version=version,
        region=named(facts, asked.region),
        theme=named(facts, asked.theme) if asked.theme else None,
        about=asked.about,
        state=advice.state,
        state_nl=state.nl,
        state_en=state.en,
        goals_of=named(facts, advice.goals_of),
        goals=advice.goals,
        weights=advice.weights.shares(),
        total=advice.total,
        voorlopers=[_shown(facts, advice, rank, found) for rank, found in enumerate(advice.found, 1)],
        left_out_total=len(advice.left_out),
        left_out=[_left_out(facts, advice, one) for one in advice.left_out] if left_out else [],
    )


def rows(answer: VoorlopersAnswer) -> list[list[Value]]:
    """A row for each voorloper, as long as COLUMNS."""
    return [_row(one) for one in answer.voorlopers]


def _row(one: VoorloperInfo) -> list[Value]:
    quote = one.quotes[0] if one.quotes else None
    return [
        one.rank,
        round(one.score, 3),
        *(round(one.components[name].value, 3) for name in ("readiness", "fit", "evidence")),
        one.label,
        "; ".join(region.label_nl for region in one.regions),
        one.status,
        one.goal.statement if one.goal else None,
        "; ".join(theme.label_nl for theme in one.themes),
        "; ".join(f"{contact.name} ({contact.role})" for contact in one.call),
        one.reason_nl,
        one.reason_en,
        *((one.text or quote.words, quote.plan_title, quote.start, quote.end, quote.evidence) if quote else [None] * 5),
        one.iri,
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
        call=[
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
        ],
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
