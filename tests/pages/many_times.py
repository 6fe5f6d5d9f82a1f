"""Graphs with many times more in them, made by copying what was read from a few plans under other names."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from graph_api.compare import precomputed
from graph_api.links import links
from graph_api.plans import StoredPlan, stored_plans
from graph_api.reader.structure import file_name
from graph_api.search import index
from graph_api.similar import stored
from graph_api.store import Draft, EmbeddedStore, Snapshot
from ontology import BASE

_THINGS: Final = frozenset({"goal", "initiative", "organisation", "evidence", "target", "theme"})
"""Kinds of thing of which a plan gets many times more; the first part of the path of their IRIs."""
_PLANS: Final = _THINGS | {"plan", "region", "section", "reading"}
"""What a copy of a plan has of its own besides."""
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL: Final = "http://www.w3.org/2004/02/skos/core#prefLabel"
_NAMES: Final = frozenset({_LABEL, "http://purl.org/dc/terms/title", f"{BASE.removesuffix('id/')}def#statement"})
_COVERED: Final = """
SELECT DISTINCT ?plan ?region ?label { ?plan rg:coversRegion ?region . ?region skos:prefLabel ?label }"""
Name = Callable[[str], str]


def multiply(original: EmbeddedStore, made: Path, *, things: int = 1, plans: int = 1) -> None:
    """Publish a store with everything that another holds, so many times.

    Args:
        original: with plans.
        made: folder of the new store.
        things: how many times the goals, initiatives, organisations and themes of each plan.
        plans: how many times each plan, each copy with a region of its own.
    """
    with original.read() as snapshot, EmbeddedStore(made).write() as draft:
        known = stored_plans(snapshot)
        own = {plan.graph for plan in known}
        for graph in set(snapshot.graphs()) - own - {f"{BASE}graph/links"}:
            draft.replace_graph(graph, written(snapshot.triples(graph)))
        for plan in known:
            grown = list(_grown(list(snapshot.triples(plan.graph)), things))
            _keep(draft, snapshot, plan, plan.key, grown)
            for number in range(1, plans):
                key = f"{plan.key}-{number}"
                copied = list(_copied(grown, partial(_renamed, f"-{number}", _PLANS), f" {number}"))
                _keep(draft, snapshot, plan, key, copied + _labels(snapshot, plan, number))
        publish(draft)


def publish(draft: Draft) -> None:
    """Publish a draft with all that a build keeps with a version: links, the index, the comparison."""
    found = links(draft.rows, BASE, None)
    draft.replace_graph(f"{BASE}graph/links", found.ntriples)
    draft.keep_file(stored.FILE, found.write)
    draft.keep_file(index.FILE, partial(index.make_index, draft.rows))
    regional = precomputed.precompute(draft.rows, draft.source, BASE, None)
    draft.keep_file(precomputed.FILE, partial(precomputed.write, regional))
    draft.publish()


def keep_text(draft: Draft, snapshot: Snapshot, sha256: str) -> None:
    """Take over the text of a plan, and its structure, from a version."""
    draft.keep_source(sha256, snapshot.source(sha256) or "")
    structure = snapshot.file(file_name(sha256))
    if structure is not None:
        draft.keep_file(file_name(sha256), partial(shutil.copyfile, structure), source=sha256)


def _keep(draft: Draft, snapshot: Snapshot, plan: StoredPlan, key: str, triples: list[Triple]) -> None:
    draft.replace_graph(f"{BASE}graph/plan/{key}", written(triples))
    keep_text(draft, snapshot, plan.sha256)
    draft.keep_report(key, snapshot.report(plan.key) or [])


def _grown(triples: list[Triple], times: int) -> Iterator[Triple]:
    yield from triples
    for number in range(1, times):
        yield from _copied(triples, partial(_renamed, f"-x{number}", _THINGS), f" {number}")


def _copied(triples: list[Triple], name: Name, behind: str) -> Iterator[Triple]:
    """Triples about things under another name; what is called something is called so with a word behind it."""
    described = {
        triple.subject.value
        for triple in triples
        if triple.predicate.value == _TYPE and isinstance(triple.subject, NamedNode)
    }
    for triple in triples:
        subject, value = triple.subject, triple.object
        if isinstance(subject, NamedNode):
            subject = NamedNode(name(subject.value))
        if isinstance(value, NamedNode) and value.value in described:
            value = NamedNode(name(value.value))
        if isinstance(value, Literal) and triple.predicate.value in _NAMES and subject != triple.subject:
            value = (
                Literal(value.value + behind, language=value.language)
                if value.language
                else Literal(value.value + behind)
            )
        yield Triple(subject, triple.predicate, value)


def _labels(snapshot: Snapshot, plan: StoredPlan, number: int) -> list[Triple]:
    """The names of the regions of a copy: those of the register are not in the graph of the plan."""
    return [
        Triple(
            NamedNode(_renamed(f"-{number}", _PLANS, str(row["region"].value))),  # type: ignore[union-attr]
            NamedNode(_LABEL),
            Literal(f"{row['label'].value} {number}", language="nl"),  # type: ignore[union-attr]
        )
        for row in snapshot.rows(_COVERED, plan=NamedNode(plan.iri))
    ]


def _renamed(behind: str, kinds: frozenset[str], iri: str) -> str:
    kind = re.match(rf"{re.escape(BASE)}([a-z]+)/", iri)
    return iri + behind if kind and kind[1] in kinds else iri


def written(triples: Iterable[Triple]) -> bytes:
    """Triples as N-Triples."""
    data = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert data is not None
    return data
