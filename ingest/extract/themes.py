"""The themes of a plan (opgave, bouwsteen, coalitie, fundament …): headings under which it says what it wants and does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log
from statistics import mean

from rapidfuzz import fuzz

from ingest.extract.mentions import Mention, pick
from ingest.extract.national import OTHER, of_theme
from ingest.extract.regions import Regions
from ingest.extract.theme_features import features
from ingest.extract.theme_lists import SURE, Listed, listed
from ingest.extract.theme_titles import Titled, candidates, short_of
from ingest.keys import slug
from ingest.language import Annotated
from ingest.model import ThemeFact
from ingest.outline import Section
from ingest.outline.roles import fold
from ingest.trained.linear import Linear
from ingest.trained.models import Models

AROUND = 1500
"""Characters below a heading that tell what it is about."""


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


OWN = 0.5
"""What a heading's own log odds count for beside the mean of its row: themes come in rows that are decided together."""
AGAIN = 0.5
"""What the best of the headings with the same words, anywhere in the plan, counts for beside that."""
ROWS = frozenset({"coded", "family"})
"""Kinds of heading that come in rows."""
ALIKE = 90
"""Likeness (0–100) of two labels from which they are the same theme in other words."""
SMALL_WORDS = frozenset(
    {"de", "het", "een", "van", "en", "in", "op", "te", "voor", "met", "aan", "bij", "om", "door", "naar", "tot", "als"}
)


def find_themes(annotated: Annotated, regions: Regions, models: Models) -> Themes:
    """The themes of a plan, with parents, national themes and evidence."""
    titled = candidates(annotated, regions)
    likely = likelihoods(titled, models.themes)
    groups: dict[tuple[str, str], list[Titled]] = {}
    for title in titled:
        if likely[title] >= models.themes.threshold:
            groups.setdefault(title.key, []).append(title)
    merge_alike(groups)
    named: dict[tuple[str, str], list[Listed]] = {}
    for item in listed(annotated, regions):
        named.setdefault(item.key, []).append(item)
    themes = Themes()
    several = len({region for region, _ in (*groups, *named)}) > 1
    for (region, _), group in groups.items():
        key = _free_key(f"{region} {group[0].label}" if several and region else group[0].label, themes)
        themes.facts[key] = ThemeFact(
            key, group[0].label, (), (OTHER,), level=group[0].section.rank, region=region or None
        )
        themes.sections |= {t.section.number: key for t in group}
    by_name = {name: themes.sections[group[0].section.number] for name, group in groups.items()}
    for name, group in groups.items():
        by_alias = {t.key for t in group} | {name}
        also = [item for alias in by_alias for item in named.pop(alias, [])]
        themes.facts[by_name[name]] = _complete(by_name[name], group, also, themes, models, likely)
    for (region, _), items in named.items():
        label = items[0].label
        key = _free_key(f"{region} {label}" if several and region else label, themes)
        mentions = pick([Mention(i.unit, 0, len(i.unit.text), SURE) for i in items], 2)
        national = of_theme(models.national_of_theme, label, (), "")
        themes.facts[key] = ThemeFact(key, label, mentions, national, region=region or None)
    return themes


def _free_key(name: str, themes: Themes) -> str:
    key = slug(name)
    while key in themes.facts:
        key += "-x"
    return key


def likelihoods(titled: Sequence[Titled], model: Linear) -> dict[Titled, float]:
    """How likely (0–1) each heading is a theme: by itself, by its row, and by where the plan has its words again."""
    own = {t: _log_odds(model.probability(features(t))) for t in titled}
    rows: dict[tuple[object, ...], list[float]] = defaultdict(list)
    for t in titled:
        rows[_row(t)].append(own[t])
    odds = {t: OWN * own[t] + (1 - OWN) * mean(rows[_row(t)]) for t in titled}
    again: dict[str, float] = {}
    for t in titled:
        again[t.key[1]] = max(odds[t], again.get(t.key[1], odds[t]))
    return {t: 1 / (1 + exp(-AGAIN * again[t.key[1]] - (1 - AGAIN) * odds[t])) for t in titled}


def _log_odds(probability: float) -> float:
    p = min(max(probability, 1e-9), 1 - 1e-9)
    return log(p / (1 - p))


def _row(titled: Titled) -> tuple[object, ...]:
    """What the headings of a row have in common; a heading that is in none is one by itself."""
    section = titled.section
    if section.kind not in ROWS or section.parent is None:
        return (section.number,)
    return (section.parent.number, section.kind, section.family)


def merge_alike(groups: dict[tuple[str, str], list[Titled]]) -> None:
    """Join groups of headings that are one theme in slightly other words: that with most below it gives the label."""
    sharing: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for key in sorted(groups, key=lambda k: -max(len(list(t.section.walk())) for t in groups[k])):
        words = [(key[0], word) for word in sorted(_words(groups[key][0]))]
        others = dict.fromkeys(other for word in words for other in sharing[word])
        same = next(
            (o for o in others if _alike(groups[o][0], groups[key][0]) and not _stacked(groups[o], groups[key])), None
        )
        if same:
            groups[same] += groups.pop(key)
        else:
            for word in words:
                sharing[word].append(key)


def _stacked(some: Sequence[Titled], others: Sequence[Titled]) -> bool:
    """Whether a heading of one group stands below one of the other: then they are two."""
    pairs = [(a.section, b.section) for a in some for b in others]
    return any(a in b.ancestors() or b in a.ancestors() for a, b in pairs)


def _words(titled: Titled) -> frozenset[str]:
    return frozenset(fold(short_of(titled.label)).split()) - SMALL_WORDS


def _alike(one: Titled, other: Titled) -> bool:
    """Whether two labels differ in small words and the order of words, or one has a word more (three where both have
    the same code)."""
    codes = one.section.code, other.section.code
    if all(codes) and codes[0] != codes[1]:
        return False
    less, more = sorted((_words(one), _words(other)), key=len)
    if len(less) >= 2 and less <= more and len(more) - len(less) <= (3 if all(codes) else 1):
        return True
    return fuzz.ratio(fold(short_of(one.label)), fold(short_of(other.label))) >= ALIKE


def _complete(
    key: str, group: list[Titled], also: list[Listed], themes: Themes, models: Models, likely: Mapping[Titled, float]
) -> ThemeFact:
    first = max(group, key=lambda t: len(list(t.section.walk())))
    fact = themes.facts[key]
    parents = [k for k in themes.path(first.section) if k != key]
    labels = [themes.facts[k].label for k in parents]
    mentions = [Mention(t.unit, 0, len(t.unit.text), models.themes.confidence(likely[t])) for t in group]
    mentions += [Mention(item.unit, 0, len(item.unit.text), SURE) for item in also]
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
