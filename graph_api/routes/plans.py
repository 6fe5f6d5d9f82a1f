"""/plans: which plans the graph holds, the text of each with its facts, and what the checks found in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field

from graph_api.errors import AskedError, UnknownError
from graph_api.facts.named import UnknownNameError
from graph_api.plans import KINDS, StoredPlan, stored_plans
from graph_api.reader.answer import LONGEST_QUERY, PlanText, asked_kinds, plan_text
from graph_api.reader.reader import NoTextError, Reader
from graph_api.reader.show import DEEPEST, shelf
from graph_api.routes.answering import Format, Page, Table, answered, csv_of, facts, responses
from graph_api.routes.documents import kept, readable
from graph_api.store import Snapshot
from graph_api.tables import Value
from shapes import checks

router = APIRouter(tags=["Plans"])

FINDINGS: Final = 50
"""On a page; JSON and CSV have all."""
_PLAN_COLUMNS: Final = (
    *("key", "title", "region", "issued", "kind", "facts"),
    *KINDS,
    *("warnings", "read_at", "file", "sha256", "iri"),
)
_FINDING_COLUMNS: Final = (
    *("severity", "check", "label", "message_nl", "message_en"),
    *("value", "evidence", "path", "focus"),
)
_Key = Annotated[str, Path(description="key of the plan", examples=["ijsselveld-2023"], max_length=300)]


class PlanInfo(BaseModel):
    """A plan in the graph."""

    key: str = Field(examples=["ijsselveld-2023"])
    iri: str
    graph: str = Field(description="the named graph with all that was read from the plan")
    title: str
    region: str = Field(description="name of the region that it covers; empty where the plan names none")
    issued: str = Field(description="a year, year-month or date; empty where the plan gives none", examples=["2023-12"])
    kind: str
    file: str
    sha256: str
    read_at: str
    facts: int = Field(description="things with evidence in this plan")
    counts: dict[str, int] = Field(examples=[{"goals": 12, "initiatives": 9, "voorlopers": 3}])
    warnings: int


class FindingInfo(BaseModel):
    """One thing that a check found in a plan."""

    severity: str = Field(examples=["warning"])
    focus: str = Field(description="IRI of the thing that falls short")
    label: str = Field(description="what people call it")
    path: str | None
    message_nl: str
    message_en: str
    value: str | None
    evidence: str | None = Field(description="the first words of its evidence")
    shape: str = Field(description="IRI of the check")


@readable(
    router,
    "/plans",
    summary="The plans in the graph",
    response_model=list[PlanInfo],
    responses=responses("The plans, in order of their keys"),
)
def plans(request: Request, format: Format = None) -> Response:
    """Each plan with what it says of itself and how much was read from it. / De plannen, en wat eruit gelezen is."""

    def make(snapshot: Snapshot) -> list[PlanInfo]:
        return [PlanInfo.model_validate(plan, from_attributes=True) for plan in _stored(request, snapshot)]

    def more(snapshot: Snapshot, answer: list[PlanInfo]) -> Mapping[str, Any]:
        return {"regions": {plan.key: plan.region_iri for plan in _stored(request, snapshot)}, "kinds": tuple(KINDS)}

    return answered(request, format, make, csv_of(_plan_table, "plans"), page=Page("plans.html", more))


@readable(
    router,
    "/plans/{key}",
    summary="The text of a plan, with its facts",
    response_model=PlanText,
    responses=responses("A part of the text; as CSV the facts of the whole plan with their places"),
)
def plan(
    request: Request,
    key: _Key,
    part: Annotated[int | None, Query(ge=1, le=1_000_000, description="a long plan comes in parts")] = None,
    at: Annotated[
        int | None,
        Query(
            ge=0, le=100_000_000, description="code point of the text: the part that holds it, and what starts there"
        ),
    ] = None,
    q: Annotated[str, Query(max_length=LONGEST_QUERY, description="words to find in the text of this plan")] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000, description="of the places where these words stand")] = 1,
    kind: Annotated[
        list[str] | None,
        Query(description="facts of these kinds only: goal, initiative, voorloper, organisation, theme, region"),
    ] = None,
    format: Format = None,
) -> Response:
    """The text as it came out of the plan's file, cut in parts by sections, each block and fact with its offsets.

    De tekst van een plan, met de feiten op de woorden waar ze vandaan komen.
    """

    def make(snapshot: Snapshot) -> PlanText:
        return plan_text(_reader(request, snapshot, key), snapshot.info.name, part, at, q, page, asked_kinds(kind))

    def more(snapshot: Snapshot, answer: PlanText) -> Mapping[str, Any]:
        found = _reader(request, snapshot, key)
        asked = (
            ("q", q),
            ("at", str(at) if at is not None else ""),
            ("part", str(part) if part and at is None else ""),
        )
        return {
            "shelf": shelf(found, answer),
            "stored": found.plan,
            "deepest": DEEPEST,
            "kept_choices": {name: value for name, value in asked if value},
        }

    form = csv_of(lambda answer: answer.table(), f"{_file_safe(key)}-facts")
    return answered(request, format, make, form, page=Page("plan.html", more))


@readable(
    router,
    "/plans/{key}/report",
    summary="What the checks found in a plan",
    response_model=list[FindingInfo],
    responses=responses("The findings, gravest first"),
)
def report(
    request: Request,
    key: _Key,
    check: Annotated[str, Query(max_length=200, description="only of this check", examples=["goal-statement"])] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000, description="of the page; JSON and CSV have all findings")] = 1,
    format: Format = None,
) -> Response:
    """What goes with the plan: minimum content of a regioplan that it lacks, goals that are not SMART …

    Wat de controles in een plan vonden.
    """

    def make(snapshot: Snapshot) -> list[FindingInfo]:
        findings = snapshot.report(_plan(request, snapshot, key).key)
        if findings is None:
            raise UnknownError(
                f"'{key}' was not checked.",
                way_out="Read the plan: regiograaf build PLAN.",
                dutch="Dit plan is niet gecontroleerd. Laat het lezen: regiograaf build PLAN.",
            )
        if check and check not in _checks():
            raise AskedError(
                f"there is no check '{check}'.",
                way_out="docs/checks.md lists them.",
                dutch=f"Er is geen controle '{check}'.",
            )
        return [
            FindingInfo.model_validate(one) for one in findings if not check or _key_of(one.get("shape") or "") == check
        ]

    def more(snapshot: Snapshot, answer: list[FindingInfo]) -> Mapping[str, Any]:
        pages = max(-(-len(answer) // FINDINGS), 1)
        if page > pages:
            raise UnknownError(f"there is no page {page} of these findings.", way_out=f"There are {pages}.")
        whole = snapshot.report(key) or []
        return {
            "plan": _plan(request, snapshot, key),
            "shown": answer[(page - 1) * FINDINGS : page * FINDINGS],
            "current": page,
            "pages": pages,
            "checks": checks(),
            "tally": _tally(whole),
            "total": len(whole),
            "chosen": check,
            "places": _places(request, snapshot, key),
        }

    return answered(
        request, format, make, csv_of(_finding_table, f"{_file_safe(key)}-report"), page=Page("report.html", more)
    )


def _stored(request: Request, snapshot: Snapshot) -> list[StoredPlan]:
    return kept(request).of(snapshot, "plans", lambda: stored_plans(snapshot))


def _plan(request: Request, snapshot: Snapshot, key: str) -> StoredPlan:
    """A plan by its key.

    Raises:
        UnknownNameError: there is none.
    """
    found = {plan.key: plan for plan in _stored(request, snapshot)}
    if key not in found:
        raise UnknownNameError("plan", key, sorted(found)[:5], {plan.key: plan.title for plan in found.values()})
    return found[key]


def _reader(request: Request, snapshot: Snapshot, key: str) -> Reader:
    plan = _plan(request, snapshot, key)
    return kept(request).of(snapshot, ("reader", key), lambda: Reader.of(snapshot, facts(request, snapshot), plan))


def _places(request: Request, snapshot: Snapshot, key: str) -> dict[str, int]:
    """Thing to the first place where the plan speaks of it; empty where the plan's text was not kept."""
    try:
        found = _reader(request, snapshot, key).facts
    except NoTextError:
        return {}
    return {fact.iri: fact.start for fact in reversed(found)}


def _checks() -> frozenset[str]:
    return frozenset(check.key for check in checks().values())


def _key_of(shape: str) -> str:
    return shape.rpartition("#")[2]


def _tally(findings: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, int]]:
    """Each check that found something: its IRI, how grave it is, and how often; in the order of the report."""
    counted = Counter((str(one.get("shape")), str(one.get("severity"))) for one in findings)
    return [(shape, severity, number) for (shape, severity), number in counted.items()]


def _plan_table(answer: list[PlanInfo]) -> Table:
    return Table("plans", _PLAN_COLUMNS, [_plan_row(one) for one in answer])


def _plan_row(one: PlanInfo) -> list[Value]:
    counts = [one.counts.get(kind, 0) for kind in KINDS]
    said = (one.key, one.title, one.region, one.issued, one.kind)
    return [*said, one.facts, *counts, one.warnings, one.read_at, one.file, one.sha256, one.iri]


def _finding_table(answer: list[FindingInfo]) -> Table:
    rows: list[list[Value]] = []
    for one in answer:
        said = (one.severity, _key_of(one.shape), one.label, one.message_nl, one.message_en)
        rows.append([*said, one.value, one.evidence, one.path, one.focus])
    return Table("report", _FINDING_COLUMNS, rows)


def _file_safe(key: str) -> str:
    """A key as part of a file name in a header."""
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_") else "-" for sign in key)[:80]
