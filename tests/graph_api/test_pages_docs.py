"""docs/pages.md tells of every page, every part in TypeScript, and of files that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
WEB = ROOT / "graph_api" / "web"
TEXT = (ROOT / "docs" / "pages.md").read_text(encoding="utf-8")


def test_every_page_is_told_of() -> None:
    pages = {
        path.name
        for path in (WEB / "templates").glob("*.html")
        if path.read_text(encoding="utf-8").startswith('{% extends "base.html" %}')
    }
    assert len(pages) > 30
    assert {name for name in pages if f"`{name}`" not in TEXT} == set()


def test_every_part_is_told_of() -> None:
    parts = {path.stem for path in (WEB / "client" / "src" / "parts").glob("*.ts")}
    assert {name for name in parts if f"**{name}**" not in TEXT} == set()


def test_what_it_names_is_there() -> None:
    named = re.findall(r"`((?:graph_api|routes|tests)/[\w./]+)`", TEXT)
    assert len(named) > 20
    assert [
        name
        for name in named
        if "name" not in name and not any((at / name).exists() for at in (ROOT, ROOT / "graph_api"))
    ] == []
