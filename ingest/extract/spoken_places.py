"""Names that a plan uses as those of places, whatever a register knows of them: 'in A, B en C', 'gemeentehuis van A'.

Each way of speaking counts for or against; a name with enough for it is a place wherever it stands. So the villages,
quarters and areas of a region that no list has are found too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from ingest import data, register
from ingest.extract.header import Header
from ingest.extract.organisation_heads import heads
from ingest.extract.organisation_trim import first_names
from ingest.extract.places import Place, may_be_place, split
from ingest.extract.toponyms import landscape, shaped
from ingest.language import Annotated, Unit
from ingest.outline.roles import fold

WORD = r"(?:[A-ZÀ-Ý][\wÀ-ÿ]*(?:['’][a-z]+)?(?:-[A-ZÀ-Ý][\wÀ-ÿ]*)*|['’][ts](?=[ -]))"
NAME = rf"{WORD}(?:(?:[ -]| & | (?:aan|op|bij|over) (?:de |den |het )?| van (?:de |den )?| der ){WORD}){{0,4}}"
AND = r"(?:\s*,\s+(?:en\s+)?|\s+en\s+|\s*/\s*)"
PLURAL = rf"{NAME}(?:{AND}(?:in\s+)?(?:de\s+)?{NAME})*"
END = r"(?![\w’'-]*\w)(?!\s+[A-ZÀ-Ý’'])"
GOVERNED = re.compile(
    rf"(?<!\w)(?:[Gg]emeente|[Gg]emeenteraad van|[Gg]emeentehuis(?: van)?|[Bb]urgemeester van|[Cc]ollege van|[Cc]entrumgemeente|[Ss]tad)\s+({NAME}){END}"
)
GOVERNED_LIST = re.compile(
    rf"(?<!\w)(?:(?:[Rr]egio)?[Gg]emeent(?:en|es)(?: (?:zijn|van|uit|binnen|in|de|het|regio|[A-Z][\w-]+)){{0,4}}\s?[:(]?|[Cc]olleges van|[Rr]aden van(?! (?:Bestuur|Toezicht|Commissarissen)\b))\s+({PLURAL}){END}"
)
LOCATED = re.compile(
    rf"(?<![\w-])(?:[Ii]n|[Tt]e|[Hh]eel|[Dd]orpen|[Kk]ernen|[Ww]ijken|\w*wijk|\w*dorp|[Bb]uurt)\s+(?:heel |hele )?({PLURAL}){END}"
)
TOWARDS = re.compile(
    rf"(?<![\w-])(?<!bestaat )(?<!bestaan )(?:[Uu]it|[Nn]aar|[Ii]n en om|[Rr]ond|[Mm]et|[Nn]a|[Oo]ok)\s+({PLURAL}){END}"
)
IN_THE = re.compile(rf"(?<![\w-])[Ii]n\s+(?:heel |hele )?(?:de|het|’t|'t)\s+(?:hele )?({NAME}){END}")
BRACKETED = re.compile(rf"\((?:o\.a\. )?({NAME}(?:,\s+{NAME})+\s+en\s+{NAME})\)")
PEOPLE = re.compile(
    rf"(?<!\w)(?:[Ii]nwoners|[Mm]ensen|[Oo]uderen|[Jj]ongeren|[Gg]emeenten?|[Dd]orpen|[Ww]ijken|[Kk]ernen)\s+(?:van|in|uit)\s+(?:heel |hele )?(?:de |het )?({NAME}){END}|({NAME})\s+\([\d.]+ inwoners\)"
)
TITLED = re.compile(
    rf"(?:(?i:regio-?\s?beeld|plan|agenda|visie|rapportage|overleg|netwerk|akkoord|provincie|gemeente|bureau)|[\t•|–])\s+({NAME})(?=\s*(?:$|[\n\t|•–:(]))"
)
OWN = re.compile(rf"(?im:^\W*(?:sub|deel|kern|iza-|zorg|gezondheids)?regio\s*:?)\s+({NAME})\s*(?:$|[\n•|])")
ADJECTIVE = re.compile(r"[a-zë]{3}se$")
"""Of a place: 'Utrechtse'."""
BEFORE = re.compile(
    r"(?:^|[^.!?:\s]\s+)(?!(?:[Gg]emeenten?|In|De|Het|Voor|Uit|Van|Naar|Ook|Stad|Wijk|Regio|Dorp)\s)[A-ZÀ-Ý][\w&-]*\s$"
)
AREA = re.compile(r"(?i)(?:noord|oost|zuid|west|midden)")
COMPOUND = re.compile(r"-[a-zà-ÿ]|\d|[a-z][A-Z]|(?!IJ)[A-Z]{2}")
"""In a name: what no place has ('X-netwerk', 'G40', 'ZorgPunt')."""
BODY = re.compile(
    r"(?:bureau|netwerk|zorg|ring|punt|werk|kring|platform|groep|overleg|beraad|tafel|dienst|coöperatie|coalitie|loket|preventie|lijn|fonds|vereniging|belang|raad|huis|centrum|college|school)$|^[A-Z]{2,5}$"
)
"""A word before a name that heads a body."""
FRONT = 10
"""Units at the start of a plan in which its own region is named."""
ENOUGH = 2.0


POINTS = {
    "governed": 3.0,
    "people": 2.0,
    "located": 2.0,
    "towards": 1.0,
    "within": 1.0,
    "the": 1.2,
    "own": 2.0,
    "titled": 1.0,
    "bracketed": 0.5,
}
"""What one way of speaking of a name says for its being a place; a second time says less than half as much."""
WAYS = (
    ("governed", GOVERNED), ("governed", GOVERNED_LIST), ("people", PEOPLE), ("located", LOCATED), ("towards", TOWARDS), ("the", IN_THE), ("own", OWN), ("bracketed", BRACKETED),
)  # fmt: skip


@dataclass
class Spoken:
    """How a plan speaks of a name."""

    name: str
    ways: Counter[str] = field(default_factory=Counter)
    """How often it is spoken of in each way of `POINTS`."""
    bodies: set[str] = field(default_factory=set)
    """Words that head a body with this name behind them: 'GGD X', 'Welzijn X'."""
    points: float = 0.0
    kin: str = ""
    """Kind of the places it is listed with."""

    @property
    def kind(self) -> str:
        """What kind of region it is by these words."""
        if self.ways["governed"]:
            return "gemeente"
        return "anders" if self.ways["the"] or self.ways["own"] or self.ways["titled"] else self.kin or "wijk"

    @property
    def whole(self) -> bool:
        """Whether it may be the region that a plan is for."""
        regional = self.ways["own"] or self.ways["titled"] or self.ways["the"] or len(self.bodies) > 1
        return bool(regional) and not self.ways["governed"]


@cache
def towns() -> frozenset[str]:
    """Folded names of towns, villages and quarters."""
    return frozenset(fold(name) for name in data.lines("towns"))


@cache
def _elsewhere() -> frozenset[str]:
    """Folded names of other countries, peoples and languages."""
    return frozenset(fold(name) for name in data.table("places")["abroad"])


def survey(annotated: Annotated) -> dict[str, Spoken]:
    """All names that the plan uses as places, with how it speaks of them, by folded name."""
    low = Counter(t.text for u in annotated.units for t in u.doc if t.is_lower)
    found: dict[str, Spoken] = {}
    lists: list[list[str]] = []
    for unit in annotated.units:
        for way, match in _said(unit):
            parts = [p.name for p in split(match.group(1) or match.group(2), 0, "")]
            people = any(" " in name and _person(name) for name in parts)
            # Who is listed with a person by full name is one too.
            names = [n for n in parts if _may_be(n, low) and not (people and " " in n)]
            for name in names:
                found.setdefault(fold(name), Spoken(name)).ways[way] += 1
            if len(names) > 1:
                lists.append([fold(name) for name in names])
    _bodies(annotated, found)
    for said in found.values():
        said.points = _points(said, low)
    for names in lists:
        _spread([found[name] for name in names])
    kept = {key: said for key, said in found.items() if said.points >= ENOUGH}
    return {key: said for key, said in kept.items() if not _longer(key, kept)}


def _longer(key: str, kept: dict[str, Spoken]) -> bool:
    """Whether a name is another one with a word before or behind it ('Fysio X', 'X Gezond'), or with 'regio' behind it."""
    words = key.split()
    rest = {" ".join(words[1:]), " ".join(words[:-1])} if len(words) > 1 else set()
    if any(AREA.match(word) for word in words):
        rest = set()
    short = {key.removesuffix("regio")} - {key}
    return any(r in kept for r in rest) or any(s in kept or register.load().region(s) for s in short)


def _said(unit: Unit) -> Iterator[tuple[str, re.Match[str]]]:
    """Each way of speaking in a unit, with the names in the first group that took part."""
    for way, pattern in WAYS:
        for match in pattern.finditer(unit.text):
            inside = way == "located" and re.search(r"[A-ZÀ-Ý][\w-]*\s$", unit.text[: match.start()])
            yield "within" if inside else way, match
    if unit.index < FRONT:
        for match in TITLED.finditer(unit.text):
            yield "titled", match


def mentions(annotated: Annotated, spoken: dict[str, Spoken]) -> Iterator[tuple[Unit, Place]]:
    """Where the names stand, by themselves and not inside a longer name."""
    if not spoken:
        return
    names = sorted((s.name for s in spoken.values()), key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")
    for unit in annotated.units:
        for match in pattern.finditer(unit.text):
            before, after = unit.text[: match.start()], unit.text[match.end() :]
            if not BEFORE.search(before[-40:]) and not re.match(r"\s(?:& )?[A-ZÀ-Ý]", after):
                said = spoken[fold(match.group())]
                yield unit, Place(match.start(), match.end(), said.name, said.kind)


def _person(name: str) -> bool:
    """Whether a name starts with a first name and is no known place's."""
    return name.split()[0] in first_names() and fold(name) not in towns() and not landscape().search(name)


def _may_be(name: str, low: Counter[str]) -> bool:
    """Whether a name can be a place's: no compound, person, common word, country, or known name with a word before it."""
    words = name.split()
    folded = fold(name)
    if not may_be_place(name) or COMPOUND.search(name) or folded in _elsewhere():
        return False
    if _person(name):
        return False
    if BODY.search(words[0]) or (len(words) == 1 and ADJECTIVE.search(name)):
        return False
    if len(words) > 1 and words[-2][:1].isupper() and register.load().region(words[-1]) and not AREA.match(words[0]):
        return False
    return len(words) > 1 or not low[name.lower()]


def _bodies(annotated: Annotated, found: dict[str, Spoken]) -> None:
    """Gather the head words of bodies that stand before each name."""
    if not found:
        return
    _, types = heads()
    names = sorted((s.name for s in found.values()), key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])([\w-]+)\s+({'|'.join(map(re.escape, names))})(?![\w-])")
    for unit in annotated.units:
        for match in pattern.finditer(unit.text):
            if match.group(1)[:1].isupper() and (fold(match.group(1)) in types or BODY.search(match.group(1))):
                found[fold(match.group(2))].bodies.add(fold(match.group(1)))


def _points(said: Spoken, low: Counter[str]) -> float:
    """Points for what is said of a name by itself; words that the plan also writes small count against it."""
    points = sum(POINTS[way] * (1 + 0.4 * min(count - 1, 3)) for way, count in said.ways.items())
    points += 1.0 * shaped(said.name)
    points += 2.0 * (fold(said.name) in towns()) + 0.5 * min(len(said.bodies), 4)
    return points - sum(
        low[w.lower()] > 0 for w in said.name.split() if w[0].isupper() and not landscape().fullmatch(w)
    )


def _spread(row: list[Spoken]) -> None:
    """Where half of the names of a list are places, all are, and of the same kind."""
    sure = [said for said in row if said.points >= ENOUGH]
    if len(sure) * 2 < len(row):
        return
    kind = Counter(said.kind for said in sure).most_common(1)[0][0]
    for said in row:
        said.points = max(said.points, ENOUGH)
        said.kin = kind


def own_region(annotated: Annotated, header: Header, spoken: dict[str, Spoken]) -> str | None:
    """The region that a plan is for: the header's, unless the plan never uses that name as a region's or a place's.

    Then it is the name that the plan speaks of most as of the whole ('in de X', behind names of bodies, in its title).
    """
    name = header.region
    texts = [unit.text for unit in annotated.units]
    if name and (fold(name) in spoken or shaped(name) or any(_said_region(name).search(text) for text in texts)):
        return name
    if wholes := [said for said in spoken.values() if said.whole]:
        return max(wholes, key=lambda said: (said.points, said.name)).name
    # A name that stands nowhere was given by the user; one that stands there was read, and only the title vouches for it.
    low = {t.text for unit in annotated.units for t in unit.doc if t.is_lower}
    if not name or len(name) < 3 or all(w.lower() in low for w in name.split() if w[0].isupper()):
        return None
    return name if name in header.title or not any(name in text for text in texts) else None


def _said_region(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?i:regio|plan)(?i:['’]?s)?:?[ \t]+(?:de\s+)?{re.escape(name)}(?!\w)")
