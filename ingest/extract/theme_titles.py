"""Headings that may be themes of a plan, and the words by which they are one theme."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.regions import Regions
from ingest.language import Annotated, Unit
from ingest.language.names import SPANS
from ingest.outline import Section
from ingest.outline.families import family_title
from ingest.outline.headings import CODED
from ingest.outline.roles import PAGES, fold

LONGEST = 130
SHORTEST = 6
"""Letters of a label that stands without its addition."""
FAMILY = re.compile(
    r"^(?:thema|actielijn|programma|programmalijn|bouwsteen|opgave|pijler|coalitie|beweging|transformatie|speerpunt|fundament|spoor)\b[\s:|–-]+",
    re.IGNORECASE,
)
NO_THEME_ROLES = frozenset(
    {
        "front",
        "glossary",
        "context",
        "process",
        "bottlenecks",
        "parties",
        "lead",
        "funding",
        "target_group",
        "indicators",
    }
)
COUNT = re.compile(
    r"^\s*(?:(?:hoofdstuk|deel)\s+\d+\s*[.:]?\s*|\d{1,2}(?:\.\d{1,2})*[.)]?\s+|[IVX]{1,4}\.\s+|[A-H][.)]\s+)",
    re.IGNORECASE,
)


SMALL_THINGS = frozenset({"project", "deelproject", "initiatief", "activiteit", "actie", "maatregel", "interventie"})
"""Families whose headings are things that are done, not subjects: 'Project 2: …'."""
DEFINED = re.compile(r"\b(?:begrip|begrippen\w*|definities|afkortingen\w*|terminologie|woordenlijst)\b")
"""In a folded heading: below it stand words that are explained."""
FILE = re.compile(r"https?:|www\.|\w\.(?:nl|com|org|eu|pdf|docx?|xlsx?|pptx?)\b")
SENTENCE = re.compile(
    r"(?:Dit|Deze|Dat|Die|Het|Er|Hier|Zie|We|Wij)\s(?:[\w-]+\s)?(?:is|zijn|wordt|worden|staat|staan|ook|hebben|heeft|kan|kunnen)\b"
)


@dataclass(frozen=True, eq=False)
class Titled:
    """A heading that may be a theme: its label, and the label with its counter or family word."""

    section: Section
    unit: Unit
    label: str
    full: str
    region: str

    @property
    def key(self) -> tuple[str, str]:
        """What makes two headings one theme: the same words for the same region."""
        return theme_key(self.region, self.label)


def theme_key(region: str, label: str) -> tuple[str, str]:
    """What makes two names one theme: the same words, without additions, for the same region."""
    return region, fold(short_of(label))


def candidates(annotated: Annotated, regions: Regions) -> list[Titled]:
    """Every heading that could be a theme."""
    found = []
    places = {fold(name) for fact in regions.facts.values() for name in (fact.name, *fact.aliases)}
    for unit in annotated.units:
        section = unit.block.section
        if (
            unit.block.kind != "heading"
            or (section.kind in ("role", "region") and section.role != "conditions")
            or (section.kind == "family" and section.role in NO_THEME_ROLES)  # 'Knelpunt 3: …', 'Stap 2: …'
            or section.family in SMALL_THINGS
            or len(unit.text) > LONGEST
            or FILE.search(unit.text)
            or SENTENCE.match(unit.text)
            or any(DEFINED.search(fold(s.name)) for s in section.ancestors() if s is not section)
        ):
            continue
        full = " ".join(PAGES.sub(" ", unit.text).split()).strip(" :*")
        label = label_of(full)
        if (
            len(label) >= 3
            and re.search(r"[A-Za-z]{3}", label)
            and fold(label) not in places
            and not _is_body(unit, label)
        ):
            found.append(Titled(section, unit, label, full, regions.of(section)))
    return found


def _is_body(unit: Unit, label: str) -> bool:
    """Whether a heading is no more than the name of a body that the register knows."""
    return any(s.label_.startswith("organisation:") and s.text == label for s in unit.doc.spans[SPANS])


def label_of(full: str) -> str:
    """A heading without its counter and family word ('Doel 2: Title' → 'Title'), capitals made small where all were."""
    at = family_title(full)
    label = full[at:] if at else COUNT.sub("", full)
    coded = CODED.match(label)
    label = label[coded.end() :] if coded else label
    at = family_title(label)
    label = (label[at:] if at else label).strip(" :*–-") or full
    return label.capitalize() if label.isupper() and len(label) > 6 else label


def short_of(label: str) -> str:
    """A label without what a colon, dash or bracket adds, and without the word of its family ('Thema ouderen' → 'ouderen')."""
    short = re.split(r"(?<=\w{3})\s*(?::|\s[–-]\s|\(|¹|²)", label)[0].strip()
    short = FAMILY.sub("", short) if len(short.split()) > 1 else short
    return short if len(short) >= SHORTEST else label
