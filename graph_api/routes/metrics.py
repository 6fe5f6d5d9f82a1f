"""/metrics: what the service counts of itself, for Prometheus."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from graph_api.metrics import exposition
from graph_api.sparql.run import QueryRunner
from graph_api.store import Store
from ingest.errors import StoreError

router = APIRouter(tags=["Status"])


@router.get(
    "/metrics",
    summary="Figures for Prometheus",
    response_class=Response,
    responses={
        200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "Prometheus' text format"}
    },
)
def metrics(request: Request) -> Response:
    """Requests by route and status, how long they took, SPARQL queries by what came of them, and the version served."""
    store: Store = request.app.state.store
    runner: QueryRunner = request.app.state.runner
    try:
        with store.read() as snapshot:
            version = snapshot.info
    except StoreError:
        version = None
    figures = exposition(version, runner.pool.running, runner.pool.waiting, runner.pool.alive)
    return Response(figures, media_type=CONTENT_TYPE_LATEST)
