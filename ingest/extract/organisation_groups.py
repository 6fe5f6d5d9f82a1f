"""Candidates that name the same body, gathered over the whole plan."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ingest import register
from ingest.extract.organisation_names import Named, candidates
from ingest.extract.organisation_trim import stop_names
from ingest.language import Annotated
from ingest.outline.roles import fold

LEGAL = frozenset({"stichting", "bv", "nv", "cooperatie", "vereniging", "de", "het", "van", "en", "groep", "b", "v"})


@dataclass
class Group:
    """Mentions under one name (or several that were found to be one)."""

    key: str
    """Of the register where the name is there, else ''."""
    names: Counter[str] = field(default_factory=Counter)
    mentions: list[Named] = field(default_factory=list)
    shorts: set[str] = field(default_factory=set)
    reasons: list[str] = field(default_factory=list)
    meaning: str = ""
    """Of an abbreviation: the words that the plan gives for it, '' where it gives none."""

    @property
    def name(self) -> str:
        """The name to show: the longest of the names that are used often enough, not an abbreviation."""
        most = self.names.most_common()
        full = [n for n, c in most if not re.fullmatch(r"[A-Z&-]{2,6}", n) and c * 3 >= most[0][1]]
        return max(full, key=lambda n: (min(len(n), 45), n[:1].isupper(), self.names[n], n)) if full else most[0][0]


def collect(annotated: Annotated) -> list[Group]:
    """All candidates of a plan by register key or folded name, in order of first mention."""
    by_key: dict[str, Group] = {}
    low = lower_words(annotated)
    for unit in annotated.units:
        for mention in without_overlap(list(candidates(unit))):
            key = mention.key or _known(mention.name)
            folded = key or distinct(mention.name)
            if not folded:
                continue
            if not key and low[folded] and re.search(r"[A-Z].*[A-Z]", mention.name):
                folded += " (abbreviation)"  # 'ONZe' is another word than 'onze' at the start of a sentence
            group = by_key.setdefault(folded, Group(key))
            group.names[mention.name] += 1
            group.mentions.append(mention)
            if mention.short:
                group.shorts.add(mention.short)
    return list(by_key.values())


def _known(name: str) -> str:
    """Key of the register's body of a name, whatever its capitals; '' for names that are short or start small."""
    entry = (
        register.load().organisation(name)
        if len(name) > 3 and name[:1].isupper() and fold(name) not in stop_names()
        else None
    )
    return entry.key if entry else ""


def distinct(name: str) -> str:
    """A name folded, without articles and legal words: what makes it different from others."""
    words = [w for w in fold(name).split() if w not in LEGAL]
    return " ".join(words) or fold(name)


def without_overlap(mentions: list[Named]) -> list[Named]:
    """Of mentions that overlap, the register's wins, then the list's, then the longer one."""
    order = {"register": 0, "parties": 1, "head": 2, "link": 3, "acting": 4, "capitals": 5, "low": 6, "hidden": 7}
    kept: list[Named] = []
    for mention in sorted(mentions, key=lambda m: (order[m.source], -(m.end - m.start), m.start)):
        longer = mention.source in ("parties", "head") and any(
            k.source == "register"
            and mention.start <= k.start
            and k.end <= mention.end
            and mention.end - mention.start > k.end - k.start + 3
            and not _region_only(k, mention)
            and not k.key.startswith(("gemeente-", "provincie-"))
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


def lower_words(annotated: Annotated) -> Counter[str]:
    """How often each word stands in small letters in the plan: a name that also does is often a common word."""
    return Counter(t.text for u in annotated.units for t in u.doc if t.is_lower and t.is_alpha)
