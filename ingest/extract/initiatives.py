"""Initiatives: which candidates a reader would count, under which names, where, by whom, and how far they are."""

from __future__ import annotations

import bisect
import re
from collections import Counter

from ingest.extract.abbreviations import meanings
from ingest.extract.heard import Surroundings
from ingest.extract.initiative_features import Known, features, generic, key_of, no_initiatives, survey
from ingest.extract.initiative_groups import Scored, gather
from ingest.extract.initiative_names import Proposed, approach_called, approach_of, candidates
from ingest.extract.initiative_peers import with_peers
from ingest.extract.involvement import involved, scene_of
from ingest.extract.involvement_scene import Scene
from ingest.extract.mentions import pick
from ingest.extract.national import of_thing
from ingest.extract.organisation_groups import lower_words
from ingest.extract.organisations import Organisations
from ingest.extract.regions import Regions
from ingest.extract.standing import signals_of, statuses_of
from ingest.extract.target_groups import target_groups
from ingest.extract.themes import Themes
from ingest.keys import digest, slug
from ingest.language import Annotated
from ingest.model import GoalFact, InitiativeFact, Status
from ingest.outline.roles import fold
from ingest.trained.models import Models

JOINS = 0.2
"""Share of the threshold from which a mention may join an initiative that another mention makes sure of."""
LIKELY = 0.4
"""Share of it from which a mention says who takes part: the bodies near a doubtful one may be there for something else."""
COST = 0.25
"""Probability that each of several names in a place is to exceed to outweigh one that holds them."""
TRIFLE = 1e-6
"""Gain of a name that does not exceed it, or that does not tell which one is meant: better than none."""
PEOPLE = re.compile(r"t?ers?|(?:e?n)?aars?|(?:e?n)?aren")
"""Endings by which the name of a place becomes that of its people."""
NEVER = frozenset(
    {"gemeente", "provincie", "rijksoverheid", "ggd", "zorgverzekeraar", "ziekenhuis", "huisartsen", "apotheek", "ambulance", "woningcorporatie", "onderwijs", "brancheorganisatie"}
)  # fmt: skip
"""Types of organisations that no initiative is called after; one of another type may be both."""
SMALL = frozenset({"voor", "van", "met", "door", "de", "het", "een", "alle", "iedere", "elke", "onze"})
"""Words that may stand before the name of a region's people."""
PERIOD = re.compile(r"\b(20[12]\d)\s*(?:-|–|tot(?: en met)?|t/m)\s*(20[2-4]\d)\b")


def survey_of(annotated: Annotated, organisations: Organisations, regions: Regions) -> tuple[list[Proposed], Known]:
    """All candidates of a plan, and what the whole plan says of them."""
    found = [c for unit in annotated.units for c in candidates(unit) if len(c.name) > 2 and c.end > c.start]
    places = frozenset(fold(name) for fact in regions.facts.values() for name in (fact.name, *fact.aliases))
    known = survey(found, organisations.names, places, lower_words(annotated))
    known.bodies = {
        index: [(m.start, m.end) for m, _ in mentions] for index, mentions in organisations.mentions.items()
    }
    return found, known


def _of_a_region(name: str, regions: frozenset[str]) -> bool:
    """Whether a folded name is a region's, or that of those who live there ('Zwollenaren', 'voor de Amersfoorter').

    A region's abbreviation may stand behind its name, and two regions beside each other.
    """
    *before, last = name.split() or [""]
    people = any(last.startswith(region) and PEOPLE.fullmatch(last[len(region) :]) for region in regions)
    named = name in regions or (last in regions and " ".join(before) in regions)
    return named or (people and all(word in SMALL for word in before))


def _bodies(organisations: Organisations) -> frozenset[str]:
    """Folded names of those that take part in initiatives and are none: municipalities, hospitals, insurers …"""
    bodies = (fact for fact in organisations.facts.values() if fact.type in NEVER)
    return frozenset(key_of(name) for fact in bodies for name in (fact.name, *fact.aliases))


def find_initiatives(
    annotated: Annotated,
    regions: Regions,
    themes: Themes,
    organisations: Organisations,
    goals: dict[str, GoalFact],
    models: Models,
) -> dict[str, InitiativeFact]:
    """The initiatives of a plan by key, one a region, with names gathered and organisations tied."""
    found, known = survey_of(annotated, organisations, regions)
    barred = no_initiatives() | _bodies(organisations)
    # A region's own name, or that of its people, is no initiative, nor evidence for one that bears it ('Samen Sterk X' and 'X').
    scored = with_peers(
        [
            Scored(c, models.initiatives.probability(features(c, known)))
            for c in found
            if not _of_a_region(key := key_of(c.name), known.regions) and key not in barred
        ]
    )
    threshold = models.initiatives.threshold
    surroundings = Surroundings(annotated)
    groups = [
        (region, group)
        for region, group in gather(choose(scored, threshold * JOINS), regions, meanings(annotated))
        if max(s.probability for s in group) >= threshold and any(map(_tells, group))
    ]
    scene = scene_of(annotated, organisations, [s.candidate for _, group in groups for s in group])
    places = [(_best(group).candidate.unit.block.section.number, [s.candidate for s in group]) for _, group in groups]
    statuses = statuses_of(places, annotated, models)
    sure = [models.initiatives.confidence(_best(group).probability) for _, group in groups]
    shown = signals_of([(p, said) for p, (_, said) in zip(sure, places, strict=True)], annotated, models)
    facts = [
        _fact(region, group, status, told, annotated, surroundings, regions, themes, scene, goals, models)
        for (region, group), status, told in zip(groups, statuses, shown, strict=True)
    ]
    unique: dict[str, InitiativeFact] = {}
    for fact in facts:
        unique.setdefault(fact.key, fact)
    return unique


def _tells(s: Scored) -> bool:
    """Whether a name says which one is meant; 'het netwerk' alone does not."""
    return key_of(s.candidate.name) not in generic()


def choose(scored: list[Scored], threshold: float) -> list[Scored]:
    """Of candidates that overlap the likeliest set, those below the threshold left out.

    A long name competes with all the shorter ones in it: what counts is how far the probabilities of a set exceed `COST`
    (weighted interval scheduling, Kleinberg & Tardos 2005, §6.1).
    """
    by_place: dict[int, list[Scored]] = {}
    for s in scored:
        if s.probability >= threshold:
            by_place.setdefault(s.candidate.unit.index, []).append(s)
    kept = [s for place in by_place.values() for s in _likeliest(place)]
    return sorted(kept, key=lambda s: (s.candidate.unit.index, s.candidate.start))


def _likeliest(place: list[Scored]) -> list[Scored]:
    here = sorted(place, key=lambda s: (s.candidate.end, s.candidate.start))
    ends = [s.candidate.end for s in here]
    best: list[tuple[float, int, bool]] = [(0.0, 0, False)]  # gain of the first n, where to go on from, n-th taken
    for n, s in enumerate(here):
        before = bisect.bisect_right(ends, s.candidate.start, 0, n)
        gain = best[before][0] + (max(s.probability - COST, TRIFLE) if _tells(s) else TRIFLE)
        best.append((gain, before, True) if gain > best[n][0] else (best[n][0], n, False))
    taken, n = [], len(here)
    while n:
        if best[n][2]:
            taken.append(here[n - 1])
        n = best[n][1]
    return taken


def _best(group: list[Scored]) -> Scored:
    """The mention that gives an initiative its name: one that tells, the surest, the longest, the first."""
    return max(group, key=lambda s: (_tells(s), s.probability, len(s.candidate.name), -s.candidate.unit.index))


def _fact(
    region: str, group: list[Scored], status: Status, shown: tuple[str, ...], annotated: Annotated, surroundings: Surroundings, regions: Regions, themes: Themes,
    scene: Scene, goals: dict[str, GoalFact], models: Models,
) -> InitiativeFact:  # fmt: skip
    best = _best(group)
    unit = best.candidate.unit
    name = _clean(best.candidate.name)
    names = Counter(_clean(s.candidate.name) for s in group if _tells(s))
    said = [s.candidate for s in group]
    likely = [s.candidate for s in group if s.probability >= models.initiatives.threshold * LIKELY]
    start, end = next(((a, b) for a, b in unit.sentences if a <= best.candidate.start < b), (0, len(unit.text)))
    sentence = unit.text[start:end]
    approach = approach_of(name) or next(filter(None, map(approach_called, (name, *names))), None)
    mentions = [_with(s, models.initiatives.confidence(s.probability)) for s in group]
    text = " ".join(c.unit.text for c in said[:3])
    heard, above = surroundings.of(unit), themes.above(unit.block.section)
    theme, national = of_thing(models.national_of_thing, name, text, heard, above)
    period = PERIOD.search(sentence)
    return InitiativeFact(
        key=f"{slug(name)[:60]}-{digest(region, name)[:6]}",
        name=name,
        evidence=pick(mentions, 2),
        region=region or regions.plan,
        aliases=tuple(n for n, _ in names.most_common() if n != name)[:8],
        description=sentence if len(sentence) <= 400 else sentence[:397] + "…",
        status=status,
        voorloper_signals=shown,
        themes=theme,
        national=national,
        places=_places(said, regions),
        goals=_goals(said, goals),
        target_groups=target_groups(f"{name} {sentence}"),
        start_year=int(period.group(1)) if period and int(period.group(1)) >= 2015 else None,
        end_year=int(period.group(2))
        if period and int(period.group(1)) >= 2015 and period.group(2) >= period.group(1)
        else None,
        organisations=involved(likely, scene, models.involvement),
        approach=approach,
    )


def _with(s: Scored, confidence: float) -> Proposed:
    c = s.candidate
    return Proposed(c.unit, c.start, c.end, confidence, c.name, c.source, c.group, c.head, c.sentence)


def _clean(name: str) -> str:
    name = re.sub(r"\s+", " ", name).strip(" .,;:–-")
    name = re.sub(r"^(?:de|het|een)\s+(?=[a-z])", "", name)
    return re.sub(r"^\(?[A-Za-z0-9][.)]\s+", "", name) or name


def _places(said: list[Proposed], regions: Regions) -> tuple[str, ...]:
    """Municipalities and neighbourhoods named in the sentences that name the initiative."""
    found: list[str] = []
    for candidate in said[:4]:
        unit = candidate.unit
        start, end = next(((a, b) for a, b in unit.sentences if a <= candidate.start < b), (0, len(unit.text)))
        sentence = unit.text[start:end]
        for key, fact in regions.facts.items():
            if fact.kind in ("gemeente", "wijk") and re.search(rf"(?<![\w-]){re.escape(fact.name)}(?![\w-])", sentence):
                found.append(key)
    return tuple(dict.fromkeys(found))[:8]


def _goals(said: list[Proposed], goals: dict[str, GoalFact]) -> tuple[str, ...]:
    """Goals whose statement names the initiative, or that stand in the same block: only where the text ties them."""
    spans = [span for c in said for span in c.unit.block.passage.spans()]
    tied = [
        key for key, goal in goals.items()
        if any(e.span.start < span.end and span.start < e.span.end for e in goal.evidence for span in spans)
    ]  # fmt: skip
    return tuple(tied[:6])
