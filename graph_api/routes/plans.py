"""/plans: which plans the graph holds, and what the checks found in each."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from graph_api.plans import stored_plans
from graph_api.routes.problems import Problem, problem
from graph_api.store import Store

router = APIRouter(tags=["Plans"])


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


@router.get("/plans", summary="The plans in the graph")
def plans(request: Request) -> list[PlanInfo]:
    """Each plan with what it says of itself and how much was read from it."""
    store: Store = request.app.state.store
    with store.read() as snapshot:
        return [PlanInfo.model_validate(plan, from_attributes=True) for plan in stored_plans(snapshot)]


@router.get(
    "/plans/{key}/report",
    summary="What the checks found in a plan",
    response_model=list[FindingInfo],
    responses={404: {"model": Problem, "description": "No such plan"}},
)
def report(request: Request, key: str) -> Response | list[dict[str, Any]]:
    """What goes with the plan: minimum content of a regioplan that it lacks, goals that are not SMART …"""
    store: Store = request.app.state.store
    with store.read() as snapshot:
        findings = snapshot.report(key)
    return problem(404, f"there is no plan '{key}' here; /plans lists them.") if findings is None else findings
