"""What a region has already, and why two initiatives are taken for the same."""

from __future__ import annotations

from collections.abc import Iterable

from graph_api.facts import Initiative
from graph_api.voorlopers.prepared import Prepared


class Had:
    """What a region has already."""

    def __init__(self, prepared: Prepared, own: Iterable[Initiative]) -> None:
        """
        Args:
            prepared: of the version.
            own: the initiatives of the region, and of those inside it and around it.
        """
        self._prepared = prepared
        self._own = {one.iri: one for one in own}
        self._by_name: dict[str, Initiative] = {}
        self._by_approach: dict[str, Initiative] = {}
        for one in self._own.values():
            self._by_name |= {name: one for name in prepared.names[one.iri] if name not in self._by_name}
            self._by_approach |= {key: one for key in one.approaches if key not in self._by_approach}

    def already(self, candidate: Initiative) -> tuple[Initiative, str] | None:
        """The initiative of the region that does the same, and why it is thought so; None where it has none."""
        for name in sorted(self._prepared.names[candidate.iri]):
            if name in self._by_name:
                return self._by_name[name], "name"
        for approach in sorted(candidate.approaches):
            if approach in self._by_approach:
                return self._by_approach[approach], "approach"
        like = self._prepared.facts.similar.get(candidate.iri, {})
        best = max((other for other in like if other in self._own), key=lambda iri: (like[iri], iri), default=None)
        return (self._own[best], "similarity") if best else None
