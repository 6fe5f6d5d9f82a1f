"""What the selects of forms offer: regions and national themes, in the language of the page."""

from __future__ import annotations

from collections.abc import Callable

from graph_api.facts import Facts
from graph_api.facts.model import key_of

Pair = tuple[str, str]
"""Value and text of an option."""


def regions(facts: Facts, first: str, inside: str, chosen: str = "") -> dict[str, list[Pair]]:
    """The regions of which something was read, and under each what lies in it, as groups of options by their keys.

    Args:
        facts: of the version.
        first: name of the group of the regions that lie in no other one.
        inside: name of a group of what lies in a region, with {region} in it.
        chosen: key of a region that must be there too, '' for none.
    """
    covered = frozenset(facts.covered)
    outer = [iri for iri in facts.covered if not (facts.above(iri) - {iri}) & covered and iri in facts.regions]
    groups = {first: [_pair(facts, iri) for iri in outer]}
    for iri in outer:
        within = [one for one in facts.below(iri) - {iri} if one in facts.regions]
        # what has facts of its own comes before places that only the register knows
        within.sort(key=lambda one: (one not in covered, facts.label(one).nl.casefold(), one))
        if within:
            groups[inside.replace("{region}", facts.label(iri).nl)] = [_pair(facts, one) for one in within]
    offered = {key for pairs in groups.values() for key, _ in pairs}
    more = next((iri for iri in facts.regions if key_of(iri) == chosen), None) if chosen not in offered else None
    if chosen and more:
        groups[first].append(_pair(facts, more))
    return groups


def themes(facts: Facts, language: str) -> list[Pair]:
    """The national themes by name, each followed by those below it, as options by their keys.

    Args:
        facts: of the version.
        language: 'nl' or 'en'.
    """
    at = 1 if language == "en" else 0

    def name(iri: str) -> str:
        return facts.label(iri)[at]

    def below(parent: str) -> list[str]:
        deeper = {iri for iri in facts.broader if parent in facts.broader[iri] and iri != parent}
        return sorted(
            (iri for iri in deeper if not any(other in facts.broader[iri] for other in deeper - {iri})), key=_by(name)
        )

    def listed(iri: str, depth: int) -> list[Pair]:
        own = (key_of(iri), f"{'– ' * depth}{name(iri)}")
        return [own, *(pair for one in below(iri) for pair in listed(one, depth + 1))]

    top = sorted((iri for iri, above in facts.broader.items() if above == {iri}), key=_by(name))
    return list(dict.fromkeys(pair for iri in top for pair in listed(iri, 0)))


def _by(name: Callable[[str], str]) -> Callable[[str], tuple[str, str]]:
    return lambda iri: (name(iri).casefold(), iri)


def _pair(facts: Facts, iri: str) -> Pair:
    return key_of(iri), facts.label(iri).nl
