"""Years and numbers that a goal is to reach: '2026', 'eind Q2 2025', '14% van alle ouderen', 'van 1,4 naar 0,8'."""

from __future__ import annotations

import re

from ingest.model import Direction, Target

YEAR = re.compile(r"(?<![\d.,-])(20[2-4]\d)(?![\d%])")
RANGE = re.compile(r"(20[2-4]\d)\s*(?:-|–|tot(?: en met)?|t/m|/)\s*(20[2-4]\d|[2-4]\d)\b")
PAST = re.compile(
    r"(?:sinds|ten opzichte van|t\.o\.v\.|vergeleken met|nulmeting|uit|van|dan|in de periode|peiljaar)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
LAW = re.compile(r"(?:wmo|wet|akkoord|iza|gala|regiobeeld|regioplan|begroting|jaarplan|convenant)\s+$", re.IGNORECASE)
NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
WORDS = {
    "één": 1.0,
    "een": 1.0,
    "twee": 2.0,
    "drie": 3.0,
    "vier": 4.0,
    "vijf": 5.0,
    "zes": 6.0,
    "zeven": 7.0,
    "acht": 8.0,
    "negen": 9.0,
    "tien": 10.0,
    "twaalf": 12.0,
}
PERCENT = re.compile(rf"(?<![\d,.-])({NUMBER})\s?(%|procent\b|procentpunt\b)")
FROM_TO = re.compile(rf"\bvan\s+({NUMBER})\s?(%|procent)?\s+(?:naar|tot)\s+({NUMBER})\s?(%|procent\b)?")
AT_LEAST = r"(?:minimaal|minstens|ten ?minste|op zijn minst|meer dan|ruim|boven(?: de)?)"
AT_MOST = r"(?:maximaal|hooguit|hoogstens|ten hoogste|niet meer dan|minder dan|onder de|binnen)"
BOUNDED = re.compile(
    rf"\b({AT_LEAST}|{AT_MOST})\s+(?:in\s+)?({NUMBER}|{'|'.join(WORDS)})\b\s*(?!%|procent)(?:(à|tot|-)\s*{NUMBER}\s+)?([a-zà-ÿ][\wà-ÿ-]*)?",
    re.IGNORECASE,
)
COUNTED = re.compile(
    rf"(?<![\d.,/-])({NUMBER})\s+(?!%|procent|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|jaar|maanden|weken|uur|q\d)([a-zà-ÿ][\wà-ÿ-]{{3,}})",
    re.IGNORECASE,
)
COUNTABLE = re.compile(
    r"(?:en|s|ers|praktijken|gemeenten|deelnemers|inwoners|plekken|bedden|medewerkers|studenten|scholen|wijken|organisaties|patiënten|cliënten|gesprekken|initiatieven|projecten|punten|ouderen|kinderen|locaties|woningen)$"
)
UP = re.compile(
    r"\b(?:meer|toename|stijg\w*|verhog\w*|verhoog\w*|vergrot\w*|groei\w*|toenemen|groter|hoger|uitbreid\w*)\b",
    re.IGNORECASE,
)
DOWN = re.compile(
    r"\b(?:minder|afname|daling|dal\w*|verlag\w*|verlaag\w*|vermind\w*|afnemen|lager|reduc\w*|besparing|terugdring\w*|kort\w*|korter|halver\w*|beperk\w*)\b",
    re.IGNORECASE,
)


def target_year(sentence: str) -> int | None:
    """The year by which a goal is to be reached: of several the last of the first mention's period, past points of reference left out."""
    span = RANGE.search(sentence)
    if span:
        last = span.group(2)
        return int(last) if len(last) == 4 else int(span.group(1)[:2] + last)
    years = []
    for match in YEAR.finditer(sentence):
        before = sentence[max(match.start() - 25, 0) : match.start()]
        if (
            PAST.search(before) and not re.search(r"(?:eind|begin|uiterlijk|loop|medio|ingang) van\s+$", before)
        ) or LAW.search(before):
            continue
        years.append(int(match.group(1)))
    return years[0] if years else None


def value_of(number: str) -> float:
    """A number as written in Dutch ('1.200', '2,5', 'drie')."""
    if number.lower() in WORDS:
        return WORDS[number.lower()]
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", number):
        number = number.replace(".", "")
    return float(number.replace(",", "."))


def target(sentence: str) -> Target | None:
    """The number that a goal is to reach, with unit, direction and what is counted, or None without one."""
    if change := FROM_TO.search(sentence):
        start, end = value_of(change.group(1)), value_of(change.group(3))
        unit = "%" if change.group(2) or change.group(4) else None
        direction = Direction.INCREASE if end > start else Direction.DECREASE
        return Target(end, unit, _indicator(sentence, change.end()), direction, baseline=start)
    if share := PERCENT.search(sentence):
        value = value_of(share.group(1))
        bound = sentence[: share.start()].rstrip()
        if re.search(r"\b(?:treeknorm|regiobeeld|landelijk gemiddelde)\b", bound[-40:], re.IGNORECASE):
            return None
        return Target(value, "%", _indicator(sentence, share.end()), _direction(sentence, bound))
    if bounded := BOUNDED.search(sentence):
        at_least = bool(re.fullmatch(AT_LEAST, bounded.group(1), re.IGNORECASE))
        unit = bounded.group(4)
        if unit == "aantal" or (bounded.group(1).lower() == "binnen" and unit in ("jaar", "jaren")):
            return None
        return Target(
            value_of(bounded.group(2)),
            unit,
            _indicator(sentence, bounded.end()),
            Direction.AT_LEAST if at_least else Direction.AT_MOST,
        )
    for counted in COUNTED.finditer(sentence):
        number, noun = counted.groups()
        value = value_of(number)
        if COUNTABLE.search(noun) and not 2015 <= value <= 2060 and not _counter(sentence, counted.start()):
            return Target(
                value, noun, _indicator(sentence, counted.start(2)), _direction(sentence, sentence[: counted.start()])
            )
    return None


def _counter(sentence: str, start: int) -> bool:
    """Whether a number is that of a thing ('doel 3', 'fase 2', 'artikel 14') or of an age ('75 jaar') and no amount."""
    return (
        bool(
            re.search(
                r"(?:doel|eerste|fase|stap|artikel|hoofdstuk|thema|opgave|resultaat|actielijn|spoor|lijn|dia|pagina|q|type|tabel)\s*$",
                sentence[:start],
                re.IGNORECASE,
            )
        )
        or start == 0
    )


def _direction(sentence: str, before: str) -> Direction:
    near = before[-30:]
    if re.search(rf"{AT_LEAST}\s*(?:\w+\s*)?$", near, re.IGNORECASE):
        return Direction.AT_LEAST
    if re.search(rf"{AT_MOST}\s*(?:\w+\s*)?$", near, re.IGNORECASE):
        return Direction.AT_MOST
    if DOWN.search(sentence):
        return Direction.DECREASE
    return Direction.INCREASE if UP.search(sentence) else Direction.REACH


def _indicator(sentence: str, at: int) -> str | None:
    """What is counted: the words behind the number up to the next comma or verb."""
    match = re.match(r"\s*(?:van\s+)?(?:de\s+|het\s+|alle\s+)?([^.,;:()]{3,80})", sentence[at:])
    words = match.group(1).strip() if match else ""
    words = re.split(
        r"\b(?:is|zijn|wordt|worden|heeft|hebben|krijgt|krijgen|in 20\d\d|eind 20\d\d|t\.o\.v\.|ten opzichte)\b", words
    )[0].strip()
    return words or None
