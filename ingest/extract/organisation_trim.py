"""Where a candidate's name begins and ends: without what leads up to it, the person behind it, the next sentence."""

from __future__ import annotations

import itertools
import re
from functools import cache

from ingest import data, register
from ingest.extract.abbreviations import stands_for
from ingest.extract.organisation_heads import head_of, lower_heads
from ingest.outline.roles import fold

FUNCTION = r"(?:die|dat|met|is|zijn|was|wordt|worden|om|als|door|en|of|waar|waarin|kan|kunnen|moet|zal|te|bij|per|op|voor|van|in|aan|uit|over|rond|rondom|binnen|naar|tot|vanuit|wij|we|er|ook|niet|nog|zoals|naast|heeft|hebben|gaat|gaan|ter|wie|volgens|daarnaast|onze|tussen|tijdens|deze|dit|de|het|een|via|onder|waarbij|daarbij|hierbij|uitgevoerd|gestart|gevormd|opgericht|ingericht|opgezet|nodig|actief|samen|wil|neemt|werkt|komt|ontstaan|verder|versterken|bestaat)"
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
PAIR = re.compile(r"\s+&\s+[a-zà-ÿ][\wà-ÿ-]+")
LABEL = re.compile(r"\s+[A-ZÀ-Ý][a-zà-ÿ]+(?:anten|ers|ners|en|leden)$")
"""A last word before a colon that says what follows, and is no part of the name before it."""
LEAD = re.compile(r"^(?P<lead>[A-ZÀ-Ý][a-zà-ÿ-]+)\s+(?:van|in|door)\s+(?:de\s+|het\s+)?(?=[A-ZÀ-Ý])")
"""A word that only leads up to a body: 'Vastgesteld in de Regioraad X', 'Digipunt van Bibliotheek X'."""
AN_ARTICLE = re.compile(r"(?:De|Het)\s+(?=[A-ZÀ-Ý])")
IN_PLACE = re.compile(
    r"(?<!Thuis)(?<!Samen)(?<!Actief)(?<!Gezond)(?<!Welzijn)(?<!Wonen)(?<!Zorg)(?<!Vitaal)\s+in\s+[A-ZÀ-Ý][\wÀ-ÿ-]*$"
)
DATED = re.compile(r"\s+(?:op|in|per|tot|vanaf)\s+(?:tot\s+)?\d[\d.]*$")
OWN = re.compile(r"(?i:praktijk|stichting|fonds|school|college|kliniek|huis)\s*$")
"""Bodies that are often named after a person."""


@cache
def stop_names() -> frozenset[str]:
    """Folded words in capitals that are no organisations."""
    return frozenset(data.lines("not_organisations"))


@cache
def first_names() -> frozenset[str]:
    """First names in use in the Netherlands: who has one is a person, and no entity of the graph."""
    return frozenset(data.lines("first_names"))


def trimmed(words: str) -> tuple[int, str, str]:
    """A name without the words that only lead up to it, and without a person's name, a number or a place behind it.

    Returns:
        how many letters lead up to it, the name, and the abbreviation in brackets behind it ('' without one).
    """
    at = 0
    for opening in (START, PEOPLE_OF):
        if lead := opening.match(words[at:]):
            at += lead.end()
    lead = LEAD.match(words[at:])
    if lead and not head_of(lead["lead"])[0] and head_of(" ".join(words[at + lead.end() :].split()[:4]))[0]:
        at += lead.end()
    if (article := AN_ARTICLE.match(words[at:])) and _bare(words[at + article.end() :]):
        at += article.end()
    name = words[at:]
    person = _person(name)
    name = name[:person] if person else name
    while (tail := TAIL.search(name)) and not head_of(tail.group())[0]:
        name = name[: tail.start()]
    bracket = re.search(r"\s+\(([A-Z][\w&’'-]{1,11})\)$", name)
    name = name[: bracket.start()] if bracket else name
    short = bracket.group(1) if bracket and abbreviates(bracket.group(1), name) else ""
    name = re.sub(r"\s(?:voor|bij|in|op|aan)\s(?:de\s)?[A-Z]{2,5}$", "", name)
    name = DATED.sub("", name)
    if (place := IN_PLACE.search(name)) and head_of(name[: place.start()])[0]:
        name = name[: place.start()]
    return at, name.rstrip(" .,-–/&’'\n"), short


def whole(text: str, start: int, words: str) -> str:
    """A name at `start` of a text with the noun that its last word, an adjective, is about, or with the other half of a
    pair ('Zorg & welzijn'); without a last word that labels what follows a colon."""
    end = start + len(words)
    if text[end : end + 1] == ":" and (label := LABEL.search(words)):
        return words[: label.start()]
    if not JOINT.search(words):
        return words
    if pair := PAIR.match(text, end):
        return words + pair.group()
    if ADJECTIVE.search(words) and (more := GOES_ON.match(text, end)):
        first = more.group().split()[0]
        if first in ("en", "&") or not re.fullmatch(FUNCTION, first):
            return words + more.group()
    return words


def plain_entry(words: str) -> tuple[int, str]:
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


def after_label(text: str, start: int, end: int) -> int:
    """Where an entry begins behind words in small letters that say what the part of those is who follow ('trekker: X')."""
    label = re.match(r"[a-zà-ÿ][^:,;()]{2,45}:\s+(?=\S*[A-ZÀ-Ý])", text[start:end])
    return start + label.end() if label else start


def abbreviates(short: str, name: str) -> bool:
    """Whether what stands in brackets is short for a name, and not the place, the field or the body that it belongs to."""
    if stands_for(short, name):
        return True
    return register.load().region(short) is None and fold(short) not in stop_names() and not head_of(short)[0]


def _person(words: str) -> int:
    """Where in a name, behind its first word, that of a person begins; 0 where none does."""
    pieces = list(re.finditer(r"\S+", words))
    at = next(
        (p.start() for p, q in itertools.pairwise(pieces) if p.group() in first_names() and q.group()[:1].isalpha()),
        0,
    )
    # 'Huisartsenpraktijk Jan Jansen' is named after a person.
    return 0 if at and OWN.search(words[:at]) else at


def _bare(name: str) -> bool:
    """Whether a name has a word that heads a body and more: 'GGD X', 'Sint Y Ziekenhuis', 'Kustlyceum', but not 'Alliantie'."""
    head, _ = head_of(name)
    return (bool(head) and (fold(head.group()) != fold(name) if head else False)) or bool(
        re.match(r"[A-Z]{2,6}\b", name)
    )
