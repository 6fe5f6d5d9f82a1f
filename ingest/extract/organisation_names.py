"""Where a text may name organisations: register names, names with a telling word, lists of parties, capitals.

Everything that may be a name is a candidate here; which of them are organisations is decided over the whole plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest import register
from ingest.extract.mentions import Mention
from ingest.extract.organisation_heads import head_of, heads, lower_heads
from ingest.extract.organisation_trim import ADJECTIVE, FUNCTION, abbreviates, after_label, plain_entry, trimmed, whole
from ingest.extract.toponyms import shaped
from ingest.language import Unit
from ingest.language.names import SPANS

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
    start = after_label(unit.text, start, end)
    text = unit.text[start:end].rstrip(" -–*•>.\n")
    plain = BRACKETED.sub(" ", text).strip()
    if not 2 <= len(plain) <= LONGEST or not re.search(r"[A-ZÀ-Ý]|\.nl|\w@", plain) or len(plain.split()) > 8:
        return
    bracket = BRACKETED.search(text)
    short = bracket.group(1) if bracket and re.fullmatch(r"[A-Z][\w&-]{1,11}", bracket.group(1)) else ""
    short = short if abbreviates(short, text[: bracket.start()] if bracket else text) else ""
    cut = bracket.start() if bracket else len(text)
    at = start
    for piece in [*SLASH.finditer(text[:cut]), None]:
        stop = start + (piece.start() if piece else cut)
        words = unit.text[at:stop].strip()
        if words and re.search(r"[A-ZÀ-Ý]", words):
            place = register.load().region(words, "gemeente")
            skipped, words = plain_entry(words)
            at += skipped
            yield Named(unit, at, at + len(words), 0.9, words, "parties", place.key if place else "", short)
        at = start + piece.end() if piece else stop


def _headed(unit: Unit) -> Iterator[Named]:
    for match in lower_heads().finditer(unit.text):
        name = NAME.match(unit.text, match.end())
        if name and not NO_NAME.search(match.group()):
            words = unit.text[match.start() : name.end()]
            yield _named(unit, match.start(), whole(unit.text, match.start(), words), "head")
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
        words = whole(unit.text, match.start(), words)
        yield _named(unit, match.start(), words, "head" if pattern.search(words) else "link" if linked else "capitals")


def _named(unit: Unit, start: int, words: str, source: str) -> Named:
    """A candidate, cut where a reader cuts it."""
    lead, name, short = trimmed(words)
    return Named(unit, start + lead, start + lead + len(name), 0.7, name, source, short=short)
