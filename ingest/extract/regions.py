"""Regions, municipalities, provinces and neighbourhoods that a plan names, and which of them it is divided by."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ingest import data, register
from ingest.extract.header import Header
from ingest.extract.mentions import Gathered, Mention
from ingest.extract.places import Place, known_places, listed_with, numbered, quarters, towns
from ingest.extract.spoken_places import Spoken, mentions, own_region, survey
from ingest.keys import slug
from ingest.language import Annotated, Unit
from ingest.language.names import SPANS
from ingest.model import RegionFact
from ingest.outline import Section
from ingest.outline.dividers import NAME
from ingest.outline.roles import fold, fold_heading
from ingest.register import Entry

KINDS = {
    "zorgkantoorregio": "zorgkantoorregio", "subregio": "subregio", "deelregio": "subregio", "roaz-regio": "roazRegio", "roaz regio": "roazRegio",
    "ggd-regio": "ggdRegio", "ggd regio": "ggdRegio", "provincie": "provincie", "iza-regio": "izaRegio", "kernregio": "izaRegio",
}  # fmt: skip
PREFIX = r"(?i:zorgkantor?en?regio|zorgkantoorregio|zorgregio|gezondheidsregio|zorgkantorregio|subregio|deelregio|kernregio|(?:roaz|ggd|iza|wmo|arbeidsmarkt|jeugd|veiligheids)[- ]?regio|regio|provincie)"
NAMED = re.compile(rf"\b({PREFIX})(?:'?s)?\s+({NAME}(?:/{NAME})?)")
JOINED = re.compile(r"\b([A-ZÀ-Ý][\wÀ-ÿ-]{3,})regio\b")
BEFORE = re.compile(r"(?:gemeenten?|regiogemeenten?|\bin|\bte|\bvan|\bvoor|,|\ben|/|\()\s*$")
TAIL = re.compile(r"\s+(?:en|de|van|aan|den|IZA|GALA|WMO|Wmo|Zilveren|ROAZ|Q\d|VVT|GGZ|Regioplan|Samen)$")
REGION_WORDS = frozenset({"regio", "zorgregio", "gezondheidsregio"})
LOOSE_KINDS = ("izaRegio", "subregio")
"""Kinds between which a plan wavers for one and the same region."""
TOP_KINDS = ("izaRegio", "zorgkantoorregio", "provincie", "ggdRegio")
"""Where a plan says 'regio X' and the register has X several times: the first of these kinds is meant."""


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


@dataclass
class _Candidate:
    name: str
    kind: str
    gathered: Gathered = field(default_factory=Gathered)
    entry: Entry | None = None


def find_regions(annotated: Annotated, header: Header) -> Regions:
    """All regions that a plan names, with evidence; the plan's own first."""
    found: dict[str, _Candidate] = {}
    spoken = survey(annotated)
    known = bool(header.region and (_known(header.region, "anders") or register.load().region(header.region)))
    region = header.region if known else own_region(annotated, header, spoken)
    if region:
        own = _candidate(found, region, "izaRegio" if header.kind != "update" else "subregio", None)
        for unit in header.units if region == header.region else ():
            own.gathered.add(region, Mention(unit, 0, len(unit.text)))
    dividers = _dividers(annotated, found)
    for unit in annotated.units:
        _named(unit, found)
        _municipalities(unit, found)
    _others(annotated, found, spoken)
    _bare(annotated, found)
    _abbreviated(annotated, found)
    kept = {key: c for key, c in found.items() if c.gathered.mentions}
    plan = _key(kept, region) if region else ""
    facts = {key: _fact(key, c, plan, dividers) for key, c in sorted(kept.items())}
    return Regions(facts, plan, {number: key for number, key in dividers.items() if key in facts})


def _candidate(found: dict[str, _Candidate], name: str, kind: str, entry: Entry | None) -> _Candidate:
    entry = entry or _known(name, kind)
    key = entry.key if entry else slug(_plain(name) if kind != "anders" else f"regio {_plain(name)}")
    for other in (slug(_plain(name)), *(k for k, c in found.items() if _same(c.name, name))):
        if other in found and found[other].kind in LOOSE_KINDS and kind in LOOSE_KINDS:
            return found[other]
    return found.setdefault(key, _Candidate(name, entry.kind if entry else kind, entry=entry))


def _known(name: str, kind: str) -> Entry | None:
    known = register.load()
    if kind in ("wijk", "subregio"):
        return None
    if kind in ("zorgkantoorregio", "roazRegio", "ggdRegio", "provincie", "gemeente"):
        return (
            known.region(f"{kind} {name}", kind)
            or known.region(name, kind)
            or known.region(_prefixed(kind, name), kind)
        )
    return next((e for k in TOP_KINDS for e in [known.region(name, k), known.region(_prefixed(k, name), k)] if e), None)


def _prefixed(kind: str, name: str) -> str:
    return {"izaRegio": "IZA-regio ", "ggdRegio": "GGD-regio ", "roazRegio": "ROAZ-regio "}.get(kind, kind + " ") + name


def _plain(name: str) -> str:
    return re.sub(r"^(?:de|het)\s+", "", name)


def _same(a: str, b: str) -> bool:
    """Whether two names of regions differ only in the order of words, hyphens and blanks ('Zuid-Oost X', 'X Zuidoost')."""
    pieces = [
        sorted(re.findall(r"zuid|noord|oost|west|midden|stad|[a-z0-9]+?(?=zuid|noord|oost|west|$|\s)", fold(x)))
        for x in (a, b)
    ]
    return pieces[0] == pieces[1]


def _named(unit: Unit, found: dict[str, _Candidate]) -> None:
    for match in NAMED.finditer(unit.text):
        prefix = match.group(1).lower()
        several = unit.text[match.end(1)] in "'’s"
        at = match.start(2)
        for part in re.split(r"\s+en\s+", match.group(2)) if several or prefix == "provincie" else [match.group(2)]:
            name = _trim(part)
            start = unit.text.index(part, at)
            at = start + len(part)
            if len(name) >= 3 and not match.group(1).isupper() and not _no_name(name, found):
                _add_named(unit, found, prefix, name, (start if several else match.start(), start + len(name)))
            if not several:
                break
    for match in JOINED.finditer(unit.text):
        key = _key(found, match.group(1))
        if key in found:
            found[key].gathered.add(match.group(), Mention(unit, match.start(), match.end()))


def _add_named(unit: Unit, found: dict[str, _Candidate], prefix: str, name: str, span: tuple[int, int]) -> None:
    """A name with the word for its kind before it."""
    kind = KINDS.get(prefix.replace("zorgkantorregio", "zorgkantoorregio"), "anders")
    if kind == "anders" and register.load().region(name, "gemeente") is None and prefix in REGION_WORDS:
        kind = "subregio" if _known(name, "anders") is None else "izaRegio"
    candidate = _candidate(found, name, kind, None)
    candidate.gathered.add(unit.text[span[0] : span[1]], Mention(unit, *span))
    if (candidate.kind in LOOSE_KINDS or not candidate.entry) and fold(name) == fold(candidate.name):
        candidate.gathered.names[name] += 1


def _no_name(name: str, found: dict[str, _Candidate]) -> bool:
    """Whether what follows 'regio' is an abbreviation alone, or a known region with something else around it."""
    words = fold(name)
    longer = any(fold(c.name) in words and fold(c.name) != words for c in found.values() if c.kind in LOOSE_KINDS)
    return bool(re.fullmatch(r"[A-Z]{2,4}", name)) or longer


def _trim(name: str) -> str:
    name = re.sub(r"-(?:niveau|breed|brede)$", "", name)
    previous = None
    while previous != name:
        previous, name = name, TAIL.sub("", name).strip(" -&")
    return name


def _municipalities(unit: Unit, found: dict[str, _Candidate]) -> None:
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
        alone = not re.search(r"[A-ZÀ-Ý][\w.-]*\s$", before) and not re.match(
            r"\s[A-ZÀ-Ý]|-|/", unit.text[span.end_char :]
        )
        if entry.kind == "provincie" and not said and not (alone and span.text in entry.names):
            continue
        if re.search(rf"{PREFIX}\s*$", before) or (
            span.text.title() in careful
            and not BEFORE.search(before)
            and (before.strip(" *-") or unit.text[span.end_char :].strip(" *,.:")[:1].islower() or span.text.isupper())
        ):
            continue
        if re.match(r"\s+(?:Zuid|Oost|West|Noord|Stad|stad)\b|[-/][A-Z]", unit.text[span.end_char : span.end_char + 6]):
            continue
        candidate = _candidate(found, entry.name, entry.kind, entry)
        candidate.gathered.add(span.text, Mention(unit, span.start_char, span.end_char))


def _others(annotated: Annotated, found: dict[str, _Candidate], spoken: dict[str, Spoken]) -> None:
    """Places outside the register: known parts of the country, quarters, towns, and what stands in lists with them."""

    def add(unit: Unit, place: Place, sure: float) -> None:
        key = _key(found, place.name) or next((k for k, c in found.items() if _same(c.name, place.name)), "")
        candidate = found[key] if key else _candidate(found, place.name, place.kind, None)
        candidate.gathered.add(place.name, Mention(unit, place.start, place.end, sure))

    for unit in annotated.units:
        covered = [(s.start_char, s.end_char) for s in unit.doc.spans[SPANS] if s.label_.startswith("organisation:")]
        for place in known_places(unit, covered):
            add(unit, place, 0.9)
        for place in (*quarters(unit), *towns(unit)):
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


def _bare(annotated: Annotated, found: dict[str, _Candidate]) -> None:
    """Mentions of a region's name without 'regio' before it, where the name is no municipality's."""
    names = {
        c.name: c for c in found.values()
        if c.kind in ("izaRegio", "subregio", "zorgkantoorregio") and register.load().region(c.name, "gemeente") is None and c.gathered.mentions
        and not (c.kind == "zorgkantoorregio" and register.load().region(c.name, "provincie"))
    }  # fmt: skip
    if not names:
        return
    pattern = re.compile(
        r"(?<![\w-])(" + "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True)) + r")(?![\w-])"
    )
    for unit in annotated.units:
        for match in pattern.finditer(unit.text):
            names[match.group()].gathered.add(match.group(), Mention(unit, match.start(), match.end(), 0.9))


def _abbreviated(annotated: Annotated, found: dict[str, _Candidate]) -> None:
    """Abbreviations that stand in brackets behind a region's name, wherever they are used."""
    short: dict[str, _Candidate] = {}
    for candidate in found.values():
        if candidate.kind in LOOSE_KINDS:
            pattern = re.compile(
                r"(?<![A-Z]\w\s)(?:^|[^\w\s]|\b[a-z]+)\s*" + re.escape(candidate.name) + r"\s+\(([A-Z]{2,5})\)"
            )
            short |= {m.group(1): candidate for unit in annotated.units for m in pattern.finditer(unit.text)}
    for unit in annotated.units:
        for name, candidate in short.items():
            for match in re.finditer(rf"(?<![\w-]){name}(?![\w])", unit.text):
                candidate.gathered.add(name, Mention(unit, match.start(), match.end(), 0.9))


def _dividers(annotated: Annotated, found: dict[str, _Candidate]) -> dict[int, str]:
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
        candidate = _candidate(found, name, "subregio", None)
        candidate.kind = candidate.kind if candidate.entry else "subregio"
        candidate.gathered.add(name, Mention(unit, 0, len(unit.text)))
        dividers[section.number] = next(key for key, c in found.items() if c is candidate)
    return dividers


def _key(found: dict[str, _Candidate], name: str) -> str:
    return next(
        (key for key, c in found.items() if fold(c.name) == fold(name) and c.kind not in ("gemeente", "wijk")), ""
    )


def _fact(key: str, candidate: _Candidate, plan: str, dividers: dict[int, str]) -> RegionFact:
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
