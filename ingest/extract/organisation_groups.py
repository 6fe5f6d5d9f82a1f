"""Candidates that name the same body, and what speaks for and against each being an organisation."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from ingest import data, register
from ingest.extract.organisation_names import Named, candidates, heads, stop_names
from ingest.language import Annotated
from ingest.outline.roles import fold

SAME_SPELLING = 86
"""Edit ratio (0–100) from which two names of six letters or more are one."""
LEGAL = frozenset({"stichting", "bv", "nv", "cooperatie", "vereniging", "de", "het", "van", "en", "groep", "b", "v"})
COMPANY = re.compile(r"\b(?:door|samen met|in samenwerking met|met|namens|vanuit|zoals|o\.a\.|waaronder|bij|partners?|tussen|aan|van|via|onder andere)\s+(?:de |het )?$", re.IGNORECASE)
THING = re.compile(r"\b(?:project|pilot|programma|methode|methodiek|app|campagne|aanpak|training|cursus|traject|interventie|platform|tool|website|boek|model|wet|akkoord|proeftuin|actieplan|regeling)\s+[‘“'\"]?$", re.IGNORECASE)
QUOTES = "‘“'\"„"


@dataclass
class Group:
    """Mentions under one name (or several that were found to be one)."""

    key: str
    """Of the register where the name is there, else ''."""
    names: Counter[str] = field(default_factory=Counter)
    mentions: list[Named] = field(default_factory=list)
    shorts: set[str] = field(default_factory=set)
    reasons: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name to show: the longest of the names that are used often enough, not an abbreviation."""
        most = self.names.most_common()
        full = [n for n, c in most if not re.fullmatch(r"[A-Z&-]{2,6}", n) and c * 3 >= most[0][1]]
        return max(full, key=lambda n: (min(len(n), 45), n)) if full else most[0][0]


def gather(annotated: Annotated) -> list[Group]:
    """All candidates of a plan as groups, in order of first mention."""
    by_key: dict[str, Group] = {}
    for unit in annotated.units:
        for mention in _without_overlap(list(candidates(unit))):
            folded = mention.key or distinct(mention.name)
            if not folded:
                continue
            group = by_key.setdefault(folded, Group(mention.key))
            group.names[mention.name] += 1
            group.mentions.append(mention)
            if mention.short:
                group.shorts.add(mention.short)
    return _merge(list(by_key.values()))


def distinct(name: str) -> str:
    """A name folded, without articles and legal words: what makes it different from others."""
    words = [w for w in fold(name).split() if w not in LEGAL]
    return " ".join(words) or fold(name)


def _without_overlap(mentions: list[Named]) -> list[Named]:
    """Of mentions that overlap, the register's wins, then the list's, then the longer one."""
    order = {"register": 0, "parties": 1, "head": 2, "link": 3, "capitals": 4, "hidden": 5}
    kept: list[Named] = []
    for mention in sorted(mentions, key=lambda m: (order[m.source], -(m.end - m.start), m.start)):
        longer = mention.source in ("parties", "head") and any(
            k.source == "register" and mention.start <= k.start and k.end <= mention.end and mention.end - mention.start > k.end - k.start + 3 and not _region_only(k, mention)
            for k in kept
        )
        clash = [k for k in kept if k.start < mention.end and mention.start < k.end]
        if longer and mention.source == "head" and all(k.source == "register" for k in clash):
            # 'Netwerk Acute Zorg X' around a register name is a longer name; a list entry around one is that name with a remark.
            kept = [k for k in kept if k not in clash]
            kept.append(mention)
        elif not clash:
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def _region_only(inner: Named, outer: Named) -> bool:
    return inner.end - inner.start >= 0.7 * (outer.end - outer.start)


def _merge(groups: list[Group]) -> list[Group]:
    """Put groups together that name one body, and note why."""
    groups = _by_abbreviation(groups)
    groups = _by_core(groups)
    return _by_spelling(groups)


def _join(target: Group, other: Group, because: str) -> None:
    target.names.update(other.names)
    target.mentions.extend(other.mentions)
    target.shorts |= other.shorts
    target.key = target.key or other.key
    target.reasons += [*other.reasons, because]


def _by_abbreviation(groups: list[Group]) -> list[Group]:
    full = {short: g for g in groups for short in g.shorts}
    kept = []
    for group in groups:
        target = full.get(group.name) if len(group.names) == 1 else None
        if target and target is not group and not (target.key and group.key and target.key != group.key):
            _join(target, group, f"'{group.name}' stands in brackets behind '{target.name}'")
        else:
            kept.append(group)
    return kept


def _by_core(groups: list[Group]) -> list[Group]:
    """'Stichting Focus' and 'Focus', 'Dimence Groep' and 'Dimence': the same but for words that tell a type."""
    pattern, types = heads()
    cores: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        core = " ".join(w for w in distinct(pattern.sub(" ", group.name)).split())
        cores[core].append(group)
    kept = list(groups)
    for core, same in cores.items():
        if len(same) < 2 or len(core) < 4 or register.load().region(core) or core in stop_names():
            continue
        target = max(same, key=lambda g: (bool(g.key), len(g.mentions)))
        for other in same:
            different_kinds = {_kind(other, types), _kind(target, types)} - {"", "anders"}
            if other is target or len(different_kinds) > 1 or (other.key and target.key):
                continue
            _join(target, other, f"'{other.name}' and '{target.name}' differ only in words that tell a type")
            kept.remove(other)
    return kept


def _kind(group: Group, types: dict[str, str]) -> str:
    pattern, _ = heads()
    found = pattern.search(group.name)
    return types.get(fold(found.group()), "") if found else ""


def _by_spelling(groups: list[Group]) -> list[Group]:
    kept: list[Group] = []
    for group in sorted(groups, key=lambda g: -len(g.mentions)):
        name = distinct(group.name)
        target = next((k for k in kept if _same_spelling(name, distinct(k.name), group, k)), None)
        if target is None:
            kept.append(group)
        else:
            _join(target, group, f"'{group.name}' is spelled like '{target.name}'")
    return sorted(kept, key=lambda g: (g.mentions[0].unit.index, g.mentions[0].start))


def _same_spelling(a: str, b: str, group: Group, other: Group) -> bool:
    if group.key and other.key or min(len(a), len(b)) < 6 or a[0] != b[0]:
        return False
    if a.replace(" ", "") == b.replace(" ", ""):
        return True
    if {w for w in a.split() if register.load().region(w)} != {w for w in b.split() if register.load().region(w)}:
        return False
    return fuzz.ratio(a, b) >= SAME_SPELLING and sorted(re.findall(r"\d+", a)) == sorted(re.findall(r"\d+", b))


def lower_words(annotated: Annotated) -> Counter[str]:
    """How often each word stands in small letters in the plan: a name that also does is often a common word."""
    return Counter(t.text for u in annotated.units for t in u.doc if t.is_lower and t.is_alpha)


def features(group: Group, low: Counter[str], known: Sequence[frozenset[str]]) -> dict[str, float]:
    """What speaks for and against a group; `known` are, by unit, the register keys that it names."""
    pattern, types = heads()
    name, mentions = group.name, group.mentions
    total = len(mentions)
    sources = Counter(m.source for m in mentions)
    roles = Counter(m.unit.block.role or "none" for m in mentions)
    words = name.split()
    head = pattern.search(name)
    kind = types.get(fold(head.group()), "") if head else ""
    row: dict[str, float] = {f"source:{s}": 1.0 for s in sources}
    row |= {f"share:{s}": n / total for s, n in sources.items()}
    row |= {f"role:{r}": n / total for r, n in roles.items()}
    row["mentions"] = math.log(total)
    row["sections"] = math.log(len({m.unit.block.section.number for m in mentions}))
    row["register"] = float(bool(group.key))
    row["stop"] = float(fold(name) in stop_names() or distinct(name) in stop_names())
    row[f"head:{kind or 'none'}"] = 1.0
    row["head_starts"] = float(bool(head and head.start() == 0))
    row["head_alone"] = float(bool(head) and distinct(name) == distinct(head.group() if head else ""))
    row[f"words:{min(len(words), 5)}"] = 1.0
    row["capitals"] = float(bool(re.fullmatch(r"[A-Z&+-]{2,6}", name)))
    row["camel"] = float(any(re.search(r"[a-z][A-Z]|\w!|\.nl|\.org|\+$", w) for w in words))
    row["starts_low"] = float(name[:1].islower())
    row["all_caps"] = float(name.isupper() and len(name) > 6)
    row["person"] = float(words[0] in first_names() and len(words) > 1)
    row["place"] = float(any(register.load().region(w) for w in words[1:]))
    row["is_place"] = float(register.load().region(name) is not None)
    row["has_short"] = float(bool(group.shorts))
    row["merged"] = float(bool(group.reasons))
    common = low[words[0].lower()]
    row["common"] = min(math.log1p(common), 4.0) * (not group.key)
    row["all_common"] = float(all(low[w.lower()] > 0 for w in words if w.isalpha()) and not group.key)
    row["heading"] = sum(m.unit.block.kind == "heading" for m in mentions) / total
    row["item"] = sum(m.unit.block.kind == "item" for m in mentions) / total
    row["cell"] = sum(m.unit.block.kind == "cell" for m in mentions) / total
    row |= _context(group, known)
    return row


def _context(group: Group, known: Sequence[frozenset[str]]) -> dict[str, float]:
    """What stands around the mentions: company of other bodies, words before, quotation marks, place in the sentence."""
    total = len(group.mentions)
    row = dict.fromkeys(("company", "with", "thing", "quoted", "first", "whole", "comma"), 0.0)
    for mention in group.mentions:
        text, start = mention.unit.text, mention.start
        before, after = text[max(start - 30, 0) : start], text[mention.end : mention.end + 3]
        others = known[mention.unit.index] - {group.key}
        row["company"] += min(len(others), 3) / 3
        row["with"] += bool(COMPANY.search(before))
        row["thing"] += bool(THING.search(before))
        row["quoted"] += before[-1:] in QUOTES and before[-1:] != ""
        row["first"] += any(s <= start <= s + 2 for s, _ in mention.unit.sentences)
        row["whole"] += mention.end - start >= len(text) - 2
        row["comma"] += before.rstrip().endswith(",") or after.startswith(",")
    return {name: value / total for name, value in row.items()}


def first_names() -> frozenset[str]:
    """First names in use in the Netherlands: who has one is a person, and no entity of the graph."""
    return frozenset(data.lines("first_names"))
