"""What speaks for a body taking part in an initiative: where the plan names the one near the other, and with which words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from ingest.extract.initiative_names import Proposed
from ingest.extract.involvement_words import PARTS, Row, words_around
from ingest.extract.organisation_names import Named
from ingest.extract.organisations import Organisations
from ingest.language import Annotated, Unit
from ingest.outline import Section
from ingest.outline.roles import fold

WITHIN = 12
"""Units: so far from a name its section is looked at."""
SUBTREE = 40
"""Units below a heading that is an initiative's name that are looked at."""
GAPS = (15, 40, 100)
"""Letters: bounds of the classes of a gap between a name and a body, or the list that the body stands in."""
ITSELF = 88
"""Edit ratio (0–100) from which a body's name and an initiative's are one."""
CLOSE = ("covers", "inside", "row", "sentence")
"""Looks by which a body and an initiative are said in one breath."""
PRIORS = {
    "row": 0.9, "inside": 0.7, "sentence": 0.55, "below": 0.4, "owner:called": 0.4, "covers": 0.3, "unit": 0.3, "heading": 0.2, "row_else": 0.15,
    "owner": 0.1,
}  # fmt: skip
"""How often a body seen like this takes part, by hand and rounded: what the fit starts from."""
NEAR, PASSING, SELF = 0.05, 0.1, 0.15
"""The same for a body of the same section, of a row that has others in its column of parties, and of the initiative's name."""
JOINT = re.compile(
    r"\b(?:coalitie|alliantie|netwerk|consortium|tafel|samenwerkingsverband|werkgroep|projectgroep|programmateam)",
    re.IGNORECASE,
)
"""Words by which a body is called one that works together on a subject."""
LISTED = re.compile(r"^(?:\s*(?:,|;|/|&|\+|•|\)|\(|en|of|de|het|gemeenten?|stichting|als|zoals|ook)\s*)*$")

BESIDE = 3
"""Letters between a name and brackets that speak of it."""
TIES = re.compile(
    r"[.:;()]|\b(?:met|van|door|bij|vanuit|samen|via|voor|waarin|waarbij|die|dat|is|zijn|wordt|worden|heeft|hebben)\b"
)
ENUMERATES = re.compile(r"^\s*(?:,|/|en\b|of\b)")
LONGEST_LIST = 200
"""Letters between two names that may be of one enumeration."""


@dataclass
class Scene:
    """A plan with its bodies, and where its initiatives are named: what pairs of both are judged by."""

    annotated: Annotated
    organisations: Organisations
    taken: Mapping[int, int]
    """Unit index → how many initiatives are named there."""
    bounds: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Section number → indices of the first unit and of the one after the last, with all sections below."""
    counts: Counter[str] = field(default_factory=Counter)
    """Key of a body → how often the plan names it."""

    def __post_init__(self) -> None:
        for unit in self.annotated.units:
            for section in unit.block.section.ancestors():
                first, _ = self.bounds.get(section.number, (unit.index, 0))
                self.bounds[section.number] = first, unit.index + 1
        for mentions in self.organisations.mentions.values():
            self.counts.update(key for _, key in mentions)

    def initiatives(self, first: int, last: int) -> int:
        """How many mentions of initiatives stand in units from `first` to before `last`."""
        return sum(self.taken.get(index, 0) for index in range(first, last))

    def owner(self, section: Section) -> tuple[str, Section, int]:
        """Key of the collaboration that a chapter above is named after or in, the chapter and how far up; '' without one."""
        level = 0
        for level, outer in enumerate(section.ancestors()):
            title = fold(outer.name)
            bare = re.sub(r"^(?:thema|opgave|hoofdstuk)?\s*\d*\s*", "", title)
            key = self.organisations.owners.get(title) or self.organisations.owners.get(bare)
            if title and key:
                return key, outer, level
        return "", section, level


def pairs(said: Sequence[Proposed], scene: Scene) -> dict[str, Row]:
    """Features of each body that may take part in an initiative, by the body's key.

    Args:
        said: the initiative's mentions, at least one.
        scene: the plan.
    """
    rows: dict[str, Row] = {}
    breath: dict[str, set[int]] = {}
    for candidate in said:
        for key, seen in _evidence(candidate, scene):
            row = rows.setdefault(key, {})
            if any(name in seen for name in CLOSE):
                breath.setdefault(key, set()).add(candidate.unit.index)
            for name, value in seen.items():
                row[name] = max(value, row.get(name, 0.0))
    places = len({c.unit.index for c in said})
    own = list(dict.fromkeys(fold(c.name) for c in said))
    told = any(row.get(f"row:{part}") for row in rows.values() for part in PARTS)
    for key, row in rows.items():
        others = bool(breath.keys() - {key})
        share = len(breath.get(key, ())) / places
        row |= _body(key, own, scene)
        row |= {
            "others_close": float(others and key not in breath), "none_close": float(not breath),
            "owner:others_close": float("owner" in row and others), "alone": float(len(rows) == 1),
            "share": share, "share:all": float(share == 1), "share:few": float(0 < share < 0.34),
            "mentions": min(len(said), 6) / 6, "rivals": min(len(rows), 12) / 12,
            "passing": float(told and "row" not in row and not row["own"]),
        }  # fmt: skip
        prior = SELF if row["own"] else PASSING if row["passing"] else _prior(row)
        row["prior"] = math.log(prior / (1 - prior))
    return rows


def _prior(row: Row) -> float:
    return max((share for name, share in PRIORS.items() if row.get(name)), default=NEAR)


def _evidence(candidate: Proposed, scene: Scene) -> Iterator[tuple[str, Row]]:
    """Each body seen from a mention of the initiative, with the features of that one look."""
    unit, section = candidate.unit, candidate.unit.block.section
    mentions = scene.organisations.mentions
    for mention, key in mentions.get(unit.index, ()):
        yield key, _same_unit(candidate, mention, mentions[unit.index])
    title = unit.block.kind == "heading"
    reach = range(max(unit.index - WITHIN, 0), unit.index + (SUBTREE if title else WITHIN) + 1)
    for index in reach:
        if index == unit.index or index >= len(scene.annotated.units) or index not in mentions:
            continue
        other = scene.annotated.units[index]
        for mention, key in mentions[index]:
            row = _near(candidate, other, mention, scene)
            if row is not None:
                yield key, row
    yield from _headings(section, unit, scene)
    yield from _owner(section, unit, scene)


def _same_unit(candidate: Proposed, mention: Named, every: Sequence[tuple[Named, str]]) -> Row:
    """A body in the same unit as the name."""
    unit = candidate.unit
    start, end = _stretch(unit, mention, every)
    row: Row = {f"from:{candidate.source}": 1.0}
    if mention.start < candidate.end and candidate.start < mention.end:
        inside = mention.end - mention.start < candidate.end - candidate.start
        return row | {"inside" if inside else "covers": 1.0} | words_around(unit, mention.start, mention.end)
    bounds = next(((a, b) for a, b in unit.sentences if a <= candidate.start < b), (0, len(unit.text)))
    where = "sentence" if bounds[0] <= mention.start < bounds[1] else "unit"
    before = mention.end <= candidate.start
    gap = candidate.start - end if before else start - candidate.end
    step = next((n for n, most in enumerate(GAPS) if gap <= most), len(GAPS))
    row |= {
        where: 1.0,
        f"{where}:{unit.block.kind}": 1.0,
        f"{where}:gap{step}": 1.0,
        f"{where}:{'before' if before else 'after'}": 1.0,
        f"{where}:bodies": min(len({k for _, k in every}), 8) / 8,
        f"{where}:lead": float(candidate.source in ("lead", "title", "cell", "item")),
    }
    between = unit.text[candidate.end : start] if not before else unit.text[end : candidate.start]
    direct = unit.text[candidate.end : mention.start] if not before else unit.text[mention.end : candidate.start]
    row[f"{where}:apart"] = float(apart(direct))
    row[f"{where}:peer"] = float(peers(direct) and candidate.source != "lead")
    row[f"{where}:stop"] = float(bool(re.search(r"[.;:]", between)))
    if end - start > mention.end - mention.start:
        row[f"{where}:list"] = 1.0
    return row | words_around(unit, start, mention.end if start == mention.start else end, where)


def apart(between: str) -> bool:
    """Whether brackets part two names: one stands in brackets that do not open right at the other."""
    level = lowest = 0
    for at, letter in enumerate(between):
        if letter == "(":
            level += 1
            if level == 1 and at > BESIDE:
                return True
        elif letter == ")":
            level -= 1
            if level < lowest:
                lowest = level
                if len(between) - at - 1 > BESIDE:
                    return True
    return False


def peers(between: str) -> bool:
    """Whether two names are of one enumeration: marks and names part them, no word that ties the one to the other."""
    return len(between) < LONGEST_LIST and bool(ENUMERATES.match(between)) and not TIES.search(between)


def _stretch(unit: Unit, mention: Named, every: Sequence[tuple[Named, str]]) -> tuple[int, int]:
    """Start and end of the list of bodies that a body stands in; its own where it stands alone."""
    start, end = mention.start, mention.end
    ordered = sorted((m.start, m.end) for m, _ in every)
    for a, b in reversed(ordered):
        if b <= start and start - b < 30 and LISTED.match(unit.text[b:start]):
            start = a
    for a, b in ordered:
        if a >= end and a - end < 30 and LISTED.match(unit.text[end:a]):
            end = b
    return start, end


def _near(candidate: Proposed, other: Unit, mention: Named, scene: Scene) -> Row | None:
    """A body in another unit: of the same row, below the initiative's heading, or (nothing but) near in its section."""
    unit, block, theirs = candidate.unit, candidate.unit.block, other.block
    if block.row >= 0 and theirs.row == block.row:
        # Below a head of another kind ('Doel'), a body is what the cell speaks of.
        says = theirs.header_role in PARTS or not theirs.header_role
        row = {"row" if says else "row_else": 1.0, f"row:{theirs.header_role or 'none'}": 1.0}
        return row | {f"row:of:{candidate.source}": 1.0} | words_around(other, mention.start, mention.end, "row")
    if block.kind == "heading" and _within(theirs.section, block.section):
        first, last = sorted((unit.index, other.index))
        row = {
            "below": 1.0,
            f"below:{theirs.role or 'none'}": 1.0,
            "below:far": min(last - first, 20) / 20,
            "below:others": min(scene.initiatives(first + 1, last), 8) / 8,
        }
        return row | words_around(other, mention.start, mention.end, "below")
    near = theirs.section is block.section and abs(other.index - unit.index) <= WITHIN
    return {} if near else None


def _within(section: Section, outer: Section) -> bool:
    return any(s is outer for s in section.ancestors())


def _headings(section: Section, unit: Unit, scene: Scene) -> Iterator[tuple[str, Row]]:
    """Bodies in the headings above."""
    level = 0
    for outer in section.ancestors():
        if not outer.title or outer.number not in scene.bounds:
            return
        index = scene.bounds[outer.number][0]
        head = scene.annotated.units[index]
        if head.block.kind != "heading" or head.block.section is not outer or index == unit.index:
            continue
        inside = scene.organisations.mentions.get(index, ())
        for mention, key in inside:
            whole = (mention.end - mention.start) / max(len(head.text), 1)
            only = float(len({k for _, k in inside}) == 1)
            yield (
                key,
                {"heading": 1.0, f"heading:level{min(level, 3)}": 1.0, "heading:whole": whole, "heading:only": only},
            )
        level += 1


def _owner(section: Section, unit: Unit, scene: Scene) -> Iterator[tuple[str, Row]]:
    """The collaboration that a chapter above is named after, or that is named after it."""
    key, outer, level = scene.owner(section)
    if key:
        first, last = scene.bounds[outer.number]
        fact = scene.organisations.facts[key]
        known = sum(k == key for i in range(first, last) for _, k in scene.organisations.mentions.get(i, ()))
        yield (
            key,
            {
                "owner": 1.0,
                "owner:called": float(any(JOINT.search(name) for name in (fact.name, *fact.aliases))),
                f"owner:level{min(level, 4)}": 1.0,
                f"owner:from:{section.effective_role or 'none'}": 1.0,
                "owner:size": min(last - first, 300) / 300,
                "owner:known": min(known, 20) / 20,
                f"owner:unit:{unit.block.kind}": 1.0,
            },
        )


def _body(key: str, own: Sequence[str], scene: Scene) -> Row:
    """What speaks for a body whatever the place: its type, how often it is named, whether it is the initiative itself."""
    fact = scene.organisations.facts.get(key)
    names = {fold(n) for n in (fact.name, *fact.aliases)} if fact else {fold(key)}
    alike = max((fuzz.ratio(n, o) for n in names for o in own), default=0.0)
    part = max(
        (len(n) / max(len(o), 1) for n in names for o in own if len(n) > 3 and re.search(rf"\b{re.escape(n)}\b", o)),
        default=0.0,
    )
    return {
        f"type:{fact.type if fact else 'anders'}": 1.0,
        "named": min(scene.counts[key], 30) / 30,
        "once": float(scene.counts[key] == 1),
        "own": float(alike >= ITSELF),
        "own_part": float(0 < part < 0.5),
        "own_most": float(0.5 <= part < 1),
        "own_more": float(
            any(len(o) > 6 and o != n and re.search(rf"\b{re.escape(o)}\b", n) for n in names for o in own)
        ),
    }
