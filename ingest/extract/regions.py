"""Regions, municipalities, provinces and neighbourhoods that a plan names, and which of them it is divided by."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ingest import data, register
from ingest.extract.header import Header
from ingest.extract.mentions import Mention
from ingest.extract.places import OPENERS, Place, elliptic, known_places, listed_with, numbered, quarters, towns
from ingest.extract.region_candidates import (
    LOOSE_KINDS,
    Candidate,
    abbreviated,
    bare,
    candidate_of,
    key_of,
    quarters_of_cities,
)
from ingest.extract.region_names import (
    KINDS,
    PREFIX,
    SIDES,
    entry_of,
    kind_word,
    misspelt,
    same,
    trim,
)
from ingest.extract.spoken_places import Spoken, mentions, own_region, survey
from ingest.language import Annotated, Unit
from ingest.language.names import SPANS
from ingest.model import RegionFact
from ingest.outline import Section
from ingest.outline.dividers import NAME
from ingest.outline.roles import fold, fold_heading

NAMED = re.compile(rf"\b({PREFIX})(?:'?s)?\s+({NAME}(?:/{NAME})?)")
INSIDE_NAME = re.compile(rf"(?<![\w-])(?!(?:{OPENERS})\s)[A-ZÀ-Ý][\w.-]*\s$")
LINK = 6
"""Characters at most between two names of a list."""
QUARTER_WORD = re.compile(r"(?:Stadsdeel|Wijk|Buurt)\s+(?=[A-ZÀ-Ý])")
REGION_BEFORE = re.compile(rf"\b{PREFIX}\s*$")
JOINED = re.compile(r"\b([A-ZÀ-Ý][\wÀ-ÿ-]{3,})regio\b")
BEFORE = re.compile(r"(?:gemeenten?|regiogemeenten?|\bin|\bte|\bvan|\bvoor|,|\ben|/|\()\s*$")
REGION_WORDS = frozenset({"regio", "zorgregio", "gezondheidsregio"})


@dataclass
class Regions:
    """The regions of a plan: facts by key, and the region of each section (by the dividers above it)."""

    facts: dict[str, RegionFact] = field(default_factory=dict)
    plan: str = ""
    """Key of the region that the plan covers."""
    sections: dict[int, str] = field(default_factory=dict)
    """Section number → key of the region whose part it stands in."""

    def of(self, section: Section) -> str:
        """Key of the region that a section speaks for."""
        return next((self.sections[s.number] for s in section.ancestors() if s.number in self.sections), self.plan)


def find_regions(annotated: Annotated, header: Header) -> Regions:
    """All regions that a plan names, with evidence; the plan's own first."""
    found: dict[str, Candidate] = {}
    spoken = survey(annotated)
    known = bool(header.region and (entry_of(header.region, "anders") or register.load().region(header.region)))
    region = header.region if known else own_region(annotated, header, spoken)
    if region:
        own = candidate_of(found, region, "izaRegio" if header.kind != "update" else "subregio", None)
        for unit in header.units if region == header.region else ():
            own.gathered.add(region, Mention(unit, 0, len(unit.text)))
    dividers = _dividers(annotated, found)
    for unit in annotated.units:
        _offices(unit, found)
    for unit in annotated.units:
        _named(unit, found)
        _municipalities(unit, found)
    _others(annotated, found, spoken)
    quarters_of_cities(found)
    bare(annotated, found)
    abbreviated(annotated, found)
    kept = {key: c for key, c in found.items() if c.gathered.mentions}
    plan = key_of(kept, region) if region else ""
    facts = {key: _fact(key, c, plan, dividers) for key, c in sorted(kept.items())}
    return Regions(facts, plan, {number: key for number, key in dividers.items() if key in facts})


def _offices(unit: Unit, found: dict[str, Candidate]) -> None:
    """Make candidates of the zorgkantoorregio's that a plan names, before all else: 'regio X' may be one of them."""
    for match in NAMED.finditer(unit.text):
        name = trim(match.group(2))
        if KINDS.get(kind_word(match.group(1))) == "zorgkantoorregio" and entry_of(name, "zorgkantoorregio"):
            candidate_of(found, name, "zorgkantoorregio", None)


def _named(unit: Unit, found: dict[str, Candidate]) -> None:
    for match in NAMED.finditer(unit.text):
        prefix = match.group(1).lower()
        several = unit.text[match.end(1)] in "'’s"
        at = match.start(2)
        for part in re.split(r"\s+en\s+", match.group(2)) if several or prefix == "provincie" else [match.group(2)]:
            name = trim(part)
            start = unit.text.index(part, at)
            at = start + len(part)
            if len(name) >= 3 and not match.group(1).isupper() and not _no_name(name, found):
                _add_named(unit, found, prefix, name, (start if several else match.start(), start + len(name)))
            if not several:
                break
    for match in JOINED.finditer(unit.text):
        key = key_of(found, match.group(1))
        if key in found:
            found[key].gathered.add(match.group(), Mention(unit, match.start(), match.end()))


def _add_named(unit: Unit, found: dict[str, Candidate], prefix: str, name: str, span: tuple[int, int]) -> None:
    """A name with the word for its kind before it."""
    kind = KINDS.get(kind_word(prefix), "anders")
    office = entry_of(name, "zorgkantoorregio")
    if prefix in REGION_WORDS and office and office.key in found:
        kind = "zorgkantoorregio"  # a plan that speaks of a zorgkantoorregio by name means it by 'regio X' too
    elif kind == "anders" and register.load().region(name, "gemeente") is None and prefix in REGION_WORDS:
        kind = "subregio" if entry_of(name, "anders") is None else "izaRegio"
    candidate = _by_side(found, name) or candidate_of(found, name, kind, None)
    candidate.gathered.add(unit.text[span[0] : span[1]], Mention(unit, *span))
    if (candidate.kind in LOOSE_KINDS or not candidate.entry) and fold(name) == fold(candidate.name):
        candidate.gathered.names[name] += 1


def _by_side(found: dict[str, Candidate], name: str) -> Candidate | None:
    """The only region of a plan that ends or begins with a part of the compass: 'regio West' is 'X West'."""
    if not SIDES.match(name):
        return None
    ending = [
        c
        for c in found.values()
        if c.kind in LOOSE_KINDS and fold(name) in fold(c.name).split() and fold(c.name) != fold(name)
    ]
    return ending[0] if len(ending) == 1 else None


def _no_name(name: str, found: dict[str, Candidate]) -> bool:
    """Whether what follows 'regio' is an abbreviation alone, or a known region with something else around it."""
    words = fold(name).replace(" ", "")
    others = [fold(c.name).replace(" ", "") for c in found.values() if c.kind in LOOSE_KINDS]
    longer = any(other in words and other != words for other in others)
    return bool(re.fullmatch(r"[A-Z]{2,4}", name)) or longer


def _municipalities(unit: Unit, found: dict[str, Candidate]) -> None:
    careful = data.table("places")["words"]
    spans = unit.doc.spans[SPANS]
    covers = [
        (s.start_char, s.end_char)
        for s in spans
        if s.label_.startswith("organisation:") and not s.label_.startswith("organisation:gemeente")
    ]
    known = register.load().regions
    for span in spans:
        label = span.label_.removeprefix("region:")
        entry = known.get(label) if span.label_.startswith("region:") else None
        if entry is None or entry.kind not in ("gemeente", "provincie") or span.text in entry.hidden:
            continue
        if any(a <= span.start_char and span.end_char <= b and b - a > len(span.text) for a, b in covers):
            continue
        before = unit.text[: span.start_char]
        said = re.search(r"(?i)provincie", before[-12:] + span.text[:9])
        alone = not INSIDE_NAME.search(before) and not re.match(r"\s[A-ZÀ-Ý]|-|/", unit.text[span.end_char :])
        if entry.kind == "provincie" and not said and not (alone and span.text in entry.names):
            continue
        if REGION_BEFORE.search(before) or (
            span.text.title() in careful
            and not BEFORE.search(before)
            and not _heads_list(unit, span.end_char)
            and (before.strip(" *-") or unit.text[span.end_char :].strip(" *,.:")[:1].islower() or span.text.isupper())
        ):
            continue
        if re.match(r"\s+(?:Zuid|Oost|West|Noord|Stad|stad)\b|[-/][A-Z]", unit.text[span.end_char : span.end_char + 6]):
            continue
        candidate = candidate_of(found, entry.name, entry.kind, entry)
        candidate.gathered.add(span.text, Mention(unit, span.start_char, span.end_char))


def _heads_list(unit: Unit, end: int) -> bool:
    """Whether a municipality stands right behind a place, as in a list of them."""
    spans = [
        s for s in unit.doc.spans[SPANS] if s.label_.startswith("region:gemeente") and 0 < s.start_char - end <= LINK
    ]
    return any(re.fullmatch(r"\s*(?:,|/|;|&|en)\s*(?:en\s+)?", unit.text[end : s.start_char]) for s in spans)


def _others(annotated: Annotated, found: dict[str, Candidate], spoken: dict[str, Spoken]) -> None:
    """Places outside the register: known parts of the country, quarters, towns, and what stands in lists with them."""

    def add(unit: Unit, place: Place, sure: float) -> None:
        if REGION_BEFORE.search(unit.text[: place.start]):
            return  # 'regio X' is no quarter
        if word := QUARTER_WORD.match(place.name):
            place = Place(place.start + word.end(), place.end, place.name[word.end() :], "wijk")
        key = key_of(found, place.name) or next((k for k, c in found.items() if same(c.name, place.name)), "")
        key = key or by_name.get(misspelt(place.name, by_name) or "", "")
        candidate = found[key] if key else candidate_of(found, place.name, place.kind, None)
        candidate.gathered.add(place.name, Mention(unit, place.start, place.end, sure))

    by_name = {c.name: key for key, c in found.items() if c.gathered.mentions}
    small = {t.text for unit in annotated.units for t in unit.doc if t.is_lower}
    for unit in annotated.units:
        covered = [(s.start_char, s.end_char) for s in unit.doc.spans[SPANS] if s.label_.startswith("organisation:")]
        for place in known_places(unit, covered):
            add(unit, place, 0.9)
        for place in elliptic(unit):
            add(unit, place, 0.8)
        for place in (*quarters(unit), *towns(unit)):
            if place.name.lower() not in small:
                add(unit, place, 0.6)
    kinds = {fold(c.name): c.kind for c in found.values() if c.kind in ("wijk", *LOOSE_KINDS) and c.gathered.mentions}
    for unit in annotated.units:
        for place in listed_with(unit, kinds):
            add(unit, place, 0.6)
    for name in sorted(numbered(annotated.units)):
        for unit in annotated.units:
            for match in re.finditer(rf"(?<![\w-]){name}(?!\w)", unit.text):
                add(unit, Place(match.start(), match.end(), name, "anders"), 0.8)
    for unit, place in mentions(annotated, spoken):
        add(unit, place, 0.6)


def _dividers(annotated: Annotated, found: dict[str, Candidate]) -> dict[int, str]:
    """The key of the region that each dividing section is about; sections for the whole region get none."""
    dividers: dict[int, str] = {}
    for unit in annotated.units:
        section = unit.block.section
        if (
            unit.block.kind != "heading"
            or section.kind != "region"
            or fold_heading(section.name) in data.table("places")["whole"]
        ):
            continue
        name = re.sub(r"^(?i:subregio|deelregio|regio)\s+", "", " ".join(section.name.split()))
        candidate = candidate_of(found, name, "subregio", None)
        candidate.kind = candidate.kind if candidate.entry else "subregio"
        candidate.gathered.add(name, Mention(unit, 0, len(unit.text)))
        dividers[section.number] = next(key for key, c in found.items() if c is candidate)
    return dividers


def _fact(key: str, candidate: Candidate, plan: str, dividers: dict[int, str]) -> RegionFact:
    names = Counter(candidate.gathered.names)
    name = (
        candidate.entry.name
        if candidate.entry and candidate.entry.kind in ("gemeente", "provincie")
        else candidate.name
    )
    shared = candidate.kind in LOOSE_KINDS and register.load().region(candidate.name, "gemeente") is not None
    if shared or candidate.kind in ("zorgkantoorregio", "roazRegio", "ggdRegio", "provincie", "anders"):
        name = names.most_common(1)[0][0]
    if shared:
        names.pop(candidate.name, None)
        name = next((n for n, _ in names.most_common()), f"regio {candidate.name}")
    aliases = tuple(n for n, _ in sorted(names.items(), key=lambda item: (-item[1], item[0])) if n != name)[:8]
    part_of = plan if key in dividers.values() and key != plan else None
    return RegionFact(key, name, candidate.kind, candidate.gathered.evidence(), aliases, part_of)
