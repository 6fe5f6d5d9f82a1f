"""A plan that means harm: script, quotes, formulas, links that run, very long words, letters that turn the line around.

Everything is in the places from which a reader takes titles, regions, goals, initiatives, voorlopers and organisations.
"""

from __future__ import annotations

from itertools import cycle
from pathlib import Path
from typing import Final

from many_times import keep_text, publish, written
from pyoxigraph import Literal, Triple

from graph_api.store import EmbeddedStore
from ontology import BASE

SCRIPT: Final = "<script>document.title='GEVAT'</script>"
IMAGE: Final = "<img src=x onerror=\"document.title='GEVAT'\">"
ATTRIBUTE: Final = "\" onmouseover=\"document.title='GEVAT'\" x='"
LINK: Final = "[klik hier](javascript:document.title='GEVAT')"
ENDING: Final = "</script></style></title></textarea><svg onload=document.title='GEVAT'>"
TEMPLATE: Final = "{{ 7 * 7 }}{% raw %}${7*7}"
FORMULA: Final = "=CMD('calc')!A1"
LONG: Final = "Valpreventie" + "a" * 2000
AROUND: Final = "\u202evalpreventie\u202c \u200bonzicht\u200bbaar\u200d \u2066links\u2069 \u200f\u0627\u0644\u0631\u0639\u0627\u064a\u0629"
TURNED: Final = "\u202eno pu tes \u2067"
"""Turns what comes after it around, if nothing keeps it to itself: it has no end."""
MARKS: Final = (SCRIPT, IMAGE, ATTRIBUTE, LINK, ENDING, TEMPLATE, FORMULA, LONG, AROUND, TURNED)
CAUGHT: Final = "GEVAT"
"""The title of a page on which something of the plan ran."""

KEY: Final = "kwaadland"
_LABELS: Final = ("prefLabel", "altLabel", "title", "statement", "unit")
_ABOUT: Final = f"""
title = '''Regioplan {SCRIPT}{IMAGE}'''
region = '''Kwaadland'''
issued = 2024-01-01
key = "{KEY}"
"""


def write(folder: Path) -> Path:
    """Write the plan and what goes with it; gives the file of the plan."""
    path = folder / "kwaadland.txt"
    path.write_text(_text(), encoding="utf-8")
    path.with_suffix(".toml").write_text(_ABOUT, encoding="utf-8")
    return path


def poison(read: Path, poisoned: Path) -> None:
    """Publish a store in which every name of what was read from a plan means harm.

    A reader leaves much of it out of names (tags, for one); a store that others wrote need not.
    """
    with EmbeddedStore(read).read() as snapshot, EmbeddedStore(poisoned).write() as draft:
        for graph in snapshot.graphs():
            triples = list(snapshot.triples(graph))
            if graph.startswith(f"{BASE}graph/plan/"):
                marks = cycle(MARKS)
                triples = [_poisoned(triple, next(marks)) for triple in sorted(triples, key=str)]
            draft.replace_graph(graph, written(triples))
        for row in snapshot.rows("SELECT ?hash { ?plan rg:sourceSha256 ?hash }"):
            keep_text(draft, snapshot, str(row["hash"].value))  # type: ignore[union-attr]
        draft.keep_report(KEY, snapshot.report(KEY) or [])
        publish(draft)


def _poisoned(triple: Triple, mark: str) -> Triple:
    name = triple.predicate.value.replace("#", "/").rpartition("/")[2]
    if name not in _LABELS or not isinstance(triple.object, Literal):
        return triple
    value = f"{mark} {triple.object.value}"
    language = triple.object.language
    return Triple(triple.subject, triple.predicate, Literal(value, language=language) if language else Literal(value))


def _text() -> str:
    goals = "\n".join(
        f"- In 2026 doet {10 + n}% van de ouderen {mark} mee aan valpreventie." for n, mark in enumerate(MARKS)
    )
    voorlopers = "\n".join(
        f"- Valpreventie {n} {mark}: Buurtzorg {mark} leidt met GGD {mark} een cursus valpreventie voor ouderen."
        for n, mark in enumerate(MARKS)
    )
    initiatives = "\n".join(
        f"- Digitale zelftriage {n} {mark}: de huisartsen van Kwaadland starten in 2025 met digitale zelftriage."
        for n, mark in enumerate(MARKS)
    )
    organisations = "\n".join(f"- Stichting {mark}" for mark in MARKS) + "\n- Kwaadziekenhuis\n- GGD Kwaadland\n"
    table = "\n".join(f"{mark}\t{FORMULA}\t30%\t2026" for mark in MARKS)
    return f"""Regioplan Kwaadland

Zorgkantoorregio Kwaadland

1 januari 2024

Thema {SCRIPT} Valpreventie {LONG}

Dit is wat we willen bereiken

{goals}

Voorlopers

{voorlopers}

Initiatieven

{initiatives}

Betrokken partijen

{organisations}

Welzijn op Recept

Stichting {SCRIPT} en GGD Kwaadland schalen Welzijn op Recept in 2025 op.

Thema Mentale gezondheid {ATTRIBUTE}

Doelen

{goals.replace("valpreventie", "mentale gezondheid")}

Aanpak

Initiatief	Trekker	Doel	Jaar
{table}
"""
