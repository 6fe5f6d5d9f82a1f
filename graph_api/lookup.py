"""The names of the things in the graph: which thing is called so, and which names come near."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz import fuzz, process, utils

from graph_api.store import Row, Snapshot
from ingest.outline.roles import fold


class Kind(StrEnum):
    """The kinds of things that can be looked up, by what the graph calls their class."""

    PLAN = "Plan"
    REGION = "Region"
    ORGANISATION = "Organisation"
    INITIATIVE = "Initiative"
    VOORLOPER = "Voorloper"
    PLAN_THEME = "PlanTheme"
    NATIONAL_THEME = "NationalTheme"
    APPROACH = "Approach"


NEAR: Final = 60.0
"""How like a name must be to come near, from 0 to 100 (rapidfuzz, ratio of the words in the order of the alphabet)."""
_NEAR_KEY: Final = 50.0
_LONGEST: Final = 200
"""Characters of a name that are compared; comparing takes longer the longer the names."""

_KINDS: Final = "SELECT ?thing WHERE {{ ?thing a rg:{kind} }}"
_NAMES: Final = "SELECT ?thing ?name WHERE {{ ?thing {property} ?name }}"
_REGIONS: Final = "SELECT ?thing ?region WHERE { ?thing rg:region|rg:coversRegion ?region }"


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its names."""

    iri: str
    kinds: tuple[Kind, ...]
    """Its classes, the most telling last: a voorloper is an initiative too."""
    label: str
    names: tuple[str, ...]
    """Its label and its other names."""
    region: str
    """Name of the region that it belongs to, '' where it has none."""


@dataclass(frozen=True, slots=True)
class Match:
    """A thing that was found by a name."""

    thing: Named
    name: str
    """The name that was found."""
    score: float
    """0 to 100; 100 where the names are the same but for case, accents and punctuation."""


class Names:
    """The names of a version of the graph."""

    def __init__(self, things: Iterable[Named]) -> None:
        self._things = tuple(sorted(things, key=lambda thing: thing.iri))
        self._by_name: dict[str, list[tuple[Named, str]]] = defaultdict(list)
        for thing in self._things:
            for name in thing.names:
                self._by_name[fold(name)].append((thing, name))
        self._folded = list(self._by_name)

    @classmethod
    def of(cls, snapshot: Snapshot) -> Names:
        """The names in a version."""
        kinds: dict[str, list[Kind]] = defaultdict(list)
        for kind in Kind:
            for row in snapshot.rows(_KINDS.format(kind=kind)):
                kinds[_text(row, "thing")].append(kind)
        labels, others = _names(snapshot, "skos:prefLabel"), _names(snapshot, "skos:altLabel")
        labels |= _names(snapshot, "dcterms:title")
        regions = {_text(row, "thing"): _text(row, "region") for row in snapshot.rows(_REGIONS)}
        return cls(
            Named(
                iri=iri,
                kinds=tuple(of_kind),
                label=labels[iri][0],
                names=tuple(dict.fromkeys([*labels[iri], *others.get(iri, ())])),
                region=labels.get(regions.get(iri, ""), [""])[0],
            )
            for iri, of_kind in kinds.items()
            if iri in labels
        )

    def find(self, name: str, kind: Kind | None = None, most: int = 10) -> list[Match]:
        """The things of that name; where there are none, those whose names come near, the nearest first.

        Args:
            name: case, accents and punctuation do not count.
            kind: only things of this kind.
            most: how many to give at most.
        """
        wanted = fold(name)[:_LONGEST]
        exact = self._matches([(wanted, 100.0)], kind) if wanted else []
        if exact or not wanted:
            return exact[:most]
        near = process.extract(wanted, self._folded, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR, limit=None)
        return self._matches([(folded, score) for folded, score, _ in near], kind)[:most]

    def near(self, iri: str, most: int = 5) -> list[Named]:
        """The things of its kind whose IRIs, or names, come nearest to an IRI that is not there."""
        key, folder = _key(iri), _folder(iri)
        keys = {thing: _key(thing.iri) for thing in self._things if _folder(thing.iri) == folder}
        found = process.extract(
            key, keys, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_NEAR_KEY, limit=most
        )
        called = [match for match in self.find(key.replace("-", " "), most=4 * most) if match.thing in keys]
        scored = sorted(
            [(-score, thing.iri, thing) for _, score, thing in found]
            + [(-m.score, m.thing.iri, m.thing) for m in called]
        )
        return list(dict.fromkeys(thing for _, _, thing in scored))[:most]

    def _matches(self, scored: Iterable[tuple[str, float]], kind: Kind | None) -> list[Match]:
        best: dict[str, Match] = {}
        for folded, score in scored:
            for thing, name in self._by_name.get(folded, ()):
                if kind is not None and kind not in thing.kinds:
                    continue
                if thing.iri not in best or score > best[thing.iri].score:
                    best[thing.iri] = Match(thing, name, score)
        # a name of its own goes before another name that the thing also has
        return sorted(best.values(), key=lambda match: (-match.score, match.name != match.thing.label, match.thing.iri))


def _names(snapshot: Snapshot, property_: str) -> dict[str, list[str]]:
    """The names of each thing by one property, the Dutch ones first."""
    rows = snapshot.rows(_NAMES.format(property=property_))
    names: dict[str, list[str]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (getattr(row["name"], "language", None) == "en", _text(row, "name"))):
        names[_text(row, "thing")].append(_text(row, "name"))
    return dict(names)


def _key(iri: str) -> str:
    """What tells an IRI from others of its kind: the end, as far as it is compared."""
    return iri.rstrip("/#").rsplit("/", 1)[-1].rsplit("#", 1)[-1][:_LONGEST]


def _folder(iri: str) -> str:
    """What tells of what kind an IRI is: all before its key, and before the plan that it belongs to."""
    after = iri.partition("/id/")[2]
    return after.partition("/")[0] if after else iri.rpartition("/")[0]


def _text(row: Row, name: str) -> str:
    return str(getattr(row[name], "value", row[name]))
