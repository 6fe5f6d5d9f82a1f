"""The organisations of a plan: which candidates are bodies, of what type, and where they work."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest import data, register
from ingest.extract.mentions import pick
from ingest.extract.organisation_features import TOGETHER, companies, features
from ingest.extract.organisation_groups import Group, distinct, lower_words
from ingest.extract.organisation_heads import head_of, heads
from ingest.extract.organisation_merges import gather
from ingest.extract.organisation_names import Named
from ingest.extract.organisation_trim import FUNCTION, JOINT, first_names, stop_names
from ingest.extract.regions import Regions
from ingest.keys import slug
from ingest.language import Annotated
from ingest.model import OrganisationFact
from ingest.outline.roles import fold
from ingest.trained.models import Models

UNSPECIFIC = frozenset(data.table("initiative_cues")["unspecific"]) | {
    "openbare",
    "sociale",
    "mentale",
    "medische",
    "informele",
}
"""Adjectives that name no body."""
SECTOR = re.compile(
    r"([A-Z]{2,5})-(?:en\s.*|(?:professional|expert|gebruiker|client|cliënt|patiënt|medewerker|bestuurder)[a-z]*|[a-z]*(?:problematiek|expertise|traject|trajecten|beeld|plan|plannen|zorg|behandeling|hulp|kennis|gelden|middelen|keten|aanbod|wachtlijst|wachtlijsten|consult|dossier|domein|sector|veld|proces|doelen|afspraken|thema|beleid|instellingen|aanbieders|partijen|professionals))$"
)
"""A field of care, or what concerns it, and a word for something else: 'GGZ-expertise' is no body."""

NO_BODY = re.compile(
    r"-(?:voorzitter|bestuurder|directeur|manager|adviseur|coördinator|lid|leden)s?$|^[A-Z]{2,6}['’]s$|^(?:Volg|Bekijk|Bezoek|Lees|Klik|Download|Luister)\s"
)
"""A person of a body, several bodies of a kind ('XY's'), or what a reader is asked to do."""


@dataclass
class Organisations:
    """The organisations of a plan by key, and their mentions in each unit."""

    facts: dict[str, OrganisationFact] = field(default_factory=dict)
    mentions: dict[int, list[tuple[Named, str]]] = field(default_factory=dict)
    """Unit index → mentions with the key of their organisation, in order."""
    names: frozenset[str] = frozenset()
    """All names, folded."""
    owners: dict[str, str] = field(default_factory=dict)
    """Folded words of a heading → key of the collaboration that is named in it, or that is named after it."""


def find_organisations(annotated: Annotated, regions: Regions, models: Models) -> Organisations:
    """The organisations that a plan names, with all their names and why these are one."""
    groups = possible(annotated, regions)
    rows = rows_of(annotated, groups)
    found = Organisations()
    names: set[str] = set()
    for group, row in zip(groups, rows, strict=True):
        probability = models.organisations.probability(row)
        if probability < models.organisations.threshold:
            continue
        fact = fact_of(group, models.organisations.confidence(probability))
        while fact.key in found.facts and not group.key:
            fact = fact_of(group, models.organisations.confidence(probability), f"{fact.key}-x")
        found.facts[fact.key] = fact
        names |= {fold(name) for name in (*group.names, *group.shorts)}
        for mention in group.mentions:
            found.mentions.setdefault(mention.unit.index, []).append((mention, fact.key))
    for mentions in found.mentions.values():
        mentions.sort(key=lambda pair: pair[0].start)
    found.names = frozenset(names)
    found.owners = owners(annotated, found)
    return found


def owners(annotated: Annotated, found: Organisations) -> dict[str, str]:
    """The collaborations that lead what stands under a heading: 'Coalitie Wonen' for the chapters 'Coalitie Wonen' and 'Wonen'."""
    pattern, _ = heads()
    joint = {key: fact for key, fact in found.facts.items() if fact.type == "samenwerkingsverband"}
    named: dict[str, str] = {}
    for key, fact in joint.items():
        for name in (fact.name, *fact.aliases):
            core = fold(pattern.sub(" ", name))
            if len(core) > 6 and core != fold(name) and register.load().region(core) is None:
                named.setdefault(core, key)
    for unit in annotated.units:
        if unit.block.kind == "heading":
            inside = [key for _, key in found.mentions.get(unit.index, ()) if key in joint]
            if len(set(inside)) == 1:
                named.setdefault(fold(unit.text), inside[0])
    return named


def possible(annotated: Annotated, regions: Regions) -> list[Group]:
    """The groups of a plan that may be bodies: no regions, people, jargon or numbers."""
    facts = regions.facts.values()
    places = {fold(name) for fact in facts for name in (fact.name, *fact.aliases)} | {"nederland"}
    towns = {fold(name) for fact in facts if fact.kind == "gemeente" for name in (fact.name, *fact.aliases)}
    return gather(annotated, lambda group: not impossible(group, places, towns))


def impossible(group: Group, places: set[str], towns: set[str]) -> bool:
    """Whether a name can be no organisation's: that of a region or its people, a person's, jargon, a number."""
    name = group.name
    folded = fold(name)
    if group.key or folded.startswith("provincie "):
        return False
    if (
        folded in stop_names()
        or distinct(name) in stop_names()
        or fold(group.names.most_common(1)[0][0]) in stop_names()
        or (not JOINT.match(name) and all(word in stop_names() for word in _said(name)))
    ):
        return True
    if register.load().region(name) or re.sub(r"^(?:sub|deel|zorgkantoor|wmo |iza )?regio\s*", "", folded) in places:
        return True
    if re.sub(r"(?:en?aren|enaars?|ers?|se|s)$", "", folded) in places:
        return True
    if (
        plain := re.sub(r"^(?:regio)?gemeente[ns]?\s+(?:(?:in|binnen|van|uit|de|het|regio)\s+)*", "", folded)
    ) != folded and plain in places - towns:
        return True
    words = name.split()
    if len(words) == 1 and re.fullmatch(FUNCTION, name.lower()):
        return True
    if (sector := SECTOR.match(name)) and sector.group(1).lower() in stop_names() | {"roaz", "iza", "ggd"}:
        return True
    of_place = re.match(r"\S+ (?:van|in|uit) (.+)", folded)
    if of_place and of_place.group(1) in places and fold(words[0]) in stop_names():
        return True
    if NO_BODY.search(name):
        return True
    person = words[0] in first_names() and 1 < len(words) <= 4 and not heads()[0].search(name)
    return person or bool(re.match(r"(?:\d|[HQ]\d)", name)) or len(folded) < 2


def _said(name: str) -> list[str]:
    """The words of a name that say what it is, without adjectives in front: 'passende MSZ' says no more than 'MSZ'."""
    words = [word for word in distinct(name).split() if word != "en"]
    while len(words) > 1 and words[0] in UNSPECIFIC:
        words = words[1:]
    return words


def rows_of(annotated: Annotated, groups: list[Group]) -> list[dict[str, float]]:
    """The features of groups, in their order."""
    low = lower_words(annotated)
    company = companies(groups)
    return [features(group, low, company) for group in groups]


def fact_of(group: Group, confidence: float, key: str = "") -> OrganisationFact:
    """What is said of a group of names that is one body; `confidence` (0–1) is that of each mention."""
    entry = register.load().organisations.get(group.key)
    name = entry.name if entry else group.name
    aliases = [n for n, _ in sorted(group.names.items(), key=lambda item: (-item[1], item[0]))]
    aliases += sorted(group.shorts)
    because = "; ".join(dict.fromkeys(group.reasons))[:400]
    mentions = [_with(m, confidence) for m in group.mentions]
    return OrganisationFact(
        key=key or group.key or slug(name),
        name=name,
        type=entry.kind if entry else type_of(group),
        evidence=pick(mentions),
        aliases=tuple(dict.fromkeys(a for a in aliases if a != name))[:12],
        because=because,
    )


def _with(mention: Named, confidence: float) -> Named:
    return Named(
        mention.unit, mention.start, mention.end, confidence, mention.name, mention.source, mention.key, mention.short
    )


def type_of(group: Group) -> str:
    """The code of an organisation's type by the words of its name, else of the heading that its list stands under."""
    for text in (*group.names, *(m.unit.block.section.name for m in group.mentions if m.source == "parties")):
        _, kind = head_of(text)
        if kind:
            return kind
    return "samenwerkingsverband" if any(TOGETHER.search(name) for name in group.names) else "anders"
