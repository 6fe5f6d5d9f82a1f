"""/ and /health: what this service is, and how it is."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, Field

from graph_api.plans import stored_plans
from graph_api.store import Store

router = APIRouter(tags=["Status"])

_LINKS: Final = {
    "sparql": "/sparql",
    "plans": "/plans",
    "health": "/health",
    "documentation": "/docs",
    "openapi": "/openapi.json",
}
_WORDS: Final = {
    "sparql": "SPARQL 1.1, by GET and POST",
    "plans": "the plans in the graph, and what the checks found in them",
    "health": "version, number of plans and facts",
    "documentation": "every address, with examples to try",
    "openapi": "the same for machines",
}
_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Regiograaf</title></head>
<body><h1>Regiograaf</h1>
<p lang="nl">Wat regionale zorgplannen zeggen, als graaf: elk feit wijst naar de woorden in het plan.</p>
<p>What Dutch regional care plans say, as a graph: every fact points at the words of its plan.</p>
<ul>
{links}
</ul></body></html>
"""


class Health(BaseModel):
    """How the service is."""

    status: str = Field(examples=["ok"])
    software: str = Field(description="that made the graph", examples=["regiograaf 0.1.0"])
    version: str = Field(description="of the graph; it changes with every build", examples=["000003"])
    made: str = Field(description="when that version was published", examples=["2026-02-03T12:00:00Z"])
    plans: int = Field(examples=[3])
    facts: int = Field(description="things with evidence: goals, initiatives, organisations, themes, regions")
    statements: int = Field(description="triples in all named graphs")


@router.get("/health", summary="How the service is")
def health(request: Request) -> Health:
    """Which version of the graph is served, and how much it holds; 503 where there is none."""
    store: Store = request.app.state.store
    with store.read() as snapshot:
        plans, info = stored_plans(snapshot), snapshot.info
    return Health(
        status="ok",
        software=info.software,
        version=info.name,
        made=info.made,
        plans=len(plans),
        facts=sum(plan.facts for plan in plans),
        statements=info.statements,
    )


@router.get("/", summary="Where to start", response_model=dict[str, str])
def start(request: Request) -> Response:
    """Links to what the service offers: a small page for a browser, JSON for who asks for it."""
    if "text/html" in request.headers.get("accept", ""):
        links = "\n".join(f'<li><a href="{path}">{name}</a>: {_WORDS[name]}</li>' for name, path in _LINKS.items())
        return HTMLResponse(_PAGE.format(links=links), headers={"Vary": "Accept"})
    return JSONResponse(_LINKS, headers={"Vary": "Accept"})
