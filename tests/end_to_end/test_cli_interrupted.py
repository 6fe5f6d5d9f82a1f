"""The command line when it is killed, interrupted or out of disk: the store holds the old version whole."""

from __future__ import annotations

import json
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import COMMAND, PLANS, SMALL, Run, here, nquads, run, statements, told


@pytest.fixture
def building(store: Path) -> Iterator[subprocess.Popen[str]]:
    """A build into the store that has begun to read."""
    process = subprocess.Popen(
        [*COMMAND, "build", str(PLANS), "--store", str(store), "--workers", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # a shell that runs the tests in the background has them, and what they start, pass over Ctrl-C
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stderr is not None
    assert "read" in process.stderr.readline(), "one plan was read, the others were not"
    yield process
    process.kill()
    process.communicate()


class TestInterrupted:
    """A build that does not come to its end leaves the store as it was."""

    def test_a_killed_build(self, building: subprocess.Popen[str], store: Path) -> None:
        children = _children(building.pid)
        assert children
        building.send_signal(signal.SIGKILL)
        building.wait()
        assert "version" not in (building.stderr.read() if building.stderr else "")
        assert here("validate", "--store", store).returncode == 0
        assert json.loads((store / "versions" / "000001" / "version.json").read_text())["name"] == "000001"
        again = run("build", SMALL, "--store", store, check=True)
        assert "version 000002" in again.stderr
        assert sorted(path.name for path in (store / "versions").iterdir()) == ["000002"], "nothing is left lying"
        for _ in range(100):
            if not any(_is_running(child) for child in children):
                break
            time.sleep(0.1)
        else:
            pytest.fail("the processes that read went on without the build")

    def test_others_read_meanwhile_but_do_not_write_and_it_can_be_stopped_by_hand(
        self, building: subprocess.Popen[str], store: Path
    ) -> None:
        building.send_signal(signal.SIGSTOP)  # or it would be ready before the others have begun
        assert "waterlanden" in here("plans", "--store", store, check=True).stdout
        told(run("build", SMALL, "--store", store), f"is being written by process {building.pid}; wait")
        building.send_signal(signal.SIGINT)
        building.send_signal(signal.SIGCONT)
        _, errors = building.communicate(timeout=60)
        assert building.returncode == 1
        assert errors.splitlines()[-1] == "regiograaf: the build was stopped; the store is as it was."
        assert [path.name for path in (store / "versions").iterdir()] == ["000001"]

    def test_a_full_disk(self, store: Path) -> None:
        before = nquads(store)

        def little_room() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))  # writing beyond fails as on a full disk

        done = run("build", SMALL, "--store", store, preexec_fn=little_room)
        told(done, str(store), "the disk is full; nothing was changed", "Make room")
        assert nquads(store) == before
        told(
            run("export", "--store", store, "--output", store.parent / "graph.nq", preexec_fn=little_room),
            "graph.nq: the disk is full",
        )
        assert statements(store.parent / "graph.nq") == before, "the earlier export is as it was"

    def test_a_disk_that_is_really_full(self, built: tuple[Path, Run], tmp_path: Path) -> None:
        disk = tmp_path / "disk"
        disk.mkdir()
        size = sum(path.stat().st_size for path in built[0].rglob("*") if path.is_file()) // 1024 + 200
        script = (
            f"mount -t tmpfs -o size={size}k tmpfs {disk} || exit 77; cp -r {built[0]} {disk}/store; "
            f"{' '.join(COMMAND)} build {SMALL} --store {disk}/store; echo code $?; "
            f"{' '.join(COMMAND)} plans --store {disk}/store"
        )
        if not shutil.which("unshare"):
            pytest.skip("a small disk takes unshare")
        done = subprocess.run(["unshare", "-m", "sh", "-c", script], capture_output=True, text=True)
        if done.returncode in (1, 77):
            pytest.skip("a small disk takes the right to mount one")
        assert "code 1" in done.stdout
        assert f"{disk}/store: the disk is full; nothing was changed." in done.stderr
        assert "waterlanden" in done.stdout.partition("code 1")[2]


def _children(process: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True)
    return [int(line) for line in found.stdout.split()]


def _is_running(process: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False
