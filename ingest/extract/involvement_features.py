"""What speaks for a body taking part in an initiative: where the plan names the one near the other, and with which words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from ingest.extract.initiative_names import Proposed
from ingest.extract.involvement_between import apart, goes_on, peers, stretch
from ingest.extract.involvement_echo import echoes
from ingest.extract.involvement_said import main_names, manner
from ingest.extract.involvement_scene import Scene
from ingest.extract.involvement_topics import own_topics, titled
from ingest.extract.involvement_words import PARTS, Row, words_around
from ingest.extract.organisation_names import Named
from ingest.language import Unit
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
    "row": 0.9, "inside": 0.7, "topic": 0.7, "sentence:made": 0.65, "echo_class": 0.6, "sentence:free": 0.55, "unit:made": 0.5, "echo_name": 0.5,
    "unit:goes_on": 0.45, "below": 0.4, "owner:called": 0.4, "covers": 0.3, "unit": 0.3, "heading": 0.2, "echo_after": 0.2, "row_else": 0.15,
    "owner": 0.1,
}  # fmt: skip
"""How often a body seen like this takes part, by hand and rounded: what the fit starts from."""
LEADING = 0.3
"""Share of the mentions of initiatives below a heading from which the one that it names is what the text is about."""
NEAR, PASSING, SELF = 0.05, 0.1, 0.15
"""The same for a body of the same section, of a row that has others in its column of parties, and of the initiative's name."""
COMPOUND = re.compile(r"(?<![\w-])([A-Z][\w.]{2,})-[a-z]")
"""A name at the start of a compound: 'XYZ-ambassadeurs'."""
JOINT = re.compile(
    r"\b(?:coalitie|alliantie|netwerk|consortium|tafel|samenwerkingsverband|werkgroep|projectgroep|programmateam)",
    re.IGNORECASE,
)
"""Words by which a body is called one that works together on a subject."""


def pairs(said: Sequence[Proposed], scene: Scene) -> dict[str, Row]:
    """Features of each body that may take part in an initiative, by the body's key.

    Args:
        said: the initiative's mentions, at least one.
        scene: the plan.
    """
    rows: dict[str, Row] = {}
    breath: dict[str, set[int]] = {}
    own = main_names(said)
    for key, seen, index in _looks(said, own, scene):
        row = rows.setdefault(key, {})
        if any(name in seen for name in CLOSE):
            breath.setdefault(key, set()).add(index)
        for name, value in seen.items():
            row[name] = max(value, row.get(name, 0.0))
    places = len({c.unit.index for c in said})
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


def _looks(said: Sequence[Proposed], own: Sequence[str], scene: Scene) -> Iterator[tuple[str, Row, int]]:
    """Each look at a body: its key, the features, and the index of the unit that it is from."""
    for candidate in said:
        how = manner(candidate)
        for key, seen in _evidence(candidate, scene):
            yield key, _told(seen, how), candidate.unit.index
    for look, unit, mention, key in echoes(said, scene.named):
        where = f"echo_{look}"
        yield key, {where: 1.0} | words_around(unit, mention.start, mention.end, where), unit.index
    for key, seen in _announced(said, own, scene):
        yield key, seen, -1


def _told(seen: Row, how: Row) -> Row:
    """A look, with whether the initiative is named there for itself or as one of others."""
    plain = float(not how["example"] and not how["listed"])
    if "owner" in seen:
        seen |= {"owner:told": plain, "owner:shown": 1 - how["example"]}
    if "sentence" in seen:
        free = not seen["sentence:peer"] and not seen["sentence:apart"]
        seen |= {"sentence:free": float(free), "sentence:told": plain}
    if "unit" in seen:
        seen["unit:told"] = plain
    return seen


def _announced(said: Sequence[Proposed], own: Sequence[str], scene: Scene) -> Iterator[tuple[str, Row]]:
    """Bodies of the blocks that say who takes part in what the plan has the initiative's name over."""
    for topic, mentions in own_topics(said, scene.topics).items():
        if titled(own, topic) and mentions >= scene.crowd[topic] * LEADING:
            for unit, mention, key in scene.announced.get(topic, ()):
                yield key, {"topic": 1.0} | words_around(unit, mention.start, mention.end, "topic")


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
    for match in COMPOUND.finditer(candidate.name):
        for key in scene.short.get(match.group(1), ()):
            yield key, {"inside": 1.0, "compound": 1.0}
    yield from _headings(section, unit, scene)
    yield from _owner(section, unit, scene)


def _same_unit(candidate: Proposed, mention: Named, every: Sequence[tuple[Named, str]]) -> Row:
    """A body in the same unit as the name."""
    unit = candidate.unit
    start, end = stretch(unit, mention, every)
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
    if where == "unit" and not before:
        row["unit:goes_on"] = float(goes_on(unit, candidate.start, mention.start))
    if end - start > mention.end - mention.start:
        row[f"{where}:list"] = 1.0
    return row | words_around(unit, start, mention.end if start == mention.start else end, where)


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
