"""What is in a version: named graphs, their union, texts and reports."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import QueryResultsFormat

from graph_api.store import EmbeddedStore, Kind, Query, Snapshot
from ingest.errors import StoreError

A, B = "https://example.org/a", "https://example.org/b"
SAME = b'<http://s> <http://p> "same" .\n'


def put(store: EmbeddedStore, **graphs: bytes) -> None:
    with store.write() as draft:
        for name, data in graphs.items():
            draft.replace_graph(f"https://example.org/{name}", data)
        draft.publish()


def answer(snapshot: Snapshot, text: str, **protocol: tuple[str, ...]) -> list[str]:
    output = io.BytesIO()
    query = Query(text, default_graphs=protocol.get("default", ()), named_graphs=protocol.get("named", ()))
    assert snapshot.answer(query, lambda kind: QueryResultsFormat.CSV, output) is Kind.TABLE
    return output.getvalue().decode().split()[1:]


def test_the_union_has_each_statement_once_and_as_long_as_one_graph_states_it(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path)
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    put(store, a=SAME, b=SAME)
    with store.read() as snapshot:
        assert answer(snapshot, count) == ["1"]
        assert answer(snapshot, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == ["2"]
        assert snapshot.info.statements == 2
    put(store, a=b"")
    with store.read() as snapshot:
        assert answer(snapshot, count) == ["1"], "b states it still"
        assert snapshot.graphs() == (B,)
    put(store, b=b'<http://s> <http://p> "other" .\n')
    with store.read() as snapshot:
        assert answer(snapshot, "SELECT ?o { ?s ?p ?o }") == ["other"]


statements = st.frozensets(st.integers(0, 5), max_size=4)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), statements), min_size=1, max_size=6))
def test_the_default_graph_is_the_union_after_any_replacements(steps: list[tuple[str, frozenset[int]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = EmbeddedStore(Path(folder))
        expected: dict[str, frozenset[int]] = {}
        with store.write() as draft:
            for name, numbers in steps:
                data = "".join(f'<http://s> <http://p> "{n}" .\n' for n in numbers)
                draft.replace_graph(f"https://example.org/{name}", data.encode())
                expected[name] = numbers
            draft.publish()
        with store.read() as snapshot:
            union = sorted(str(n) for n in frozenset().union(*expected.values()))
            assert sorted(answer(snapshot, "SELECT ?o { ?s ?p ?o }")) == union


def test_from_and_the_protocols_dataset_say_what_is_seen(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path)
    put(store, a=b'<http://s> <http://p> "in-a" .', b=b'<http://s> <http://p> "in-b" .')
    everything, named = "{ ?s ?p ?o }", "{ GRAPH ?g { ?s ?p ?o } }"
    with store.read() as snapshot:
        assert sorted(answer(snapshot, f"SELECT ?o {everything}")) == ["in-a", "in-b"]
        assert answer(snapshot, f"SELECT ?o FROM <{A}> {everything}") == ["in-a"]
        assert answer(snapshot, f"SELECT ?o FROM NAMED <{B}> {named}") == ["in-b"]
        assert answer(snapshot, f"SELECT ?o FROM NAMED <{B}> {everything}") == []
        assert answer(snapshot, f"SELECT ?o {everything}", default=(B,)) == ["in-b"]
        assert answer(snapshot, f"SELECT ?o {named}", named=(A,)) == ["in-a"]
        assert answer(snapshot, f"SELECT ?o FROM <{A}> {everything}", default=(B,)) == ["in-b"], "the protocol wins"


def test_blank_nodes_keep_their_names_and_graphs_do_not_share_them(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path)
    one = b"_:x <http://p> _:y .\n_:y <http://p> <http://end> .\n"
    other = b"_:n1 <http://p> <http://end> .\n_:n0 <http://p> _:n1 .\n"
    put(store, a=one, b=one)
    with store.read() as snapshot:
        first = sorted(map(str, snapshot.triples(A)))
        assert not set(first) & set(map(str, snapshot.triples(B)))
    put(store, a=other)
    with store.read() as snapshot:
        assert sorted(map(str, snapshot.triples(A))) == first


def test_what_is_no_ntriples_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=f"{A}: these are no triples"), EmbeddedStore(tmp_path).write() as draft:
        draft.replace_graph(A, b"no triples")


def test_texts_and_reports_go_from_version_to_version(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path)
    plan = b'<http://plan> <https://w3id.org/regiograaf/def#sourceSha256> "abc" .'
    text = "regel\r\nmet é en 😀\n"
    with store.write() as draft:
        draft.replace_graph(A, plan)
        draft.keep_source("abc", text)
        draft.keep_report("../../plan", [{"severity": "warning"}])
        draft.publish()
    put(store, b=SAME)
    with store.read() as snapshot:
        assert snapshot.source("abc") == text
        assert snapshot.report("../../plan") == [{"severity": "warning"}]
        assert snapshot.source("other") is None
        assert snapshot.report("other") is None
    assert not list(tmp_path.parent.glob("plan*")), "a key does not lead out of the folder"
    put(store, a=plan.replace(b"abc", b"def"))
    with store.read() as snapshot:
        assert snapshot.source("abc") is None, "no plan has this text any more"
