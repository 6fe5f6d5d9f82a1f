"""What speaks for and against a candidate being an initiative that a reader would count."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ingest import data
from ingest.extract.cues import compiled
from ingest.extract.goal_priors import GOAL_ROLES
from ingest.extract.initiative_names import NO_END, NO_START, Proposed, approach_of
from ingest.outline.roles import fold, role_of

UNSPECIFIC = frozenset(data.table("initiative_cues")["unspecific"])
EXAMPLES = frozenset({"such_as", "exemplary", "reuse", "spread", "running"})
"""Turns of the discourse that present what already works."""
AROUND = 70
"""Characters before and behind a name that are read for cues."""
NEIGHBOURS = 4
"""Words before, and behind, a name that speak for or against it."""
BESIDE = 60
"""Characters within which they stand."""
WORD = re.compile(r"[a-zà-ÿ]{4,}")


@dataclass
class Known:
    """What the whole plan says of its candidates: how often and how each name is used, and what else it names."""

    counts: Counter[str] = field(default_factory=Counter)
    sections: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    sources: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    organisations: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    low: Counter[str] = field(default_factory=Counter)
    bodies: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """Unit index → where organisations are named."""

    def add(self, candidate: Proposed) -> None:
        """Count a candidate's mention."""
        name = key_of(candidate.name)
        self.counts[name] += 1
        self.sections[name].add(candidate.unit.block.section.number)
        self.sources[name].add(candidate.source)


def key_of(name: str) -> str:
    """A name folded and without articles in front."""
    words = fold(name).split()
    while words and words[0] in ("de", "het", "een", "dit", "deze", "die"):
        words = words[1:]
    return " ".join(words)


def survey(
    candidates: Sequence[Proposed], organisations: frozenset[str], regions: frozenset[str], low: Counter[str]
) -> Known:
    """What the whole plan says of its candidates."""
    known = Known(organisations=organisations, regions=regions, low=low)
    for candidate in candidates:
        known.add(candidate)
    return known


def features(candidate: Proposed, known: Known) -> dict[str, float]:
    """Features of one mention of a candidate."""
    unit, name = candidate.unit, candidate.name
    block = unit.block
    key = key_of(name)
    words = name.split()
    role = block.role or "none"
    group = candidate.group or "none"
    row: dict[str, float] = {
        f"source:{candidate.source}": 1.0,
        f"group:{group}": 1.0,
        f"head:{candidate.head}": 1.0,
        f"source+group:{candidate.source}+{group}": 1.0,
        f"role:{role}": 1.0,
        f"role+source:{role}+{candidate.source}": 1.0,
        f"kind:{block.kind}": 1.0,
        f"words:{min(len(words), 8)}": 1.0,
        f"group+words:{group}+{min(len(words), 4)}": 1.0,
    }
    row["capital"] = float(name[:1].isupper())
    row["capital_inside"] = float(any(w[:1].isupper() for w in words[1:]))
    row["camel"] = float(bool(re.search(r"[a-z][A-Z]|\d[a-z]|@", name)))
    row["capitals"] = float(bool(re.fullmatch(r"[A-Z&+-]{2,8}", name)))
    row["all_caps"] = float(name.isupper() and len(name) > 8)
    row["plural"] = float(bool(re.search(r"(?:en|s)$", words[0] if len(words) == 1 else candidate.head or words[-1])))
    row["bare_head"] = float(key == fold(candidate.head) and bool(candidate.head))
    row["compound"] = float(len(words) == 1 and bool(candidate.head) and key != fold(candidate.head))
    row["approach"] = float(approach_of(name) is not None)
    row["approach_only"] = float(candidate.source == "approach")
    row["organisation"] = float(key in known.organisations)
    row["region"] = float(key in known.regions)
    row |= _content(candidate)
    row["prior"] = prior(candidate)
    row |= {f"name:{cue}": 1.0 for cue, p in compiled("initiative_cues", "name") if p.search(name)}
    row["starts_badly"] = float(bool(words) and words[0].lower() in NO_START)
    row["role_word"] = float(role_of(name) is not None)
    row["generic"] = float(key in generic())
    row["common"] = float(not candidate.group and all(known.low[w.lower()] > 0 for w in words if w.isalpha()))
    row["count"] = math.log(known.counts[key])
    row["sections"] = math.log(len(known.sections[key]))
    row |= {f"also:{s}": 1.0 for s in known.sources[key] if s != candidate.source}
    row["first_sentence"] = float(candidate.sentence == 0)
    row["goal_role"] = float(role in GOAL_ROLES)
    row[f"section:{block.section.kind}"] = 1.0
    row["repeated_title"] = float(candidate.source == "title" and block.section.repeated > 1)
    if candidate.source == "title":
        row |= _title(candidate)
    return row | _around(candidate) | _words(candidate) | _place(candidate, known)


def _words(candidate: Proposed) -> dict[str, float]:
    """The words of a name, as they are and by their ends."""
    words = re.findall(r"[\wÀ-ÿ]+", candidate.name.lower())
    row = {f"word:{w}": 1.0 for w in words if len(w) > 3}
    kernel = candidate.head or (words[-1] if words else "")
    row |= {f"end:{kernel[-n:]}": 1.0 for n in (3, 4, 5) if len(kernel) > n}
    if words:
        row[f"first:{words[0][-3:]}"] = 1.0
    return row


def _content(candidate: Proposed) -> dict[str, float]:
    """How many words say which one is meant: not adjectives of any plan, words between, nouns too general."""
    words = re.findall(r"[\wÀ-ÿ-]+", candidate.name.lower())
    said = sum(1 for w in words if len(w) > 2 and w not in UNSPECIFIC and w not in generic() and w not in NO_END)
    group = candidate.group or "none"
    return {f"content:{min(said, 3)}": 1.0, f"group+content:{group}+{min(said, 3)}": 1.0}


def _place(candidate: Proposed, known: Known) -> dict[str, float]:
    """Where a mention stands: in the block, in its list, in an enumeration of names, over a body's name."""
    unit, block = candidate.unit, candidate.unit.block
    start, end = next(((s, e) for s, e in unit.sentences if s <= candidate.start < e), (0, len(unit.text)))
    sentence = unit.text[start:end]
    spans = known.bodies.get(unit.index, ())
    row = {
        "long_block": math.log(1 + len(unit.text)) - 5,
        "long_sentence": math.log(1 + len(sentence)) - 4,
        "late": float(candidate.sentence > 2),
        "commas": min(sentence.count(","), 8) / 8,
        "is_body": float(any(s <= candidate.start + 2 and candidate.end <= e + 2 for s, e in spans)),
        "over_body": float(any(s < candidate.end and candidate.start < e for s, e in spans)),
        "deep": float(block.depth > 0),
        "first_column": float(block.column == 0),
        "jargon": float(key_of(candidate.name) in jargon()),
        "code": float(bool(block.section.code)),
    }
    row["listed_capital"] = row["commas"] * row_capital(candidate)
    return row


def row_capital(candidate: Proposed) -> float:
    return float(candidate.name[:1].isupper())


def _title(candidate: Proposed) -> dict[str, float]:
    section = candidate.unit.block.section
    outer = next((s.role for s in section.ancestors() if s.role), None) or "none"
    return {
        f"title_in:{outer}": 1.0,
        "title_leaf": float(not section.children),
        "title_short": float(len(section.blocks) <= 3),
        "title_roles": float(any(c.kind == "role" for c in section.children)),
        f"title_family:{section.family or 'none'}": 1.0,
        f"title_kind:{section.kind}": 1.0,
    }


def _around(candidate: Proposed) -> dict[str, float]:
    """The cues before, behind and in the sentence of a name."""
    text = candidate.unit.text
    start, end = next(((s, e) for s, e in candidate.unit.sentences if s <= candidate.start < e), (0, len(text)))
    before = text[max(start, candidate.start - AROUND) : candidate.start]
    after = text[candidate.end : min(end, candidate.end + AROUND)]
    row = {f"before:{cue}": 1.0 for cue, p in compiled("initiative_cues", "before") if p.search(before)}
    row |= {f"after:{cue}": 1.0 for cue, p in compiled("initiative_cues", "after") if p.search(after)}
    found = {f"sentence:{cue}" for cue, p in compiled("initiative_cues", "sentence") if p.search(text[start:end])}
    row |= dict.fromkeys(found, 1.0)
    row |= _example(candidate, text[start : candidate.start])
    row |= _neighbours(text[start : candidate.start], text[candidate.end : end])
    row["quoted"] = float(before[-1:] in "‘“'\"„" and bool(before))
    row["sentence_start"] = float(candidate.start - start <= 4)
    row["whole"] = float(candidate.end - candidate.start >= 0.85 * (end - start))
    return row


def _neighbours(before: str, after: str) -> dict[str, float]:
    """The words right before and right behind a name in its sentence; only common ones teach (`train.COMMON`)."""
    before = before[-2 * BESIDE :].lower()
    ahead = [m.group() for m in WORD.finditer(before) if m.start() >= len(before) - BESIDE]
    behind = [m.group() for m in WORD.finditer(after[: 2 * BESIDE].lower()) if m.end() <= BESIDE]
    return {f"ahead_word:{w}": 1.0 for w in ahead[-NEIGHBOURS:]} | {
        f"behind_word:{w}": 1.0 for w in behind[:NEIGHBOURS]
    }


def _example(candidate: Proposed, before: str) -> dict[str, float]:
    """Whether the sentence up to a name, or what stands above it, presents examples: what is named there, is meant."""
    block = candidate.unit.block
    over = f"{block.lead_in} {block.label} {block.header} {block.section.name}"
    named = bool(re.search(r"[A-ZÀ-Ý]", candidate.name)) or candidate.source in ("quoted", "link", "called")
    row: dict[str, float] = {}
    for cue, pattern in compiled("status_cues", "discourse"):
        if cue in EXAMPLES:
            for place, words in (("ahead", before), ("over", over)):
                if pattern.search(words):
                    row |= {
                        f"{place}:{cue}": 1.0,
                        f"{place}:{cue}+named": float(named),
                        f"{place}:{cue}+{candidate.source}": 1.0,
                    }
    return row


def prior(candidate: Proposed) -> float:
    """Log odds set by hand for a candidate: of its head noun, and of how it was found where it stands."""
    return priors().get(candidate.head, 0.0) + next((p["odds"] for p in _places() if _fits(candidate, p)), 0.0)


def _fits(candidate: Proposed, place: Mapping[str, Any]) -> bool:
    small = not re.search(r"[A-ZÀ-Ý]", candidate.name)
    found = candidate.unit.block.role == place["role"] and candidate.source in place["sources"]
    return found and (small or not place.get("small"))


def _places() -> list[dict[str, Any]]:
    places: list[dict[str, Any]] = data.table("initiative_priors")["place"]
    return places


@cache
def priors() -> dict[str, float]:
    """Log odds of head nouns, set by hand (`data/initiative_priors.toml`): plans to learn from are few and their nouns many."""
    return {head: group["odds"] for group in data.table("initiative_priors")["group"] for head in group["heads"]}


@cache
def generic() -> frozenset[str]:
    """Folded names that are too general to be an initiative's."""
    return frozenset(data.lines("generic_initiatives"))


@cache
def no_initiatives() -> frozenset[str]:
    """Folded names that are no initiative's, whatever is said around them: laws, illnesses, professions, nouns of fixed turns."""
    return frozenset(data.lines("not_initiatives"))


@cache
def jargon() -> frozenset[str]:
    """Folded names of laws, agreements and professions."""
    return frozenset(data.lines("not_organisations"))
