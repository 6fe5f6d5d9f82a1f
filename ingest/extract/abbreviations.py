"""Abbreviations that a plan explains itself: in brackets behind the words, or in a list of terms."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from ingest.language import Annotated, Unit
from ingest.outline.roles import fold

SHORT = r"[A-Z][A-Za-z&.0-9-]{1,9}"
LEGAL_FORM = re.compile(r"(?:vereniging|stichting|cooperatie)\s+(?:(?:van|voor|de|het)\s+)*")
"""What an abbreviation may leave out at the start."""
IN_BRACKETS = re.compile(
    rf"(?<![\wÀ-ÿ’'&-])((?:[\wÀ-ÿ’'&-]+[ \n]+){{0,7}}[\wÀ-ÿ’'&-]+)[”\"]?[ \n]+\(({SHORT})(?:[ ,;/][^()]{{0,60}})?\)"
)
"""Words, in quotes or not, and a bracket that begins with their abbreviation."""
BEFORE_BRACKETS = re.compile(
    r"(?<![\w-])([A-Z][\w&.-]{0,7}[A-Z][\w&.-]{0,3})\s\((?:de |het |een )?([\wÀ-ÿ][^(),;:/]{3,60})\)"
)
"""The other way round: 'XYZ (the words)', not 'XYZ (one, two)'."""
IN_LIST = re.compile(
    rf"^\W{{0,3}}((?:[a-z]{{2,4}}|{SHORT}))\s*(?:\t|:|=|\s[–—-]\s|\|)\s*(?:de |het |een )?(\S.{{3,110}}?)\s*(?:[.;(]|, (?:een|is|de)\b|\s(?:is|bedient|zijn|wordt)\s|$)"
)


def meanings(annotated: Annotated) -> dict[str, str]:
    """The words behind each abbreviation of a plan, as written; the first explanation of each counts."""
    found: dict[str, str] = {}
    for unit in annotated.units:
        for short, words in (*_bracketed(unit), *_listed(unit)):
            found.setdefault(short, words)
    cells = [u for u in annotated.units if u.block.row >= 0]
    for first, second in itertools.pairwise(cells):
        if first.block.row == second.block.row and re.fullmatch(SHORT, first.text.strip()):
            words = re.split(r"[.;(]|, | (?:is|bedient|zijn) ", re.sub(r"^(?:de|het|een) ", "", second.text.strip()))[
                0
            ].strip()
            if stands_for(first.text.strip(), words):
                found.setdefault(first.text.strip(), words)
    return found


def stands_for(short: str, words: str) -> bool:
    """Whether an abbreviation may be made of the letters of some words: they start alike and hold its letters in order."""
    letters, text = fold(short).replace(" ", ""), fold(words)
    form = LEGAL_FORM.match(text)
    if form and letters[:1] != text[:1]:
        text = text[form.end() :]
    if (
        not letters
        or not text
        or letters[0] != text[0]
        or len(text) <= len(letters)
        or (len(text.split()) < 2 and len(letters) > 4)
    ):
        return False
    at = 0
    for letter in letters:
        at = text.find(letter, at) + 1
        if not at:
            return False
    starts = {w[0] for w in text.split()}
    return sum(letter in starts for letter in letters) * 2 >= len(letters)


def _bracketed(unit: Unit) -> Iterator[tuple[str, str]]:
    for match in IN_BRACKETS.finditer(unit.text):
        words, short = match.group(1).split(), match.group(2)
        for count in range(len(words), 0, -1):
            tail = " ".join(words[-count:]).strip("’'")
            if count <= len(short) + 2 and stands_for(short, tail):
                yield short, tail
                break
    for match in BEFORE_BRACKETS.finditer(unit.text):
        short, tail = match.group(1), " ".join(match.group(2).split())
        if len(tail.split()) <= len(short) + 2 and stands_for(short, tail):
            yield short, tail


def _listed(unit: Unit) -> Iterator[tuple[str, str]]:
    match = IN_LIST.match(unit.text)
    if match and stands_for(match.group(1), match.group(2)):
        yield match.group(1), match.group(2)
