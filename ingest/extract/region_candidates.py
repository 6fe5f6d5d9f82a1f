"""The regions of a plan while they are gathered: by key, with all mentions, whatever name each has."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest import register
from ingest.extract.abbreviations import stands_for
from ingest.extract.mentions import Gathered, Mention
from ingest.extract.region_names import entry_of, pattern_of, plain, same
from ingest.keys import slug
from ingest.language import Annotated
from ingest.outline.roles import fold
from ingest.register import Entry

LOOSE_KINDS = ("izaRegio", "subregio")
"""Kinds between which a plan wavers for one and the same region."""


@dataclass
class Candidate:
    """A region that the plan may name: its name, kind, mentions, and the register's entry if it has one."""

    name: str
    kind: str
    gathered: Gathered = field(default_factory=Gathered)
    entry: Entry | None = None


def key_of(found: dict[str, Candidate], name: str) -> str:
    """Key of the region with a name, '' without; municipalities and quarters of that name do not count."""
    return next(
        (key for key, c in found.items() if fold(c.name) == fold(name) and c.kind not in ("gemeente", "wijk")), ""
    )


def candidate_of(found: dict[str, Candidate], name: str, kind: str, entry: Entry | None) -> Candidate:
    """The region with a name: one that is there already (in another spelling too), or a new one."""
    entry = entry or entry_of(name, kind)
    key = entry.key if entry else slug(plain(name) if kind != "anders" else f"regio {plain(name)}")
    for other in (slug(plain(name)), *(k for k, c in found.items() if same(c.name, name))):
        if other in found and found[other].kind in LOOSE_KINDS and kind in LOOSE_KINDS:
            return found[other]
    return found.setdefault(key, Candidate(name, entry.kind if entry else kind, entry=entry))


def quarters_of_cities(found: dict[str, Candidate]) -> None:
    """Join 'City North' to the quarter that the plan also calls 'North'."""
    cities = [c.name for c in found.values() if c.kind == "gemeente"]
    quarters_by_name = {fold(c.name): c for c in found.values() if c.kind == "wijk"}
    for key, candidate in list(found.items()):
        rest = next(
            (candidate.name[len(city) :].strip(" -") for city in cities if candidate.name.startswith(f"{city} ")), ""
        )
        quarter = quarters_by_name.get(fold(rest)) if candidate.kind in ("wijk", "anders") else None
        if quarter and quarter is not candidate:
            quarter.gathered.names.update(candidate.gathered.names)
            quarter.gathered.mentions += candidate.gathered.mentions
            del found[key]


def bare(annotated: Annotated, found: dict[str, Candidate]) -> None:
    """Mentions of a region's name without 'regio' before it, where the name is no municipality's."""
    names = {
        c.name: c for c in found.values()
        if c.kind in ("izaRegio", "subregio", "zorgkantoorregio") and register.load().region(c.name, "gemeente") is None and c.gathered.mentions
        and not (c.kind == "zorgkantoorregio" and register.load().region(c.name, "provincie"))
    }  # fmt: skip
    if not names:
        return
    order = list(enumerate(sorted(names, key=len, reverse=True)))
    numbered_names = {f"n{i}": name for i, name in order}
    forms = "|".join(f"(?P<n{i}>{pattern_of(n)})" for i, n in order)
    pattern = re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])")
    for unit in annotated.units:
        for match in pattern.finditer(unit.text):
            candidate = names[numbered_names[match.lastgroup or ""]]
            candidate.gathered.add(match.group(), Mention(unit, match.start(), match.end(), 0.9))


def _abbreviates(short: str, name: str) -> bool:
    """Whether an abbreviation in brackets is that of the name before it, with or without the word 'regio'."""
    letters = iter(fold(name))
    in_order = " " not in name and name[:1] == short[:1] and all(letter in letters for letter in fold(short))
    return in_order or stands_for(short, name) or stands_for(short, f"regio {name}")


def abbreviated(annotated: Annotated, found: dict[str, Candidate]) -> None:
    """Abbreviations of a region's name, which stand in brackets behind it, wherever they are used."""
    short: dict[str, Candidate] = {}
    for candidate in found.values():
        if candidate.kind in LOOSE_KINDS:
            pattern = re.compile(
                r"(?<![A-Z]\w\s)(?:^|[^\w\s-]|\b[a-z]+)\s*" + re.escape(candidate.name) + r"\s+\(([A-Z]{2,5})\)"
            )
            behind = {m.group(1) for unit in annotated.units for m in pattern.finditer(unit.text)}
            # What stands before the name may be part of what is abbreviated ('Netwerk Thuis in X (NTX)').
            short |= {abbr: candidate for abbr in behind if _abbreviates(abbr, candidate.name)}
    for unit in annotated.units:
        for name, candidate in short.items():
            for match in re.finditer(rf"(?<![\w-]){name}(?![\w])", unit.text):
                candidate.gathered.add(name, Mention(unit, match.start(), match.end(), 0.9))
