"""What speaks for and against a heading being a theme: its words, what stands below it and beside it."""

from __future__ import annotations

import re

from ingest.extract.goal_priors import GOAL_ROLES
from ingest.extract.theme_titles import NO_THEME_ROLES, Titled
from ingest.extract.theme_words import hits
from ingest.outline import Section

LITTLE = 400
"""Characters below a heading that are too few for a theme: a step, an example or a label."""
ORGANISING = re.compile(
    r"\b(?:samenhang|samenvatting|uitgangspunt\w*|principes|organisatie|organisatiemodel|monitoring|monitor|rollen|afspraken|regio-?afspraken|opgaven|vraagstukken"
    r"|kader|kaders|strategie|uitvoeringsstrategie|situatie|ontwikkelingen|partners|begrippen|regioplan|regioplannen|plan|proces|planning|overzicht|bijlage"
    r"|governance|afstemming|werkwijze|fasering|prioriteiten|prioritaire|verbinding|voortgang|evaluatie|implementatie|uitwerking|toelichting|trekker|disclaimer"
    r"|formulier|visie|aanpak|relevante|coalities|thema's|doelen|inventarisatie|verantwoordelijk\w*|financiële|randvoorwaarden|zie|waarom|hoe|wat|onze|ons|per|over)\b",
    re.IGNORECASE,
)
"""Words by which a heading speaks of the plan itself and how it is carried out, not of a subject."""


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
        "only_items": float(bool(section.blocks) and all(b.kind == "item" for b in section.blocks)),
        "little_text": float(0 < sum(len(b.text) for s in section.walk() for b in s.blocks) < LITTLE),
        "below_chapter": float(any(s.kind == "chapter" for s in section.ancestors() if s is not section)),
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
