"""Plain text and markdown: decoded as UTF-8, else in the encoding that the bytes point at, with a warning."""

from __future__ import annotations

import hashlib
from pathlib import Path

import charset_normalizer

from ingest.errors import UnreadablePlan
from ingest.read.source import SourceText

LARGEST_FILE = 20_000_000
"""Bytes. The largest plan that was seen has 0.6 million."""
LONGEST_LINE = 1_000_000
"""Code points. A line beyond this is no line of a plan, and would cost minutes."""
MEDIA_TYPES = {".txt": "text/plain", ".md": "text/markdown"}
BINARY_STARTS = {b"%PDF": "a PDF", b"PK\x03\x04": "a zip, docx or pptx file", b"\xd0\xcf\x11\xe0": "an old Office file"}
MOST_CONTROL_CHARACTERS = 0.01


def read(path: Path) -> SourceText:
    """Read a text or markdown file.

    Raises:
        UnreadablePlan: the file is not there, empty, binary, or has a line or size beyond all plans.
    """
    data = _bytes(path)
    text, encoding = _decode(data, path)
    if not text.strip():
        raise UnreadablePlan("the file is empty.", where=str(path), way_out="Check the export of the plan to text.")
    longest = max(map(len, text.split("\n")))
    if longest > LONGEST_LINE:
        raise UnreadablePlan(
            f"a line of {longest:,} characters is no line of a plan.",
            where=str(path),
            way_out="Convert the plan to text again, with line breaks.",
        )
    warnings = () if encoding == "utf-8" else (f"{path.name} is not UTF-8; it was read as {encoding}.",)
    media_type = MEDIA_TYPES.get(path.suffix.lower(), "text/plain")
    return SourceText(path.name, text, media_type, hashlib.sha256(data).hexdigest(), encoding, warnings)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadablePlan(
                f"the file has {size / 1e6:.0f} MB, more than any plan.",
                where=str(path),
                way_out=f"Split it, or leave out what is no plan (the limit is {LARGEST_FILE / 1e6:.0f} MB).",
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadablePlan(f"the file cannot be read ({error.strerror}).", where=str(path)) from error


def _decode(data: bytes, path: Path) -> tuple[str, str]:
    for start, what in BINARY_STARTS.items():
        if data.startswith(start):
            raise UnreadablePlan(f"this is {what}, not text.", where=str(path), way_out="Convert it to .txt or .md.")
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        best = charset_normalizer.from_bytes(data).best()
        if best is None:
            raise _binary(path) from None
        text, encoding = str(best), best.encoding
    control = sum(1 for character in text if character < " " and character not in "\t\n\r\f\v")
    if control > MOST_CONTROL_CHARACTERS * max(len(text), 1):
        raise _binary(path)
    return text, encoding


def _binary(path: Path) -> UnreadablePlan:
    return UnreadablePlan(
        "the file holds no text but binary data.", where=str(path), way_out="Convert it to .txt or .md."
    )
