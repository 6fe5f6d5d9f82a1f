"""Facts as answers show them: named things, and the words of a plan with their place."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, Field

from graph_api.facts.model import Facts, Quote, key_of


class Named(BaseModel):
    """A thing with its name."""

    iri: str
    key: str = Field(description="the end of its IRI", examples=["ouderen"])
    label_nl: str = Field(examples=["Ouderen"])
    label_en: str = Field(examples=["Older people"])


class QuoteInfo(BaseModel):
    """Where a plan says so."""

    evidence: str = Field(description="IRI")
    plan: str = Field(description="IRI")
    plan_title: str
    start: int | None = Field(description="offset in the plan's text, in code points, half-open with `end`")
    end: int | None
    page: str | None
    words: str = Field(description="verbatim")
    confidence: float | None = Field(ge=0, le=1)


def named(facts: Facts, iri: str) -> Named:
    """A thing with what it is called."""
    label = facts.label(iri)
    return Named(iri=iri, key=key_of(iri), label_nl=label.nl, label_en=label.en)


def quotes(facts: Facts, pieces: Iterable[Quote], most: int = 3) -> list[QuoteInfo]:
    """The pieces of evidence that the reading is surest of."""
    ranked = sorted(pieces, key=lambda one: (-(one.confidence or 0), one.plan, one.start, one.iri))
    return [
        QuoteInfo(
            evidence=one.iri,
            plan=one.plan,
            plan_title=facts.label(one.plan).nl,
            start=None if one.start < 0 else one.start,
            end=None if one.end < 0 else one.end,
            page=one.page or None,
            words=one.words,
            confidence=one.confidence,
        )
        for one in ranked[:most]
    ]
