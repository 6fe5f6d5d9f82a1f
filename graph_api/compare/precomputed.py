"""What takes long to work out for comparisons, kept as a file with each version of the graph.

The file holds the facts, where the texts speak of each theme and approach, how many words each gets, and which goals
speak of the same thing. A build takes over what it holds of plans whose text is the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from graph_api.compare.align import TOGETHER, goal_item, linked
from graph_api.compare.facts import Facts, Goal, Initiative, PlanTheme, Section, Span
from graph_api.compare.read import Rows, read_facts, read_places
from graph_api.compare.text import About, Owner, owners, words_given
from graph_api.compare.vocabulary import Places, Vocabulary
from graph_api.store import Snapshot, Store
from ontology import BASE

FILE: Final = "compare.json"
"""The name of the file among the files of a version."""
_FORMAT: Final = 1
"""Number of the shape below, and of the ways in which it is worked out; a file with another number is made anew."""
_Placed = TypeVar("_Placed", Span, Section)
Source = Callable[[str], str | None]
"""The text of a plan by the hash of its file (`Snapshot.source`)."""


@dataclass(frozen=True, slots=True)
class Precomputed:
    """What a comparison works with."""

    format: int
    vocabulary: str
    """Fingerprint of the names and words that the texts were searched for."""
    facts: Facts
    places: dict[str, Places]
    """By hash of a text: where it speaks of which theme or approach."""
    owner: dict[str, Owner]
    """By plan: which part of it is about which region."""
    words: dict[str, list[tuple[str, str, float]]]
    """By plan: region, theme or approach, and the words that it gets there."""
    total: dict[str, int]
    """By plan: number of words of its text."""
    together: list[tuple[str, str, float]]
    """Goals of different regions that speak of the same thing, and how like they are."""


_FILE: Final = TypeAdapter(Precomputed)


def precompute(rows: Rows, source: Source, base: str = BASE, earlier: Precomputed | None = None) -> Precomputed:
    """Work it out.

    Args:
        rows: answers SELECT queries over the graph.
        source: gives the texts of its plans; a plan without text is compared by its facts alone.
        base: what the IRIs of things start with.
        earlier: of a version before, whose texts need not be searched again.
    """
    facts = read_facts(rows, base)
    spans, sections = read_places(rows)
    vocabulary = Vocabulary(facts.themes, facts.approaches)
    fingerprint = vocabulary.fingerprint
    known = earlier.places if earlier and earlier.vocabulary == fingerprint else {}
    of_plan, in_plan = _by_plan(spans), _by_plan(sections)
    regions = _regions(facts)
    headed = {theme.iri for theme in facts.plan_themes}
    themes, approaches = _themes(facts), _approaches(facts)
    places, owner, words, total = {}, {}, {}, {}
    for plan in facts.plans:
        covered = plan.regions[0] if plan.regions else ""
        here, parts = of_plan.get(plan.iri, []), in_plan.get(plan.iri, [])
        owner[plan.iri] = owners(covered, regions, here, parts)
        text = source(plan.sha256) if plan.sha256 else None
        if text is None:
            continue
        places[plan.sha256] = known.get(plan.sha256) or vocabulary.places(text)
        given = words_given(text, here, parts, themes, headed) | words_given(text, here, parts, approaches, ())
        words[plan.iri] = [(region, concept, round(number, 2)) for (region, concept), number in given.items()]
        total[plan.iri] = len(text.split())
    goals = [goal_item(goal, goal.region) for goal in facts.goals if not goal.rejected]
    together = [(one, two, score) for (one, two), score in linked(goals, TOGETHER).items()]
    return Precomputed(_FORMAT, fingerprint, facts, places, owner, words, total, together)


def write(found: Precomputed, path: Path) -> None:
    """Write it to a file.

    Raises:
        OSError: it cannot be written.
    """
    path.write_bytes(_FILE.dump_json(found))


def read(path: Path | None) -> Precomputed | None:
    """What a file holds; None where there is none, or one that other software made."""
    if path is None:
        return None
    try:
        found = _FILE.validate_json(path.read_bytes())
    except ValidationError:
        return None
    return found if found.format == _FORMAT else None


def precomputed(snapshot: Snapshot, base: str = BASE) -> Precomputed:
    """That of a version: kept with it, else worked out now (a second or two for five plans)."""
    return read(snapshot.file(FILE)) or precompute(snapshot.rows, snapshot.source, base)


def earlier(store: Store) -> Precomputed | None:
    """That of the version that is published now, if it was kept with it."""
    if not store.has_version():
        return None
    with store.read() as snapshot:
        return read(snapshot.file(FILE))


def _by_plan(items: Iterable[_Placed]) -> dict[str, list[_Placed]]:
    found: dict[str, list[_Placed]] = defaultdict(list)
    for item in items:
        found[item.plan].append(item)
    return found


def _regions(facts: Facts) -> dict[str, str]:
    things: tuple[Goal | Initiative | PlanTheme, ...] = (*facts.goals, *facts.initiatives, *facts.plan_themes)
    return {thing.iri: thing.region for thing in things if thing.region and not thing.rejected}


def _themes(facts: Facts) -> About:
    things: tuple[Goal | Initiative | PlanTheme, ...] = (*facts.goals, *facts.initiatives, *facts.plan_themes)
    return {thing.iri: (thing.region, thing.themes) for thing in things if not thing.rejected}


def _approaches(facts: Facts) -> About:
    return {one.iri: (one.region, one.approaches) for one in facts.initiatives if not one.rejected}
