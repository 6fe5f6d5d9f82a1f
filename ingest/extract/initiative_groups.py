"""Mentions of initiatives gathered: which of them speak of one initiative, under several names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from rapidfuzz import fuzz

from ingest import data
from ingest.extract.abbreviations import stands_for
from ingest.extract.initiative_features import UNSPECIFIC, generic, key_of
from ingest.extract.initiative_names import NO_END, NO_START, Proposed, approach_called, head_group
from ingest.extract.regions import Regions
from ingest.outline.roles import fold

SAME_NAME = 80
"""Ratio (0–100, word sets) from which two names in one region are one initiative."""
SAME_SPELLING = 90
"""Ratio (0–100) from which two names differ in spelling only."""
SAME_WORD = 84
"""Ratio (0–100) from which two words of names are forms of one."""
LEAST_PART = 4
"""Letters of the shortest word that may be part of another."""
SAME_APPROACH = 60
"""The same of two names for one approach."""
ABBREVIATION = 6
"""Letters of the longest abbreviation."""
LONG_ENOUGH = 7
"""Letters from which a name that is part of another may be its short form."""
LONG_COMPOUND = 10
"""The same of a compound with a telling end ('breinacademie'), which says itself which one is meant."""
_KIND = re.compile(
    r"^(?i:(?:het|de)\s+)?(?i:project|programma|pilot|proeftuin|experiment|concept|model|netwerk|methode|methodiek|platform|campagne|traject|app|tool|website|training|cursus|aanpak|initiatief|ketenaanpak|interventie)\s+[‘“\"']?([A-ZÀ-Ý][\wÀ-ÿ@&+-]*(?:\s+[A-ZÀ-Ý][\wÀ-ÿ@&+-]*)*)[’”\"']?$"
)
"""A proper name behind the noun that says what kind of thing it is."""
_KIND_OF_COMMON = re.compile(
    r"^(?i:(?:het|de)\s+)?(?i:project|programma|aanpak|ketenaanpak|initiatief|interventie)\s+[‘“\"']?([a-zà-ÿ][\wà-ÿ-]{4,}(?:\s+[\wÀ-ÿ-]+){0,5})[’”\"']?$"
)
"""Words in small letters behind such a noun ('ketenaanpak valpreventie'), a name if a name may start so."""
_KIND_BEHIND = re.compile(
    r"^([A-Z][A-Z0-9]{1,6})[- ](?:netwerk|methode|methodiek|aanpak|gesprek|gesprekken|werkwijze|programma|project|training|platform|tool|app)$"
)
"""An abbreviation before that noun."""
_WORK = re.compile(
    r"^(?i:implementatie|uitrol|inrichting|inzet|(?:door)?ontwikkeling|opschaling|uitbreiding|invoering|versterking|lancering|uitvoering)\s+(?:van\s+)?(?:(?:de|het|een)\s+)?(.+)$"
)
"""A name behind the noun of the work on it."""
_WHERE = re.compile(
    r"^(.+?)\s+(?:in|binnen|van|voor)\s+(?:(?:de|het|onze)\s+)?(?:\w+\s+)?(?:regio|gemeente|gemeenten|stad|provincie|subregio|(?:alle|elke|iedere|heel|hele)\s+\w+|[A-Z][\w-]+gemeenten)\b.*$"
)
"""A name before what only says where it is found."""
COMPLEMENT = re.compile(
    r"\b(?:van|voor|over|in|met|op|bij|naar|aan|uit|door|per|om|binnen|vanuit|via|gericht op|rondom)\b"
)


@dataclass(frozen=True, eq=False)
class Scored:
    """A candidate with how likely a reader counts it."""

    candidate: Proposed
    probability: float


@dataclass(frozen=True)
class Called:
    """How a mention calls its initiative: the name (folded, without articles), its head noun and its approach."""

    name: str
    head: str
    approach: str | None


def gather(
    chosen: list[Scored], regions: Regions, explained: Mapping[str, str] = MappingProxyType({})
) -> list[tuple[str, list[Scored]]]:
    """Chosen mentions by initiative: the same name, alike names of one approach, or names of which one holds the other, in one region.

    Args:
        chosen: the mentions.
        regions: the regions of the plan.
        explained: abbreviations with the words that the plan gives for them (`abbreviations.meanings`): two names of one thing.
    """
    groups: list[tuple[str, list[Scored]]] = []
    called: dict[str, dict[int, set[Called]]] = {}
    """Region → its groups (their numbers) with the ways in which each is called."""
    index: dict[tuple[str, str], int] = {}
    bare: dict[tuple[str, str], int] = {}
    """Groups of 'project X' by X: 'programme X' is another thing, X alone may be either."""
    for s in chosen:
        region = regions.of(s.candidate.unit.block.section)
        meaning = explained.get(s.candidate.name, "")
        names, proper = _names(s.candidate, explained), proper_names(s.candidate.name)
        own, there = _called(s.candidate, meaning), called.setdefault(region, {})
        at = next((index[region, n] for n in (*names, *proper) if (region, n) in index), bare.get((region, names[0])))
        if at is None:
            at = next((n for n, ways in there.items() if any(_same(one, other) for one in own for other in ways)), None)
        if at is None:
            at = len(groups)
            groups.append((region, []))
        groups[at][1].append(s)
        there.setdefault(at, set()).update(own)
        for name in names:
            index.setdefault((region, name), at)
        for name in proper:
            bare.setdefault((region, name), at)
    return groups


def _called(candidate: Proposed, meaning: str) -> list[Called]:
    """How a mention calls its initiative: as it is written, and by what its abbreviation means."""
    ways = [(candidate.name, candidate.head), *([(meaning, head_group(meaning)[1])] if meaning else [])]
    return [Called(key_of(name), head, approach_called(name)) for name, head in ways]


def _same(one: Called, other: Called) -> bool:
    return same_name(one.name, one.head, other.name, other.head) or (
        one.approach is not None and one.approach == other.approach and _alike(one.name, other.name)
    )


def _names(candidate: Proposed, explained: Mapping[str, str]) -> list[str]:
    """Keys by which a candidate is looked up: its name, and what else one may call it by.

    That is: what an abbreviation means in the plan; of a name with an abbreviation in brackets the two, unless the plan
    explains it otherwise; and a telling name without what begins the work ('uitrol van') or the place behind it.
    """
    name = candidate.name
    names = [key_of(words) for words in (name, explained.get(name)) if words]
    if bracket := re.search(r"^(.+?)\s*\(([^)]{2,12})\)\s*$", name):
        before, short = bracket.groups()
        means = explained.get(short, before)
        names.append(key_of(before))
        if stands_for(short, before) and fold(means) == fold(before):
            names.append(key_of(short))
    for pattern in (_WORK, _WHERE):
        if (match := pattern.match(name)) and _specific(key := key_of(match.group(1))):
            names.append(key)
    return list(dict.fromkeys(names))


def proper_names(name: str) -> list[str]:
    """Keys (folded, without articles) of a name without the noun that says what it is: 'project X', 'ABC-netwerk', 'ketenaanpak x'."""
    keys = [key_of(match.group(1)) for pattern in (_KIND, _KIND_BEHIND) if (match := pattern.match(name))]
    common = _KIND_OF_COMMON.match(name)
    plain = common.group(1) if common else ""
    starts = bool(plain) and plain.split()[0] not in NO_START | NO_END
    return [*keys, key_of(plain)] if starts and _specific(key_of(plain)) else keys


def _specific(key: str) -> bool:
    """Whether a folded name says which one is meant: not a general word, nor a bare noun that heads any name."""
    return len(key) >= LONG_ENOUGH and key not in generic() and key not in _nouns()


def _alike(name: str, other: str) -> bool:
    """Whether two names for one approach are for one thing: they share words, or one is an abbreviation.

    An approach has many forms, and a plan that names several by name has several things.
    """
    short, long = sorted((name, other), key=len)
    brief = len(short) <= ABBREVIATION and " " not in short
    abbreviates = brief and any(_in_order(short, words) for words in (long, _KIND_OF_COMMON.sub(r"\1", long)))
    return abbreviates or fuzz.token_set_ratio(name, other) >= SAME_APPROACH


def _in_order(short: str, words: str) -> bool:
    """Whether words start as an abbreviation does and hold its letters in order: the register says that they are one."""
    letters = iter(words)
    return short[:1] == words[:1] and all(letter in letters for letter in short)


def same_name(name: str, head: str, other: str, other_head: str) -> bool:
    """Whether two names (folded, without articles) call one thing.

    Names are two things' where each has a telling word that the other lacks ('x van de zwemschool', 'x van de muziekschool'),
    and where the shorter only says what the longer is about ('reis van de oudere' and 'oudere').
    """
    shorter, longer = sorted((name, other), key=len)
    if len(shorter) < 6:
        return False
    if fuzz.ratio(name, other, score_cutoff=SAME_SPELLING) and re.findall(r"\d+", name) == re.findall(r"\d+", other):
        return True
    if len(shorter.split()) >= 2 and head == other_head and fuzz.token_set_ratio(name, other) >= SAME_NAME:
        return bool(_telling(shorter)) and not _lacking(shorter, longer) and (bool(head) or _ordered(shorter, longer))
    compound = head == other_head != shorter and " " not in shorter and len(shorter) >= LONG_COMPOUND
    named = not (head or other_head) and len(shorter) >= LONG_ENOUGH
    if not (named or compound) or f" {shorter} " not in f" {longer} ":
        return False
    return not _about(f" {longer} ".partition(f" {shorter} ")[0])


def _lacking(shorter: str, longer: str) -> bool:
    """Whether the shorter name has a telling word that the longer lacks."""
    there = longer.split()
    return any(not any(_same_word(w, t) for t in there) for w in _telling(shorter))


def _same_word(word: str, other: str) -> bool:
    """Whether two words are forms of one, or one is part of the other and no mere 'we'."""
    part = word in other or (other in word and len(other) >= LEAST_PART)
    return part or bool(fuzz.ratio(word, other) >= SAME_WORD)


def _ordered(shorter: str, longer: str) -> bool:
    """Whether the telling words of a name stand in another in the same order: names of their own ('Wel in X', 'X Gezond en Wel')."""
    words = iter(longer.split())
    return all(any(_same_word(w, t) for t in words) for w in _telling(shorter))


def _about(before: str) -> bool:
    """Whether what stands before a name in a longer one has it say what something else is about."""
    return bool(COMPLEMENT.search(before)) and bool(_telling(COMPLEMENT.split(before)[0]))


def _telling(name: str) -> list[str]:
    """Words of a name that say which one is meant: neither general ones nor nouns that head any name."""
    return [w for w in name.split() if len(w) > 2 and w not in UNSPECIFIC and w not in NO_END and w not in _nouns()]


@cache
def _nouns() -> frozenset[str]:
    return frozenset(word for words in data.table("initiative_heads").values() for word in words)
