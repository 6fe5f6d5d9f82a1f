"""Reading a file: the text as decoded and never changed, and clear errors for what is no text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import UnreadablePlan
from ingest.read import SourceText, read_source
from ingest.read.text import LONGEST_LINE

WORDS = "Inwoners van Veenrand krijgen zorg dichtbij huis, ook ’s avonds.\r\nDe coöperatie helpt.\n"


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_text_is_kept_with_its_line_ends_and_hash(tmp_path: Path) -> None:
    source = read_source(written(tmp_path, "veenrand.txt", WORDS.encode()))
    assert source.text == WORDS
    assert source.encoding == "utf-8"
    assert source.warnings == ()
    assert len(source.sha256) == 64
    assert source.media_type == "text/plain"


def test_markdown_is_read_too(tmp_path: Path) -> None:
    assert read_source(written(tmp_path, "veenrand.md", WORDS.encode())).media_type == "text/markdown"


def test_another_encoding_is_detected_and_said(tmp_path: Path) -> None:
    text = "De coöperatie Veenrand biedt zorg aan patiënten en cliënten: één loket voor alle inwoners. " * 20
    source = read_source(written(tmp_path, "oud.txt", text.encode("cp1252")))
    assert "coöperatie" in source.text
    assert len(source.warnings) == 1
    assert "oud.txt is not UTF-8" in source.warnings[0]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("leeg.txt", b"", "empty"),
        ("wit.txt", b" \n\t\n", "empty"),
        ("plan.txt", b"%PDF-1.7 \x00\x01", "a PDF"),
        ("plan.txt", b"PK\x03\x04rest", "zip"),
        ("ruis.txt", bytes(range(256)) * 50, "binary"),
        ("lang.txt", b"a" * (LONGEST_LINE + 1), "no line of a plan"),
        ("plan.docx", b"tekst", "cannot be read"),
    ],
)
def test_what_is_no_text_is_refused_with_its_name(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    with pytest.raises(UnreadablePlan) as caught:
        read_source(written(tmp_path, name, data))
    assert says in str(caught.value)
    assert name in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePlan, match="cannot be read"):
        read_source(tmp_path / "weg.txt")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400), st.data())
def test_line_of_an_offset_counts_line_feeds(text: str, data: st.DataObject) -> None:
    source = SourceText.of(text)
    offset = data.draw(st.integers(0, len(text)))
    assert source.line_of(offset) == text.count("\n", 0, offset) + 1
