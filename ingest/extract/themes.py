"""The themes of a plan (opgave, bouwsteen, coalitie, fundament …): headings under which it says what it wants and does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.extract.goal_features import GOAL_ROLES
from ingest.extract.mentions import Mention, pick
from ingest.extract.national import OTHER, of_theme
from ingest.extract.regions import Regions
from ingest.extract.theme_words import hits
from ingest.keys import slug
from ingest.language import Annotated, Unit
from ingest.model import ThemeFact
from ingest.outline import Section
from ingest.outline.headings import CODED, family_title
from ingest.outline.roles import PAGES, fold
from ingest.trained.models import Models

LONGEST = 130
AROUND = 1500
"""Characters below a heading that tell what it is about."""
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
ORGANISING = re.compile(
    r"\b(?:samenhang|samenvatting|uitgangspunt\w*|principes|organisatie|organisatiemodel|monitoring|monitor|rollen|afspraken|regio-?afspraken|opgaven|vraagstukken"
    r"|kader|kaders|strategie|uitvoeringsstrategie|situatie|ontwikkelingen|partners|begrippen|regioplan|regioplannen|plan|proces|planning|overzicht|bijlage"
    r"|governance|afstemming|werkwijze|fasering|prioriteiten|prioritaire|verbinding|voortgang|evaluatie|implementatie|uitwerking|toelichting|trekker|disclaimer"
    r"|formulier|visie|aanpak|relevante|coalities|thema's|doelen|inventarisatie|verantwoordelijk\w*|financiële|randvoorwaarden|zie|waarom|hoe|wat|onze|ons|per|over)\b",
    re.IGNORECASE,
)
"""Words by which a heading speaks of the plan itself and how it is carried out, not of a subject."""
COUNT = re.compile(
    r"^\s*(?:(?:hoofdstuk|deel)\s+\d+\s*[.:]?\s*|\d{1,2}(?:\.\d{1,2})*[.)]?\s+|[IVX]{1,4}\.\s+|[A-H][.)]\s+)",
    re.IGNORECASE,
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
        return self.region, fold(short_of(self.label))


@dataclass
class Themes:
    """The themes of a plan by key, and the theme that each section stands under."""

    facts: dict[str, ThemeFact] = field(default_factory=dict)
    sections: dict[int, str] = field(default_factory=dict)

    def path(self, section: Section) -> list[str]:
        """Keys of the themes that a section stands under, the nearest first."""
        keys = [self.sections[s.number] for s in section.ancestors() if s.number in self.sections]
        return list(dict.fromkeys(keys))

    def above(self, section: Section) -> list[tuple[str, frozenset[str]]]:
        """Keys of the themes that a section stands under, the nearest first, each with the national themes it implies:
        its own, and those of the theme above it."""
        found = []
        for key in self.path(section):
            fact = self.facts[key]
            parent = self.facts[fact.parent].national if fact.parent else ()
            found.append((key, frozenset((*fact.national, *parent)) - {OTHER}))
        return found


def find_themes(annotated: Annotated, regions: Regions, models: Models) -> Themes:
    """The themes of a plan, with parents, national themes and evidence."""
    titled = candidates(annotated, regions)
    chosen = [t for t in titled if models.themes.probability(features(t)) >= models.themes.threshold]
    groups: dict[tuple[str, str], list[Titled]] = {}
    for title in chosen:
        groups.setdefault(title.key, []).append(title)
    themes = Themes()
    several = len({region for region, _ in groups}) > 1
    for (region, _), group in groups.items():
        key = slug(f"{region} {group[0].label}" if several and region else group[0].label)
        while key in themes.facts:
            key += "-x"
        themes.facts[key] = ThemeFact(
            key, group[0].label, (), (OTHER,), level=group[0].section.rank, region=region or None
        )
        themes.sections |= {t.section.number: key for t in group}
    for (_, _), group in groups.items():
        key = themes.sections[group[0].section.number]
        themes.facts[key] = _complete(key, group, themes, models)
    return themes


def _complete(key: str, group: list[Titled], themes: Themes, models: Models) -> ThemeFact:
    first = max(group, key=lambda t: len(list(t.section.walk())))
    fact = themes.facts[key]
    parents = [k for k in themes.path(first.section) if k != key]
    labels = [themes.facts[k].label for k in parents]
    mentions = [
        Mention(t.unit, 0, len(t.unit.text), models.themes.confidence(models.themes.probability(features(t))))
        for t in group
    ]
    aliases = tuple(
        dict.fromkeys(name for t in group for name in (t.full, t.label, short_of(t.label)) if name != fact.label)
    )
    depth = 1 + len(parents)
    return ThemeFact(
        key, fact.label, pick(mentions, 2), of_theme(models.national_of_theme, fact.label, labels, around(first.section)), aliases[:6], depth,
        parents[0] if parents and _acyclic(key, parents[0], themes) else None, fact.region,
    )  # fmt: skip


def around(section: Section) -> str:
    """What is said below a heading: the first words of each section, the nearest first."""
    return " ".join(b.text for s in section.walk() for b in s.blocks[:4])[:AROUND]


def _acyclic(key: str, parent: str, themes: Themes) -> bool:
    """Whether making `parent` the parent of `key` closes no circle (a title that comes back below itself)."""
    seen = {key}
    at: str | None = parent
    while at:
        if at in seen:
            return False
        seen.add(at)
        at = themes.facts[at].parent
    return True


def candidates(annotated: Annotated, regions: Regions) -> list[Titled]:
    """Every heading that could be a theme."""
    found = []
    for unit in annotated.units:
        section = unit.block.section
        if (
            unit.block.kind != "heading"
            or (section.kind in ("role", "region") and section.role != "conditions")
            or (section.kind == "family" and section.role in NO_THEME_ROLES)  # 'Knelpunt 3: …', 'Stap 2: …'
            or len(unit.text) > LONGEST
        ):
            continue
        full = " ".join(PAGES.sub(" ", unit.text).split()).strip(" :*")
        label = label_of(full)
        if len(label) >= 3 and re.search(r"[A-Za-z]{3}", label):
            found.append(Titled(section, unit, label, full, regions.of(section)))
    return found


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


def features(titled: Titled) -> dict[str, float]:
    """What speaks for and against a heading being a theme."""
    section = titled.section
    below = [s for s in section.walk() if s is not section]
    roles = {s.role for s in below if s.role}
    own = {b.label_role for b in section.blocks if b.label_role}
    outer = [s.role for s in section.ancestors() if s is not section and s.role]
    words = len(titled.label.split())
    vocabulary = hits(titled.label)
    row: dict[str, float] = {
        f"kind:{section.kind}": 1.0,
        f"family:{section.family or 'none'}": 1.0,
        f"outer:{outer[0] if outer else 'none'}": 1.0,
        f"words:{min(words, 9)}": 1.0,
        f"repeated:{min(section.repeated, 5)}": 1.0,
        f"depth:{min(_depth(section), 5)}": 1.0,
        "coded": float(bool(section.code)),
        "goals_below": float(bool((roles | own) & GOAL_ROLES)),
        "approach_below": float(bool((roles | own) & {"approach", "planning"})),
        "context_below": float(bool((roles | own) & {"context", "bottlenecks"})),
        "examples_below": float(bool((roles | own) & {"voorlopers", "initiatives"})),
        "parties_below": float(bool((roles | own) & {"parties", "lead"})),
        "no_outer": float(not outer),
        "bad_outer": float(any(r in NO_THEME_ROLES for r in outer)),
        "vocabulary": min(sum(a + b for a, b in vocabulary.values()), 3.0),
        "named": float(any(b for _, b in vocabulary.values())),
        "question": float(titled.full.endswith("?")),
        "verb": float(bool(re.search(r"\b(?:is|zijn|we|wij|hebben|heeft|gaan|willen|moet|kan)\b", titled.label))),
        "capitals": float(titled.full.isupper()),
        "number": float(bool(re.search(r"\d{2,}", titled.label))),
        "empty": float(not section.blocks and not below),
        "size": min(sum(len(b.text) for s in section.walk() for b in s.blocks) / 3000, 3.0),
        "blocks": min(len(section.blocks), 10) / 10,
        "children": min(len(below), 20) / 20,
        "marked": float(section.rank % 10 == 0 and section.rank <= 60),
        f"rank:{section.rank // 10}": 1.0,
        "template": float(section.repeated > 4 and section.kind == "other"),
    }
    row["repeated+none"] = float(section.repeated in (2, 3, 4) and not outer)
    row["siblings"] = float(_like_siblings(section))
    row |= _form(titled)
    return row


def _form(titled: Titled) -> dict[str, float]:
    """What the words of a heading and its place among its siblings look like."""
    section, label = titled.section, titled.label
    organising = ORGANISING.search(label)
    siblings = section.parent.children if section.parent else []
    alike = [s for s in siblings if s.kind == section.kind and s.rank == section.rank and s.family == section.family]
    first = next((s.role for s in section.children), None) if section.children else None
    row = {
        "organising": float(bool(organising)),
        "organising_first": float(bool(organising) and organising is not None and organising.start() == 0),
        "lower": float(label[:1].islower()),
        "end": float(label[-1:] in ".:;,!"),
        "file": float(bool(re.search(r"\.(?:pdf|nl|net|com|docx?)\b|http|_", label))),
        f"alike:{min(len(alike), 8)}": 1.0,
        "alike_coded": float(bool(section.code) and len(alike) > 1),
        f"first:{first or 'none'}": 1.0,
        f"first_kind:{section.blocks[0].kind if section.blocks else 'none'}": 1.0,
        "below_theme": float(any(s.family or s.code for s in section.ancestors() if s is not section)),
    }
    share = sum(bool({c.role for c in s.walk() if c.role} & GOAL_ROLES) for s in alike) / len(alike) if alike else 0.0
    row["alike_goals"] = share
    goals = sum(b.role in GOAL_ROLES for s in section.walk() for b in s.blocks)
    row["goal_blocks"] = min(goals, 8) / 8
    row["goal_share"] = goals / max(sum(len(s.blocks) for s in section.walk()), 1)
    return row


def _depth(section: Section) -> int:
    return sum(1 for s in section.ancestors() if s.kind != "role") - 2


def _like_siblings(section: Section) -> bool:
    """Whether a sibling has the same roles below it: a row of themes is built alike."""
    if not section.parent:
        return False
    mine = {c.role for c in section.children if c.role}
    return bool(mine) and any(
        mine & {c.role for c in s.children if c.role} for s in section.parent.children if s is not section
    )
