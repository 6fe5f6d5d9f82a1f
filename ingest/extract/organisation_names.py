"""Where a text may name organisations: register names, names with a telling word, lists of parties, capitals.

Everything that may be a name is a candidate here; which of them are organisations is decided over the whole plan.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest import data, register
from ingest.extract.abbreviations import stands_for
from ingest.extract.mentions import Mention
from ingest.extract.organisation_heads import head_of, heads, lower_heads
from ingest.extract.toponyms import shaped
from ingest.language import Unit
from ingest.language.names import SPANS
from ingest.outline.roles import fold

WORD = r"(?:(?:St|Sint|Dr|[BN]\.[Vv])\.(?=[\s,;)]|$)|[A-ZÀ-Ý](?:[\wÀ-ÿ’'!+@]|\.(?=\w))*(?:-[\wÀ-ÿ]+)*|[a-zà-ÿ]+[A-Z][\wÀ-ÿ]*|\d{1,3}(?:\.\d)?(?=[\s.,;)]|$)|’s|'s|'t|’t)"
PAIRED = r"(?:[Gg]ezin|[Ww]elzijn|[Zz]org|[Vv]eiligheid|[Mm]ilieu|[Oo]mstreken|[Oo]pvoeding|[Ss]amenleving|[Ss]port|[Ii]nnovatie|[Tt]ransformatie|[Pp]reventie|[Oo]ndersteuning|[Bb]ewegen|[Ww]erk|[Ww]onen|[Ll]eren|[Gg]ezondheid|[Mm]aatschappij|[Cc]ultuur|[Tt]oegankelijkheid|[Vv]erzorging)"
"""Words that close a pair within a name ('Jeugd en Gezin', 'Zorg en Welzijn'), so that 'en' before them parts no list."""
LINK = r"(?:\s+(?:van|de|der|den|het|voor|op|aan|in|bij|ter|te|tot|&|\+)(?=\s))"
NAME = re.compile(
    rf"(?<![\w@/.-]){WORD}(?:(?:{LINK}{{0,2}}\s+|\s*&\s*|\s*[–/](?=[A-Z])|-\s+en\s+|\s+en\s+(?={PAIRED}(?!\w)(?!\s(?:aan|op|voor|bij|om)\s))){WORD}){{0,7}}(?:\s+\([A-Z][\w&’'-]{{1,11}}\))?"
)
BRACKETED = re.compile(r"\s*\(([^()]{2,60})\)")
SPLIT = re.compile(
    rf"\s*(?:[,;•|]|(?<=[a-z]{{3}})\.\s(?=[A-Z])|\s[–—]\s|(?<!-)\s+en\s+(?!{PAIRED}(?!\w))|\s+&\s+(?=[A-Z])|\s*\be\.?[av]\.?\b|\bnamens\b)\s*(?![^()]*\))"
)
SLASH = re.compile(r"(?<=\w)\s*/\s*(?=[A-ZÀ-Ý])(?![^()]*\))")
FUNCTION = r"(?:die|dat|met|is|zijn|was|wordt|worden|om|als|door|en|of|waar|waarin|kan|kunnen|moet|zal|te|bij|per|op|voor|van|in|aan|uit|over|rond|rondom|binnen|naar|tot|vanuit|wij|we|er|ook|niet|nog|zoals|naast|heeft|hebben|gaat|gaan|ter|wie|volgens|daarnaast|onze|tussen|tijdens|deze|dit|de|het|een|via|onder|waarbij|daarbij|hierbij|uitgevoerd|gestart|gevormd|opgericht|ingericht|opgezet|nodig|actief|samen|wil|neemt|werkt|komt|ontstaan|verder|versterken|bestaat)"
COMMON = re.compile(
    rf"\b(?:(?:landelijke|regionale|lokale|bestuurlijke|provinciale|IZA-?)\s*)?(?:coalitie|werkgroep|stuurgroep|netwerk|zorgnetwerk|thematafel|klankbordgroep|kennisplatform|taskforce|programmaraad|adviesraad|ketenoverleg)(?:\s+(?!{FUNCTION}\b)[a-zà-ÿ][\wà-ÿ/-]{{3,}}){{1,3}}(?!\w)(?!\s+[A-ZÀ-Ý])"
)
NO_NAME = re.compile(r"\s(?:zoals|naast|binnen|per|vanuit|\w+eren)\s|^(?:regio)?gemeenten?\s+\w")
BULLET = re.compile(r"(?:[\s*•>–-]|o\s)*")
ARTICLE = re.compile(r"(?:de|het|een)\s+(?=[A-ZÀ-Ý])")
MUNICIPAL = re.compile(r"\b(?:(?:[Rr]egio)?[Gg]emeenten?(?:besturen)?\s*:?|[Pp]rovincies?)\s+(?=[A-ZÀ-Ý’'])")
ACTING = re.compile(
    r"\s+(?:starten|start|werken|werkt|gaan|gaat|willen|wil|nemen|neemt|trekken|trekt|organiseren|organiseert|ontwikkelen|ontwikkelt|bieden|biedt|doen|doet|sluiten|sluit|zijn aangesloten|is aangesloten)\b"
)
WHERE = re.compile(
    r"\s+((?:Midden|Noord|Zuid|Oost|West)[- ])(?:Nederland|Holland|Brabant|Limburg|[A-ZÀ-Ý][a-z]+)\b|\s+[A-ZÀ-Ý][\w-]+"
)
AND = re.compile(r"\s*(?:,|/|\ben\b|&)\s*(?:en\s+)?(?:de\s+)?(?:gemeenten?\s+)?")
START = re.compile(
    r"^(?:(?:In|Vanuit|Voor|Bij|Met|Door|Via|Namens|Ook|Zo|Daarnaast|Naast|Binnen|Tussen|Samen met|Op|Om|Van|Als|Uit|Over|Onder|Zoals|Zie|Doel|Omdat|Hierbij|Hiervoor|Daarbij|Zowel|Onze|Alle|Deze|Dit|Sinds|Na|Aan|Tot|Inzet|Bron|Sector|Aantal|Namens)\s+)+(?:(?:de|het|een|De|Het|Een)\s+)?(?=\S*[A-ZÀ-Ý])"
)
PEOPLE_OF = re.compile(
    r"^[A-ZÀ-Ý][a-zà-ÿ-]*(?:ers|eurs|isten|kundigen|peuten|artsen|leden|patiënten|cliënten|bewoners|ouders|ouderen|jongeren|coaches|studenten|leerlingen|peden|logen|iaters)\s+(?:van|bij|uit|in)\s+(?:de\s+|het\s+)?(?=\S*[A-ZÀ-Ý])"
)
"""People of a body, who are not that body."""
GOES_ON = re.compile(
    r"\s+(?:en|&)\s+(?:[A-ZÀ-Ý][\wÀ-ÿ-]*e\s+(?:[a-zà-ÿ][\wà-ÿ-]{3,}|[A-ZÀ-Ý][\wÀ-ÿ-]+)(?:\s+[a-zà-ÿ][\wà-ÿ-]{3,}(?=\s+[A-ZÀ-Ý]))?)|\s+[a-zà-ÿ][\wà-ÿ-]{3,}(?:\s+(?:en|&)\s+[A-ZÀ-Ý][\wÀ-ÿ-]+)?"
)
"""What a name goes on with that would end with an adjective: 'Oude en Nieuwe land', 'Acute zorg', 'Gezond leven & Preventie'."""
ADJECTIVE = re.compile(
    r"\s(?:[A-ZÀ-Ý][a-zà-ÿ]*(?:[aeou]le|ige|ieve|ische|lijke|nde|[aou][tr]e|ude|uwe|dige|are|ere)|Gezond|Vitaal|Sociaal|Digitaal|Regionaal|Mentaal|Positief|Passend)$"
)
"""A last word that lacks what it says something of."""
TAIL = re.compile(
    r"\s+(?:Voor|Vanuit|Daarnaast|Daarbij|Daarvoor|Hierbij|Hiervoor|Hiermee|Ook|Met|Door|Via|Bij|In|Op|Naast|Deze|Dit|De|Het|Een|Wij|We|Er|Om|Als|Zoals|Tijdens|Volgens|Binnen|Samen met|Onder|Zie)$"
)
"""A word behind a name that opens the next sentence or line."""
JOINT = re.compile(
    r"(?i:\b(?:[a-z]*coalitie|\w*netwerk|\w*werkgroep|stuurgroep|\w*tafel|themateam|\w*commissie|alliantie|zorggroep|klankbordgroep|taskforce|platform|programmaraad|adviesraad))\s"
)
"""Bodies that are named after what they are about."""
LABEL = re.compile(r"\s+[A-ZÀ-Ý][a-zà-ÿ]+(?:anten|ers|ners|en|leden)$")
"""A last word before a colon that says what follows, and is no part of the name before it."""
LEAD = re.compile(r"^(?P<lead>[A-ZÀ-Ý][a-zà-ÿ-]+)\s+(?:van|in|door)\s+(?:de\s+|het\s+)?(?=[A-ZÀ-Ý])")
"""A word that only leads up to a body: 'Vastgesteld in de Regioraad X', 'Digipunt van Bibliotheek X'."""
AN_ARTICLE = re.compile(r"(?:De|Het)\s+(?=[A-ZÀ-Ý])")
IN_PLACE = re.compile(
    r"(?<!Thuis)(?<!Samen)(?<!Actief)(?<!Gezond)(?<!Welzijn)(?<!Wonen)(?<!Zorg)(?<!Vitaal)\s+in\s+[A-ZÀ-Ý][\wÀ-ÿ-]*$"
)
DATED = re.compile(r"\s+(?:op|in|per|tot|vanaf)\s+(?:tot\s+)?\d[\d.]*$")
PLACE = r"[A-ZÀ-Ý][\wÀ-ÿ]+(?:[ -][A-ZÀ-Ý][\wÀ-ÿ]+| & [A-ZÀ-Ý][\wÀ-ÿ]+| aan (?:de |den )?[A-ZÀ-Ý][\wÀ-ÿ]+)*"
ONE_PLACE = re.compile(rf"{PLACE}(?!\w)")
GOVERNED = re.compile(rf"{PLACE}(?:(?:\s*,\s+(?:en\s+)?|\s+en\s+){PLACE})+(?!\w)")
AREA = re.compile(r"(?:Noord|Oost|Zuid|West|Midden)")
PARTY_ROLES = frozenset({"parties", "lead", "funding"})
LONGEST = 75


@dataclass(frozen=True, eq=False)
class Named(Mention):
    """A candidate's mention: the name as written, how it was found, and the register's key where it is there."""

    name: str = ""
    source: str = "capitals"
    """'register', 'hidden', 'head', 'parties', 'link' or 'capitals'."""
    key: str = ""
    short: str = ""
    """An abbreviation in brackets behind the name."""


@cache
def stop_names() -> frozenset[str]:
    """Folded words in capitals that are no organisations."""
    return frozenset(data.lines("not_organisations"))


@cache
def first_names() -> frozenset[str]:
    """First names in use in the Netherlands: who has one is a person, and no entity of the graph."""
    return frozenset(data.lines("first_names"))


def candidates(unit: Unit) -> Iterator[Named]:
    """All mentions in a unit that may name an organisation; the same stretch may come from several sources."""
    if unit.block.kind == "heading" and len(unit.text) < 4:
        return
    yield from _from_register(unit)
    yield from _municipal(unit)
    if unit.block.role in PARTY_ROLES and unit.block.kind in ("item", "cell", "paragraph", "fragment"):
        yield from _from_list(unit)
    yield from _headed(unit)
    yield from _capitals(unit)


def _from_register(unit: Unit) -> Iterator[Named]:
    known = register.load().organisations
    taken = -1
    for span in unit.doc.spans[SPANS]:
        entry = (
            known.get(span.label_.removeprefix("organisation:")) if span.label_.startswith("organisation:") else None
        )
        if entry is None or span.start_char < taken:
            continue
        hidden = span.text in entry.hidden and span.text not in entry.names
        end = span.end_char
        if not hidden:
            place = WHERE.match(unit.text, end)
            end = (
                place.end()
                if place and (place.group(1) or _is_place(place.group().strip(), unit.text[place.end() :]))
                else end
            )
            taken = end
        name = unit.text[span.start_char : end]
        yield Named(unit, span.start_char, end, 1.0, name, "hidden" if hidden else "register", entry.key)


def _is_place(word: str, after: str) -> bool:
    """Whether a word behind a body's name is the place where it works: the register's, or one shaped as places are."""
    if register.load().region(word):
        return True
    return bool(shaped(word) or AREA.fullmatch(word)) and not re.match(r"\s[A-ZÀ-Ý]", after)


def _municipal(unit: Unit) -> Iterator[Named]:
    """'gemeenten A, B en C', 'provincie X', 'A en B starten met': each place as the body that governs it."""
    taken = -1
    for match in MUNICIPAL.finditer(unit.text):
        kind = "provincie" if "rovincie" in match.group() else "gemeente"
        for start, end, key in _places(unit, kind, match.end()):
            start = (
                match.start()
                if start == match.end() and match.group().rstrip().endswith(("gemeente", "rovincie"))
                else start
            )
            yield Named(unit, start, end, 1.0, unit.text[start:end], "register", key)
            taken = end
        yield from _unknown_places(unit, kind, match)
    for start in sorted({s.start_char for s in unit.doc.spans[SPANS] if s.label_.startswith("region:gemeente-")}):
        run = _places(unit, "gemeente", start) if start >= taken else []
        if run and ACTING.match(unit.text, run[-1][1]):
            for begin, end, key in run:
                yield Named(unit, begin, end, 0.8, unit.text[begin:end], "acting", key)
        taken = max(taken, run[-1][1]) if run else taken


def _unknown_places(unit: Unit, kind: str, match: re.Match[str]) -> Iterator[Named]:
    """Names in the list behind 'gemeenten' or 'provincie' that the register lacks, each as the body that governs it."""
    several = match.group().rstrip(" :").endswith(("gemeenten", "provincies", "besturen"))
    row = GOVERNED.match(unit.text, match.end()) if several else ONE_PLACE.match(unit.text, match.end())
    at = match.end()
    for name in re.split(r"(?:\s*,\s+(?:en\s+)?|\s+(?:en|&)\s+)", row.group()) if row else ():
        at = unit.text.index(name, at)
        if register.load().region(name) is None and (several or shaped(name)) and not head_of(name)[0]:
            start = match.start() if at == match.end() else at
            yield Named(unit, start, at + len(name), 0.9, f"{kind} {name}", "head")
        at += len(name)


def _places(unit: Unit, kind: str, position: int) -> list[tuple[int, int, str]]:
    """Places of a kind that follow each other from a position, parted by commas and 'en': start, end, key."""
    spans = (s for s in unit.doc.spans[SPANS] if s.label_.startswith(f"region:{kind}-"))
    at = {span.start_char: span for span in sorted(spans, key=lambda s: len(s.text))}
    found = []
    while span := at.get(position):
        found.append((position, span.end_char, span.label_.removeprefix("region:")))
        link = AND.match(unit.text, span.end_char)
        position = link.end() if link else -1
    return found


def _from_list(unit: Unit) -> Iterator[Named]:
    """The entries of a list of parties, split at commas, semicolons and 'en'."""
    text = unit.text
    at = 0
    label = re.match(r"^[^:]{2,45}:\s+(?=\S)", text)
    if label:
        at = label.end()
    for cut in [*SPLIT.finditer(text, at), None]:
        if cut and cut.group().strip() == "en" and ADJECTIVE.search(text[at : cut.start()]):
            continue  # 'Oude en Nieuwe land' is one name
        end = cut.start() if cut else len(text)
        yield from _entry(unit, at, end)
        at = cut.end() if cut else end


def _entry(unit: Unit, start: int, end: int) -> Iterator[Named]:
    text = unit.text[start:end]
    lead = BULLET.match(text)
    start += lead.end() if lead else 0
    article = ARTICLE.match(unit.text, start, end)
    start = article.end() if article else start
    start = _after_label(unit.text, start, end)
    text = unit.text[start:end].rstrip(" -–*•>.\n")
    plain = BRACKETED.sub(" ", text).strip()
    if not 2 <= len(plain) <= LONGEST or not re.search(r"[A-ZÀ-Ý]|\.nl|\w@", plain) or len(plain.split()) > 8:
        return
    bracket = BRACKETED.search(text)
    short = bracket.group(1) if bracket and re.fullmatch(r"[A-Z][\w&-]{1,11}", bracket.group(1)) else ""
    short = short if _abbreviates(short, text[: bracket.start()] if bracket else text) else ""
    cut = bracket.start() if bracket else len(text)
    at = start
    for piece in [*SLASH.finditer(text[:cut]), None]:
        stop = start + (piece.start() if piece else cut)
        words = unit.text[at:stop].strip()
        if words and re.search(r"[A-ZÀ-Ý]", words):
            place = register.load().region(words, "gemeente")
            lead, words = _plain(words)
            at += lead
            yield Named(unit, at, at + len(words), 0.9, words, "parties", place.key if place else "", short)
        at = start + piece.end() if piece else stop


def _abbreviates(short: str, name: str) -> bool:
    """Whether what stands in brackets is short for a name, and not the place, the field or the body that it belongs to."""
    if stands_for(short, name):
        return True
    return register.load().region(short) is None and fold(short) not in stop_names() and not head_of(short)[0]


def _after_label(text: str, start: int, end: int) -> int:
    """Where an entry begins behind words in small letters that say what the part of those is who follow ('trekker: X')."""
    label = re.match(r"[a-zà-ÿ][^:,;()]{2,45}:\s+(?=\S*[A-ZÀ-Ý])", text[start:end])
    return start + label.end() if label else start


def _plain(words: str) -> tuple[int, str]:
    """An entry of a list without what leads up to a name, and without the person who speaks for it: length of the lead, name."""
    lead = START.match(words)
    at = lead.end() if lead else 0
    if (article := re.match(r"(?:de|het)\s+(?=[a-zà-ÿ]+\s)", words[at:])) and lower_heads().match(
        words, at + article.end()
    ):
        at += article.end()
    name = words[at:]
    person = _person(name)
    return at, (name[:person].rstrip(" ,:;–-") if person else name)


def _person(words: str) -> int:
    """Where in a name, behind its first word, that of a person begins; 0 where none does."""
    pieces = list(re.finditer(r"\S+", words))
    at = next(
        (p.start() for p, q in itertools.pairwise(pieces) if p.group() in first_names() and q.group()[:1].isalpha()),
        0,
    )
    # 'Huisartsenpraktijk Jan Jansen' is named after a person.
    return 0 if at and OWN.search(words[:at]) else at


OWN = re.compile(r"(?i:praktijk|stichting|fonds|school|college|kliniek|huis)\s*$")
"""Bodies that are often named after a person."""


def _headed(unit: Unit) -> Iterator[Named]:
    for match in lower_heads().finditer(unit.text):
        name = NAME.match(unit.text, match.end())
        if name and not NO_NAME.search(match.group()):
            words = unit.text[match.start() : name.end()]
            yield _named(unit, match.start(), _whole(unit, match.start(), words), "head")
    for match in COMMON.finditer(unit.text):
        yield Named(unit, match.start(), match.end(), 0.6, match.group(), "low")


def _capitals(unit: Unit) -> Iterator[Named]:
    pattern, _ = heads()
    links = [(m.start, m.end) for m in unit.block.passage.marked("link")]
    for match in NAME.finditer(unit.text):
        words = match.group()
        if len(words) < 2 or len(words) > LONGEST:
            continue
        linked = any(a <= match.start() and match.end() <= b + 1 for a, b in links)
        words = _whole(unit, match.start(), words)
        yield _named(unit, match.start(), words, "head" if pattern.search(words) else "link" if linked else "capitals")


def _whole(unit: Unit, start: int, words: str) -> str:
    """A name with the noun that its last word, an adjective, is about; without a last word that labels what follows."""
    end = start + len(words)
    if unit.text[end : end + 1] == ":" and (label := LABEL.search(words)):
        return words[: label.start()]
    if JOINT.search(words) and (pair := re.match(r"\s+&\s+[a-zà-ÿ][\wà-ÿ-]+", unit.text[end : end + 40])):
        return words + pair.group()
    if " " in words and ADJECTIVE.search(words) and JOINT.search(words):
        more = GOES_ON.match(unit.text, end)
        if more and not re.fullmatch(FUNCTION, more.group().split()[0].replace("en", "", 1) or "x"):
            return words + more.group()
    return words


def _named(unit: Unit, start: int, words: str, source: str) -> Named:
    """A candidate without the words that only lead up to it, and without a person's name, a number or a place behind it."""
    for opening in (START, PEOPLE_OF):
        if lead := opening.match(words):
            start, words = start + lead.end(), words[lead.end() :]
    lead = LEAD.match(words)
    if lead and not head_of(lead["lead"])[0] and head_of(" ".join(words[lead.end() :].split()[:4]))[0]:
        start, words = start + lead.end(), words[lead.end() :]
    if (article := AN_ARTICLE.match(words)) and _bare(words[article.end() :]):
        start, words = start + article.end(), words[article.end() :]
    person = _person(words)
    words = words[:person] if person else words
    while (tail := TAIL.search(words)) and not head_of(tail.group())[0]:
        words = words[: tail.start()]
    bracket = re.search(r"\s+\(([A-Z][\w&’'-]{1,11})\)$", words)
    name = words[: bracket.start()] if bracket else words
    short = bracket.group(1) if bracket and _abbreviates(bracket.group(1), name) else ""
    name = re.sub(r"\s(?:voor|bij|in|op|aan)\s(?:de\s)?[A-Z]{2,5}$", "", name)
    name = DATED.sub("", name)
    if (place := IN_PLACE.search(name)) and head_of(name[: place.start()])[0]:
        name = name[: place.start()]
    name = name.rstrip(" .,-–/&’'\n")
    return Named(unit, start, start + len(name), 0.7, name, source, short=short)


def _bare(name: str) -> bool:
    """Whether a name has a word that heads a body and more: 'GGD X', 'Sint Y Ziekenhuis', 'Kustlyceum', but not 'Alliantie'."""
    head, _ = head_of(name)
    return (bool(head) and (fold(head.group()) != fold(name) if head else False)) or bool(
        re.match(r"[A-Z]{2,6}\b", name)
    )
