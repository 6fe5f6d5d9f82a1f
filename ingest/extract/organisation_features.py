"""What speaks for and against a group of candidates being an organisation."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from ingest import register
from ingest.extract.organisation_groups import Group, distinct
from ingest.extract.organisation_heads import head_of, heads
from ingest.extract.organisation_names import Named
from ingest.extract.organisation_trim import first_names, stop_names
from ingest.language import Unit
from ingest.outline.roles import fold

COMPANY = re.compile(
    r"\b(?:door|samen met|in samenwerking met|met|namens|vanuit|zoals|o\.a\.|waaronder|bij|partners?|tussen|aan|van|via|onder andere)\s+(?:de |het )?$",
    re.IGNORECASE,
)
THING = re.compile(
    r"\b(?:project|pilot|programma|methode|methodiek|app|campagne|aanpak|training|cursus|traject|interventie|platform|tool|website|boek|model|wet|akkoord|proeftuin|actieplan|regeling)\s+[‘“'\"]?$",
    re.IGNORECASE,
)
THING_AFTER = re.compile(
    r"^[’'\")]?\s*(?:[:,(–-]|is|zijn)\s*(?:een|de|het)\s+(?:[a-zà-ÿ-]+\s+){0,2}?[a-zà-ÿ-]*(?:werkwijze|methode|methodiek|aanpak|programma|app|tool|training|cursus|website|interventie|model|instrument|dashboard|project|pilot|campagne)\b"
)
PLURAL = re.compile(
    r"(?:instellingen|aanbieders|partijen|organisaties|professionals|gemeenten|gemeentes|partners|teams|verleners|diensten|centra|artsen|huizen|verzekeraars|raden|kundigen|peuten|bestuurders|specialisten|netwerken|coalities|groepen)$",
    re.IGNORECASE,
)
OTHER_THING = re.compile(
    r"(?:plan|akkoord|wet|programma|methode|methodiek|model|training|cursus|interventie|tool|app|agenda|monitor|campagne|project|dagen|dag|week|pad|loket|spreekuur|dashboard|aanpak|richtlijn|visie|kaart|keten|zorg|zorgplanning|preventie|gids|kompas|scan|wijzer|beeld|traject|regeling|subsidie|cijfers|data|toets|test|norm|index|niveau|beleid|proces|thema|fase|route|portaal|pgo|platform|lijn)$",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    r"^\s*(?:\([^()]*\))?\s*(?:,|;|/|\ben\b|&|\||•|\be\.?[av]\.?)[\s,;/•]*(?:\ben\b\s*)?(?:de |het |o\.a\. )?$"
)
SPOKEN = re.compile(
    r"^\s*(?:is|zijn|heeft|hebben|gaat|werkt|werken|biedt|voert|neemt|ondersteunt|organiseert|start|wil|zal|kan|ontwikkelt|coördineert|faciliteert)\b"
)
TOGETHER = re.compile(r"^[A-Z][\w.]+-(?:netwerk|tafel|coalitie|alliantie|overleg|platform)$")
"""Those who meet or work under an abbreviation: 'XYZ-netwerk'."""
OF_PERSON = re.compile(
    r"(?:^|[\s:;,|])(?P<first>[A-ZÀ-Ý][a-zà-ÿ]+)(?:\s+(?:van|de|der|den|ten|ter|het|in|’t|'t))*(?:\s+[A-ZÀ-Ý][\wÀ-ÿ’'-]+){1,2}\s*[,|(–-]\s*$"
)
"""A person's name before the body that sent this person: 'Sanne Jansen (X)', 'Sanne Jansen, X'."""
QUOTES = "‘“'\"„"


def features(group: Group, low: Counter[str], company: dict[int, Company]) -> dict[str, float]:
    """What speaks for and against a group; `company` tells of each mention (by `id`) what stands next to it."""
    if group.key:
        return _of_known(group, company)
    row = _name(group, low)
    total = len(group.mentions)
    sources = Counter(m.source for m in group.mentions)
    roles = Counter(m.unit.block.role or "none" for m in group.mentions)
    row |= {f"source:{s}": 1.0 for s in sources}
    row |= {f"share:{s}": n / total for s, n in sources.items()}
    row |= {f"role:{r}": n / total for r, n in roles.items()}
    row["mentions"] = math.log(total)
    row["sections"] = math.log(len({m.unit.block.section.number for m in group.mentions}))
    row["register"] = float(bool(group.key))
    row["has_short"] = float(bool(group.shorts))
    row["merged"] = float(bool(group.reasons))
    for kind in ("heading", "item", "cell"):
        row[kind] = sum(m.unit.block.kind == kind for m in group.mentions) / total
    row |= _context(group, company)
    row["single_listed"] = float(len(group.name.split()) == 1) * row["listed"]
    row["single_alone"] = float(len(group.name.split()) == 1 and not group.key) * (1 - row["listed"])
    row["capitals_listed"] = row["capitals"] * row["listed"]
    return row


def _of_known(group: Group, company: dict[int, Company]) -> dict[str, float]:
    """Of a body of the register: it is one, so only how the plan speaks of it counts (a place may be meant, or a product)."""
    context = _context(group, company)
    row = {f"known_{name}": context[name] for name in ("with", "listed", "near_known", "company", "thing", "spoken")}
    sources = {m.source for m in group.mentions}
    place = group.key.startswith(("gemeente-", "provincie-"))
    row |= {f"known_{'place_' if place else ''}{source}": 1.0 for source in sources}
    row["known_place" if place else "known"] = 1.0
    row["known_mentions"] = math.log(len(group.mentions))
    return row


def _name(group: Group, low: Counter[str]) -> dict[str, float]:
    """Of the name alone: its head, length, letters, and whether it is a place, a person, jargon or a common word."""
    pattern, _ = heads()
    name = group.name
    words = name.split() or [""]
    head = pattern.search(name)
    kind = head_of(name)[1]
    compound, kind = (
        ("", kind) if head else (kind, "")
    )  # a compound's ending says less than a word that stands by itself
    known = register.load()
    row: dict[str, float] = {f"head:{kind or 'none'}": 1.0, f"words:{min(len(words), 5)}": 1.0}
    row["compound"] = float(bool(compound) or bool(TOGETHER.search(name)))
    row["stop"] = float(fold(name) in stop_names() or distinct(name) in stop_names())
    row["head_starts"] = float(bool(head and head.start() == 0))
    row["head_alone"] = float(bool(head) and distinct(name) == distinct(head.group() if head else ""))
    row["capitals"] = float(bool(re.fullmatch(r"[A-Z&+-]{2,6}", name)))
    row["camel"] = float(any(re.search(r"[a-z][A-Z]|\w!|\.nl|\.org|\+$", w) for w in words))
    row["starts_low"] = float(name[:1].islower())
    row["all_caps"] = float(name.isupper() and len(name) > 6)
    row["person"] = float(words[0] in first_names() and len(words) > 1)
    row["place"] = float(any(known.region(w) for w in words[1:]))
    row["is_place"] = float(known.region(name) is not None and not group.key)
    row["plural"] = float(bool(PLURAL.search(name)) and not group.key)
    row["thing_tail"] = float(bool(OTHER_THING.search(words[-1])) and not group.key)
    row["thing_word"] = float(any(OTHER_THING.search(w) and len(w) > 5 for w in words[:-1]) and not group.key)
    row["digit"] = float(bool(re.search(r"\d", name)) and not group.key)
    common = low[words[0].lower()]
    row["common"] = min(math.log1p(common), 4.0) * (not group.key)
    plain = [w for w in words if w.isalpha()]
    row["all_common"] = float(bool(plain) and all(low[w.lower()] > 0 for w in plain) and not group.key)
    row["lower_tail"] = float(words[-1].islower() and not group.key)
    if group.meaning and not group.key:
        small = group.meaning.split()[-1].islower()
        row["meaning_head" if pattern.search(group.meaning) else "meaning_low" if small else "meaning_name"] = 1.0
    return row


def _context(group: Group, company: dict[int, Company]) -> dict[str, float]:
    """What stands around the mentions: company of other bodies, words before and after, quotation marks, place in the sentence."""
    total = len(group.mentions)
    names = (
        "company",
        "with",
        "thing",
        "quoted",
        "first",
        "whole",
        "comma",
        "listed",
        "long_list",
        "near_known",
        "spoken",
        "bracketed",
        "of_person",
    )
    row = dict.fromkeys(names, 0.0)
    for mention in group.mentions:
        text, start = mention.unit.text, mention.start
        before, after = text[max(start - 30, 0) : start], text[mention.end : mention.end + 60]
        near = company[id(mention)]
        row["company"] += min(near.others, 3) / 3
        row["listed"] += near.size > 1
        row["long_list"] += near.size > 3
        row["near_known"] += near.known
        row["with"] += bool(COMPANY.search(before))
        row["thing"] += bool(THING.search(before) or THING_AFTER.match(after))
        row["quoted"] += before[-1:] in QUOTES and before[-1:] != ""
        row["first"] += any(s <= start <= s + 2 for s, _ in mention.unit.sentences)
        row["whole"] += mention.end - start >= len(text) - 2
        row["comma"] += before.rstrip().endswith(",") or after[:3].startswith(",")
        row["spoken"] += bool(SPOKEN.match(after))
        person = OF_PERSON.search(text[max(start - 50, 0) : start])
        row["of_person"] += bool(person and person["first"] in first_names())
        row["bracketed"] += before.endswith("(") and after.startswith(")")
    return {name: value / total for name, value in row.items()}


class Company:
    """Of a mention: known bodies elsewhere in its unit, the length of its list, and the share of known bodies in it."""

    __slots__ = ("known", "others", "size")

    def __init__(self, others: int, size: int, known: float) -> None:
        self.others, self.size, self.known = others, size, known


def companies(groups: Sequence[Group]) -> dict[int, Company]:
    """The company of each mention, by its `id`."""
    by_unit: dict[int, list[tuple[Named, Group]]] = {}
    for group in groups:
        for mention in group.mentions:
            by_unit.setdefault(mention.unit.index, []).append((mention, group))
    found: dict[int, Company] = {}
    runs: list[list[tuple[Named, Group]]] = []
    for index in sorted(by_unit):
        pairs = sorted(by_unit[index], key=lambda pair: pair[0].start)
        known = {g.key for _, g in pairs if g.key}
        for run in _runs(pairs):
            if runs and len(run) == 1 and _follows(runs[-1][-1][0], run[0][0]):
                runs[-1].append(run[0])
            else:
                runs.append(run)
        for mention, group in pairs:
            found[id(mention)] = Company(len(known - {group.key}), 1, 0.0)
    for run in runs:
        likely = [_likely(group) for _, group in run]
        for at, (mention, _) in enumerate(run):
            near = found[id(mention)]
            near.size = len(run)
            near.known = (sum(likely) - likely[at]) / (len(run) - 1) if len(run) > 1 else 0.0
    return found


def _likely(group: Group) -> float:
    """Whether a body is one by its name alone: the register's, or with a telling word and more."""
    head, _ = head_of(group.name)
    return float(bool(group.key) or (bool(head) and distinct(group.name) != distinct(head.group() if head else "")))


def _runs(pairs: list[tuple[Named, Group]]) -> list[list[tuple[Named, Group]]]:
    """Mentions of a unit as runs that only commas, slashes and 'en' part."""
    runs: list[list[tuple[Named, Group]]] = []
    for mention, group in pairs:
        last = runs[-1][-1][0] if runs else None
        if last and BETWEEN.match(mention.unit.text[last.end : mention.start]):
            runs[-1].append((mention, group))
        else:
            runs.append([(mention, group)])
    return runs


def _follows(last: Named, mention: Named) -> bool:
    """Whether two mentions are the whole of items or cells that follow each other in one list."""
    a, b = last.unit, mention.unit
    return (
        a.block.kind == b.block.kind in ("item", "cell")
        and a.block.section is b.block.section
        and b.index - a.index <= 2
        and _fills(last, a)
        and _fills(mention, b)
    )


def _fills(mention: Named, unit: Unit) -> bool:
    return mention.end - mention.start >= 0.6 * len(unit.text)
