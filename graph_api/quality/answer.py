"""How sound a version is: what the checks found, what the reading is unsure of, what is kept out, how well it reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import BaseModel, Field

import shapes
from graph_api.evaluation.figures import Figures
from graph_api.facts import Facts, Quote
from graph_api.facts.model import key_of
from graph_api.facts.shown import Named, QuoteInfo, named, quotes
from graph_api.kept_out import KeptOut, KeptOutPlan
from graph_api.plans import StoredPlan

Kind = Literal["goal", "initiative", "organisation", "theme"]
KINDS: Final[tuple[Kind, ...]] = ("goal", "initiative", "organisation", "theme")
Part = Literal["checks", "uncertain", "rejected", "kept-out", "scores"]
Severity = Literal["violation", "warning", "info"]
Report = Sequence[Mapping[str, object]]
_SEVERITIES: Final[tuple[Severity, ...]] = ("violation", "warning", "info")


class PlanReport(BaseModel):
    """What the checks found in a plan."""

    key: str
    iri: str
    title: str
    region: str
    checked: bool = Field(description="whether a report was kept with the plan")
    violations: int = Field(description="a plan with any is kept out, so 0 but after an update by hand")
    warnings: int
    remarks: int
    facts: int


class CheckReport(BaseModel):
    """What one check found, over all plans."""

    key: str = Field(examples=["goal-objective-year"])
    iri: str
    severity: Severity
    about_nl: str = Field(description="what kind of thing is checked", examples=["Doel"])
    about_en: str
    name_nl: str = Field(description="what is asked of it")
    name_en: str
    message_nl: str
    message_en: str
    total: int
    numbers: dict[str, int] = Field(description="by key of the plan, where there are any")
    list: str | None = Field(description="address of the things that fall short; of warnings")


class UncertainFact(BaseModel):
    """A fact that the reading is not sure of."""

    iri: str
    kind: Kind
    label: str
    confidence: float = Field(ge=0, le=1, description="of its surest evidence")
    plans: list[Named]
    quotes: list[QuoteInfo] = Field(description="the surest")


class RejectedFact(BaseModel):
    """A fact that a review rejected: it counts nowhere."""

    iri: str
    kind: Kind | None
    label: str
    why: str = Field(description="as the review says; may be empty")
    quotes: list[QuoteInfo]


class Uncertain(BaseModel):
    """A page of the facts that the reading is not sure of, the least sure first."""

    below: float = Field(ge=0, le=1, description="confidence that they are under")
    kind: Kind | None = Field(description="only these")
    total: int
    by_kind: dict[Kind, int] = Field(description="how many there are of each kind, whatever kind is asked for")
    of: dict[Kind, int] = Field(description="of how many facts of that kind")
    page: int
    size: int
    facts: list[UncertainFact]


class Quality(BaseModel):
    """How sound a version is."""

    version: str
    plans: list[PlanReport]
    checks: list[CheckReport] = Field(description="those that found something, the gravest and most frequent first")
    uncertain: Uncertain
    kept_out_known: bool = Field(description="whether it was kept with this version what was left out")
    kept_out: list[KeptOutPlan] = Field(description="plans that are not in the graph")
    min_confidence: float | None = Field(description="facts less sure than this were left out of the graph")
    rejected: list[RejectedFact] = Field(description="facts that a review rejected")
    scores: Figures | None = Field(description="of the reader, against careful readers; null where none were measured")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which uncertain facts are asked for."""

    below: float = 0.5
    kind: Kind | None = None
    page: int = 1
    size: int = 25


def quality(
    version: str,
    plans: Sequence[StoredPlan],
    reports: Mapping[str, Report | None],
    facts: Facts,
    rejected: Mapping[str, str],
    outside: KeptOut | None,
    scores: Figures | None,
    asked: Asked = Asked(),
) -> Quality:
    """All of it.

    Args:
        version: name of the version.
        plans: its plans.
        reports: what the checks found, by key of the plan; None where no report was kept.
        facts: of the version.
        rejected: IRIs of facts that a review rejected, with the reason.
        outside: what a build kept out; None where that is not known.
        scores: of the reader.
        asked: which uncertain facts.
    """
    return Quality(
        version=version,
        plans=[_plan(plan, reports.get(plan.key)) for plan in plans],
        checks=_checks(reports),
        uncertain=_uncertain(facts, rejected, asked),
        kept_out_known=outside is not None,
        kept_out=outside.plans if outside else [],
        min_confidence=outside.min_confidence if outside else None,
        rejected=_rejected(facts, rejected),
        scores=scores,
    )


def _plan(plan: StoredPlan, report: Report | None) -> PlanReport:
    numbers = Counter(finding["severity"] for finding in report or ())
    return PlanReport(
        key=plan.key,
        iri=plan.iri,
        title=plan.title,
        region=plan.region,
        checked=report is not None,
        violations=numbers["violation"],
        warnings=numbers["warning"],
        remarks=numbers["info"],
        facts=plan.facts,
    )


def _checks(reports: Mapping[str, Report | None]) -> list[CheckReport]:
    numbers: dict[str, Counter[str]] = {}
    for plan, report in reports.items():
        for finding in report or ():
            numbers.setdefault(str(finding["shape"]), Counter())[plan] += 1
    known = {check.iri: check for check in shapes.checks().values()}
    found = [
        CheckReport(
            key=check.key,
            iri=check.iri,
            severity=_severity(check.severity),
            about_nl=check.about_nl,
            about_en=check.about_en,
            name_nl=check.name_nl,
            name_en=check.name_en,
            message_nl=check.message_nl,
            message_en=check.message_en,
            total=by_plan.total(),
            numbers=dict(sorted(by_plan.items())),
            list=f"/checks/{check.key}" if check.severity == "warning" else None,
        )
        for iri, by_plan in numbers.items()
        if (check := known.get(iri))
    ]
    return sorted(found, key=lambda one: (_SEVERITIES.index(one.severity), -one.total, one.key))


def _severity(name: str) -> Severity:
    return next(one for one in _SEVERITIES if one == name)


def _things(facts: Facts) -> Iterator[tuple[Kind, str, str, tuple[Quote, ...]]]:
    """Kind, IRI, label and evidence of every fact that has a confidence."""
    yield from (("goal", goal.iri, goal.statement, goal.quotes) for goal in facts.goals.values())
    yield from (("initiative", one.iri, one.label, one.quotes) for one in facts.initiatives.values())
    yield from (("organisation", one.iri, one.label, one.quotes) for one in facts.organisations.values())
    yield from (("theme", one.iri, one.label, one.quotes) for one in facts.themes.values())


def _uncertain(facts: Facts, rejected: Collection[str], asked: Asked) -> Uncertain:
    unsure, of = [], Counter[Kind]()
    for kind, iri, label, pieces in _things(facts):
        sure = [piece.confidence for piece in pieces if piece.confidence is not None]
        if not sure or iri in rejected:
            continue
        of[kind] += 1
        if max(sure) < asked.below:
            unsure.append((max(sure), iri, kind, label, pieces))
    by_kind = Counter(kind for _, _, kind, _, _ in unsure)
    chosen = sorted(one for one in unsure if asked.kind in (None, one[2]))
    start = (asked.page - 1) * asked.size
    return Uncertain(
        below=asked.below,
        kind=asked.kind,
        total=len(chosen),
        by_kind={kind: by_kind[kind] for kind in KINDS},
        of={kind: of[kind] for kind in KINDS},
        page=asked.page,
        size=asked.size,
        facts=[
            UncertainFact(
                iri=iri,
                kind=kind,
                label=label,
                confidence=confidence,
                plans=[named(facts, plan) for plan in sorted({piece.plan for piece in pieces})],
                quotes=quotes(facts, pieces, 1),
            )
            for confidence, iri, kind, label, pieces in chosen[start : start + asked.size]
        ],
    )


def _rejected(facts: Facts, rejected: Mapping[str, str]) -> list[RejectedFact]:
    """Rejected facts, as far as the graph still knows them."""
    known = {iri: (kind, label, pieces) for kind, iri, label, pieces in _things(facts) if iri in rejected}
    found = []
    for iri, why in sorted(rejected.items()):
        kind, label, pieces = known.get(iri, (None, key_of(iri), ()))
        found.append(RejectedFact(iri=iri, kind=kind, label=label, why=why, quotes=quotes(facts, pieces, 1)))
    return found
