"""Where a text may name an initiative: noun phrases with a telling head, names in capitals or quotes, titles.

Candidates are many and overlap; which of them a reader would count is decided in `initiatives.py`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest import data, register
from ingest.extract.mentions import Mention
from ingest.extract.organisation_names import NAME
from ingest.extract.organisation_trim import FUNCTION
from ingest.extract.toponyms import municipalities
from ingest.language import Unit
from ingest.outline.families import family_title
from ingest.outline.passage import Mark
from ingest.outline.roles import fold, role_of

LONGEST = 110
SHORT_NAME = 4
"""Words of the longest name that is an approach's if it contains its name."""
QUOTED = re.compile(r"[‘“\"'„]([A-ZÀ-Ýa-z0-9][^‘“\"„”’]{2,70}?)[’”\"'](?!\w)")
MODIFIER = r"(?:[a-zà-ÿ][\wà-ÿ-]*(?:e|s|al|eel|isch|end|baar|ig)|[A-ZÀ-Ý][\wÀ-ÿ-]*|\d{1,2}[eé]?|één|online|hybride|digitaal|regionaal|lokaal|mentaal|sociaal|zelf|gezond|gezamenlijk|positief|domein|wijk|lerend|laagdrempelig)"
INFLECTED = rf"[a-zà-ÿ][\wà-ÿ-]*(?:ige|ieve|ische|lijke|jkse|[ae]le|nde|ste|ere|are|ote|ante|uwe|isch|ief)\s+(?!(?:{FUNCTION})\b)(?=[a-zà-ÿ]{{3}})"
AFTER = re.compile(
    rf"(?:\s+(?:[‘“\"'][^’”\"']{{3,60}}[’”\"']|\([A-Z][\w-]{{1,10}}\)|(?:van|voor|over|gericht op|rondom|met|in|op|tegen|naar|bij|om)\s+(?:(?:de|het|een|één|alle|elke|iedere)\s+)?(?:{INFLECTED}){{0,2}}[\wÀ-ÿ/&-]+(?:\s+(?:en|of|&|(?:van|voor|in|met|te)(?:\s+(?:de|het|een))?|de|het)\s+(?:{INFLECTED}){{0,2}}[\wÀ-ÿ/&-]+|\s+[A-ZÀ-Ý][\wÀ-ÿ-]+){{0,3}}|[A-ZÀ-Ý][\wÀ-ÿ’+-]+(?:\s+(?:[A-ZÀ-Ý][\wÀ-ÿ’+-]+|op|van|in|aan|de|het|en)(?=\s|$|[.,;:)]))*)){{1,2}}"
)
BESIDE = re.compile(
    rf"\s+(?!(?:volgende|komende|iedere|andere|afgelopen|lopende|bestaande|verschillende)\b)(?:{INFLECTED}){{1,2}}[a-zà-ÿ][\wà-ÿ-]{{3,}}"
)
"""What a thing is for or about, right beside its noun ('netwerk palliatieve zorg')."""
WIDELY = re.compile(
    r"\s(?:in|binnen|voor|bij|op|naar)\s+(?:(?:alle|elke|iedere|ieder|elk|heel|hele|een|één|grote|minimaal|de hele|het hele|de gehele)\b|(?:de|het|onze)\s*$).*$"
    r"|\s(?:in|binnen|op)\s+(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|\d+(?![\w+-])|enkele|verschillende|meerdere)\b.*$"
)
"""What stands behind a name and says in how many places it is found, or is cut off."""
ADJECTIVE = re.compile(
    r"\s(?:[a-zà-ÿ/-]{4,}(?:ige|ieve|ische|lijke|chte|nde|elle|ale|ieke|bare|zame)|(?:soci|ment|digit|region|lok|centr|integr|nation)aal|medisch|maatschappelijk)$"
)
"""A name that ends in an adjective goes on to its noun."""
NOUN_OF_ADJECTIVE = re.compile(rf"\s(?!(?:{FUNCTION})\b)[a-zà-ÿ][\wà-ÿ-]{{2,}}")
CAPITAL_ADJECTIVE = re.compile(
    r"[A-ZÀ-Ý][a-zà-ÿ-]+(?:ige|ale|elle|ele|lijke|ieve|ische|bare|zame|[nmgt]de|[tkndems]se|chte)$"
)
"""An adjective that starts a sentence or a title is no name in capitals."""
_LARGE = r"[A-ZÀ-Ý][\wÀ-ÿ’-]+"
LINKED = re.compile(
    rf"(?<![\w@/.’-]){_LARGE}(?:\s+{_LARGE}){{0,3}}\s+(?:als|over|naar|uit|zonder)\s+(?:(?:de|het|een|je|jouw)\s+)?{_LARGE}(?:\s+{_LARGE}){{0,3}}(?!\w)"
)
"""Words in capitals that a preposition links to one name ('School als Werkplaats')."""
AND = re.compile(r"\s(?:en|of)\s")
"""What parts two names, or two halves of one."""
SLASHED = re.compile(r"[A-ZÀ-Ý](?:(?! en )[^/]){3,}(?:/[A-ZÀ-Ý](?:(?! en )[^/]){3,})+")
"""Names that strokes part ('Zorgbus/Praatbank'); shorter ones may be of one name ('GGZ/LVB')."""
LARGE_SMALL_WORD = re.compile(rf"(?=[A-Z])(?i:{FUNCTION})\s")
"""A preposition or the like that is written large."""
OPEN_QUOTE = re.compile(r"[‘“\"'„][^’”\"']*$")
OPENING = frozenset("‘“\"'„")
"""Marks that open a quotation."""
NO_START = frozenset(data.table("initiative_cues")["no_start"])
NO_END = frozenset(data.table("initiative_cues")["no_end"])
ENDS_NAMES = frozenset(data.table("initiative_cues")["ends_names"])
VERBS = re.compile(
    r"^(?:(?:het|de|een)\s+)?(?:(?:verder|samen|regionaal|gezamenlijk|structureel|breed|actief|beter)\s+)?(?:opzetten|oprichten|opstarten|starten|start|inrichten|inrichting|ontwikkelen|ontwikkeling|doorontwikkelen|doorontwikkeling|realiseren|realisatie|organiseren|invoeren|implementeren|implementatie|lanceren|introduceren|vormen|creëren|inzetten|inzet|uitvoeren|uitvoering|bieden|faciliteren|opschalen|opschaling|uitrollen|uitrol|uitbreiden|uitbreiding|verbreden|continueren|continuering|versterken|vormgeven|voortzetten|opstellen|aanbieden|stimuleren|toepassen|verkennen)\s+(?:van\s+)?(?:(?:de|het|een)\s+)?",
    re.IGNORECASE,
)
WE_DO = re.compile(
    r"(?:^|(?<=\s))(?:(?:we|wij)\s+(?:\w+\s+)?(?:organiseren|starten|ontwikkelen|bieden|lanceren|introduceren|realiseren|opzetten|inrichten)|(?:organiseren|starten|ontwikkelen|bieden|lanceren|introduceren|realiseren)\s+(?:we|wij))\s+(?!(?:is|zijn|willen|kunnen|aan|dan|of|en)\b)(?:in\s+20\d\d\s+)?(?:met\s+)?(?:(?:de|het|een)\s+)?",
    re.IGNORECASE,
)
"""What 'we' set up, in a sentence of its own, is named behind the verb."""
LEAD = re.compile(r"^\W{0,2}([^.:;!?]{3,90}?)\s*(?::|\s[–—-]\s)\s*(?=\S)")
IN_A_PLACE = re.compile(r"\s\(((?:gemeente )?[A-ZÀ-Ý][^()]+)\)$")
"""A bracket at the end of a name: of a place it is no part of it ('Praatbank (Urk)')."""
TITLE_OF = re.compile(r":\s+(?=\S)")
"""What parts a name in a title from what it is for, on either side."""
PIECE = re.compile(r"\s*([^,;]+?)\s*(?:[,;]|\s/\s|\s(?:en|of)\s(?=[^,;]*$)|$)")
PARTED = re.compile(r"[,;]|\s/\s")
MOST_LISTED = 8
"""Words of one part of an enumeration; more are no name."""
MOST_OF_A_PAIR = 5
"""The same of two parts with 'en' or 'of' between them alone."""
CALLED = re.compile(
    rf"\b(?:project|programma|pilot|methode|methodiek|proeftuin|initiatief|campagne|traject|interventie|concept|training|cursus|tool|app|website|actie)\s+(?=[A-ZÀ-Ý@])([^,.;:()‘’“”]{{2,60}}?)(?=\s*(?:[,.;:()]|$)|\s(?:{FUNCTION.replace('voor|', '').replace('van|', '').replace('op|', '').replace('de|', '').replace('het|', '').replace('is|', 'is|in |')})\b)"
)
DELIMITED = frozenset({"link", "quoted"})
"""Sources of names whose ends the author gives."""
WHOLE = frozenset({"link", "title"})
"""Sources of names that may be all that a link has."""
LINKED_NAME = re.compile(r"\W*(?:(?:[Dd]e|[Hh]et|[Ee]en)\s+)?[A-ZÀ-Ý]")
"""A link's text that is a name, and no part of a sentence ('lees meer over …')."""
CLAUSE = re.compile(r"\b(?:we|wij)\b|\b(?:We|Wij)\s+(?=[a-zà-ÿ])")
"""What says who does something is a sentence, no name."""
ACTION_ROLES = frozenset({"approach", "planning", "initiatives", "voorlopers", "results", "goals", "initiative_name"})


@dataclass(frozen=True, eq=False)
class Proposed(Mention):
    """A candidate's mention: the name as a reader would write it, how it was found, and the head noun's group."""

    name: str = ""
    source: str = "noun"
    """'title', 'lead', 'cell', 'item', 'approach', 'quoted', 'marked', 'capitals' or 'noun'."""
    group: str = ""
    head: str = ""
    sentence: int = 0


@cache
def _heads() -> tuple[re.Pattern[str], dict[str, str]]:
    groups = {word: group for group, words in data.table("initiative_heads").items() for word in words}
    alternatives = "|".join(re.escape(w) for w in sorted(groups, key=len, reverse=True))
    return re.compile(rf"(?<![\wÀ-ÿ])(?:[\wÀ-ÿ]+?-?)??({alternatives})(?![\wÀ-ÿ-])", re.IGNORECASE), groups


@cache
def _approaches() -> re.Pattern[str]:
    names = {
        n
        for c in register.load().approaches.values()
        for n in (*c.names, *c.words)
        if (len(n) > 3 and not n.islower()) or " " in n
    }
    alternatives = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\wÀ-ÿ-])(?:{alternatives})(?![\wÀ-ÿ])", re.IGNORECASE)


@cache
def _written_large() -> frozenset[str]:
    """Words (folded) that name an approach in capitals only: in small letters they mean something else ('slimmer')."""
    every = [n for c in register.load().approaches.values() for n in (*c.names, *c.words) if " " not in n]
    return frozenset(fold(n) for n in every if not n[1:].islower()) - {fold(n) for n in every if n[1:].islower()}


@cache
def approach_of(name: str) -> str | None:
    """Key of the approach that a name contains, the longest first; None without one."""
    match = _approaches().search(name)
    return _approach_keys().get(fold(match.group())) if match else None


def approach_called(name: str) -> str | None:
    """Key of the approach that a name is, abbreviations too ('GLI'), or that a short name contains; None without one."""
    folded = fold(name)
    if folded in _approach_keys() and not (name.islower() and folded in _written_large()):
        return _approach_keys()[folded]
    return approach_of(name) if len(name.split()) <= SHORT_NAME else None


@cache
def _approach_keys() -> dict[str, str]:
    return {fold(n): key for key, c in register.load().approaches.items() for n in (*c.names, *c.words)}


def head_group(text: str) -> tuple[str, str]:
    """The group of the last telling noun of a name and the noun itself; empty strings without one."""
    pattern, groups = _heads()
    found = list(pattern.finditer(text))
    return (groups[found[-1].group(1).lower()], found[-1].group(1).lower()) if found else ("", "")


def candidates(unit: Unit) -> Iterator[Proposed]:
    """All mentions in a unit that may name an initiative."""
    named = [n for n in map(_named, itertools.repeat(unit), unit.block.passage.marked("link")) if n]
    within = {at: span for span in named for at in range(span[0] + 1, span[1])}
    for candidate in _found(unit):
        span = (candidate.start, candidate.end)
        if candidate.source in WHOLE or all(within.get(at, span) == span for at in span):
            yield candidate


def _named(unit: Unit, link: Mark) -> tuple[int, int] | None:
    """Start and end of the name that the text of a link is: nothing else begins or ends within it; None where it is none."""
    text = unit.text[link.start : link.end]
    if len(text.split()) > MOST_LISTED or "," in text or not LINKED_NAME.match(text):
        return None
    name = _proposed(unit, link.start, link.end, "link", 0)
    return name.start, name.end


def _found(unit: Unit) -> Iterator[Proposed]:
    block = unit.block
    if block.kind == "heading":
        yield from _titles(unit)
        return
    if block.kind == "cell" and block.role == "initiative_name" and len(unit.text) <= LONGEST:
        yield _proposed(unit, 0, len(unit.text), "cell", 0)
    yield from _items(unit)
    for number, (start, end) in enumerate(unit.sentences):
        yield from _in_sentence(unit, number, start, end)


def _titles(unit: Unit) -> Iterator[Proposed]:
    section = unit.block.section
    if section.role and section.kind == "role" and role_of(unit.text.rstrip(":? ")):
        return
    at, end = family_title(unit.text), len(unit.text)
    if end - at <= LONGEST:
        yield _proposed(unit, at, end, "title", 0)
    if colon := TITLE_OF.search(unit.text, at):
        for first, last in ((at, colon.start()), (colon.end(), end)):
            if last - first <= LONGEST and not role_of(unit.text[first:last].rstrip(":? ")):
                yield _proposed(unit, first, last, "title", 0)


def _items(unit: Unit) -> Iterator[Proposed]:
    """The lead of an item ('Title: …'), a short item as a whole, the object of an item that starts with a verb."""
    block, text = unit.block, unit.text
    if block.kind not in ("item", "cell", "fragment", "paragraph") or not text:
        return
    lead = LEAD.match(text)
    if lead and len(lead.group(1).split()) <= 10 and not CLAUSE.search(lead.group(1)):
        yield _proposed(unit, lead.start(1), lead.end(1), "lead", 0)
    if block.kind == "paragraph":
        return
    start, end = unit.sentences[0] if unit.sentences else (0, len(text))
    end = min(end, lead.start() if lead and lead.start() > 3 else end)
    verb = WE_DO.search(text, start, end) or VERBS.match(text, start)
    if verb and end - verb.end() > 3:
        stop = re.search(r"[,;:(]|\s(?:om|zodat|die|dat|waarbij|waarmee|met als|door)\s", text[verb.end() : end])
        yield _proposed(unit, verb.end(), verb.end() + stop.start() if stop else end, "object", 0)
    elif len(text) <= LONGEST and block.role in ACTION_ROLES and not CLAUSE.search(text, start, end):
        yield _proposed(unit, start, end, "item", 0)


def _in_sentence(unit: Unit, number: int, start: int, end: int) -> Iterator[Proposed]:
    text = unit.text
    for mark in unit.block.passage.marks:
        if start <= mark.start and mark.end <= end and 3 <= mark.end - mark.start <= LONGEST:
            yield _proposed(unit, mark.start, mark.end, "link" if mark.kind == "link" else "bold", number)
    for match in QUOTED.finditer(text, start, end):
        yield _proposed(unit, match.start(1), match.end(1), "quoted", number)
    for match in CALLED.finditer(text, start, end):
        if " " in match.group(1):
            yield _proposed(unit, match.start(1), match.end(1), "called", number)
    yield from _listed(unit, number, start, end)
    for match in _approaches().finditer(text, start, end):
        if match.group().islower() and fold(match.group()) in _written_large():
            continue
        yield _proposed(unit, *_widened(text, match.start(), match.end(), start, end), "approach", number)
    pattern, _ = _heads()
    for match in pattern.finditer(text, start, end):
        first, last = _widened(text, match.start(), match.end(), start, end)
        yield _proposed(unit, first, last, "noun", number)
        if parted := _before_the_next(text, first, match.end(), last):
            yield _proposed(unit, first, parted, "noun", number)
        if last == match.end() and (beside := BESIDE.match(text, last, end)):
            yield _proposed(unit, first, beside.end(), "noun", number)
    for match in (*NAME.finditer(text, start, end), *LINKED.finditer(text, start, end)):
        if match.start() > start + 1 and match.end() - match.start() > 2 and not _begins(text, match):
            yield _proposed(unit, match.start(), match.end(), "capitals", number)
            yield from _parted(unit, match.start(), match.group(), number)


def _parted(unit: Unit, start: int, words: str, number: int) -> Iterator[Proposed]:
    """Names that strokes part."""
    if SLASHED.fullmatch(words):
        for part in re.finditer(r"[^/]+", words):
            yield _proposed(unit, start + part.start(), start + part.end(), "capitals", number)


def _begins(text: str, match: re.Match[str]) -> bool:
    """Whether a word in capitals only begins something: an adjective before its noun, the first word within quotes."""
    if not re.match(r"\s+[a-zà-ÿ]", text[match.end() : match.end() + 4]):
        return False
    return bool(CAPITAL_ADJECTIVE.match(match.group())) or text[match.start() - 1] in OPENING


def _widened(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """A noun with its adjectives before and its complement behind."""
    first_end = end
    for _ in range(3):
        before = re.search(rf"({MODIFIER})\s+$", text[first:start])
        if not before or (
            before.group(1).lower() in NO_START and not _within_a_name(text, first, first + before.start(1))
        ):
            break
        start = first + before.start(1)
    after = AFTER.match(text, end, last)
    if after and after.end() - start <= LONGEST:
        end = after.end()
        end = max(_nearer(text, start, end), first_end)
        while (noun := NOUN_OF_ADJECTIVE.match(text, end, last)) and ADJECTIVE.search(text, start, end):
            if noun.end() - start > LONGEST:
                break
            end = noun.end()
    return start, end


def _before_the_next(text: str, start: int, head_end: int, end: int) -> int | None:
    """Where 'en' or 'of' parts a name from another with a telling noun of its own; None where it does not, or may join
    two adjectives of one noun, or two words of a quotation."""
    for parted in AND.finditer(text, head_end, end):
        group, _ = head_group(text[parted.end() : end])
        adjective = re.search(r"[a-zà-ÿ]{3}e$", text[start : parted.start()])
        if group and group != "ordinary" and not adjective and not OPEN_QUOTE.search(text, start, parted.start()):
            return parted.start()
    return None


def _within_a_name(text: str, first: int, at: int) -> bool:
    """Whether a word is written large though no sentence starts with it ('de Op Eigen Kracht-groep')."""
    return bool(LARGE_SMALL_WORD.match(text, at)) and bool(re.search(r"[a-zà-ÿ]\s+[‘“\"']?$", text[first:at]))


def _nearer(text: str, start: int, end: int) -> int:
    """The end of a name without what only says how widely it is found."""
    wide = WIDELY.search(text, start, end)
    return wide.start() if wide else end


def _listed(unit: Unit, number: int, start: int, end: int) -> Iterator[Proposed]:
    """The parts of an enumeration that a word or a mark opens ('zoals …', '(bijv. …)', ': …'), or that an item is."""
    text = unit.text
    for opening in _patterns()["lists"].finditer(text, start, end):
        stop = text.find(")", opening.end(), end) if opening.group().lstrip()[:1] == "(" else -1
        stop = stop if stop > 0 else end
        pieces = list(PIECE.finditer(text, opening.end(), stop))
        large = sum(bool(re.search(r"[A-ZÀ-Ý]", piece.group(1))) for piece in pieces)
        if "zijn" in opening.group().lower().split() and large < 2:
            continue  # what is said of them, and not their names
        if len(pieces) > 1 and (PARTED.search(text, opening.end(), stop) or _pair(opening.group(), pieces)):
            for piece in pieces:
                if len(piece.group(1).split()) <= MOST_LISTED:
                    yield _proposed(unit, piece.start(1), piece.end(1), "listed", number)


def _pair(opening: str, pieces: list[re.Match[str]]) -> bool:
    """Whether 'en' or 'of' parts two names, and not two halves of a sentence: a colon opens those too."""
    return opening.strip() != ":" and all(len(p.group(1).split()) <= MOST_OF_A_PAIR for p in pieces)


def _proposed(unit: Unit, start: int, end: int, source: str, sentence: int) -> Proposed:
    while mark := _patterns()["mark"].match(unit.text[start:end]):
        start += mark.end()
    raw = unit.text[start:end]
    lead = len(raw) - len(raw.lstrip(" ‘“\"'„(*:–-"))
    name = raw.strip(" ‘“\"'„*:;,.–-")
    for opens, closes in ("‘’", "“”"):
        name = name.rstrip(closes) if name.count(opens) < name.count(closes) else name
    if name.count("(") != name.count(")"):
        name = name.strip("()")
    name = IN_A_PLACE.sub(lambda m: "" if _places(m.group(1)) else m.group(), name)
    words = name.split(" ")
    while len(words) > 1 and source not in DELIMITED and words[-1] not in ENDS_NAMES and words[-1].lower() in NO_END:
        words.pop()
    name = " ".join(words)
    group, head = head_group(name)
    return Proposed(
        unit, start + lead, min(start + lead + max(len(name), 1), end), 0.5, name, source, group, head, sentence
    )


def _places(words: str) -> bool:
    """Whether words are the names of municipalities."""
    return all(part.removeprefix("gemeente ") in municipalities() for part in re.split(r",\s*|\s+en\s+", words))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = data.table("initiative_cues")
    return {name: re.compile(table[name], re.IGNORECASE if name == "lists" else 0) for name in ("mark", "lists")}
