"""The few errors of Regiograaf. Each says what was wrong, where, and the way out."""

from __future__ import annotations


class RegiograafError(Exception):
    """What went wrong, where it went wrong (file, line or IRI) and what the user can do about it."""

    def __init__(self, what: str, *, where: str = "", way_out: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.way_out = way_out

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text} {self.way_out}" if self.way_out else text


class UnreadablePlan(RegiograafError):
    """A file that cannot be read as the text of a plan: empty, binary, too large, or no plan at all."""


class StoreError(RegiograafError):
    """The store cannot be opened, read or written."""
