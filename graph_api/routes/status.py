"""/health and /ready: how this service is."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from graph_api.kept import Kept
from graph_api.plans import stored_plans
from graph_api.routes.problems import Problem, problem
from graph_api.sparql.run import QueryRunner
from graph_api.store import Store
from ingest.errors import StoreError

router = APIRouter(tags=["Status"])


class Health(BaseModel):
    """How the service is, and what it serves."""

    status: str = Field(description="ok: the service is alive", examples=["ok"])
    software: str | None = Field(description="that made the graph", examples=["regiograaf 0.1.0"])
    version: str | None = Field(description="of the graph; it changes with every build", examples=["000003"])
    made: str | None = Field(description="when that version was published", examples=["2026-02-03T12:00:00Z"])
    plans: int = Field(examples=[3])
    facts: int = Field(description="things with evidence: goals, initiatives, organisations, themes, regions")
    statements: int = Field(description="triples in all named graphs")


class Ready(BaseModel):
    """That the service can answer."""

    status: str = Field(examples=["ready"])
    version: str = Field(description="of the graph that is served", examples=["000003"])


@router.get("/health", summary="Whether the service is alive")
def health(request: Request) -> Health:
    """Always 200 while the service is alive, with the version of the graph and how much it holds where there is one."""
    store: Store = request.app.state.store
    kept: Kept = request.app.state.kept
    try:
        with store.read() as snapshot:
            plans, info = kept.of(snapshot, "plans", lambda: stored_plans(snapshot)), snapshot.info
    except StoreError:
        return Health(status="ok", software=None, version=None, made=None, plans=0, facts=0, statements=0)
    return Health(
        status="ok",
        software=info.software,
        version=info.name,
        made=info.made,
        plans=len(plans),
        facts=sum(plan.facts for plan in plans),
        statements=info.statements,
    )


@router.get(
    "/ready",
    summary="Whether the service can answer",
    responses={503: {"model": Problem, "description": "It cannot: there is no graph, or no query can be run"}},
    response_model=Ready,
)
async def ready(request: Request) -> Response | Ready:
    """For a load balancer: 200 where there is a graph and queries can be run, else 503."""
    store: Store = request.app.state.store
    runner: QueryRunner = request.app.state.runner
    try:
        version = await run_in_threadpool(_version, store)
    except StoreError as error:
        return problem(503, f"{error.what} The service has no graph to answer from.")
    if not runner.pool.alive:
        runner.pool.warm_up()  # somebody killed them all; they are there when this is asked again
        return problem(503, "no process that runs queries is alive.")
    return Ready(status="ready", version=version)


def _version(store: Store) -> str:
    with store.read() as snapshot:
        return snapshot.info.name
