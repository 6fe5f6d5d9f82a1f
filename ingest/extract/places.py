"""Places in a text that are no entries of the register: parts of the country, towns and quarters, and names in lists of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ingest import data, register
from ingest.extract.organisation_heads import head_of
from ingest.extract.organisation_trim import stop_names
from ingest.extract.toponyms import TOWN_END, landscape
from ingest.language import Unit
from ingest.outline.roles import fold

WORD = r"(?:[A-ZÀ-Ý][\wÀ-ÿ'’]*(?:-[\wÀ-ÿ]+)*|'t|’t|'s|’s)"
PLACE = rf"{WORD}(?:[ -](?:{WORD}|aan|de|den|der|van|het|en(?= [A-ZÀ-Ý][\w-]*(?:streek|land|meer))))*"
LIST = rf"{PLACE}(?:(?:\s*,\s*(?:en\s+)?|\s+en\s+|\s*/\s*|\s+of\s+)(?:in\s+)?{PLACE})*"
OPENERS = "In|De|Het|Voor|Op|Ook|Binnen|Uit|Van|Naar|Heel|Net|Zowel|Omdat|Als|Dat|Deze|Dit|Er|Met|Bij|Rond"
"""Words with a capital only because a sentence begins with them."""
QUARTERS = re.compile(
    rf"\b(?:wijk(?:en)?|buurt(?:en)?|[Ss]tadsde(?:el|len)|kern(?:en)?|dorp(?:en)?|aandachtswijken|wijkteams?)\s+(?:(?:zoals|als|waaronder|namelijk|o\.a\.|in [A-Z][\w-]+)\s*)*[:(]?\s*({LIST})"
)
IN = re.compile(rf"\b[Ii]n\s+({PLACE})(?=\s+(?:met|is|ligt|zijn|en|wonen|woont)\b|\s*[,.;(]|\s*$)")
TOWNS = re.compile(rf"\b[Gg]emeenten?:?\s+({LIST})")
ALIKE = re.compile(rf"(?<![\w-]){LIST}")
PARTED = re.compile(r"\s*,\s*(?:en\s+)?|\s+en\s+(?![A-ZÀ-Ý][\w-]*streek)|\s*/\s*|\s+of\s+")
DIRECTION = re.compile(r"(?i)(?:noord|oost|zuid|west|midden|stad|centrum)")
INSIDE_NAME = re.compile(rf"(?<!\w)(?!(?:{OPENERS})\s)[A-ZÀ-Ý][\w-]*\s$")
"""What stands before a word that is in the middle of a name."""
SIDE = r"(?:Noord(?:west|oost)?|Zuid(?:west|oost)?|Oost|West|Midden)"
ELLIPTIC = re.compile(rf"\b({SIDE})-\s*(?:,|en|/|&)\s*(?:{SIDE})-([A-ZÀ-Ý][\wÀ-ÿ-]+)")
COMPOUND = re.compile(
    r"(?<![\w-])(?:[Dd]e|[Ii]n|[Ww]ijk|en|,)\s+([A-ZÀ-Ý][a-zà-ÿ]{3,}(?:wijk|buurt|kwartier))(?![\w-])"
)
COUNTRY = re.compile(
    r"\b(?:[Ii]n|[Hh]eel|[Vv]an|[Vv]oor|[Bb]innen|[Bb]uiten)\s+(?:heel\s+)?(Nederland)\b(?!-|\s+[A-ZÀ-Ý])"
)
NUMBERED = re.compile(r"(?<![\w-])[A-Z]\d{2}(?![\w-])")


@dataclass(frozen=True)
class Place:
    """A place as written, and what kind of region it is."""

    start: int
    end: int
    name: str
    kind: str


@cache
def _gazetteer() -> tuple[re.Pattern[str], dict[str, str]]:
    table = data.table("places")
    kinds = dict.fromkeys(table["parts"], "wijk") | dict.fromkeys(table["regions"], "anders")
    alternatives = "|".join(re.escape(n) for n in sorted(kinds, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-]|[’'][A-Za-z])"), kinds


def known_places(unit: Unit, covered: Iterable[tuple[int, int]]) -> Iterator[Place]:
    """Parts of the country, towns and quarters by name, not inside longer names (`covered`, or capitals before or after)."""
    pattern, kinds = _gazetteer()
    for match in pattern.finditer(unit.text):
        before, after = unit.text[: match.start()], unit.text[match.end() :]
        inside = any(a <= match.start() and match.end() <= b for a, b in covered)
        if not inside and not INSIDE_NAME.search(before) and not re.match(r"\s[A-ZÀ-Ý]", after):
            yield Place(match.start(), match.end(), match.group(), kinds[match.group()])


def quarters(unit: Unit) -> Iterator[Place]:
    """Names behind 'wijk', 'buurten zoals', and those of a row 'in A …, in B …, in C …' where quarters are spoken of."""
    for match in QUARTERS.finditer(unit.text):
        for place in split(match.group(1), match.start(1), "wijk"):
            if may_be_place(place.name):
                yield place
    for match in COMPOUND.finditer(unit.text):
        yield Place(match.start(1), match.end(1), match.group(1), "wijk")
    if re.search(r"(?i)\b(?:wijk|buurt)", unit.text):
        row = [m for m in IN.finditer(unit.text) if may_be_place(m.group(1))]
        if len({m.group(1) for m in row}) >= 3:
            for match in row:
                yield Place(match.start(1), match.end(1), match.group(1), "wijk")


def elliptic(unit: Unit) -> Iterator[Place]:
    """The first part of 'Noord- en Zuid-X', which is Noord-X, and the country where it is spoken of as a place."""
    for match in ELLIPTIC.finditer(unit.text):
        yield Place(match.start(), match.end(), f"{match.group(1)}-{match.group(2)}", "anders")
    for match in COUNTRY.finditer(unit.text):
        yield Place(match.start(1), match.end(1), match.group(1), "anders")


def towns(unit: Unit) -> Iterator[Place]:
    """Names behind 'gemeente' that the register lacks and that end like a place's: former municipalities, other spellings."""
    for match in TOWNS.finditer(unit.text):
        for place in split(match.group(1), match.start(1), "gemeente"):
            if may_be_place(place.name) and TOWN_END.search(place.name):
                yield place


def listed_with(unit: Unit, known: dict[str, str]) -> Iterator[Place]:
    """Names in a list with one that is known (`known`: folded name to kind), where they look like it: 'A, B en Zuid'."""
    for match in ALIKE.finditer(unit.text):
        row = list(split(match.group(), match.start(), ""))
        kinds = {known[fold(p.name)] for p in row if fold(p.name) in known}
        if len(row) < 2 or len(kinds) != 1:
            continue
        kind = next(iter(kinds))
        for place in row:
            if fold(place.name) not in known and DIRECTION.search(place.name) and may_be_place(place.name):
                yield Place(place.start, place.end, place.name, kind)


def numbered(units: Iterable[Unit]) -> set[str]:
    """Names such as 'G40' that the text uses for a number of municipalities together."""
    text = "\n".join(unit.text for unit in units)
    names = set(NUMBERED.findall(text))
    return {
        n
        for n in names
        if re.search(
            rf"gemeenten (?:uit|van|in|binnen|die)[^.\n]{{0,30}}\b{n}\b|\b{n}[- ]gemeenten|\b{n}\W[^.\n]{{0,40}}\bgemeenten",
            text,
        )
    }


def split(text: str, start: int, kind: str) -> Iterator[Place]:
    """The places of a list that starts at `start`, each with its own position."""
    at = 0
    for cut in [*PARTED.finditer(text), None]:
        end = cut.start() if cut else len(text)
        name = re.sub(r"^in\s+", "", text[at:end])
        name = re.sub(r"\s+(?:aan|de|den|der|van|het|en)$", "", name)
        lead = len(text[at:end]) - len(text[at:end].removeprefix("in ").lstrip())
        if name.strip():
            yield Place(start + at + lead, start + at + lead + len(name), name, kind)
        at = cut.end() if cut else end


@cache
def _approaches() -> frozenset[str]:
    """Folded names of approaches ('in Reablement' is no place)."""
    return frozenset(fold(n) for a in register.load().approaches.values() for n in (*a.names, *a.words))


def may_be_place(name: str) -> bool:
    """Whether a name can be a place that is no entry of the register, a body or a common word."""
    known = register.load()
    folded = fold(name)
    if len(folded) < 3 or known.region(name) or known.organisation(name) or folded in stop_names() or head_of(name)[0]:
        return False
    if folded in _approaches():
        return False
    plain = re.search(r"(?:ing|heid|teams?|zorg|plan|aanpak|ers|isten|[A-Z]{2,}|\d)(?:$|\s)", name)
    return (not plain or bool(landscape().search(name))) and not re.match(
        r"(?:De|Het|Een|Dit|Deze|In|Er|We|Ook|Hier|Voor|Met|Samen|Bij)\b(?! [A-ZÀ-Ý])", name
    )
