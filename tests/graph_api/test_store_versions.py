"""The store keeps whole versions: what is published stays, whatever happens to who writes the next one."""

from __future__ import annotations

import multiprocessing
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph_api.store import EmbeddedStore, Snapshot
from ingest.errors import StoreError

GRAPH = "https://example.org/graph"

WRITER = """
import sys, time
from pathlib import Path
from graph_api.store import EmbeddedStore
store = EmbeddedStore(Path(sys.argv[1]))
"""


def lines(value: str, number: int = 3) -> bytes:
    return b"".join(b'<http://x/%d> <http://p> "%s" .\n' % (n, value.encode()) for n in range(number))


def publish(store: EmbeddedStore, value: str) -> str:
    with store.write() as draft:
        draft.replace_graph(GRAPH, lines(value))
        return draft.publish().name


def values(snapshot: Snapshot) -> list[str]:
    return [row["o"].value for row in snapshot.rows("SELECT ?o { ?s <http://p> ?o }")]  # type: ignore[union-attr]


def versions(store: EmbeddedStore) -> list[str]:
    return sorted(path.name for path in (store.folder / "versions").iterdir())


def _write(path: Path, text: str) -> None:
    assert not path.exists()
    path.write_text(text)


def write_in_another_process(folder: Path, code: str) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", WRITER + code, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()  # it is where it should be
    return process


def test_a_reader_keeps_its_version_while_a_newer_one_is_published(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path)
    publish(store, "old")
    with store.read() as old:
        publish(store, "new")
        with EmbeddedStore(tmp_path).read() as new:
            assert values(new) == ["new"] * 3
        assert values(old) == ["old"] * 3
        assert old.info.name in versions(store), "a version that is read is not swept"
    publish(store, "newest")
    with store.read() as newest:
        assert values(newest) == ["newest"] * 3
        publish(store, "newest")
    assert "000001" not in versions(store)
    assert "000002" not in versions(store)


def test_one_store_object_hands_out_the_new_version_and_lets_go_of_the_old(tmp_path: Path) -> None:
    store, writer = EmbeddedStore(tmp_path), EmbeddedStore(tmp_path)
    publish(writer, "a")
    with store.read() as first, store.read() as second:
        assert first is second, "opened once"
    publish(writer, "b")
    assert versions(store) == ["000001", "000002"], "the store has the old version open still"
    with store.read() as third:
        assert values(third) == ["b"] * 3
    publish(writer, "c")
    assert versions(store) == ["000002", "000003"]


def test_a_draft_that_is_not_published_leaves_nothing(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path)
    publish(store, "old")
    with store.write() as draft:
        draft.replace_graph(GRAPH, lines("new"))
    with pytest.raises(ZeroDivisionError), store.write() as draft:
        draft.replace_graph(GRAPH, lines("new"))
        raise ZeroDivisionError
    with store.read() as snapshot:
        assert values(snapshot) == ["old"] * 3
    assert versions(store) == ["000001"]


def test_only_one_process_writes_and_the_other_is_told_which_one_does(tmp_path: Path) -> None:
    publish(EmbeddedStore(tmp_path), "old")
    writer = write_in_another_process(tmp_path, "with store.write(): print('in', flush=True); time.sleep(60)")
    try:
        with pytest.raises(StoreError, match=rf"being written by process {writer.pid}; wait"):
            publish(EmbeddedStore(tmp_path), "new")
        with EmbeddedStore(tmp_path).read() as snapshot:
            assert values(snapshot) == ["old"] * 3
    finally:
        writer.kill()
        writer.wait()
    publish(EmbeddedStore(tmp_path), "new")


def test_a_process_that_was_started_meanwhile_keeps_no_lock(tmp_path: Path) -> None:
    """A fork has all open files, and their locks, until it runs its own program; here it never does."""
    store = EmbeddedStore(tmp_path)
    publish(store, "old")
    started = multiprocessing.get_context("fork")
    with store.write() as draft, EmbeddedStore(tmp_path).read():
        child = started.Process(target=time.sleep, args=(60,))
        child.start()
        draft.replace_graph(GRAPH, lines("new"))
        draft.publish()
    try:
        assert publish(store, "newer") == "000003"
        assert versions(store) == ["000003"], "what nobody reads any more is swept"
    finally:
        child.kill()
        child.join()


def test_a_killed_writer_leaves_the_old_version_and_no_rubbish(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path)
    publish(store, "old")
    code = f"""
with store.write() as draft:
    draft.replace_graph({GRAPH!r}, b'<http://x/0> <http://p> "half" .')
    print('written', flush=True)
    time.sleep(60)
"""
    writer = write_in_another_process(tmp_path, code)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    assert any(name.endswith(".draft") for name in versions(store))
    with EmbeddedStore(tmp_path).read() as snapshot:
        assert values(snapshot) == ["old"] * 3
    assert publish(store, "new") == "000002"
    assert versions(store) == ["000002"]


def test_whenever_a_writer_is_killed_the_store_holds_one_whole_version(tmp_path: Path) -> None:
    publish(EmbeddedStore(tmp_path), "0")
    code = f"""
for turn in range(1000):
    with store.write() as draft:
        draft.replace_graph({GRAPH!r}, b''.join(b'<http://x/%d> <http://p> "%d" .\\n' % (n, turn) for n in range(50)))
        draft.publish()
    if not turn: print('going', flush=True)
"""
    for moment in (0.0, 0.03, 0.05, 0.08, 0.13, 0.21):
        writer = write_in_another_process(tmp_path, code)
        time.sleep(moment)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        with EmbeddedStore(tmp_path).read() as snapshot:
            assert len(values(snapshot)) == 50
            assert len(set(values(snapshot))) == 1


def test_a_full_disk_is_told_and_the_old_version_stays(tmp_path: Path) -> None:
    publish(EmbeddedStore(tmp_path), "old")
    code = f"""
import resource
from ingest.errors import StoreError
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))  # writing beyond fails as a full disk does
data = b''.join(b'<http://x/%d> <http://p> "%d" .\\n' % (n, n * 7919) for n in range(40_000))
try:
    with store.write() as draft:
        draft.replace_graph({GRAPH!r}, data)
        draft.publish()
except StoreError as error:
    print(error)
"""
    run = subprocess.run(
        [sys.executable, "-c", WRITER + code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert "the disk is full; nothing was changed." in run.stdout
    assert str(tmp_path) in run.stdout
    with EmbeddedStore(tmp_path).read() as snapshot:
        assert values(snapshot) == ["old"] * 3
    assert versions(EmbeddedStore(tmp_path)) == ["000001"]


def test_a_folder_without_a_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no store here. Make one: regiograaf build PLANS --store"):
        EmbeddedStore(tmp_path / "none").read().__enter__()


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(StoreError, match="a file, not a folder"), EmbeddedStore(file).write():
        pass
    with pytest.raises(StoreError, match="no store here"), EmbeddedStore(file).read():
        pass


def test_a_version_that_is_gone_is_told_as_damage(tmp_path: Path) -> None:
    publish(EmbeddedStore(tmp_path), "old")
    (tmp_path / "CURRENT").write_text("000009\n")
    with pytest.raises(StoreError, match="version 000009 is damaged"), EmbeddedStore(tmp_path).read():
        pass


def test_a_reader_changes_no_file(tmp_path: Path) -> None:
    publish(EmbeddedStore(tmp_path), "old")
    before = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in tmp_path.rglob("*") if path.is_file()}
    with EmbeddedStore(tmp_path).read() as snapshot:
        values(snapshot)
    after = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before


def test_a_new_version_shares_the_files_that_did_not_change(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path)
    with store.write() as draft:
        draft.replace_graph(GRAPH, lines("x") + b'<http://plan> <https://w3id.org/regiograaf/def#sourceSha256> "abc" .')
        draft.keep_source("abc", "words")
        draft.publish()
    with store.read() as old:
        publish_other = EmbeddedStore(tmp_path)
        with publish_other.write() as draft:
            draft.replace_graph(GRAPH + "/other", lines("y"))
            draft.publish()
        paths = sorted((tmp_path / "versions").glob("*/sources/abc.txt"))
        assert len(paths) == 2
        assert paths[0].stat().st_ino == paths[1].stat().st_ino
        assert old.source("abc") == "words"


def test_a_file_is_kept_with_the_version_that_it_was_made_from_and_not_with_the_next(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path)
    with store.write() as draft:
        draft.replace_graph(GRAPH, lines("x"))
        draft.keep_file("numbers.txt", lambda path: _write(path, "first"))
        draft.keep_file("numbers.txt", lambda path: _write(path, str(len(draft.rows("SELECT * { ?s ?p ?o }")))))
        draft.publish()
    with store.read() as first:
        kept = first.file("numbers.txt")
        assert kept is not None
        assert kept.read_text() == "3"
        assert first.file("other.txt") is None
        publish(EmbeddedStore(tmp_path), "y")
        assert kept.read_text() == "3", "as long as the version is read"
    with store.read() as second:
        assert second.info.name == "000002"
        assert second.file("numbers.txt") is None, "it was made from other graphs"


def test_a_file_that_fails_half_way_is_not_kept_and_no_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    def fail(path: Path) -> None:
        path.write_text("half")
        raise ZeroDivisionError

    store = EmbeddedStore(tmp_path)
    with store.write() as draft:
        draft.replace_graph(GRAPH, lines("x"))
        with pytest.raises(ZeroDivisionError):
            draft.keep_file("index", fail)
        for name in ("", ".", "..", "../graph", "a/b", ".hidden"):
            with pytest.raises(ValueError, match="no plain file name"):
                draft.keep_file(name, fail)
        draft.publish()
    with store.read() as snapshot:
        assert snapshot.file("index") is None
    assert not list(tmp_path.rglob("*index*"))


def test_a_disk_that_is_full_while_a_file_is_made_is_told(tmp_path: Path) -> None:
    def fill(path: Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    with EmbeddedStore(tmp_path).write() as draft, pytest.raises(StoreError, match="the disk is full"):
        draft.keep_file("index", fill)


def test_a_file_made_from_a_source_alone_stays_as_long_as_that_source(tmp_path: Path) -> None:
    def said(sha256: str) -> bytes:
        return f'<http://p> <https://w3id.org/regiograaf/def#sourceSha256> "{sha256}" .'.encode()

    store = EmbeddedStore(tmp_path)
    with store.write() as draft:
        draft.replace_graph(GRAPH, said("abc"))
        draft.keep_source("abc", "words")
        draft.keep_file("abc.outline.json", lambda path: _write(path, "blocks"), source="abc")
        with pytest.raises(ValueError, match="does not start with the source"):
            draft.keep_file("other.json", lambda path: _write(path, "blocks"), source="abc")
        draft.publish()
    for _ in range(2):
        with store.write() as draft:
            draft.publish()
    with store.read() as snapshot:
        kept = snapshot.file("abc.outline.json")
        assert kept is not None and kept.read_text() == "blocks"
    with store.write() as draft:
        draft.replace_graph(GRAPH, said("other"))
        draft.publish()
    with store.read() as snapshot:
        assert snapshot.file("abc.outline.json") is None
    assert not list(tmp_path.rglob("*.outline.json"))
