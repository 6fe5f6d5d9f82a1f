"""The folder of a store on disk: whole versions beside each other, and a pointer that says which one is published.

    DIR/CURRENT                 name of the published version; replaced by a rename, so old or new, never half
    DIR/writer.lock             locked by the one process that writes; holds its number
    DIR/versions/000001/        a published version: never written again
    DIR/versions/000002-….draft/ the next version in the making; what a killed writer leaves is swept by the next one

Who reads a version holds a shared lock on its file `lease`; a version that is neither published nor leased is swept.
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, Final

from ingest.errors import StoreError

LEASE: Final = "lease"
_DRAFT: Final = ".draft"
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FULL_WORDS: Final = ("No space left", "File too large", "quota exceeded")
"""pyoxigraph's OSError has no number, only RocksDB's words."""


def clear_error(error: OSError, folder: Path) -> StoreError:
    """What went wrong with a folder or file, as a sentence with the way out."""
    if error.errno in _FULL or any(word in str(error) for word in _FULL_WORDS):
        what, way_out = "the disk is full; nothing was changed.", "Make room, or choose another disk, and try again."
    elif isinstance(error, PermissionError):
        what, way_out = "this user may not write or read here.", "Change the rights, or choose another folder."
    else:
        what = f"this cannot be written or read ({error.strerror or error})."
        way_out = "Check that the folder is there, or choose another one."
    return StoreError(what, where=str(folder), way_out=way_out)


@contextmanager
def clear_errors(folder: Path) -> Iterator[None]:
    """Turn an OSError of what is done inside into a StoreError about `folder`."""
    try:
        yield
    except OSError as error:
        raise clear_error(error, folder) from error


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that after a crash it holds the old content or the new; it never changes a linked copy."""
    temporary = path.with_name(path.name + ".new")
    try:
        with temporary.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    _sync(path.parent)


class Versions:
    """The versions in a store's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._versions = folder / "versions"
        self._pointer = folder / "CURRENT"

    def current(self) -> str | None:
        """The name of the published version, None where there is none yet."""
        try:
            return self._pointer.read_text(encoding="ascii").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise clear_error(error, self.folder) from error

    def stamp(self) -> tuple[int, int] | None:
        """What changes with each version that is published, also where the folder was removed and made anew."""
        try:
            found = self._pointer.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise clear_error(error, self.folder) from error
        return found.st_ino, found.st_mtime_ns

    @contextmanager
    def lease(self) -> Iterator[Path]:
        """The folder of the published version, kept from the sweep for as long as the context lasts.

        Raises:
            StoreError: nothing is published here, or it is damaged.
        """
        while True:
            name = self.current()
            if name is None:
                way_out = f"Make one: regiograaf build PLANS --store {self.folder}"
                raise StoreError("there is no store here.", where=str(self.folder), way_out=way_out)
            version = self._versions / name
            try:
                handle = (version / LEASE).open("rb")
            except OSError as error:
                if self.current() != name:
                    continue  # a newer version was published, and this one swept, since we asked
                raise StoreError(
                    f"version {name} is damaged ({error.strerror}).",
                    where=str(self.folder),
                    way_out="Remove the folder and build it again.",
                ) from error
            with handle, _locked(handle, fcntl.LOCK_SH):
                if os.fstat(handle.fileno()).st_nlink:  # else it was swept between open and lock
                    yield version
                    return

    @contextmanager
    def write_lock(self) -> Iterator[None]:
        """Make this process the one that writes.

        Raises:
            StoreError: another process is writing, or this one may not.
        """
        try:
            self._versions.mkdir(parents=True, exist_ok=True)
            handle = (self.folder / "writer.lock").open("a+", encoding="ascii")
        except (FileExistsError, NotADirectoryError) as error:
            raise StoreError(
                "this is a file, not a folder.", where=str(self.folder), way_out="Name a folder."
            ) from error
        except OSError as error:
            raise clear_error(error, self.folder) from error
        with handle, ExitStack() as lock:
            try:
                lock.enter_context(_locked(handle, fcntl.LOCK_EX | fcntl.LOCK_NB))
            except BlockingIOError as error:
                handle.seek(0)
                raise self._busy(handle.read().strip() or "unknown") from error
            handle.truncate(0)
            handle.write(str(os.getpid()))
            handle.flush()
            yield

    def _busy(self, process: str) -> StoreError:
        return StoreError(
            f"the store in {self.folder} is being written by process {process};",
            way_out=f"wait until it has finished, or stop it first: kill {process}",
        )

    def begin(self) -> Path:
        """An empty folder for the next version. The caller holds the write lock."""
        self.sweep()
        numbers = [int(entry.name) for entry in self._versions.iterdir() if entry.name.isdigit()]
        # the mark: RocksDB takes a folder of the same name for one that this process still has open
        draft = self._versions / f"{max(numbers, default=0) + 1:06}-{secrets.token_hex(4)}{_DRAFT}"
        draft.mkdir()
        (draft / LEASE).touch()
        return draft

    def name_of(self, draft: Path) -> str:
        """The name that a draft will have as a version."""
        return draft.name.partition("-")[0]

    def publish(self, draft: Path) -> str:
        """Make a draft the published version; what it holds is on disk before the pointer names it."""
        for folder, _, files in os.walk(draft):
            for name in files:
                _sync(Path(folder, name))
            _sync(Path(folder))
        name = self.name_of(draft)
        draft.rename(self._versions / name)
        _sync(self._versions)
        write_whole(self._pointer, name.encode("ascii") + b"\n")
        self.sweep()
        return name

    def sweep(self) -> None:
        """Remove what killed writers left and old versions that nobody reads. The caller holds the write lock."""
        current = self.current()
        for entry in self._versions.iterdir():
            if entry.name.endswith(_DRAFT):
                shutil.rmtree(entry, ignore_errors=True)
            elif entry.name != current:
                _remove_unless_read(entry)


def _remove_unless_read(version: Path) -> None:
    lease = version / LEASE
    if lease.exists():
        try:
            with lease.open("rb") as handle, _locked(handle, fcntl.LOCK_EX | fcntl.LOCK_NB):
                lease.unlink()  # while we hold the lock: a reader that waits for it then sees that the file is gone
        except BlockingIOError:
            return
    shutil.rmtree(version, ignore_errors=True)


@contextmanager
def _locked(handle: IO[Any], operation: int) -> Iterator[None]:
    """Hold a lock (flock(2)) of an open file, and give it back.

    To close the file is not enough: a process that another thread starts meanwhile has the file, and with it
    the lock, until it runs its own program.

    Raises:
        BlockingIOError: another holds the lock, and ``operation`` says not to wait.
    """
    fcntl.flock(handle, operation)
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
