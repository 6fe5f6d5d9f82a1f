"""The service: a store, its SPARQL endpoint and a few pages about it."""

from __future__ import annotations

from importlib.metadata import version
from typing import Final

from fastapi import FastAPI

from graph_api.routes import plans, sparql, status
from graph_api.routes.problems import tell_problems
from graph_api.settings import Settings
from graph_api.sparql.run import QueryRunner
from graph_api.store import Store

_ABOUT: Final = """\
What Dutch regional care plans ('regioplannen') say, as an RDF graph: regions, themes, goals, initiatives, voorlopers
and organisations. Every fact points at the words of the plan that it came from.

Wat regionale zorgplannen zeggen, als RDF-graaf: regio's, thema's, doelen, initiatieven, voorlopers en organisaties. Elk
feit wijst naar de woorden in het plan waar het vandaan komt."""


def create_app(store: Store, settings: Settings) -> FastAPI:
    """The service over a store; it serves each version of it as soon as that is published."""
    app = FastAPI(
        title="Regiograaf",
        version=version("regiograaf"),
        description=_ABOUT,
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
    )
    app.state.store = store
    app.state.settings = settings
    app.state.runner = QueryRunner(store, settings)
    tell_problems(app)
    for module in (status, plans, sparql):
        app.include_router(module.router)
    return app
