"""Where a text may name organisations: register names, names with a telling word, lists of parties, capitals.

Everything that may be a name is a candidate here; which of them are organisations is decided over the whole plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest import data, register
from ingest.extract.mentions import Mention
from ingest.language import Unit
from ingest.language.names import SPANS
from ingest.outline.roles import fold

WORD = r"(?:[A-ZÀ-Ý][\wÀ-ÿ’'.!+@]*(?:-[\wÀ-ÿ]+)*|[a-zà-ÿ]+[A-Z][\wÀ-ÿ]*|\d{1,3}(?:\.\d)?(?=\s|$)|’s|'s|'t|’t)"
LINK = r"(?:\s+(?:van|de|der|den|het|voor|op|aan|in|bij|ter|te|tot|&|\+)(?=\s))"
NAME = re.compile(rf"(?<![\w@/.-]){WORD}(?:(?:{LINK}{{0,2}}\s+|\s*&\s*|\s*[–/](?=[A-Z])){WORD}){{0,7}}(?:\s+\([A-Z][\w&’'-]{{1,11}}\))?")
BRACKETED = re.compile(r"\s*\(([^()]{2,60})\)")
SPLIT = re.compile(r"\s*(?:[,;•|]|\s[–—]\s|\s+en\s+|\s+&\s+(?=[A-Z])|\s*\be\.?[av]\.?\b|\bnamens\b)\s*(?![^()]*\))")
SLASH = re.compile(r"(?<=\w)\s*/\s*(?=[A-ZÀ-Ý])(?![^()]*\))")
PARTY_ROLES = frozenset({"parties", "lead", "funding"})
NO_PARTY_ROLES = frozenset({"glossary", "front", "bottlenecks", "conditions", "goals", "ambition", "results", "indicators"})
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
def heads() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of words that head or mark organisations, and the type of each word (folded)."""
    types: dict[str, str] = {}
    words: list[str] = []
    for kind, entry in data.table("organisation_heads").items():
        for word in entry["heads"]:
            types.setdefault(fold(word), kind)
            words.append(word)
    alternatives = "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True))
    return re.compile(rf"(?<![\wÀ-ÿ-])(?:{alternatives})(?![\wÀ-ÿ])"), types


@cache
def lower_heads() -> re.Pattern[str]:
    """A small-letter head and the name that follows: 'netwerk palliatieve zorg X', 'sociaal team X'."""
    words = [w for e in data.table("organisation_heads").values() for w in e["heads"] if w[0].islower()]
    alternatives = "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True))
    return re.compile(rf"(?<![\wÀ-ÿ-])(?:{alternatives})(?:\s+(?!(?:en|die|dat|met|is|wordt|om|als|door|zijn)\b)[a-zà-ÿ]{{3,}}){{0,3}}\s+(?=[A-ZÀ-Ý])")


@cache
def stop_names() -> frozenset[str]:
    """Folded words in capitals that are no organisations."""
    return frozenset(data.lines("not_organisations"))


def candidates(unit: Unit) -> Iterator[Named]:
    """All mentions in a unit that may name an organisation; the same stretch may come from several sources."""
    if unit.block.kind == "heading" and len(unit.text) < 4:
        return
    yield from _from_register(unit)
    if unit.block.role in PARTY_ROLES and unit.block.kind in ("item", "cell", "paragraph", "fragment"):
        yield from _from_list(unit)
    yield from _headed(unit)
    yield from _capitals(unit)


def _from_register(unit: Unit) -> Iterator[Named]:
    known = register.load().organisations
    taken = -1
    for span in unit.doc.spans[SPANS]:
        entry = known.get(span.label_.removeprefix("organisation:")) if span.label_.startswith("organisation:") else None
        if entry is None or span.start_char < taken:
            continue
        hidden = span.text in entry.hidden and span.text not in entry.names
        if not hidden:
            taken = span.end_char
        yield Named(unit, span.start_char, span.end_char, 1.0, span.text, "hidden" if hidden else "register", entry.key)


def _from_list(unit: Unit) -> Iterator[Named]:
    """The entries of a list of parties, split at commas, semicolons and 'en'."""
    text = unit.text
    at = 0
    label = re.match(r"^[^:]{2,45}:\s+(?=\S)", text)
    if label:
        at = label.end()
    for cut in [*SPLIT.finditer(text, at), None]:
        end = cut.start() if cut else len(text)
        yield from _entry(unit, at, end)
        at = cut.end() if cut else end


def _entry(unit: Unit, start: int, end: int) -> Iterator[Named]:
    text = unit.text[start:end]
    lead = len(text) - len(text.lstrip(" -–*•o>"))
    text = text.strip(" -–*•o>.")
    start += lead
    plain = BRACKETED.sub(" ", text).strip()
    if not 2 <= len(plain) <= LONGEST or not re.search(r"[A-ZÀ-Ý]|\.nl|\w@", plain) or len(plain.split()) > 8:
        return
    bracket = BRACKETED.search(text)
    short = bracket.group(1) if bracket and re.fullmatch(r"[A-Z][\w&-]{1,11}", bracket.group(1)) else ""
    cut = bracket.start() if bracket else len(text)
    at = start
    for piece in [*SLASH.finditer(text[:cut]), None]:
        stop = start + (piece.start() if piece else cut)
        words = unit.text[at:stop].strip()
        if words and re.search(r"[A-ZÀ-Ý]", words):
            yield Named(unit, at, at + len(words), 0.9, words, "parties", short=short)
        at = start + piece.end() if piece else stop


def _headed(unit: Unit) -> Iterator[Named]:
    for match in lower_heads().finditer(unit.text):
        name = NAME.match(unit.text, match.end())
        if name:
            words = unit.text[match.start() : name.end()]
            yield _named(unit, match.start(), words, "head")


def _capitals(unit: Unit) -> Iterator[Named]:
    pattern, _ = heads()
    links = [(m.start, m.end) for m in unit.block.passage.marked("link")]
    for match in NAME.finditer(unit.text):
        words = match.group()
        if len(words) < 2 or len(words) > LONGEST:
            continue
        linked = any(a <= match.start() and match.end() <= b + 1 for a, b in links)
        yield _named(unit, match.start(), words, "head" if pattern.search(words) else "link" if linked else "capitals")


def _named(unit: Unit, start: int, words: str, source: str) -> Named:
    bracket = re.search(r"\s+\(([A-Z][\w&’'-]{1,11})\)$", words)
    name = words[: bracket.start()] if bracket else words
    name = name.rstrip(" .,-–/&")
    return Named(unit, start, start + len(name), 0.7, name, source, short=bracket.group(1) if bracket else "")
