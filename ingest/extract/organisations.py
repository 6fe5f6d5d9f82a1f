"""The organisations of a plan: which candidates are bodies, of what type, and where they work."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest import register
from ingest.extract.mentions import pick
from ingest.extract.organisation_groups import Group, features, gather, lower_words
from ingest.extract.organisation_names import Named, heads
from ingest.extract.regions import Regions
from ingest.keys import slug
from ingest.language import Annotated
from ingest.model import OrganisationFact
from ingest.outline.roles import fold
from ingest.trained.models import Models


@dataclass
class Organisations:
    """The organisations of a plan by key, and their mentions in each unit."""

    facts: dict[str, OrganisationFact] = field(default_factory=dict)
    mentions: dict[int, list[tuple[Named, str]]] = field(default_factory=dict)
    """Unit index → mentions with the key of their organisation, in order."""
    names: frozenset[str] = frozenset()
    """All names, folded."""


def find_organisations(annotated: Annotated, regions: Regions, models: Models) -> Organisations:
    """The organisations that a plan names, with all their names and why these are one."""
    groups = gather(annotated)
    rows = rows_of(annotated, groups)
    found = Organisations()
    names: set[str] = set()
    for group, row in zip(groups, rows, strict=True):
        probability = models.organisations.probability(row)
        if probability < models.organisations.threshold:
            continue
        fact = _fact(group, probability)
        while fact.key in found.facts and not group.key:
            fact = _fact(group, probability, f"{fact.key}-x")
        found.facts[fact.key] = fact
        names |= {fold(name) for name in (*group.names, *group.shorts)}
        for mention in group.mentions:
            found.mentions.setdefault(mention.unit.index, []).append((mention, fact.key))
    for mentions in found.mentions.values():
        mentions.sort(key=lambda pair: pair[0].start)
    found.names = frozenset(names)
    return found


def rows_of(annotated: Annotated, groups: list[Group]) -> list[dict[str, float]]:
    """The features of groups, in their order."""
    known: list[set[str]] = [set() for _ in annotated.units]
    for group in groups:
        if group.key:
            for mention in group.mentions:
                known[mention.unit.index].add(group.key)
    frozen = [frozenset(keys) for keys in known]
    low = lower_words(annotated)
    return [features(group, low, frozen) for group in groups]


def _fact(group: Group, probability: float, key: str = "") -> OrganisationFact:
    entry = register.load().organisations.get(group.key)
    name = entry.name if entry else group.name
    aliases = [n for n, _ in sorted(group.names.items(), key=lambda item: (-item[1], item[0]))]
    aliases += sorted(group.shorts)
    because = "; ".join(dict.fromkeys(group.reasons))[:400]
    mentions = [_with(m, probability) for m in group.mentions]
    return OrganisationFact(
        key=key or group.key or slug(name),
        name=name,
        type=entry.kind if entry else type_of(group),
        evidence=pick(mentions),
        aliases=tuple(dict.fromkeys(a for a in aliases if a != name))[:12],
        because=because,
    )


def _with(mention: Named, probability: float) -> Named:
    return Named(mention.unit, mention.start, mention.end, probability, mention.name, mention.source, mention.key, mention.short)


def type_of(group: Group) -> str:
    """The code of an organisation's type by the words of its name, else of the heading that its list stands under."""
    pattern, types = heads()
    for text in (*group.names, *(m.unit.block.section.name for m in group.mentions if m.source == "parties")):
        if found := pattern.search(text):
            return types[fold(found.group())]
    return "anders"
