"""Reads plans into the store: all that can be kept is published together, as one new version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse, serialize

import ontology
from graph_api import kept_out
from graph_api.compare import precomputed
from graph_api.links import links
from graph_api.reader.structure import file_name
from graph_api.reading import Event, HowToRead, PlanFailed, PlanRead, read_plans
from graph_api.search import index
from graph_api.similar import stored
from graph_api.similar.versions import embedder
from graph_api.store import Draft, Store, VersionInfo
from queries import published

if TYPE_CHECKING:
    from ingest.pipeline import PlanReading


@dataclass
class Built:
    """What came of a build."""

    readings: list[PlanReading] = field(default_factory=list)
    """What was kept, in the order of the files; without texts and triples, which are in the store."""
    kept_out: list[PlanFailed] = field(default_factory=list)
    version: VersionInfo | None = None
    """What was published; None where every plan was kept out, and the store is as it was."""


def build(paths: Sequence[Path], store: Store, how: HowToRead, watch: Callable[[Event], None]) -> Built:
    """Read plans into a store.

    Args:
        paths: the plans' files, each at most once.
        store: what to write.
        how: how to read them.
        watch: is told what happens while it happens.

    Raises:
        StoreError: the store cannot be written; it is as it was.
    """
    with store.write() as draft:
        kept = _Kept(paths, draft)
        for event in read_plans(paths, how):
            if isinstance(event, PlanRead):
                event = kept.offer(event)
            elif isinstance(event, PlanFailed):
                kept.out.append(event)
            watch(event)
        built = Built(kept.readings(), sorted(kept.out, key=lambda plan: kept.order[plan.path]))
        if built.readings:
            for part in ontology.PARTS:
                draft.replace_graph(f"{how.base}graph/{part}", background(part, how.base))
            draft.replace_graph(published.graph(how.base), published.ntriples(how.base))
            found = links(draft.rows, how.base, embedder(store))
            draft.replace_graph(f"{how.base}graph/links", found.ntriples)
            draft.keep_file(stored.FILE, found.write)
            draft.keep_file(index.FILE, partial(index.make_index, draft.rows))
            regional = precomputed.precompute(draft.rows, draft.source, how.base, precomputed.earlier(store))
            draft.keep_file(precomputed.FILE, partial(precomputed.write, regional))
            outside = kept_out.kept_out(built.kept_out, paths, how.min_confidence, kept_out.earlier(store))
            draft.keep_file(kept_out.FILE, partial(kept_out.write, outside))
            built.version = draft.publish()
    return built


def background(part: str, base: str) -> bytes:
    """A part of the ontology as N-Triples, its IRIs under `base`."""
    triples = []
    for path in ontology.files(part):
        # two files may use one name for two blank nodes
        quads = parse(ontology.turtle(path, base).encode("utf-8"), RdfFormat.TURTLE, rename_blank_nodes=True)
        triples += [quad.triple for quad in quads]
    data = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert data is not None
    return data


class _Kept:
    """The plans that go into the draft: those that conform, and of two with one key the first."""

    def __init__(self, paths: Sequence[Path], draft: Draft) -> None:
        self.order = {path: place for place, path in enumerate(paths)}
        self.out: list[PlanFailed] = []
        self._draft = draft
        self._by_key: dict[str, PlanRead] = {}

    def readings(self) -> list[PlanReading]:
        """In the order of the files."""
        plans = sorted(self._by_key.values(), key=lambda plan: self.order[plan.path])
        return [plan.reading for plan in plans]

    def offer(self, plan: PlanRead) -> PlanRead | PlanFailed:
        """Keep a plan, or say why not."""
        reading = plan.reading
        if not reading.report.conforms:
            return self._keep_out(_with_violations(plan))
        rival = self._by_key.get(reading.key)
        if rival and self.order[rival.path] < self.order[plan.path]:
            return self._keep_out(_second(plan, rival))
        if rival:  # plans come as they are ready, but which of two is the second may not depend on that
            self._keep_out(_second(rival, plan))
        self._draft.replace_graph(reading.graph, reading.ntriples)
        self._draft.keep_source(reading.sha256, reading.text)
        self._draft.keep_report(reading.key, reading.report.to_json())
        if reading.structure:
            name = file_name(reading.sha256)
            self._draft.keep_file(name, lambda path: _write(path, reading.structure), source=reading.sha256)
        self._by_key[reading.key] = PlanRead(plan.path, replace(reading, text="", ntriples=b"", structure=b""))
        return plan

    def _keep_out(self, plan: PlanFailed) -> PlanFailed:
        self.out.append(plan)
        return plan


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _with_violations(plan: PlanRead) -> PlanFailed:
    violations = plan.reading.report.violations
    number = "a violation" if len(violations) == 1 else f"{len(violations)} violations"
    return PlanFailed(
        plan.path,
        f"what was read from it has {number}.",
        "Mend the plan's text where they point, or report this as a fault of the reading.",
        tuple(line for violation in violations for line in (violation.line("en"), violation.line("nl"))),
    )


def _second(plan: PlanRead, rival: PlanRead) -> PlanFailed:
    key = plan.reading.key
    return PlanFailed(
        plan.path,
        f"its key '{key}' is also that of {rival.path}.",
        f'Rename one of the two, or put `key = "{key}-2"` in {plan.path.with_suffix(".toml").name} beside it.',
    )
