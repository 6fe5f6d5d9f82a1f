"""A process that makes one change to a store and ends; the service may kill it, and the store is then as it was.

It reads a job from standard input (a line of JSON, and then the bytes of what was uploaded) and writes what came of it to
standard output as JSON. It is started by `update`.
"""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from typing import Any, Final

from pyoxigraph import RdfFormat

from graph_api.sparql.sandbox import forbid_connections
from graph_api.sparql.worker import limit_memory
from graph_api.store import EmbeddedStore
from graph_api.store.changes import Changed, Upload, apply_update, change_graph
from ingest.errors import StoreError

_NAMES: Final[dict[type[BaseException], str]] = {SyntaxError: "syntax", MemoryError: "memory", OSError: "io"}


def main() -> None:
    """Do the job that stands on standard input."""
    job = json.loads(sys.stdin.buffer.readline())
    signal.setitimer(signal.ITIMER_REAL, job["seconds"])  # ends this process, should the service have gone
    limit_memory(job["memory"])
    if not job["may_connect"]:
        forbid_connections()
    try:
        changed = _change(job)
        told: dict[str, Any] = {"existed": changed.existed, "version": changed.version and changed.version.name}
    except StoreError as error:
        told = {"error": "store", "message": error.what, "way_out": error.way_out}
    except BaseException as error:  # noqa: BLE001 (the engine's panics too: the service is to know, whatever it is)
        told = {"error": _NAMES.get(type(error), "refused"), "message": str(error)}
    print(json.dumps(told))


def _change(job: dict[str, Any]) -> Changed:
    store = EmbeddedStore(Path(job["store"]))
    if "update" in job:
        return apply_update(store, job["update"], job["base"])
    uploads = []
    for upload in job["uploads"]:
        form = RdfFormat.from_media_type(upload["media_type"])
        assert form is not None
        uploads.append(Upload(sys.stdin.buffer.read(upload["bytes"]), form, job["graph"]))
    return change_graph(store, job["graph"], uploads, keep=job["keep"])
