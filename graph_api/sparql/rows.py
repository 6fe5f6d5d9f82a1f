"""Counts the rows of a table while it is written, by the marks that each format puts between rows."""

from __future__ import annotations

from typing import Final

_CSV: Final = "text/csv"
_MARKS: Final[dict[str, tuple[bytes, int]]] = {
    "application/sparql-results+json": (b'},{"', 1),  # between rows; inside a literal it would be },{\"
    "application/sparql-results+xml": (b"<result>", 0),  # before each; inside a literal it would be &lt;result>
    "text/tab-separated-values": (b"\n", -1),  # after each and after the head; inside a literal it would be \n
}
"""What tells of a row, and how many rows there are when it was not seen yet."""


class RowCounter:
    """Counts the rows in what is written of one table. A JSON row without any binding is not seen."""

    def __init__(self, media_type: str) -> None:
        self._fields_are_quoted = media_type == _CSV
        self._mark, self._rows = _MARKS.get(media_type, (b"\n", -1))
        self._inside = False
        """Whether what was written ends inside quotes."""
        self._tail = b""

    def add(self, data: bytes) -> int:
        """Count what is written now; gives the rows so far."""
        if self._fields_are_quoted:
            pieces = data.split(b'"')  # a doubled quote inside a field ends and begins it again
            self._rows += sum(piece.count(b"\n") for piece in pieces[1 if self._inside else 0 :: 2])
            self._inside ^= len(pieces) % 2 == 0
        else:
            seen = self._tail + data
            self._rows += seen.count(self._mark)
            keep = len(self._mark) - 1
            self._tail = seen[-keep:] if keep else b""
        return self._rows
