"""Names of regions: which entry of the register is meant, and which names are one region in other words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from ingest import register
from ingest.outline.roles import fold
from ingest.register import Entry

KINDS = {
    "zorgkantoorregio": "zorgkantoorregio", "subregio": "subregio", "deelregio": "subregio", "roaz-regio": "roazRegio", "roaz regio": "roazRegio",
    "ggd-regio": "ggdRegio", "ggd regio": "ggdRegio", "provincie": "provincie", "iza-regio": "izaRegio", "iza regio": "izaRegio", "kernregio": "izaRegio",
}  # fmt: skip
PREFIX = r"(?i:zorgkanto?or[- ]?regio|zorgregio|gezondheidsregio|subregio|deelregio|kernregio|(?:roaz|ggd|iza|wmo|arbeidsmarkt|jeugd|veiligheids)[- ]?regio|regio|provincie)"
TAIL = re.compile(r"\s+(?:en|de|van|aan|den|IZA|GALA|WMO|Wmo|Zilveren|ROAZ|Q\d|VVT|GGZ|Regioplan|Samen)$")
TOP_KINDS = ("izaRegio", "zorgkantoorregio", "provincie", "ggdRegio")
"""Where a plan says 'regio X' and the register has X several times: the first of these kinds is meant."""

SIDE = r"(?:zuid|noord|oost|west|midden)"
SIDES = re.compile(rf"(?i)^{SIDE}(?:[- ]?{SIDE})?$")
MISSPELT, LONG_NAME = 92, 8
"""Likeness (0–100) from which a name of so many letters is a known one that is spelt otherwise."""


def entry_of(name: str, kind: str) -> Entry | None:
    """The register's entry of a region; of several with the name, the kind that comes first in `TOP_KINDS`."""
    entries = register.load()
    if kind in ("wijk", "subregio"):
        return None
    if kind in ("zorgkantoorregio", "roazRegio", "ggdRegio", "provincie", "gemeente"):
        return (
            entries.region(f"{kind} {name}", kind)
            or entries.region(name, kind)
            or entries.region(_prefixed(kind, name), kind)
        )
    return next(
        (e for k in TOP_KINDS for e in [entries.region(name, k), entries.region(_prefixed(k, name), k)] if e), None
    )


def _prefixed(kind: str, name: str) -> str:
    return {"izaRegio": "IZA-regio ", "ggdRegio": "GGD-regio ", "roazRegio": "ROAZ-regio "}.get(kind, kind + " ") + name


def plain(name: str) -> str:
    """A name without its article."""
    return re.sub(r"^(?:de|het)\s+", "", name)


def same(a: str, b: str) -> bool:
    """Whether two names of regions differ only in the order of words, hyphens and blanks ('Zuid-Oost X', 'X Zuidoost')."""
    pieces = [
        sorted(re.findall(r"zuid|noord|oost|west|midden|stad|[a-z0-9]+?(?=zuid|noord|oost|west|$|\s)", fold(x)))
        for x in (a, b)
    ]
    return pieces[0] == pieces[1]


def trim(name: str) -> str:
    """A name without what follows it in the sentence ('X en de …', 'X-breed')."""
    name = re.sub(r"-(?:niveau|breed|brede)$", "", name)
    previous = None
    while previous != name:
        previous, name = name, TAIL.sub("", name).strip(" -&")
    return name


def misspelt(name: str, others: Iterable[str]) -> str | None:
    """Of other names, the one that this is but for a letter or two; None for short names and where none is."""
    folded = fold(name)
    if len(folded) < LONG_NAME:
        return None
    return next(
        (
            o
            for o in others
            if fold(o) != folded and fold(o)[:1] == folded[:1] and fuzz.ratio(fold(o), folded) >= MISSPELT
        ),
        None,
    )


def pattern_of(name: str) -> str:
    """A pattern for a region's name and, where a part of the compass or 'stad' is in it, its other forms: 'Zuid-Oost X', 'X Zuidoost'."""
    if city := re.fullmatch(r"(.+)[- ][Ss]tad", name):
        return rf"{re.escape(city.group(1))}[- ][Ss]tad"
    words = name.split()
    sides = [w for w in words if SIDES.match(w)]
    rest = [w for w in words if not SIDES.match(w)]
    if len(sides) != 1 or len(rest) != 1:
        return re.escape(name)
    parts = re.findall(SIDE, sides[0], re.IGNORECASE)
    side = r"[- ]?".join(f"[{p[0].upper()}{p[0].lower()}]{p[1:].lower()}" for p in parts)
    place = re.escape(rest[0])
    return rf"{place}[- ]{side}|{side}[- ]{place}"


def kind_word(prefix: str) -> str:
    """The word for a kind of region, spelt as in `KINDS`."""
    return re.sub(r"^zorgkanto?or[- ]?", "zorgkantoor", prefix.lower())
