"""The service: a store, its SPARQL endpoint and a few pages about it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Final

from fastapi import FastAPI

from graph_api.kept import Kept
from graph_api.logs import observe
from graph_api.routes import (
    about,
    api_docs,
    approaches,
    checks,
    compare,
    description,
    export,
    graph_store,
    lookup,
    metrics,
    networks,
    organisations,
    plans,
    quality,
    queries,
    regions,
    regions_lists,
    search,
    similar,
    sparql,
    start,
    status,
    themes,
    things,
    vocabulary,
    voorlopers,
)
from graph_api.routes.cors import allow_other_sites
from graph_api.routes.endings import Endings
from graph_api.routes.openapi import describe_problems
from graph_api.routes.problems import tell_problems
from graph_api.search.indexes import Indexes
from graph_api.security import protect
from graph_api.settings import Settings
from graph_api.sparql.run import QueryRunner
from graph_api.sparql.update import Changer
from graph_api.store import Store
from graph_api.warm import keep_warm
from graph_api.web.assets import STATIC, Assets
from graph_api.web.chosen import ChosenLanguage

_ABOUT: Final = """\
What Dutch regional care plans ('regioplannen') say, as an RDF graph: regions, themes, goals, initiatives, voorlopers
and organisations. Every fact points at the words of the plan that it came from.

Wat regionale zorgplannen zeggen, als RDF-graaf: regio's, thema's, doelen, initiatieven, voorlopers en organisaties. Elk
feit wijst naar de woorden in het plan waar het vandaan komt."""


_ROUTES: Final = (
    graph_store,
    start,
    status,
    metrics,
    api_docs,
    plans,
    search,
    similar,
    voorlopers,
    checks,
    quality,
    networks,
    organisations,
    compare,
    themes,
    approaches,
    regions,
    regions_lists,
    export,
    sparql,
    vocabulary,
    about,
    things,
    lookup,
    description,
)
"""In this order: the first that fits an address answers."""


def create_app(store: Store, settings: Settings) -> FastAPI:
    """The service over a store; it serves each version of it as soon as that is published."""
    app = FastAPI(
        title="Regiograaf",
        version=version("regiograaf"),
        description=_ABOUT,
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        lifespan=_running,
        docs_url=None,  # the framework's pages load scripts from another host
        redoc_url=None,
    )
    app.state.store = store
    app.state.settings = settings
    app.state.runner = QueryRunner(settings)
    app.state.changer = Changer(store, settings)
    app.state.indexes = Indexes(store)
    app.state.kept = Kept()
    tell_problems(app)
    app.add_middleware(Endings)
    app.add_middleware(ChosenLanguage)
    allow_other_sites(app, settings)
    protect(app, settings)
    observe(app)
    for module in _ROUTES:
        app.include_router(module.router)
    app.include_router(queries.router(settings))
    describe_problems(app)
    app.mount("/static", Assets(directory=STATIC), name="static")
    return app


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    """What starts and stops with the service."""
    app.state.runner.pool.warm_up()
    warming = asyncio.create_task(keep_warm(app)) if app.state.settings.warm else None
    try:
        yield
    finally:
        if warming:
            warming.cancel()
        app.state.runner.close()
