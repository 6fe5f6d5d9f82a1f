"""How the words of a plan are divided: which part is about which region, and how many words each theme gets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph_api.compare.facts import Section, Span

_WORD: Final = re.compile(r"\w+")
_HEADING: Final = 40
"""A plan theme whose words begin this near to the start of a section is its heading; code points."""
About = Mapping[str, tuple[str, tuple[str, ...]]]
"""Region and concepts of facts and plan themes, by their IRIs."""
Owner = list[tuple[int, str]]
"""From which place on a plan is about which region; in order, the first from 0."""


def owners(region: str, regions: Mapping[str, str], spans: Iterable[Span], sections: Sequence[Section]) -> Owner:
    """Which part of a plan is about which region.

    A section of which all facts are of one part of the region is about that part, and so is what stands below it; all
    else is about the region that the plan covers.

    Args:
        region: that the plan covers.
        regions: of the facts, by their IRIs.
        spans: of the facts in this plan.
        sections: of this plan, in order of place, the longer first.
    """
    parents = {section.iri: section.parent for section in sections}
    within: dict[str, set[str]] = defaultdict(set)
    for span in spans:
        at, seen = span.section, set()
        while at and at not in seen and span.thing in regions:
            seen.add(at)
            within[at].add(regions[span.thing])
            at = parents.get(at, "")
    about: dict[str, str] = {}
    for section in sections:
        found = within.get(section.iri, set())
        above = about.get(section.parent, region)
        about[section.iri] = next(iter(found)) if len(found) == 1 else region if found else above
    return _flat(region, [(section.start, section.end, about[section.iri]) for section in sections])


def _flat(region: str, intervals: Sequence[tuple[int, int, str]]) -> Owner:
    """Nested intervals as boundaries: at each place the innermost counts."""
    owner: Owner = [(0, region)]
    open_: list[tuple[int, str]] = []
    for start, end, name in intervals:
        while open_ and open_[-1][0] <= start:
            closed, _ = open_.pop()
            owner.append((closed, open_[-1][1] if open_ else region))
        open_.append((end, name))
        owner.append((start, name))
    while open_:
        closed, _ = open_.pop()
        owner.append((closed, open_[-1][1] if open_ else region))
    last: dict[int, str] = dict(owner)  # of several changes at one place the last one counts
    return sorted(last.items())


def words_given(
    text: str,
    spans: Iterable[Span],
    sections: Sequence[Section],
    about: About,
    headed: Iterable[str],
) -> dict[tuple[str, str], float]:
    """How many words of a plan go to each region and concept.

    A word in the evidence of facts goes to the concepts of those facts. Another word goes to the concepts of the
    innermost plan theme whose section it stands in. Where these are several, they share it equally. Words outside all
    of these go to none.

    Args:
        text: of the plan.
        spans: of the facts and plan themes in this plan.
        sections: of this plan.
        about: region and concepts of each fact and plan theme.
        headed: IRIs of the plan themes: their evidence is the heading of a section.
    """
    starts = [match.start() for match in _WORD.finditer(text)]
    number = len(starts)
    given: list[frozenset[tuple[str, str]]] = [frozenset()] * number
    known = {section.iri: section for section in sections}
    themes, facts = set(headed), []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        region, concepts = about.get(span.thing, ("", ()))
        pairs = frozenset((region, concept) for concept in concepts)
        if span.thing in themes:  # the later begin deeper, so they take over what is theirs
            first, last = _between(starts, span.start, _end(span, known.get(span.section)))
            given[first:last] = [pairs] * (last - first)
        elif pairs:
            facts.append((*_between(starts, span.start, span.end), pairs))
    stated: dict[int, frozenset[tuple[str, str]]] = {}
    for first, last, pairs in facts:
        for at in range(first, last):
            stated[at] = stated.get(at, frozenset()) | pairs
    total: dict[tuple[str, str], float] = defaultdict(float)
    for at, pairs in enumerate(given):
        for pair in (chosen := stated.get(at, pairs)):
            total[pair] += 1 / len(chosen)
    return dict(sorted(total.items()))


def _end(span: Span, section: Section | None) -> int:
    """Where that what stands under a plan theme ends: with the section that it is the heading of."""
    heads = section is not None and span.start <= section.start + _HEADING
    return max(span.end, section.end) if section and heads else span.end


def _between(starts: Sequence[int], start: int, end: int) -> tuple[int, int]:
    return bisect_left(starts, start), bisect_left(starts, end)
