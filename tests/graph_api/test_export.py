"""The graph as a file: the same graph gives the same bytes, and other libraries read them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Dataset, Graph

from graph_api.export import ENDINGS, export
from graph_api.store import EmbeddedStore
from ingest.errors import RegiograafError
from ontology import BASE


@pytest.fixture
def store_with_two(store: EmbeddedStore, plan_triples: bytes) -> EmbeddedStore:
    """A second graph that states some of the same, and has blank nodes."""
    some = b"\n".join(plan_triples.splitlines()[:5]) + b"\n<http://x> <http://p> _:b .\n_:b <http://p> _:c .\n"
    with store.write() as draft:
        draft.replace_graph(f"{BASE}graph/plan/other", some)
        draft.publish()
    return store


def written(store: EmbeddedStore, path: Path) -> bytes:
    with store.read() as snapshot:
        export(snapshot, path)
    return path.read_bytes()


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_graph_gives_the_same_bytes(store_with_two: EmbeddedStore, tmp_path: Path, ending: str) -> None:
    first = written(store_with_two, tmp_path / f"a{ending}")
    copy = EmbeddedStore(tmp_path / "copy")
    with store_with_two.read() as snapshot, copy.write() as draft:
        for graph in reversed(snapshot.graphs()):  # written in another order
            lines = sorted((f"{triple} .\n" for triple in snapshot.triples(graph)), reverse=True)
            draft.replace_graph(graph, "".join(lines).encode())
        draft.publish()
    assert written(copy, tmp_path / f"b{ending}") == first


def test_nquads_are_sorted_and_keep_the_graphs_apart(store_with_two: EmbeddedStore, tmp_path: Path) -> None:
    data = written(store_with_two, tmp_path / "graph.nq")
    lines = data.splitlines()
    assert lines == sorted(lines)
    assert data.endswith(b" .\n")
    graphs = {quad.graph_name.value for quad in parse(data, RdfFormat.N_QUADS)}  # type: ignore[union-attr]
    assert graphs == {f"{BASE}graph/{name}" for name in ("about", "plan/other", "plan/veenrand")}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_every_format_holds_the_same_as_rdflib_reads_it(store_with_two: EmbeddedStore, tmp_path: Path) -> None:
    quads = Dataset()
    for ending, form in ((".nq", "nquads"), (".trig", "trig")):
        read = Dataset()
        read.parse(data=written(store_with_two, tmp_path / f"g{ending}"), format=form)
        quads = quads or read
        assert len(list(read.quads())) == len(list(quads.quads())) > 30
    union = Graph()
    for subject, predicate, value, _ in quads.quads():
        union.add((subject, predicate, value))
    for ending, form in ((".ttl", "turtle"), (".jsonld", "json-ld")):
        graph = Graph()
        graph.parse(data=written(store_with_two, tmp_path / f"g{ending}"), format=form)
        assert len(graph) == len(union) < len(list(quads.quads())), "each statement once"


def test_turtle_is_written_with_prefixes_and_by_subject(store: EmbeddedStore, tmp_path: Path) -> None:
    text = written(store, tmp_path / "g.ttl").decode()
    assert "@prefix rg: <https://w3id.org/regiograaf/def#> .\n" in text
    assert text.count(f"<{BASE}goal/g> a rg:Goal ;") == 1


def test_an_unknown_ending_is_told_with_those_that_are_known(store: EmbeddedStore, tmp_path: Path) -> None:
    with store.read() as snapshot, pytest.raises(RegiograafError, match=r"'.pdf'.*\.nq, \.trig, \.ttl, .*\.graphml"):
        export(snapshot, tmp_path / "graph.pdf")


def test_a_file_that_cannot_be_written_is_told(store: EmbeddedStore, tmp_path: Path) -> None:
    with store.read() as snapshot, pytest.raises(RegiograafError, match="No such file or directory"):
        export(snapshot, tmp_path / "none" / "graph.nq")
